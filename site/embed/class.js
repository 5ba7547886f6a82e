/**
 * The class: reads the links that a teacher pastes, asks the engine for their sum, draws what it answers. The links
 * stay in this page, and in its address behind the "#", which no browser sends.
 */
import { ask, intent } from "../assets/engine-start.js";

const LINK = /\S*(?:calculator|frame\.\w+|\/embed\/\w+\/[\w.-]+)\.html[?#]?\S*|https?:\/\/\S+/;
const OURS = /(?:calculator|frame\.\w+|\/embed\/\w+\/[\w.-]+)\.html$/;
const PATIENCE = 180_000; // milliseconds: a school has a thousand lines, a telephone a slow processor
const NOT_STATE = /^(?:lang|theme|padding|background|version|utm_\w+|fbclid|gclid|si)$/; // an embed's, a messenger's

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-classroom]"));
const output = /** @type {HTMLOutputElement} */ (document.querySelector("[data-class-answer]"));
const wrong = /** @type {HTMLElement} */ (form.querySelector("[data-wrong]"));
const lang = document.documentElement.lang;
const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
const button = (/** @type {string} */ name) => /** @type {HTMLButtonElement} */ (form.querySelector(`[data-class=${name}]`));
let table = "";

/**
 * A pasted line: who, and the state that the link says; without one, what stood there.
 * @param {string} text @param {number} line
 */
function read(text, line) {
  const link = LINK.exec(text)?.[0] ?? "";
  const name = text.slice(0, Math.max(0, text.indexOf(link))).trim().replace(/\s*[:;,]$/, "");
  let address;
  try {
    address = new URL(link, location.href);
  } catch {
    return { line, name: "", state: null, found: text.trim() };
  }
  if (!link || !OURS.test(address.pathname)) return { line, name: "", state: null, found: text.trim() };
  const pairs = [...address.searchParams, ...new URLSearchParams(address.hash.slice(1))];
  return { line, name, state: Object.fromEntries(pairs.filter(([key]) => !NOT_STATE.test(key))) };
}

async function add() {
  const text = field("links").value;
  const lines = text.split("\n").flatMap((line, place) => (line.trim() ? [read(line, place + 1)] : []));
  history.replaceState(null, "", lines.length ? `#${new URLSearchParams({ days: field("days").value, links: text.trim() })}` : location.pathname);
  wrong.hidden = true;
  if (!lines.length) return show("");
  try {
    const answer = await ask({ do: "class", lines, days: field("days").value, lang }, form, PATIENCE);
    if (!answer) return; // a newer one has overtaken it
    table = answer.csv;
    show(answer.html);
    button("csv").hidden = button("print").hidden = !answer.students;
  } catch (error) {
    wrong.textContent = /** @type {Error} */ (error).message;
    wrong.hidden = false;
  }
}

/** @param {string} html what the engine drew */
function show(html) {
  output.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  for (const name of ["csv", "print", "clear"]) button(name).hidden = !html;
}

function save() {
  const link = document.createElement("a");
  // The mark at its head tells a spreadsheet that this is UTF-8.
  link.href = URL.createObjectURL(new Blob(["\uFEFF", table], { type: "text/csv;charset=utf-8" }));
  link.download = `wattprint-${lang === "fr" ? "classe" : "class"}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

intent(form);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  add();
});
button("example").addEventListener("click", () => {
  field("links").value = form.dataset.example ?? "";
  add();
});
button("csv").addEventListener("click", save);
button("print").addEventListener("click", () => print());
button("clear").addEventListener("click", () => {
  field("links").value = field("days").value = "";
  add();
  field("links").focus();
});
const kept = new URLSearchParams(location.hash.slice(1));
if (kept.get("links")) {
  field("links").value = kept.get("links") ?? "";
  field("days").value = kept.get("days") ?? "";
  add();
}
