/**
 * How much a page may say: far more than a person can ask, far less than would fill a disk. What comes too fast waits,
 * the newest of each answer; only answers that nobody could have asked for are not heard.
 */

const MESSAGES = 200;
const MESSAGES_IN = 10_000; // milliseconds
const TURNS = 600;
const TURNS_IN = 3_600_000;
const REMEMBERED = 2000; // turns that are known not to be new

/** @typedef {import("./schema.js").Message} Message */

export class Flood {
  #messages = new Window(MESSAGES, MESSAGES_IN);
  #turns = new Window(TURNS, TURNS_IN);
  /** @type {Set<string>} */
  #keys = new Set();
  /** @type {Map<string, Message>} by turn */
  #waiting = new Map();
  #timed = false;

  /** @param {(message: Message) => void} give @param {(work: () => void, wait: number) => void} later
   *  @param {() => void} over there was too much */
  constructor(give, later, over) {
    this.give = give;
    this.later = later;
    this.over = over;
  }

  /** @param {Message} message @param {number} now */
  hear(message, now) {
    const key = message.record?.key ?? "";
    if (key && !this.#isKnown(key, now)) return this.over();
    const newest = { ...message, busy: message.busy + (this.#waiting.get(key)?.busy ?? 0) };
    if (this.#messages.takes(now)) {
      this.#waiting.delete(key);
      return this.give(newest);
    }
    if (!key) return this.over();
    this.#waiting.set(key, newest);
    return this.#wait();
  }

  /** Gives what waits, since the page may be about to end. */
  flush() {
    for (const message of this.#waiting.values()) this.give(message);
    this.#waiting.clear();
  }

  #wait() {
    if (this.#timed || !this.#waiting.size) return;
    this.#timed = true;
    this.later(() => this.#release(), MESSAGES_IN);
  }

  #release() {
    this.#timed = false;
    for (const [key, message] of [...this.#waiting].slice(0, MESSAGES)) {
      this.#waiting.delete(key);
      this.give(message);
    }
    this.#wait();
  }

  /** @param {string} key @param {number} now */
  #isKnown(key, now) {
    if (this.#keys.has(key)) return true;
    if (!this.#turns.takes(now)) return false;
    if (this.#keys.size >= REMEMBERED) this.#keys.clear();
    this.#keys.add(key);
    return true;
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
