/**
 * One request and its answer, or one socket, between a tap and an adapter: bytes in, frames out, and no error ever
 * thrown into the page. An adapter gives a plain object:
 *
 *     { turn, asked(body), frames: sse, read(frame, turn), ended(how) }      all but `read` optional
 *
 * `turn` is what counts if the format is not understood; `frames` makes what cuts a text into frames.
 */

/** @typedef {import("./turn.js").Turn} Turn */
/** @typedef {import("./turn.js").How} How */
/** @typedef {(frame: any) => void} Give */
/** @typedef {{push: (text: string, give: Give) => void, end: (give: Give) => void}} Cutter */
/** @typedef {{turn?: Turn, asked?: (body: Body) => void, frames?: () => Cutter, read: (frame: any) => void,
 *    ended?: (how: How) => void, typed?: (type: string) => (() => Cutter) | undefined}} Conversation */
/** @typedef {string | FormData | URLSearchParams | null} Body what the page sends; null when it cannot be read */

const MOST = 64 * 1024 * 1024; // characters of one answer that are read; a page's own are rarely 1/100 of it
/** Characters of one frame, or bytes where it is not read yet. */
export const LONGEST = 8 * 1024 * 1024;

export class TooLong extends Error {}

export class Exchange {
  /** @type {Cutter | undefined} */
  #cutter;
  #length = 0;
  #over = false;
  /** @type {((frame: any) => void)} */
  #give;

  /** @param {Conversation} conversation @param {import("./ledger.js").Ledger} ledger */
  constructor(conversation, ledger) {
    this.conversation = conversation;
    this.ledger = ledger;
    this.decoder = ledger.natives.decoder();
    if (conversation.turn) conversation.turn.sent = true;
    this.#give = (frame) => this.#guard(() => conversation.read(frame));
  }

  /** Whether more of the answer is wanted. */
  get open() {
    return !this.#over;
  }

  /** @param {Body} body */
  asked(body) {
    this.#work(() => {
      try {
        this.conversation.asked?.(body);
      } catch {
        this.ledger.note("question-unknown"); // the answer may still be read
      }
    });
  }

  /** The answer begins. @param {number} status @param {string} type its content type */
  answered(status, type) {
    if (status >= 400) this.closed("refused");
    else this.#cutter = (this.conversation.typed?.(type) ?? this.conversation.frames)?.();
  }

  /** @param {Uint8Array} bytes */
  bytes(bytes) {
    this.text(this.decoder.decode(bytes, { stream: true }));
  }

  /** A piece of an answer. @param {string} text */
  text(text) {
    if (this.#over || !text) return;
    this.#work(() => {
      this.#hear();
      this.#length += text.length;
      if (this.#length > MOST) return this.#lose("frame-too-long");
      try {
        if (this.#cutter) this.#cutter.push(text, this.#give);
        else this.#give(text);
      } catch (error) {
        if (!(error instanceof TooLong)) throw error;
        this.#lose("frame-too-long");
      }
    });
  }

  /** A frame that comes as a whole, of a source that has no end: only its own length is bounded.
   *  @param {any} frame @param {number} length */
  frame(frame, length) {
    if (this.#over || !length) return;
    this.#work(() => {
      this.#hear();
      if (length > LONGEST) this.ledger.note("frame-too-long");
      else this.#give(frame);
    });
  }

  #hear() {
    if (this.conversation.turn) this.conversation.turn.heard = true;
  }

  /** @param {How} how */
  closed(how) {
    if (this.#over) return;
    this.#work(() => {
      if (how === "end") {
        this.text(this.decoder.decode());
        this.#cutter?.end(this.#give);
      }
      this.#over = true;
      this.#guard(() => this.conversation.ended?.(how));
      const { turn } = this.conversation;
      if (turn && !this.conversation.ended) this.ledger.close(turn, how);
    });
  }

  /** Gives up what is too long to be held. @param {string} note */
  #lose(note) {
    const { turn } = this.conversation;
    this.#over = true;
    this.#cutter = undefined;
    this.ledger.note(note);
    if (!turn) return;
    turn.broken = true;
    this.ledger.close(turn, "end");
  }

  /** An adapter that stumbles over an unknown shape says "length unknown", never more. @param {() => void} work */
  #guard(work) {
    try {
      work();
    } catch {
      if (this.conversation.turn) {
        this.conversation.turn.broken = true;
        this.conversation.turn.miss("frame-broken");
      } else this.ledger.note("frame-broken");
    }
  }

  /** @param {() => void} work */
  #work(work) {
    const { clock } = this.ledger.natives;
    const start = clock();
    try {
      work();
    } catch {
      this.ledger.note("capture-broken");
    }
    this.ledger.busy += clock() - start;
  }
}
