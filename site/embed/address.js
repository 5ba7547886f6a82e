/**
 * The state in the address, so that a link restores it. It stands behind the #: that part of an address is never sent to
 * a server. A link with a query (?model=gpt-4o) is understood, too.
 */

/** @returns {Record<string, string>} */
export function fromAddress() {
  const behind = location.hash.includes("=") ? location.hash.slice(1) : "";
  return Object.fromEntries(new URLSearchParams(behind || location.search));
}

/** A link on the page itself, or a hand in the address bar. @param {(state: Record<string, string>) => void} set */
export function watchAddress(set) {
  addEventListener("hashchange", () => set(fromAddress()));
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
