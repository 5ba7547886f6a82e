/**
 * The engine, for a page: one worker, shared by all that ask, started when a reader first shows intent.
 *
 *     import { engine } from "./runtime/engine.js";
 *     input.addEventListener("pointerenter", () => engine.start(), { once: true });
 *     const answer = await engine.ask({ do: "estimate", request, lang: "fr" }, "calculator");
 *     if (answer) draw(answer);      // undefined: a newer question of "calculator" has overtaken this one
 *
 * Events: "progress" {loaded, total} in bytes, "ready", "fault" {code}.
 */
import { FAULTS } from "./words.js";

/** @typedef {{field: string, found: string, allowed: string, message: string}} Wrong */
/** @typedef {{id: number, key: unknown, text: string, lang: string, asked: number, tries: number,
 *    patience?: number, resolve: (answer: any) => void, reject: (error: Error) => void}} Question */

/** Python understood the question and refuses it; the message is a sentence for people. */
export class Refused extends Error {
  /** @param {Wrong} wrong */
  constructor(wrong) {
    super(wrong.message);
    Object.assign(this, { name: "Refused", field: wrong.field, found: wrong.found, allowed: wrong.allowed });
  }
}

/** The engine itself does not work: "missing", "blocked", "stalled" or "broken"; the message is for people. */
export class Fault extends Error {
  /** @param {string} code @param {string} lang @param {string} [detail] */
  constructor(code, lang, detail) {
    super((FAULTS[lang] ?? FAULTS.en)[code]);
    Object.assign(this, { name: "Fault", code, detail });
  }
}

export class Engine extends EventTarget {
  /** @type {"idle" | "loading" | "ready" | "failed"} */
  state = "idle";
  /** Milliseconds without a byte or an answer before the worker is given up, and how often a question is asked. */
  patience = { loading: 30_000, answering: 15_000, tries: 2 };

  /** @type {Worker | undefined} */
  #worker;
  /** @type {Question[]} in the order they came; the first is with Python */
  #questions = [];
  #sent = false;
  #count = 0;
  #timer = 0;

  /** Fetches and boots Python, once. A failed engine starts anew. */
  start() {
    if (this.state === "loading" || this.state === "ready") return;
    this.state = "loading";
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module", name: "wattprint" });
    worker.onmessage = ({ data }) => worker === this.#worker && this.#hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      // A script that could not be fetched says nothing; an error of a running one has its message.
      if (worker === this.#worker) this.#fail(event.message ? "broken" : "missing", event.message);
    };
    this.#worker = worker;
    this.#wait(this.patience.loading);
  }

  /**
   * Asks Python one thing. Of the questions of one `key` only the newest is answered: the others give undefined.
   * @param {{do: string, lang?: string, [name: string]: unknown}} question @param {unknown} [key]
   * @param {number} [patience] milliseconds, for a question that takes longer than most
   * @returns {Promise<any>} what stands under "answer"; rejects with Refused or Fault
   */
  ask(question, key = {}, patience = undefined) {
    return new Promise((resolve, reject) => {
      const stale = this.#questions.filter((other) => other.key === key);
      for (const other of stale) other.resolve(undefined);
      const withPython = this.#sent ? this.#questions[0] : undefined;
      this.#questions = this.#questions.filter((other) => other === withPython || !stale.includes(other));
      const { lang = "en" } = question;
      this.#questions.push({
        id: ++this.#count, key, text: JSON.stringify(question), lang, patience, asked: performance.now(), tries: 0, resolve, reject,
      });
      this.start();
      this.#send();
    });
  }

  /** Ends the worker; the next question starts another. */
  stop() {
    this.#discard();
    this.state = "idle";
  }

  #send() {
    const [question] = this.#questions;
    if (this.state !== "ready" || this.#sent || !question) return;
    this.#sent = true;
    this.#worker?.postMessage({ id: question.id, text: question.text });
    this.#wait(question.patience ?? this.patience.answering);
  }

  /** @param {any} data */
  #hear(data) {
    if (data.fault) return this.#fail(data.fault, data.detail);
    if (data.ready) {
      this.state = "ready";
      performance.mark("wattprint:ready");
      this.dispatchEvent(new Event("ready"));
    } else if (data.total) {
      if (this.state !== "loading") return; // the last bytes may be counted after the first answer
      this.#wait(this.patience.loading);
      return this.dispatchEvent(new CustomEvent("progress", { detail: { loaded: data.loaded, total: data.total } }));
    } else {
      const question = /** @type {Question} */ (this.#questions.shift());
      this.#sent = false;
      const { answer, error } = JSON.parse(data.text);
      performance.measure("wattprint:answer", { start: question.asked, detail: { key: String(question.key) } });
      if (error) question.reject(new Refused(error));
      else question.resolve(answer);
    }
    clearTimeout(this.#timer);
    this.#send();
  }

  /** @param {number} patience */
  #wait(patience) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail("stalled"), patience);
  }

  /** @param {string} code @param {string} [detail] */
  #fail(code, detail) {
    const loading = this.state === "loading";
    this.#discard();
    this.state = "failed";
    for (const question of this.#questions) question.tries += 1;
    const given = (/** @type {Question} */ { tries }) => code === "blocked" || tries >= this.patience.tries;
    const lost = this.#questions.filter(given);
    this.#questions = this.#questions.filter((question) => !given(question));
    for (const question of lost) question.reject(new Fault(code, question.lang, detail));
    if (this.#questions.length) return this.start();
    if (loading || lost.length) this.dispatchEvent(new CustomEvent("fault", { detail: { code, detail } }));
  }

  #discard() {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#sent = false;
  }
}

/** The one engine of the page. */
export const engine = new Engine();
