/** A history that is dropped on the page: read in the engine's worker, kept without doubles. */
import { api } from "../api.js";
import { FORMAT, fromCsv } from "../backup.js";
import { Full } from "../database.js";
import { bring } from "../runtime/import.js";
import { keepAll } from "../store.js";
import { save, say } from "../view.js";
import { sentence } from "./change.js";

const HEAD = 4096;
const drop = /** @type {HTMLElement} */ (document.querySelector("#drop"));
const input = /** @type {HTMLInputElement} */ (document.querySelector("#files"));
const bar = /** @type {HTMLProgressElement} */ (document.querySelector("#read"));
const stop = /** @type {HTMLButtonElement} */ (document.querySelector("#stop"));
const result = /** @type {HTMLElement} */ (document.querySelector("#result"));

/** @param {() => Promise<void>} draw */
export function receive(draw) {
  /** @param {File[]} files */
  const take = (files) => files.length && read(files).then(draw).catch((error) => tell([error instanceof Full ? say("notices.full") : error.message]));
  input.addEventListener("change", () => take([...(input.files ?? [])]));
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => (event.preventDefault(), drop.classList.add("over")));
  }
  document.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget || drop.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take([...(event.dataTransfer?.files ?? [])]);
  });
}

/** @param {File[]} files */
async function read(files) {
  const made = { added: 0, grown: 0, known: 0 };
  const plain = [];
  for (const file of files) {
    const head = await file.slice(0, HEAD).text();
    const version = /^\s*\{\s*"wattprint"\s*:\s*"backup"\s*,\s*"version"\s*:\s*(\d+)/.exec(head)?.[1];
    if (version && Number(version) > FORMAT) return tell([say("dashboard.newer")]);
    plain.push(file.name.toLowerCase().endsWith(".csv") ? await events(file) : file);
  }
  if (plain.some((file) => !file)) return tell([say("dashboard.unreadable")]);
  const { salt = "" } = await api.storage.local.get("salt");
  const stopped = new AbortController();
  stop.hidden = bar.hidden = false;
  stop.onclick = () => stopped.abort();
  try {
    const { events: found, lines, drift } = await bring(/** @type {File[]} */ (plain), {
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
    input.value = "";
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
