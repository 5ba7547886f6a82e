/**
 * A calculator on somebody's page, in a custom element or in a frame: when the engine may be asked, what stands there
 * until then, and what is said meanwhile. The markup and every word come from the build (default.fr.js, frame.fr.html).
 */
import { mount } from "./calculator.js";

const INTENT = ["pointerenter", "pointerdown", "focusin", "keydown", "input", "click"];
const SLOW = ["slow-2g", "2g", "3g"];

/** @typedef {Record<string, string>} State */
/** @typedef {import("./remote.js").RemoteEngine} RemoteEngine */

export class Embedded {
  #root;
  #engine;
  #words;
  #wrong;
  /** @type {(string | Node)[]} what the line above the calculator says beside what is wrong */
  #line = [];
  #intended;
  /** What the page asked for is not shown yet, and a line says so. */
  #waits = false;
  /** @type {Promise<void>} */
  #intent;
  /** @type {Promise<boolean> | undefined} */
  #consent;
  /** @type {Map<unknown, object>} keys of this calculator's questions: another one on the page has others */
  #keys = new Map();
  #stopped = new AbortController();
  #mounted;

  /**
   * @param {object} given
   * @param {ShadowRoot | HTMLElement} given.root holds the markup of the build
   * @param {RemoteEngine} given.engine @param {Record<string, string>} given.words @param {string} given.lang
   * @param {State} [given.state] what the page asks for; without one, what the markup shows
   * @param {string[]} given.wrong what its page asked for in vain: it stays said
   * @param {(state: State, title: string) => void} given.onstate @param {() => string} given.link
   */
  constructor({ root, engine, words, lang, state, wrong, onstate, link }) {
    this.#root = root;
    this.#engine = engine;
    this.#words = words;
    this.#wrong = wrong;
    this.#intended = engine.state === "ready"; // there is nothing left to fetch
    this.say();
    this.#intent = new Promise((resolve) => this.#await(resolve));
    this.#watch();
    const about = JSON.parse(root.querySelector("[data-about]")?.getAttribute("data-about") ?? "{}");
    this.#mounted = mount(root, {
      lang, state: state ?? about.changed, link, onstate,
      ask: (question, key) => this.#ask(question, key),
    });
  }

  /** Hears nothing more; another takes its place. */
  stop() {
    this.#stopped.abort();
    this.#mounted.stop();
  }

  /** What the page asks for now, if it is another state than it was. @param {State | undefined} state @param {string[]} wrong */
  set(state, wrong) {
    this.#wrong = wrong;
    this.say(...this.#line);
    if (state) this.#mounted.set(state);
  }

  /** One sentence above the calculator, or none. @param {(string | Node)[]} said a sentence, and buttons */
  say(...said) {
    this.#line = said;
    const line = this.#root.querySelector("[data-notice]");
    if (!(line instanceof HTMLElement)) return;
    const held = line.matches(":focus-within");
    line.replaceChildren(...[...this.#wrong, ...said].flatMap((part, place) => (place ? [" ", part] : [part])));
    line.hidden = !line.hasChildNodes();
    if (held && !said.length) /** @type {HTMLElement | null} */ (this.#root.querySelector("form input"))?.focus();
  }

  /** @param {() => void} resolve */
  #await(resolve) {
    const begin = (/** @type {Event} */ event) => {
      if (event.type === "pointerenter" && metered()) return;
      this.#intended = true;
      resolve();
      if (!metered()) this.#engine.start();
    };
    const place = /** @type {Element} */ (this.#root instanceof Element ? this.#root : this.#root.querySelector(".embed"));
    for (const name of INTENT) {
      place.addEventListener(name, begin, { passive: true, signal: this.#stopped.signal });
    }
    const ready = () => {
      this.#intended = true;
      resolve();
    };
    if (this.#intended) resolve();
    else this.#engine.addEventListener("ready", ready, { signal: this.#stopped.signal }); // another one had it fetched
  }

  /** @param {any} question @param {unknown} key */
  async #ask(question, key) {
    if (!this.#intended) {
      this.#waits = true;
      this.say(this.#words.pending, this.#button(this.#words.compute, () => {}));
      await this.#intent;
    }
    if (!(await this.#allowed())) throw Object.assign(new Error(this.#words.declined), { name: "Declined" });
    if (!this.#keys.has(key)) this.#keys.set(key, {});
    try {
      return await this.#engine.ask(question, this.#keys.get(key));
    } finally {
      if (this.#waits) this.say();
      this.#waits = false;
    }
  }

  /** On a slow or metered line a large file is asked for first. */
  #allowed() {
    if (!metered() || this.#engine.state === "ready") return Promise.resolve(true);
    this.#consent ??= new Promise((resolve) => {
      const answer = (/** @type {boolean} */ yes) => () => {
        this.say();
        if (!yes) this.#consent = undefined;
        resolve(yes);
      };
      this.say(this.#words.heavy, this.#button(this.#words.yes, answer(true)), this.#button(this.#words.no, answer(false)));
    });
    return this.#consent;
  }

  #watch() {
    const { signal } = this.#stopped;
    const meter = document.createElement("progress");
    meter.setAttribute("aria-label", this.#words.loading);
    this.#engine.addEventListener("progress", ({ detail: { loaded, total } }) => {
      Object.assign(meter, { max: total, value: loaded });
      if (meter.isConnected || !this.#intended) return;
      if (this.#waits) this.#root.querySelector("[data-notice]")?.append(" ", meter);
      else this.say(this.#words.loading, meter);
    }, { signal });
    for (const name of ["ready", "fault"]) {
      this.#engine.addEventListener(name, () => {
        if (meter.isConnected && !this.#waits) this.say();
        meter.remove();
      }, { signal });
    }
  }

  /** @param {string} words @param {() => void} act */
  #button(words, act) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", textContent: words });
    made.addEventListener("click", act);
    return made;
  }
}

function metered() {
  const line = /** @type {any} */ (navigator).connection;
  return Boolean(line && (line.saveData || line.type === "cellular" || SLOW.includes(line.effectiveType)));
}
