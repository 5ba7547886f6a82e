/** Deleting and correcting, each with its way back. */
import { api } from "../api.js";
import { today } from "../clock.js";
import { correct, remove, undo } from "../store.js";
import { ask, say } from "../view.js";

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

/** @param {string} key @param {number} n */
export async function sentence(key, n) {
  return (await ask({ do: "say", key, n })).text;
}

/** @param {{period: string, day: string}} state @param {() => Promise<void>} draw */
export function listen(state, draw) {
  /** @param {any} which */
  const take = async (which) => {
    const { batch, n } = await remove(which);
    await api.runtime.sendMessage({ do: "refresh" }).catch(() => {});
    await draw();
    tell(await sentence("deleted", n), n ? async () => {
      const restored = await undo(batch);
      await draw();
      tell(await sentence("restored", restored));
    } : undefined);
  };

  document.querySelector("#list")?.addEventListener("click", async ({ target }) => {
    const button = /** @type {HTMLElement} */ (target).closest("button");
    const { site, id } = button?.closest("tr")?.dataset ?? {};
    if (!site || !id) return;
    if (button?.dataset.act === "delete") await take({ site, id });
    else await correctOne(site, id, draw);
  });
  document.querySelector("#day")?.addEventListener("click", async () => {
    if (await certain("dashboard.sure_day")) await take({ day: state.day || today() });
  });
  document.querySelector("#all")?.addEventListener("click", async () => {
    if (await certain("dashboard.sure_all")) await take("all");
  });
  document.querySelector("#cancel")?.addEventListener("click", () => fix.close(""));
}

/** @param {string} site @param {string} id @param {() => Promise<void>} draw */
async function correctOne(site, id, draw) {
  await names();
  fix.showModal();
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
