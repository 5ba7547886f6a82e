/**
 * What the taps use of the page's own world, taken at document_start, before the page can replace any of it.
 */
import { hex } from "../hex.js";

/** @param {any} scope the page's global object */
export function natives(scope) {
  const { performance, queueMicrotask, setTimeout, clearTimeout, Date, crypto, CustomEvent, document, TextDecoder } =
    scope;
  const { stringify } = scope.JSON;
  const [clock, now, draw] = [performance.now, Date.now, crypto.getRandomValues];
  const say = scope.EventTarget.prototype.dispatchEvent;
  // Not through `call`, which a page may replace to learn what we say.
  const { apply } = scope.Reflect;
  return {
    /** Milliseconds of work, never those of a day. */
    clock: () => apply(clock, performance, []),
    now: () => apply(now, Date, []),
    /** When the page's own code of this moment has run. */
    soon: (/** @type {() => void} */ work) => apply(queueMicrotask, scope, [work]),
    later: (/** @type {() => void} */ work, /** @type {number} */ delay) => apply(setTimeout, scope, [work, delay]),
    forget: (/** @type {any} */ timer) => apply(clearTimeout, scope, [timer]),
    decoder: () => new TextDecoder("utf-8"),
    random: () => hex(apply(draw, crypto, [new Uint8Array(8)])),
    json: (/** @type {object} */ value) => apply(stringify, undefined, [value]),
    tell: (/** @type {string} */ name, /** @type {string} */ detail) =>
      apply(say, document, [new CustomEvent(name, { detail })]),
    /** Whether nobody objects. */
    ask: (/** @type {string} */ name) => apply(say, document, [new CustomEvent(name, { cancelable: true })]),
  };
}
