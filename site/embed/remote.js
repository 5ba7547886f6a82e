/**
 * The engine, asked from a page of another origin, where its worker could not start: it runs in a hidden frame of its
 * own origin (engine.html), and only states, numbers and answers pass. Same signatures as `Engine` in runtime/engine.js.
 *
 * Page -> frame: {start} | {id, key, question}. Frame -> page: {progress} | {ready} | {fault} | {news} | {id, outcome}.
 */

const OPENING = 20_000; // milliseconds for a page of a few kilobytes: later, something keeps it from coming
const SILENCE = 60_000; // milliseconds without a word while a question waits: the frame's engine gives up sooner, and says so
const PULSE = 1000; // milliseconds between two looks at whether the frame is still there

/** What the frame could not do, or Python refused; `message` is for people. */
export class Failure extends Error {
  /** @param {{name: string, message: string, [key: string]: unknown}} said */
  constructor(said) {
    super(said.message);
    Object.assign(this, said);
  }
}

export class RemoteEngine extends EventTarget {
  /** @type {"idle" | "loading" | "ready" | "failed"} */
  state = "idle";

  #page;
  #sentences;
  /** @type {HTMLIFrameElement | undefined} */
  #frame;
  /** @type {MessagePort | undefined} */
  #port;
  /** @type {Map<number, {resolve: (answer: any) => void, reject: (error: Error) => void, question: unknown}>} */
  #waiting = new Map();
  #keys = new Map();
  #count = 0;
  #timer = 0;
  #pulse = 0;
  #heard = 0;

  /** @param {URL} page engine.html @param {(code: string, lang: string) => string} sentences */
  constructor(page, sentences) {
    super();
    this.#page = page;
    this.#sentences = sentences;
  }

  /** Opens the frame, once; Python starts in it. A failed one starts anew, and so does one that the page has removed. */
  start() {
    if (this.#frame && !this.#frame.isConnected) this.#close();
    if (this.state === "loading" || this.state === "ready") return;
    this.state = "loading";
    if (!this.#frame) return this.#open();
    this.#port?.postMessage({ start: true });
  }

  /**
   * @param {{do: string, lang?: string, [name: string]: unknown}} question @param {unknown} [key]
   * @returns {Promise<any>} as `Engine.ask`: undefined when a newer question of this key has overtaken this one
   */
  ask(question, key = {}) {
    return new Promise((resolve, reject) => {
      if (!this.#keys.has(key)) this.#keys.set(key, this.#keys.size);
      const message = { id: ++this.#count, key: this.#keys.get(key), question };
      if (!this.#waiting.size) this.#watch();
      this.#waiting.set(message.id, { resolve, reject, question: message });
      this.start();
      this.#port?.postMessage(message);
    });
  }

  #open() {
    const frame = document.createElement("iframe");
    Object.assign(frame, { src: this.#page.href, title: "Wattprint", hidden: true, tabIndex: -1 });
    frame.setAttribute("aria-hidden", "true");
    frame.style.setProperty("display", "none", "important"); // a page's own rule for frames outdoes `hidden`
    frame.onload = () => this.#meet(frame);
    this.#frame = frame;
    this.#timer = setTimeout(() => this.#give("missing"), OPENING);
    document.addEventListener("securitypolicyviolation", this.#forbidden);
    document.body.append(frame);
  }

  /** Gives the frame a port; one that its page has moved has loaded anew, and takes another. @param {HTMLIFrameElement} frame */
  #meet(frame) {
    const { port1, port2 } = new MessageChannel();
    this.#port?.close();
    this.#port = undefined;
    if (this.state === "ready") this.state = "loading";
    port1.onmessage = ({ data }) => {
      clearTimeout(this.#timer);
      this.#heard = performance.now();
      if (!this.#port) this.#begin(port1);
      else this.#hear(data);
    };
    // Given to that origin and no other: a page of a filter in its place gets nothing.
    frame.contentWindow?.postMessage({ wattprint: "engine" }, this.#page.origin, [port2]);
  }

  /** While somebody waits: a frame that has gone, as when a page replaces its body, is opened again and asked again. */
  #watch() {
    this.#heard = performance.now();
    clearInterval(this.#pulse);
    this.#pulse = setInterval(() => {
      if (!this.#waiting.size) clearInterval(this.#pulse);
      else if (performance.now() - this.#heard > SILENCE) this.#give("stalled");
      else this.start();
    }, PULSE);
  }

  /** The frame has taken the port. @param {MessagePort} port */
  #begin(port) {
    this.#port = port;
    document.removeEventListener("securitypolicyviolation", this.#forbidden);
    port.postMessage({ start: true });
    for (const { question } of this.#waiting.values()) port.postMessage(question);
  }

  /** The policy of the page around us does not let the frame in: said at once. @param {SecurityPolicyViolationEvent} event */
  #forbidden = (event) => {
    if (event.blockedURI.startsWith(this.#page.origin)) this.#give("forbidden");
  };

  /** @param {any} data */
  #hear(data) {
    if (data.ready) this.state = "ready";
    if (data.fault) this.state = "failed";
    for (const name of ["progress", "ready", "fault", "news"]) {
      if (data[name]) this.dispatchEvent(new CustomEvent(name, { detail: data[name] }));
    }
    const question = this.#waiting.get(data.id);
    if (!question) return;
    this.#waiting.delete(data.id);
    if (data.error) question.reject(new Failure(data.error));
    else question.resolve(data.answer);
  }

  #close() {
    clearTimeout(this.#timer);
    document.removeEventListener("securitypolicyviolation", this.#forbidden);
    this.#port?.close();
    this.#frame?.remove();
    this.#port = this.#frame = undefined;
    this.state = "idle";
  }

  /** No frame: every question is given up. @param {string} code */
  #give(code) {
    this.#close();
    this.state = "failed";
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject, question } of lost) {
      const message = this.#sentences(code, /** @type {any} */ (question).question.lang ?? "en");
      reject(new Failure({ name: "Fault", code, message }));
    }
    this.dispatchEvent(new CustomEvent("fault", { detail: { code } }));
  }
}
