/**
 * Records -> the engine's events, kept in storage at once, one key a turn, until the background has them.
 *
 * The tab that hears an answer is the only writer of its key, and needs no worker to be awake: a browser that is
 * killed in that moment still has what was written. The background drains what a tab could not hand over; a tab that
 * could not write, since the disk is full, holds what it has and tries again.
 */
import { MOST_MINUTES } from "../../engine/browser/bounds.js";
import { sha256 } from "./sha256.js";

const HASH = 16; // digits of a hash, as the engine's
const KEPT = 500; // answers of this tab whose state is remembered
const MOST_NAMES = 8;
const PACE = 1000; // milliseconds between two writes of an answer that goes on: a write costs more than all the counting
const RETRY = 30_000; // milliseconds until what could be kept nowhere is tried again

/** @typedef {import("./schema.js").Record} Record */
/** @typedef {{names: string[], latest: Record | null, working: boolean, saved: number}} State of a turn: the names that its
 *    answer was written under, the newest first, and what is not written yet */

export class Keeper {
  /** @type {Map<string, State>} by the key of the turn */
  #states = new Map();
  /** @type {Map<string, string>} */
  #hashes = new Map();
  /** @type {Map<State, Record>} what neither the storage nor the background has taken */
  #held = new Map();
  #retrying = false;

  /** @param {{set: (items: object) => Promise<void>, remove: (key: string) => Promise<void>,
   *    send: (message: object) => Promise<any>, now: () => number, later: (work: () => void, wait: number) => any}} store @param {string} site @param {string} salt */
  constructor(store, site, salt) {
    this.store = store;
    this.site = site;
    this.salt = salt;
  }

  /** Keeps the newest state of an answer. @param {Record} record @returns {Promise<void>} */
  async keep(record) {
    let state = this.#states.get(record.key);
    if (!state) {
      state = { names: [], latest: null, working: false, saved: -Infinity };
      this.#states.set(record.key, state);
      if (this.#states.size > KEPT) this.#states.delete(/** @type {string} */ (this.#states.keys().next().value));
    }
    const waits = state.latest !== null;
    state.latest = record;
    if (state.working) return; // what is being written is followed by the newest, not by each
    const wait = state.saved + PACE - this.store.now();
    if (wait > 0 && wait <= PACE && !record.done && !record.withdrawn) {
      if (!waits) this.store.later(() => this.#follow(state).catch(() => {}), wait);
      return;
    }
    await this.#follow(state);
  }

  /** Writes what waits, now: the page may be about to end. */
  flush() {
    for (const state of this.#states.values()) if (state.latest) this.#follow(state).catch(() => {});
  }

  /** @param {State} state */
  async #follow(state) {
    if (state.working) return;
    state.working = true;
    try {
      while (state.latest) {
        const next = state.latest;
        state.latest = null;
        state.saved = this.store.now();
        await this.#write(state, next);
      }
    } finally {
      state.working = false;
    }
  }

  /** The event of a record. @param {Record} record @returns {object} */
  event(record) {
    const { conversation, parent, kind, model, prompt, answer, reasoning, attachments, tokens, images, tools, at } =
      record;
    const talk = conversation && this.#hash(`${this.salt}\n${this.site}\n${conversation}`);
    const offset = -new Date(at).getTimezoneOffset() || 0;
    return {
      id: record.id ?? record.key,
      site: this.site,
      kind,
      at: new Date(at).toISOString(),
      offset: Math.max(-MOST_MINUTES, Math.min(MOST_MINUTES, offset)),
      model,
      conversation: talk,
      parent: talk && parent && this.#hash(`${talk}\n${parent}`),
      prompt, answer, reasoning, attachments, tokens, images, tools,
    }; // prettier-ignore
  }

  /** @param {State} state @param {Record} record */
  async #write(state, record) {
    const { store, site } = this;
    const { key, done, turn, withdrawn, sent } = record;
    const id = record.id ?? key;
    const over = done || withdrawn;
    if (!withdrawn) state.names = [id, ...state.names.filter((name) => name !== id)].slice(0, MOST_NAMES + 1);
    const saved = store.now();
    const told = withdrawn
      ? { site, key, was: state.names.slice(0, MOST_NAMES), withdrawn, sent, saved }
      : { event: this.event(record), key, was: state.names.slice(1), done, turn, sent, saved };
    const place = `e|${site}|${key}`;
    const written = await store.set({ [place]: told }).then(
      () => true,
      () => false, // the disk is full, which is no reason to say nothing
    );
    if (written && !over) return void this.#held.delete(state);
    const answer = await store.send({ do: withdrawn ? "void" : "event", ...told });
    const settled = answer?.ok || /^(paused|stopped|invalid)/.test(answer?.why ?? "");
    if (settled && over && !state.latest) await store.remove(place).catch(() => {});
    if (settled || written) this.#held.delete(state);
    else this.#hold(state, record);
  }

  /** @param {State} state @param {Record} record */
  #hold(state, record) {
    this.#held.set(state, record);
    if (this.#retrying) return;
    this.#retrying = true;
    this.store.later(() => this.#again(), RETRY);
  }

  /** Tries once more; as long as the first will not go, the others wait with it. */
  async #again() {
    this.#retrying = false;
    for (const [state, record] of [...this.#held]) {
      state.latest ??= record;
      await this.#follow(state).catch(() => {});
      if (this.#held.has(state)) return;
    }
  }

  /** @param {string} text */
  #hash(text) {
    let found = this.#hashes.get(text);
    if (found) return found;
    found = sha256(text).slice(0, HASH);
    if (this.#hashes.size >= KEPT) this.#hashes.clear();
    this.#hashes.set(text, found);
    return found;
  }
}
