// The dashboard: a period as the engine draws it, and what the reader may do with what was counted.
import { api } from "../api.js";
import { csv, json } from "../backup.js";
import { today } from "../clock.js";
import { drawn, ends, upToDate } from "../days.js";
import { basis, change, language, settings } from "../settings.js";
import { entriesOf } from "../store.js";
import { ask, picture, replace, save, say, speak, warm } from "../view.js";
import { copyReport } from "./broken.js";
import { listen } from "./change.js";
import { receive } from "./receive.js";

const YEAR = 366;
/** @type {Record<string, number>} days before the one that is shown, which its view is about or is held against */
const BEFORE = { day: 31, week: 31, month: 62, year: YEAR + YEAR };
const state = { period: "day", day: "" };
const view = /** @type {HTMLElement} */ (document.querySelector("#view"));
const progress = /** @type {HTMLElement} */ (document.querySelector("#progress"));
const entries = /** @type {HTMLElement} */ (document.querySelector("#entries"));
const card = /** @type {HTMLElement} */ (document.querySelector("#card"));

/** The days that the view of this state needs: its own, those before it that it is held against. */
async function range() {
  const { first, last } = await ends();
  const shown = new Date(`${state.day || today()}T12:00:00`);
  const from = new Date(shown);
  const to = new Date(shown);
  from.setDate(from.getDate() - YEAR - YEAR);
  to.setDate(to.getDate() + YEAR);
  const [low, high] = [today(from), today(to)];
  return { first: low > first ? low : first, last: high < last ? high : last };
}

/**
 * Draws the state anew, from totals that are brought up to date first: those that are shown and those just before, then
 * all others, which a change of method or an import makes many.
 */
export async function draw() {
  const chosen = await settings();
  speak(language(chosen));
  await api.runtime.sendMessage({ do: "refresh" }).catch(() => {});
  const from = new Date(`${state.day || today()}T12:00:00`);
  from.setDate(from.getDate() - BEFORE[state.period]);
  await upToDate(ask, chosen, tell, today(from));
  await show(chosen);
  if (await upToDate(ask, chosen, tell)) await show(chosen);
}

/** @param {any} chosen */
async function show(chosen) {
  const asked = { ...(await drawn(chosen, await range())), period: state.period, day: state.day || today() };
  const [made, shared] = await Promise.all([ask({ do: "dashboard", ...asked }, "dashboard"), ask({ do: "card", ...asked }, "card")]);
  if (!made) return;
  replace(view, made.html);
  document.title = `${made.title} · ${say("dashboard.title")}`;
  if (shared) card.replaceChildren(Object.assign(picture(shared.svg), { name: shared.name }));
  card.dataset.name = shared?.name ?? "wattprint";
  performance.mark("wattprint:drawn");
  view.dataset.fresh = "true";
  await list(chosen);
}

/** The answers of a day, one by one. @param {any} chosen */
async function list(chosen) {
  const day = state.day || today();
  entries.hidden = state.period !== "day";
  /** @type {HTMLElement} */ (document.querySelector("#day")).hidden = entries.hidden;
  if (entries.hidden) return;
  const { html } = (await ask({ do: "entries", events: await entriesOf(day), day, ...basis(chosen) }, "entries")) ?? {};
  if (html) replace(/** @type {Element} */ (document.querySelector("#list")), html);
}

/** @param {number} left */
function tell(left) {
  progress.hidden = !left;
  if (left) ask({ do: "say", key: "rebuilding", n: left }, "say").then((made) => made && (progress.textContent = made.text)).catch(() => {});
}

view.addEventListener("click", ({ target }) => {
  const { period, day } = /** @type {HTMLElement} */ (target).closest("button")?.dataset ?? {};
  if (period) state.period = period;
  if (day) state.day = day;
  if (period || day) draw().catch(fault);
});

/** The card as the file that was asked for. */
document.querySelector("#svg")?.addEventListener("click", () => {
  const text = new XMLSerializer().serializeToString(/** @type {Node} */ (card.firstChild));
  save(`${card.dataset.name}.svg`, new Blob([text], { type: "image/svg+xml" }));
});
document.querySelector("#png")?.addEventListener("click", async () => {
  const drawing = /** @type {SVGSVGElement} */ (card.firstChild);
  const url = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = url;
  await image.decode();
  const { width, height } = drawing.viewBox.baseVal;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d")?.drawImage(image, 0, 0, width, height);
  URL.revokeObjectURL(url);
  canvas.toBlob((blob) => blob && save(`${card.dataset.name}.png`, blob), "image/png");
});
document.querySelector("#json")?.addEventListener("click", async () => {
  save(`wattprint-${today()}.json`, await json());
  await change(({ backup }) => ({ backup: { ...backup, saved: today() } }));
});
document.querySelector("#csv")?.addEventListener("click", async () => save(`wattprint-${today()}.csv`, await csv()));
document.querySelector("#copy")?.addEventListener("click", copyReport);

/** @param {any} error */
function fault(error) {
  progress.textContent = error.message;
  progress.hidden = false;
}

warm();
const listed = listen(state, draw);
receive(draw);
draw().then(listed).catch(fault);
