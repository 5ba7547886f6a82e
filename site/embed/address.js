/**
 * The state in the address, so that a link restores it. It stands behind the #: that part of an address is never sent to
 * a server. A link with a query (?model=gpt-4o) is understood, too.
 */

/** What the address asks for; undefined where it only names a place in the page. @returns {Record<string, string> | undefined} */
export function fromAddress() {
  const behind = location.hash.slice(1);
  if (behind && !behind.includes("=")) return undefined;
  return Object.fromEntries(new URLSearchParams(behind || location.search));
}

const QUIET = 200; // milliseconds: browsers refuse to be told too often

let timer = 0;

/** The address says this state, soon; the history does not grow. @param {Record<string, string>} state */
export function toAddress(state) {
  clearTimeout(timer);
  timer = setTimeout(() => write(state), QUIET);
}

/** @param {Record<string, string>} state */
function write(state) {
  const address = new URL(location.href);
  address.search = "";
  address.hash = String(new URLSearchParams(state));
  history.replaceState(history.state, "", address);
}
