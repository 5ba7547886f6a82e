/**
 * The engine, as a page asks it: nothing is fetched before a reader shows intent; where the line is slow or metered,
 * the page says how much there is to load and asks; while it loads, its bytes are shown and said.
 *
 *     import { ask, intent } from "../assets/engine-start.js";
 *     intent(element);                                            // first pointer, focus or key there starts it
 *     const answer = await ask({ do: "figure", name, state, lang }, element);
 *     // undefined: a newer question of the same key has overtaken this one
 *
 * `ask` rejects with Refused (bad input), Fault (the engine does not work) or Declined (the reader said no); the
 * message of each is a sentence to show. All it says stands in engine-words.js, written at build.
 */

/** The reader does not want to load the engine now; a later intent asks again. */
export class Declined extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = "Declined";
  }
}

const START = ["pointerenter", "pointerdown", "focusin", "keydown"];
const SLOW = ["slow-2g", "2g", "3g"];

/** @type {Promise<import("../runtime/engine.js")> | undefined} */
let module;
/** @type {Promise<boolean> | undefined} */
let allowed;
/** @type {HTMLElement | undefined} */
let bar;

const words = async () => {
  const { WORDS } = await import("./engine-words.js");
  return WORDS[document.documentElement.lang] ?? WORDS.en;
};

/** Whether the reader's line is one on which a large file should be asked for first. */
function metered() {
  const line = /** @type {any} */ (navigator).connection;
  return Boolean(line && (line.saveData || line.type === "cellular" || SLOW.includes(line.effectiveType)));
}

/**
 * Whether the engine may be loaded: yes at once on an ordinary line, else what the reader answers.
 * @returns {Promise<boolean>}
 */
export function mayStart() {
  if (!allowed) {
    allowed = metered() ? consent() : Promise.resolve(true);
    allowed.then((yes) => {
      if (!yes) allowed = undefined;
    });
  }
  return allowed;
}

async function consent() {
  const said = await words();
  return new Promise((resolve) => {
    const line = status();
    const answer = (/** @type {boolean} */ yes) => () => {
      line.hidden = true;
      line.replaceChildren();
      resolve(yes);
    };
    line.replaceChildren(text(said.ask), button(said.yes, answer(true)), button(said.no, answer(false)));
    line.hidden = false;
  });
}

/** The engine's module, its progress watched; fetched once, and again after a failure. */
function engine() {
  module ??= import("../runtime/engine.js").then(
    (found) => {
      watch(found.engine);
      return found;
    },
    async () => {
      module = undefined;
      throw new Declined((await words()).missing);
    },
  );
  return module;
}

/**
 * Asks the engine one thing, starting it if it must be. Same signature as `engine.ask`.
 * @param {{do: string, lang?: string, [name: string]: unknown}} question @param {unknown} [key] @param {number} [patience]
 * @returns {Promise<any>}
 */
export async function ask(question, key, patience) {
  if (!(await mayStart())) throw new Declined((await words()).declined);
  return (await engine()).engine.ask(question, key, patience);
}

/** Fetches and boots the engine without a question, so that the first one is answered sooner. */
export async function start() {
  if (await mayStart()) (await engine()).engine.start();
}

/**
 * Starts the engine when a reader first shows that they will use this element (not where it would have to ask).
 * @param {Element | ShadowRoot} element
 */
export function intent(element) {
  const once = () => {
    for (const name of START) element.removeEventListener(name, once);
    if (!metered()) start().catch(() => {}); // the question that follows says what is wrong
  };
  for (const name of START) element.addEventListener(name, once, { passive: true });
}

/** @param {import("../runtime/engine.js").Engine} started */
function watch(started) {
  const meter = document.createElement("progress");
  started.addEventListener("progress", async (event) => {
    const { loaded, total } = /** @type {CustomEvent} */ (event).detail;
    meter.max = total;
    meter.value = loaded;
    if (!meter.isConnected) {
      const said = await words();
      meter.setAttribute("aria-label", said.loading);
      if (started.state !== "loading") return;
      status().replaceChildren(text(said.loading), meter);
      status().hidden = false;
    }
  });
  started.addEventListener("ready", async () => {
    status().replaceChildren(text((await words()).ready));
    setTimeout(() => (status().hidden = true), 1500);
    keep();
  });
  started.addEventListener("fault", (event) => {
    status().hidden = true;
    document.dispatchEvent(new CustomEvent("wattprint:fault", { detail: /** @type {CustomEvent} */ (event).detail }));
  });
}

/** One line at the foot of the window, said by screen readers when it changes. */
function status() {
  if (!bar) {
    bar = document.createElement("div");
    bar.className = "engine-status";
    bar.setAttribute("role", "status");
    bar.hidden = true;
    document.body.append(bar);
  }
  return bar;
}

/** @param {string} said */
function text(said) {
  const line = document.createElement("span");
  line.textContent = said;
  return line;
}

/** @param {string} said @param {() => void} act */
function button(said, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = said;
  made.addEventListener("click", act);
  return made;
}

/** Tells the service worker, where there is one, what the engine's worker has fetched: it keeps it for later. */
async function keep() {
  try {
    const controller = (await navigator.serviceWorker?.getRegistration())?.active;
    if (!controller) return;
    const { ENGINE, HASHES } = await import("../runtime/contents.js");
    const versioned = (/** @type {string} */ name) => name + (HASHES[name] ? `?${encodeURIComponent(HASHES[name].slice(-12))}` : "");
    const names = ["engine.js", "words.js", "worker.js", "contents.js", "on-demand.js", "pyodide.mjs", "pyodide.asm.mjs",
      "pyodide.asm.wasm", "stdlib.zip", ENGINE];
    controller.postMessage({ keep: names.map((name) => new URL(`../runtime/${versioned(name)}`, import.meta.url).href) });
  } catch {
    // Without a service worker the page works as well, only not offline.
  }
}
