/**
 * The answers of this page that are being counted, and what is remembered to count none twice.
 *
 * A turn is posted when it begins, when it is over, and while it goes on at most once a second: each time as a whole,
 * so that a lost message loses nothing.
 */
import { quietly } from "./quietly.js";
import { name, Turn } from "./turn.js";

const PACE = 1000; // milliseconds between two posts of the same page: no more are written
const KEPT = 200; // turns and questions that are remembered
const ITEMS = 5000; // replayed items that are told apart

/** @typedef {{clock: () => number, now: () => number, soon: (work: () => void) => void, later: (work: () => void, delay: number) => any,
 *    forget: (timer: any) => void, random: () => string}} Natives */

export class Ledger {
  /** @type {Map<string, Turn>} by key */
  #turns = new Map();
  /** @type {Map<string, Turn>} the turn that asked a question first, by the question's id */
  #questions = new Map();
  /** @type {Map<string, Turn>} the newest answer of each conversation */
  #last = new Map();
  /** @type {Map<string, unknown>} */
  #kept = new Map();
  /** @type {Set<string>} */
  #items = new Set();
  /** @type {Set<Turn>} */
  #changed = new Set();
  #timer = null;
  #posted = -Infinity;
  /** Milliseconds of our work that were not told yet. */
  busy = 0;
  /** How often anything was understood. */
  touches = 0;

  /** @param {string} site @param {string} product @param {Natives} natives @param {(message: object) => void} post */
  constructor(site, product, natives, post) {
    this.site = site;
    this.product = product;
    this.natives = natives;
    this.post = post;
  }

  /** A request has left: it counts from now on, whatever becomes of it. @param {Partial<Turn>} [known] */
  open(known = {}) {
    const { random, now } = this.natives;
    const turn = new Turn(random(), now(), (changed) => this.#touch(changed));
    Object.assign(turn, known);
    this.#remember(this.#turns, turn.key, turn);
    this.#changed.add(turn);
    // After the page's own code, and after its question was read: the first record has both.
    this.natives.soon(() => this.natives.soon(() => quietly(() => this.flush())));
    return turn;
  }

  /** The question and the conversation of a turn, as the request says them. A question that was asked before in this
   *  page keeps what it followed, so that a regenerated answer stands beside the first.
   *  @param {Turn} turn @param {{conversation?: unknown, parent?: unknown, question?: unknown}} said */
  ask(turn, { conversation, parent, question }) {
    turn.conversation = name(conversation) ?? turn.conversation;
    turn.parent = name(parent) ?? turn.parent;
    turn.turn = name(question) ?? turn.turn;
    if (turn.turn) {
      const before = this.#questions.get(turn.turn);
      if (before && before !== turn) {
        turn.parent = before.parent;
        if (!turn.has("prompt")) turn.share(before, "prompt");
      } else {
        this.#remember(this.#questions, turn.turn, turn);
      }
    }
    this.#touch(turn);
  }

  /** The newest answer of a conversation that has an id, for sites whose requests do not say what they follow.
   *  @param {unknown} conversation @returns {Turn | undefined} */
  last(conversation) {
    return this.#last.get(name(conversation) ?? "");
  }

  /** The newest turn that a test accepts. @param {(turn: Turn) => boolean} test */
  find(test) {
    return [...this.#turns.values()].reverse().find(test);
  }

  /** Whether an item of a stream is new: catch-ups replay old ones. @param {unknown} item */
  fresh(item) {
    const known = String(item);
    if (this.#items.has(known)) return false;
    if (this.#items.size >= ITEMS) this.#items.clear();
    this.#items.add(known);
    return true;
  }

  /** Remembers something of a site for a later request. @param {string} key @param {unknown} value */
  keep(key, value) {
    this.#remember(this.#kept, key, value);
  }

  /** @param {string} key @returns {any} */
  kept(key) {
    return this.#kept.get(key);
  }

  /** The turn is over. @param {Turn} turn @param {import("./turn.js").How} how */
  close(turn, how) {
    if (turn.done && (how !== "end" || !this.#changed.has(turn))) return; // it was told
    turn.finish(how, this.product);
    this.flush();
  }

  /** What was to answer has gone. @param {import("./turn.js").How} how */
  closeAll(how) {
    for (const turn of this.#turns.values()) if (!turn.done) this.close(turn, how);
  }

  /** Something of the site that is not understood. @param {string} note */
  note(note) {
    this.post({ note });
  }

  /** Posts what has changed, now: a page may be about to end. */
  flush() {
    if (this.#timer !== null) this.natives.forget(this.#timer);
    this.#timer = null;
    if (!this.#changed.size) return;
    this.#posted = this.natives.clock();
    const records = [...this.#changed].map((turn) => turn.record(this.site));
    this.#changed.clear();
    for (const record of records) this.post({ record, busy: record.done ? this.#spent() : 0 });
  }

  #spent() {
    const spent = this.busy;
    this.busy = 0;
    return Math.ceil(spent);
  }

  /** @param {Turn} turn */
  #touch(turn) {
    if (!this.#turns.has(turn.key)) return;
    this.#changed.add(turn);
    this.touches += 1;
    this.#follow(turn);
    const wait = this.#posted + PACE - this.natives.clock();
    // Timers sleep in a hidden tab; a piece that arrives late enough posts by itself.
    if (wait <= 0) this.flush();
    else this.#timer ??= this.natives.later(() => this.flush(), wait);
  }

  /** An answer that was heard may be followed by the next question. @param {Turn} turn */
  #follow(turn) {
    const { id, conversation, at, heard } = turn;
    if (!id || !conversation || !heard) return;
    const last = this.#last.get(conversation);
    if (turn !== last && !(last && last.at > at)) this.#remember(this.#last, conversation, turn);
  }

  /** @template T @param {Map<string, T>} map @param {string} key @param {T} value */
  #remember(map, key, value) {
    map.delete(key);
    map.set(key, value);
    if (map.size > KEPT) map.delete(/** @type {string} */ (map.keys().next().value));
  }
}
