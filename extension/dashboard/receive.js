/** A history that is dropped on the page: read in the engine's worker, kept without doubles. */
import { api } from "../api.js";
import { FORMAT, fromCsv } from "../backup.js";
import { Full } from "../database.js";
import { dropping } from "../runtime/dropping.js";
import { bring } from "../runtime/import.js";
import { keepAll } from "../store.js";
import { save, say, sentence } from "../view.js";

const HEAD = 4096;
const drop = /** @type {HTMLElement} */ (document.querySelector("#drop"));
const files = /** @type {HTMLInputElement} */ (document.querySelector("#files"));
const folder = /** @type {HTMLInputElement} */ (document.querySelector("#folder"));
const bar = /** @type {HTMLProgressElement} */ (document.querySelector("#read"));
const stop = /** @type {HTMLButtonElement} */ (document.querySelector("#stop"));
const result = /** @type {HTMLElement} */ (document.querySelector("#result"));

/** @param {() => Promise<void>} draw */
export function receive(draw) {
  /** @param {Promise<import("../runtime/dropping.js").Given[]>} given */
  const take = async (given) => {
    try {
      if ((await given).length) await read(await given).then(draw);
    } catch (error) {
      tell([error instanceof Full ? say("notices.full") : /** @type {Error} */ (error).message]);
    }
  };
  dropping({ over: drop, files, folder, take });
}

/** @param {import("../runtime/dropping.js").Given[]} given */
async function read(given) {
  const made = { added: 0, grown: 0, known: 0 };
  const plain = [];
  for (const { file, path } of given) {
    if (file.name.toLowerCase().endsWith(".csv")) {
      const text = await events(file);
      if (text) plain.push({ path: `${path}.json`, file: text }); // another's may lie in a folder, as Takeout's do
      continue;
    }
    const head = await file.slice(0, HEAD).text();
    const version = /^\s*\{\s*"wattprint"\s*:\s*"backup"\s*,\s*"version"\s*:\s*(\d+)/.exec(head)?.[1];
    if (version && Number(version) > FORMAT) return tell([say("dashboard.newer")]);
    plain.push({ path, file });
  }
  if (!plain.length) return tell([say("dashboard.unreadable")]);
  const { salt = "" } = await api.storage.local.get("salt");
  const stopped = new AbortController();
  stop.hidden = bar.hidden = false;
  stop.onclick = () => stopped.abort();
  try {
    const { events: found, lines, drift } = await bring(plain, {
      salt, lang: document.documentElement.lang, signal: stopped.signal,
      progress: (share) => (bar.value = share),
      take: async (list) => {
        const some = await keepAll(list);
        for (const key of /** @type {("added" | "grown" | "known")[]} */ (["added", "grown", "known"])) made[key] += some[key];
      },
    });
    if (!found) return tell([say("dashboard.unreadable")], lines, drift);
    const said = [await sentence("imported", made.added + made.grown)];
    if (made.known) said.push(await sentence("known", made.known));
    tell(said, lines, drift);
  } finally {
    stop.hidden = bar.hidden = true;
  }
}

/** A CSV as the JSON that the importers read; null if it is none of ours. @param {File} file */
async function events(file) {
  const found = fromCsv(await file.text());
  return found && new File([JSON.stringify({ events: found })], `${file.name}.json`, { type: "application/json" });
}

/**
 * @param {string[]} said @param {string[]} [lines] what was left out, in the engine's words
 * @param {string} [drift] names of fields and types of it, for a bug report
 */
function tell(said, lines = [], drift = "") {
  const paragraph = Object.assign(document.createElement("p"), { className: "notice", textContent: said.join(" ") });
  result.replaceChildren(paragraph);
  if (!lines.length) return;
  const list = document.createElement("ul");
  list.append(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  result.append(Object.assign(document.createElement("p"), { className: "soft", textContent: say("dashboard.left_out") }), list);
  if (!drift) return;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: say("dashboard.kit") });
  button.addEventListener("click", () => save("wattprint-drift.json", new Blob([drift], { type: "application/json" })));
  result.append(Object.assign(document.createElement("p"), { className: "soft", textContent: say("dashboard.kit_note") }), button);
}
