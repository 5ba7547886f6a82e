/**
 * How much a page may say: far more than a person can ask, far less than would fill a disk.
 */

const MESSAGES = 200;
const MESSAGES_IN = 10_000; // milliseconds
const TURNS = 600;
const TURNS_IN = 3_600_000;
const REMEMBERED = 2000; // turns that are known not to be new

export class Flood {
  #messages = new Window(MESSAGES, MESSAGES_IN);
  #turns = new Window(TURNS, TURNS_IN);
  /** @type {Set<string>} */
  #keys = new Set();

  /** Whether this message is one too many. @param {string | undefined} key of its turn @param {number} now */
  over(key, now) {
    if (!this.#messages.takes(now)) return true;
    if (key === undefined || this.#keys.has(key)) return false;
    if (!this.#turns.takes(now)) return true;
    if (this.#keys.size >= REMEMBERED) this.#keys.clear();
    this.#keys.add(key);
    return false;
  }
}

/** So many in so long; a clock that jumps back begins anew. */
class Window {
  #since = 0;
  #count = 0;

  /** @param {number} most @param {number} span */
  constructor(most, span) {
    this.most = most;
    this.span = span;
  }

  /** @param {number} now */
  takes(now) {
    if (now - this.#since >= this.span || now < this.#since) {
      this.#since = now;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count <= this.most;
  }
}
