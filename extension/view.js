/** What every view does: speaks its language, asks the engine and notes what that took, and takes HTML as nodes. */
import { today } from "./clock.js";
import { engine } from "./runtime/engine.js";
import { count } from "./store.js";
import { WORDS } from "./words.js";

let lang = "en";

/** @param {string} key @returns {string} a sentence of words.<lang>.toml */
export function say(key) {
  return key.split(".").reduce((/** @type {any} */ found, name) => found?.[name], WORDS[lang]) ?? key;
}

/** Fills every element that has `data-say` and friends. @param {string} chosen @param {ParentNode} [root] */
export function speak(chosen, root = document) {
  lang = chosen;
  document.documentElement.lang = chosen;
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-say]"))) {
    element.textContent = say(String(element.dataset.say));
  }
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-label]"))) {
    element.setAttribute("aria-label", say(String(element.dataset.label)));
  }
  if (document.documentElement.dataset.title) document.title = say(document.documentElement.dataset.title);
}

/**
 * Asks the engine; the time it worked is counted, its start included.
 * @param {any} question @param {unknown} [key]
 */
export async function ask(question, key) {
  const began = performance.now();
  try {
    return await engine.ask({ ...question, lang }, key);
  } finally {
    count(`busy|${today()}|engine`, performance.now() - began).catch(() => {});
  }
}

/** Starts the engine while something else is still to be read. */
export const warm = () => engine.start();

/** The nodes of a fragment that the engine wrote. @param {string} html */
function nodes(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.childNodes];
}

/** The text of an SVG as a node. @param {string} text */
export function picture(text) {
  return document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
}

/** Puts a fragment in place of what stood there, and gives the focus back to what had it. @param {Element} place @param {string} html */
export function replace(place, html) {
  const focused = place.contains(document.activeElement) ? trail(/** @type {HTMLElement} */ (document.activeElement)) : "";
  const open = [...place.querySelectorAll("details")].map((details) => details.open);
  place.replaceChildren(...nodes(html));
  [...place.querySelectorAll("details")].forEach((details, n) => (details.open = open[n] ?? false));
  if (focused) /** @type {HTMLElement | null} */ (place.querySelector(focused))?.focus();
}

/** @param {HTMLElement} element */
function trail(element) {
  const label = element.getAttribute("aria-label");
  const { period } = element.dataset;
  if (period) return `[data-period="${period}"]`;
  return label ? `[aria-label="${CSS.escape(label)}"]` : "";
}

/** A file for the reader. @param {string} name @param {Blob} blob */
export function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
