/**
 * One answer in the making, as numbers. What it is told is counted by class of character and forgotten.
 *
 * A part (prompt, answer, reasoning, attachments) is made of slots: a block of the answer, a file. A slot is told
 * piece by piece (`say`) or as a whole that grows (`show`); of the latter the last version is kept, in the page that
 * shows it, until the answer is done.
 */
import { Characters } from "../../engine/browser/characters.js";
import { ID, LABEL } from "./labels.js";

/** @typedef {"prompt" | "answer" | "reasoning" | "attachments"} Part */
/** @typedef {"text" | "image" | "voice" | "video" | "research"} Kind */
/** @typedef {"end" | "stop" | "fail" | "refused"} How the stream ended: by itself, by the page, by the network, by the site */

const PARTS = /** @type {const} */ (["prompt", "answer", "reasoning", "attachments"]);
const MOST = 1000; // images or tools of one answer that are told apart

class Slot {
  characters = new Characters();
  /** @type {string | null} */
  whole = null;

  /** @param {string} text */
  say(text) {
    this.characters.add(text);
    this.whole = null;
  }

  /** @param {string} text */
  show(text) {
    if (this.whole !== null && text.startsWith(this.whole)) {
      this.characters.add(text.slice(this.whole.length));
    } else {
      this.characters = new Characters().add(text);
    }
    this.whole = text;
  }
}

export class Turn {
  /** @type {string | null} the answer's own id */
  id = null;
  /** @type {string | null} that of its conversation */
  conversation = null;
  /** @type {string | null} that of the answer that it follows */
  parent = null;
  /** @type {string | null} that of the reader's message */
  turn = null;
  /** @type {string | null} */
  model = null;
  /** @type {Kind} */
  kind = "text";
  /** @type {Record<string, number> | null} */
  tokens = null;
  /** @type {Set<string>} */
  notes = new Set();
  done = false;
  withdrawn = false;
  /** A request of the page began it: the second eye sees as many. */
  sent = false;
  /** Something was heard of the answer, whether or not it could be read. */
  heard = false;
  /** A frame could not be read, so that the length is unknown. */
  broken = false;
  #told = false;
  #empty = false;
  /** @type {Map<Part, Map<string, Slot>>} */
  #parts = new Map();
  /** @type {Set<string>} */
  #images = new Set();
  /** @type {Set<string>} */
  #tools = new Set();

  /** @param {string} key what it is known by until it has an id @param {number} at
   *  @param {(turn: Turn) => void} changed */
  constructor(key, at, changed) {
    this.key = key;
    this.at = at;
    this.changed = changed;
  }

  /** A piece of a text. @param {Part} part @param {unknown} text @param {string | number} [slot] */
  say(part, text, slot = "") {
    if (typeof text !== "string" || !text) return;
    this.#slot(part, slot).say(text);
    this.#tell(part);
  }

  /** The whole of a text so far. @param {Part} part @param {unknown} text @param {string | number} [slot] */
  show(part, text, slot = "") {
    if (typeof text !== "string") return;
    if (!text && !this.#parts.get(part)?.has(String(slot))) return;
    this.#slot(part, slot).show(text);
    this.#tell(part);
  }

  /** Takes the counts of a part from another turn: the same question, asked again. @param {Turn} other
   *  @param {Part} part */
  share(other, part) {
    const slots = other.#parts.get(part);
    if (slots) this.#parts.set(part, slots);
  }

  /** Whether anything is known of a part. @param {Part} part */
  has(part) {
    return this.#parts.has(part);
  }

  /** How many tools were used. */
  get used() {
    return this.#tools.size;
  }

  /** The answer's id, as the stream says it. @param {unknown} id */
  called(id) {
    const found = name(id);
    if (!found || found === this.id) return;
    this.id = found;
    this.changed(this);
  }

  /** The label of the model that answers. @param {unknown} label */
  by(label) {
    if (typeof label !== "string" || !LABEL.test(label.trim()) || label === this.model) return;
    this.model = label.trim();
    this.changed(this);
  }

  /** An image was drawn; the same one is counted once. @param {unknown} image */
  draw(image) {
    if (this.kind === "text") this.kind = "image";
    if (this.#images.size < MOST) this.#images.add(String(image).slice(0, 200));
    this.changed(this);
  }

  /** A tool or a search was used; the same one is counted once. @param {unknown} tool */
  use(tool) {
    if (this.#tools.size < MOST) this.#tools.add(String(tool).slice(0, 200));
    this.changed(this);
  }

  /** What cannot be known: a file's text, a voice. @param {string} what */
  miss(what) {
    this.notes.add(what);
  }

  /** Exact counts, from a server that gives them. @param {Record<string, number>} counts */
  measured(counts) {
    this.tokens = counts;
    this.#told = true;
    this.changed(this);
  }

  /** It is over. @param {How} how @param {string} [product] the label of a model that nobody named */
  finish(how, product) {
    if (this.withdrawn) return;
    const answered = this.#told || this.#images.size > 0;
    if (how === "refused" && !answered) this.withdrawn = true;
    // Stopped before its first word, it has none; ended without one that we could read, nobody knows.
    if (!answered && how !== "end" && (!this.heard || this.id)) this.#empty = true;
    if (!answered && how === "end" && !this.notes.size) this.miss("stream-unknown");
    this.model ??= product ?? null;
    this.done = true;
    for (const slots of this.#parts.values()) for (const slot of slots.values()) slot.whole = null;
    this.changed(this);
  }

  /** All that leaves the page. @param {string} site */
  record(site) {
    /** @type {Record<string, Record<string, number> | null>} */
    const counts = {};
    for (const part of PARTS) counts[part] = this.#counts(part);
    if (this.broken) counts.answer = null;
    else if (!counts.answer && (this.#empty || this.#told || this.#images.size)) counts.answer = {};
    const { key, id, conversation, parent, turn, kind, model, tokens, at, done, withdrawn, sent } = this;
    return {
      key, site, id, conversation, parent, turn, kind, model, ...counts, tokens,
      images: this.#images.size, tools: this.#tools.size, at, done, withdrawn, sent,
      notes: [...this.notes],
    }; // prettier-ignore
  }

  /** @param {Part} part @param {string | number} slot */
  #slot(part, slot) {
    let slots = this.#parts.get(part);
    if (!slots) this.#parts.set(part, (slots = new Map()));
    let found = slots.get(String(slot));
    if (!found) slots.set(String(slot), (found = new Slot()));
    return found;
  }

  /** @param {Part} part */
  #tell(part) {
    if (part === "answer" || part === "reasoning") this.#told = true;
    this.changed(this);
  }

  /** @param {Part} part */
  #counts(part) {
    const slots = this.#parts.get(part);
    if (!slots) return null;
    /** @type {Record<string, number>} */
    const sum = {};
    for (const { characters } of slots.values()) {
      for (const [name, number] of Object.entries(characters.counts)) sum[name] = (sum[name] ?? 0) + number;
    }
    return sum;
  }
}

/** An id as text, or null for what is none: a number, or up to 80 plain characters. @param {unknown} id */
export function name(id) {
  if (typeof id === "number" && Number.isInteger(id)) return String(id);
  return typeof id === "string" && ID.test(id) ? id : null;
}
