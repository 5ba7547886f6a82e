/** What every view does: speaks its language, asks the engine and notes what that took, and takes HTML as nodes. */
import { today } from "./clock.js";
import { engine } from "./runtime/engine.js";
import { count } from "./store.js";
import { WORDS } from "./words.js";

export { picture, replace, save } from "./runtime/fragments.js";

let lang = "en";

/** @param {string} key @param {Record<string, string>} [blanks] @returns {string} a sentence of words.<lang>.toml */
export function say(key, blanks = {}) {
  const found = key.split(".").reduce((/** @type {any} */ inner, name) => inner?.[name], WORDS[lang]) ?? key;
  return found.replace(/\{(\w+)\}/g, (/** @type {string} */ blank, /** @type {string} */ name) => blanks[name] ?? blank);
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

/** A sentence of the engine with a number in it. @param {string} key @param {number} n @returns {Promise<string>} */
export async function sentence(key, n) {
  return (await ask({ do: "say", key, n })).text;
}

/** Starts the engine while something else is still to be read. */
export const warm = () => engine.start();
