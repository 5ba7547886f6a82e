/** Deleting and correcting, each with its way back. */
import { api } from "../api.js";
import { today } from "../clock.js";
import { correct, entriesOf, remove, undo } from "../store.js";
import { ask, say, sentence } from "../view.js";
import { listRemoved } from "./removed.js";

const STAYS = 15_000;
const toast = /** @type {HTMLElement} */ (document.querySelector("#toast"));
const sure = /** @type {HTMLDialogElement} */ (document.querySelector("#sure"));
const fix = /** @type {HTMLDialogElement} */ (document.querySelector("#fix"));
const model = /** @type {HTMLInputElement} */ (document.querySelector("#model"));
let timer = 0;

/** A sentence at the foot of the page, with a way back. @param {string} text @param {() => Promise<void>} [back] */
export function tell(text, back) {
  clearTimeout(timer);
  toast.replaceChildren(text);
  if (back) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: say("dashboard.undo") });
    button.addEventListener("click", () => back());
    toast.append(" ", button);
  }
  toast.classList.add("shown");
  // What can be undone stays until something else is said.
  timer = setTimeout(() => toast.classList.toggle("shown", Boolean(back)), STAYS);
}

/**
 * @param {{period: string, day: string}} state @param {() => Promise<void>} draw
 * @returns {() => Promise<void>} what lists the deletions of the last hour
 */
export function listen(state, draw) {
  /** @param {any} which */
  const take = async (which) => {
    const { batch, n } = await remove(which);
    await drawn();
    tell(await sentence("deleted", n), n ? () => back(batch) : undefined);
  };
  /** @param {string} batch */
  const back = async (batch) => {
    const restored = await undo(batch);
    await drawn();
    tell(await sentence("restored", restored));
    /** @type {HTMLElement | null} */ (document.querySelector("#removed button") ?? document.querySelector("h1"))?.focus();
  };
  const drawn = async () => {
    await api.runtime.sendMessage({ do: "refresh" }).catch(() => {});
    await draw();
    await listRemoved(back);
  };

  document.querySelector("#list")?.addEventListener("click", async ({ target }) => {
    const button = /** @type {HTMLElement} */ (target).closest("button");
    const { site, id } = button?.closest("tr")?.dataset ?? {};
    if (!site || !id) return;
    const row = [...document.querySelectorAll("#list tr[data-id]")].indexOf(/** @type {Element} */ (button?.closest("tr")));
    if (button?.dataset.act === "delete") await take({ site, id });
    else await correctOne(site, id, state.day || today(), draw);
    focus(row, String(button?.dataset.act));
  });
  document.querySelector("#day")?.addEventListener("click", async () => {
    if (await certain("dashboard.sure_day")) await take({ day: state.day || today() });
  });
  document.querySelector("#all")?.addEventListener("click", async () => {
    if (await certain("dashboard.sure_all")) await take("all");
  });
  document.querySelector("#cancel")?.addEventListener("click", () => fix.close(""));
  return () => listRemoved(back);
}

/** The same button of the row that stands there now, or of the last one. @param {number} row @param {string} act */
function focus(row, act) {
  const buttons = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(`#list [data-act="${act}"]`)]);
  (buttons[row] ?? buttons.at(-1) ?? /** @type {HTMLElement | null} */ (document.querySelector("#each > summary")))?.focus();
}

/** @param {string} site @param {string} id @param {string} day @param {() => Promise<void>} draw */
async function correctOne(site, id, day, draw) {
  await names();
  const event = (await entriesOf(day)).find((each) => each.site === site && each.id === id);
  model.value = event?.model ?? "";
  fix.showModal();
  model.select();
  fix.returnValue = "";
  await new Promise((resolve) => fix.addEventListener("close", resolve, { once: true }));
  const name = model.value.trim();
  if (fix.returnValue !== "ok" || !name) return;
  const before = await correct(site, id, { model: name });
  await draw();
  tell(say("dashboard.corrected"), async () => {
    await correct(site, id, before);
    await draw();
    tell(await sentence("restored", 1));
  });
}

/** The models of the catalogue, offered while a name is typed. */
async function names() {
  const list = /** @type {HTMLElement} */ (document.querySelector("#models"));
  if (list.childElementCount) return;
  const models = await ask({ do: "models" });
  list.replaceChildren(...models.map((/** @type {any} */ { id, name }) => Object.assign(document.createElement("option"), { value: id, label: name })));
}

/** @param {string} question @returns {Promise<boolean>} */
async function certain(question) {
  /** @type {HTMLElement} */ (document.querySelector("#question")).textContent = say(question);
  sure.showModal();
  return new Promise((resolve) => {
    const yes = /** @type {HTMLElement} */ (document.querySelector("#yes"));
    const no = /** @type {HTMLElement} */ (document.querySelector("#no"));
    yes.onclick = () => sure.close("yes");
    no.onclick = () => sure.close("");
    sure.addEventListener("close", () => resolve(sure.returnValue === "yes"), { once: true });
    sure.returnValue = "";
  });
}
