/**
 * Records -> the engine's events, kept in storage at once, one key an answer, until the background has them.
 *
 * The tab that hears an answer is the only writer of its key, and needs no worker to be awake: a browser that is
 * killed in that moment still has what was written. The background drains what a tab could not hand over.
 */
import { sha256 } from "./sha256.js";

const HASH = 16; // digits of a hash, as the engine's
const MOST_MINUTES = 840; // east or west of Greenwich
const KEPT = 500; // answers of this tab whose state is remembered
const PACE = 1000; // milliseconds between two writes of an answer that goes on: a write costs more than all the counting

/** @typedef {import("./schema.js").Record} Record */
/** @typedef {{id: string, was: string | null, sent: boolean, latest: Record | null, working: boolean, saved: number}} State */

export class Keeper {
  /** @type {Map<string, State>} by the key of the turn */
  #states = new Map();

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
      state = { id: record.id ?? record.key, was: null, sent: false, latest: null, working: false, saved: -Infinity };
      this.#states.set(record.key, state);
      if (this.#states.size > KEPT) this.#states.delete(/** @type {string} */ (this.#states.keys().next().value));
    }
    const waits = state.latest !== null;
    state.latest = record;
    if (state.working) return; // what is being written is followed by the newest, not by each
    const wait = state.saved + PACE - this.store.now();
    const over = record.done || record.withdrawn || (record.id ?? record.key) !== state.id;
    if (wait > 0 && wait <= PACE && !over) {
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
    const id = record.id ?? record.key;
    const old = state.id;
    if (record.withdrawn) {
      await store.remove(`e|${site}|${old}`);
      if (state.sent) await store.send({ do: "void", site, id: old });
      return;
    }
    const event = this.event(record);
    const { done, turn } = record;
    if (id !== old) state.was = old;
    const kept = { event, done, turn, ...(state.was ? { was: state.was } : {}) };
    await store.set({ [`e|${site}|${id}`]: { ...kept, saved: store.now() } });
    if (id !== old) {
      await store.remove(`e|${site}|${old}`);
      state.id = id;
    }
    if (!done) return;
    const answer = await store.send({ do: "event", ...kept });
    state.sent = true;
    const settled = answer?.ok || answer?.why === "paused" || answer?.why === "private";
    if (settled && !state.latest) await store.remove(`e|${site}|${id}`);
  }

  /** @param {string} text */
  #hash(text) {
    return sha256(text).slice(0, HASH);
  }
}
