// Today at a glance: paint.js has painted the last answer; the engine's takes its place.
import { api } from "../api.js";
import { hour, today } from "../clock.js";
import { drawn, upToDate } from "../days.js";
import { overdue } from "../remind.js";
import { change, language, settings, turned } from "../settings.js";
import { sites } from "../sites.js";
import { ask, replace, say, speak, warm } from "../view.js";
import { KEPT } from "./paint.js";

const HOUR = 3_600_000;
const DAYS = 31; // today and those it is held against
const SOON = 200; // milliseconds after the end of a pause
const element = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.querySelector(name));
const place = element("#today");
const notice = element("#notice");
const pause = element("#pause");
const here = element("#here");
/** @type {import("../sites.js").Site | undefined} */
let behind;
let timer = 0;

async function refresh() {
  const chosen = await settings();
  const lang = language(chosen);
  speak(lang);
  await tellState(chosen);
  await tell(chosen, await api.runtime.sendMessage({ do: "refresh" }).catch(() => {})); // while the engine starts
  const start = new Date();
  start.setDate(start.getDate() - DAYS);
  const first = today(start);
  await upToDate(ask, chosen, () => {}, first);
  const made = await ask({ do: "popup", ...(await drawn(chosen, { first, last: today() })) }, "popup");
  if (!made) return;
  replace(place, made.html);
  place.classList.remove("waiting");
  place.dataset.fresh = "true";
  localStorage.setItem(KEPT, JSON.stringify({ ...made, lang }));
  performance.mark("wattprint:fresh");
}

/**
 * What must be known: a full disk, no site granted, a backup that the reader wants to be reminded of.
 * @param {any} chosen @param {{full?: boolean}} [worker] what the worker knows
 */
async function tell(chosen, worker) {
  const { origins = [] } = await api.permissions.getAll();
  const text = worker?.full ? say("notices.full") : !origins.length ? say("notices.no_site")
    : (await overdue(chosen)) ? say("notices.backup") : "";
  notice.textContent = text;
  notice.hidden = !text;
}

/** Whether it counts now, where it does not, and that of the page behind. @param {any} chosen */
async function tellState(chosen) {
  const { until, sites: stopped } = chosen.paused;
  const on = Date.now() < until;
  pause.textContent = say(on ? "popup.resume" : "popup.pause");
  const names = (await sites()).filter(({ id }) => stopped.includes(id)).map(({ name }) => name).join(", ");
  const lines = [on && say("popup.until", { hour: hour(until) }), names && say("popup.stopped", { sites: names })];
  element("#paused").textContent = lines.filter(Boolean).join(" ");
  element("#private").textContent = say((await api.extension.isAllowedIncognitoAccess()) ? "popup.private_on" : "popup.private_off");
  behind = await siteBehind();
  here.hidden = !behind;
  if (behind) here.textContent = say(stopped.includes(behind.id) ? "popup.resume_here" : "popup.pause_here", { site: behind.name });
  clearTimeout(timer);
  if (on) timer = setTimeout(async () => tellState(await settings()), until - Date.now() + SOON);
}

/** The site of the tab that the popup stands over: the browser tells its address only where it was allowed. */
async function siteBehind() {
  const [tab] = await api.tabs.query({ active: true, currentWindow: true });
  if (!tab?.url?.startsWith("http")) return undefined;
  const { protocol, hostname } = new URL(tab.url);
  return (await sites()).find(({ origins }) => origins.includes(`${protocol}//${hostname}/*`));
}

pause.addEventListener("click", async () => {
  await tellState(await change(({ paused }) => ({ paused: { ...paused, until: Date.now() < paused.until ? 0 : Date.now() + HOUR } })));
});
here.addEventListener("click", async () => {
  const { id } = behind ?? {};
  if (id) await tellState(await change(({ paused }) => ({ paused: turned(paused, id) })));
});
document.querySelector("#dashboard")?.addEventListener("click", () => {
  api.tabs.create({ url: api.runtime.getURL("dashboard/dashboard.html") });
  window.close();
});
document.querySelector("#options")?.addEventListener("click", () => {
  api.runtime.openOptionsPage();
  window.close();
});

warm();
refresh().catch((error) => {
  notice.textContent = error.message;
  notice.hidden = false;
});
