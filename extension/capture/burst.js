/**
 * A stream in a socket of which nothing is understood: something goes out, and much comes back at once. The site has
 * moved its conversations, or speaks another way: an answer of unknown length is counted, once for each that goes out.
 */

const QUESTION = 20; // characters at the least of a frame that asks: shorter ones keep a socket awake
const FRAMES = 20; // that come back
const WITHIN = 20_000; // milliseconds

export class Burst {
  #since = -Infinity;
  #frames = 0;
  #touches = 0;

  /** @param {import("./ledger.js").Ledger} ledger */
  constructor(ledger) {
    this.ledger = ledger;
  }

  /** @param {number} length */
  sent(length) {
    if (length < QUESTION) return;
    this.#since = this.ledger.natives.clock();
    this.#frames = 0;
    this.#touches = this.ledger.touches;
  }

  heard() {
    if (this.ledger.natives.clock() - this.#since > WITHIN) return;
    this.#frames += 1;
    if (this.#frames < FRAMES) return;
    this.#since = -Infinity;
    if (this.ledger.touches !== this.#touches) return;
    const turn = this.ledger.open();
    turn.miss("send-elsewhere");
    this.ledger.close(turn, "end");
  }
}
