/**
 * From the page's world to the extension's, over an event whose name the page does not know.
 *
 * Both halves run before the page's first script. Whichever comes second finds the other, and the isolated half hands
 * over a name it has drawn by lot; from then on no script of the page can listen, or speak without guessing 128 bits.
 * What a page may still do is talk to itself, so the isolated half checks everything again (schema.js, flood.js).
 */

export const PAGE = "wattprint:page";
export const ISOLATED = "wattprint:isolated";

const STARTS = "wattprint:starts";
const SECRET = /^[0-9a-f]{32}$/;
const MOST_WAITING = 100; // messages kept until the other half is there

/** Whether this is the first of our scripts in this page: two of them would count all twice. It answers for itself
 *  until the page's own scripts run. @param {any} scope @param {{ask: (name: string) => boolean}} natives */
export function isFirst(scope, natives) {
  if (!natives.ask(STARTS)) return false;
  const answer = (/** @type {Event} */ event) => event.preventDefault();
  const done = () => {
    scope.document.removeEventListener(STARTS, answer, true);
    scope.document.removeEventListener("readystatechange", done, true);
  };
  scope.document.addEventListener(STARTS, answer, true);
  scope.document.addEventListener("readystatechange", done, true);
  return true;
}

/** The page's end. @param {any} scope @param {{tell: (name: string, detail: string) => void,
 *  json: (value: object) => string}} natives */
export function openChannel(scope, natives) {
  /** @type {string | undefined} */
  let secret;
  /** @type {string[]} */
  const waiting = [];
  const take = (/** @type {any} */ event) => {
    if (secret || !SECRET.test(event.detail)) return;
    secret = event.detail;
    scope.document.removeEventListener(ISOLATED, take, true);
    natives.tell(PAGE, "heard");
    for (const message of waiting.splice(0)) natives.tell(event.detail, message);
  };
  scope.document.addEventListener(ISOLATED, take, true);
  natives.tell(PAGE, "ready");
  return {
    /** @param {object} message */
    post(message) {
      const text = natives.json(message);
      if (secret) natives.tell(secret, text);
      else if (waiting.length < MOST_WAITING) waiting.push(text);
    },
  };
}

/** Listens, and again whenever the page writes itself anew: `document.open()` takes every listener away.
 *  @param {any} scope @param {() => void} listen that changes nothing where it listens already */
export function outlast(scope, listen) {
  listen();
  if (scope.MutationObserver) new scope.MutationObserver(listen).observe(scope.document, { childList: true });
}

/** The isolated end: `hear` is given each message as text. @param {string} secret 32 hexadecimal digits, drawn by lot
 *  @param {(text: string) => void} hear */
export function listen(secret, hear) {
  const offer = () => document.dispatchEvent(new CustomEvent(ISOLATED, { detail: secret }));
  const meet = (/** @type {any} */ event) => {
    if (event.detail === "ready") return offer();
    done();
  };
  // A page that runs without our other half must not be offered the name.
  const done = () => {
    document.removeEventListener(PAGE, meet, true);
    document.removeEventListener("readystatechange", done, true);
  };
  const on = (/** @type {any} */ event) => hear(event.detail);
  outlast(globalThis, () => document.addEventListener(secret, on, true));
  document.addEventListener(PAGE, meet, true);
  document.addEventListener("readystatechange", done, true);
  offer();
}
