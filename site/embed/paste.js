/**
 * A text that a reader pastes or types is counted here, by classes of characters, and only the counts are asked about:
 * the text itself goes nowhere, and a long one does not even stay in its field.
 */
import { Characters } from "../runtime/characters.js";

const KEPT = 20_000; // characters: a field that shows more makes the page slow
const PIECE = 262_144; // characters counted before the page may do something else
const QUIET = 150; // milliseconds without a key before what was typed is counted

/**
 * @param {HTMLTextAreaElement} area
 * @param {object} given
 * @param {Element | ShadowRoot} given.root @param {Record<string, string>} given.words @param {AbortSignal} given.signal
 * @param {(counts: Record<string, number>) => Promise<{tokens: string, says: string} | undefined>} given.tokens
 * @param {(fields: Record<string, string>) => void} given.change
 */
export function listen(area, { root, words, signal, tokens, change }) {
  const said = /** @type {HTMLElement} */ (root.querySelector("[data-pasted]"));
  const choices = [...root.querySelectorAll("[data-paste-as]")].map((choice) => /** @type {HTMLInputElement} */ (choice));
  const as = () => choices.find((choice) => choice.checked)?.value ?? "input";
  const promise = said.textContent ?? "";
  let turn = 0;
  let timer = 0;
  let found = "";
  let given = "";

  /** @param {string} text */
  async function count(text) {
    const mine = ++turn;
    if (!text) {
      said.textContent = promise;
      if (found) change({ [given]: "" });
      found = "";
      return;
    }
    said.textContent = words.counting;
    const stream = new Characters();
    for (let from = 0; from < text.length; from += PIECE) {
      stream.add(text.slice(from, from + PIECE));
      if (text.length > PIECE) await new Promise((resolve) => setTimeout(resolve));
      if (mine !== turn) return;
    }
    try {
      const answer = await tokens(stream.counts);
      if (!answer || mine !== turn) return;
      said.textContent = answer.says;
      found = answer.tokens;
      apply();
    } catch (error) {
      said.textContent = /** @type {Error} */ (error).message;
    }
  }

  function apply() {
    const fields = given && given !== as() ? { [given]: "" } : {};
    given = as();
    change({ ...fields, [given]: found });
  }

  /** @param {ClipboardEvent | DragEvent} event @param {DataTransfer | null} data */
  function received(event, data) {
    const text = data?.getData("text/plain") ?? "";
    if (text.length + area.value.length <= KEPT) return; // the field takes it, and says so
    event.preventDefault();
    area.value = "";
    count(text);
  }

  area.addEventListener("paste", (event) => received(event, event.clipboardData), { signal });
  area.addEventListener("drop", (event) => received(event, event.dataTransfer), { signal });
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => count(area.value), QUIET);
  }, { signal });
  for (const choice of choices) choice.addEventListener("change", () => found && apply(), { signal });
  if (area.value) count(area.value);
}
