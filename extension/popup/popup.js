// Today at a glance: paint.js has painted the last answer; the engine's takes its place.
import { api } from "../api.js";
import { today } from "../clock.js";
import { drawn, upToDate } from "../days.js";
import { change, language, settings } from "../settings.js";
import { ask, replace, say, speak, warm } from "../view.js";
import { KEPT } from "./paint.js";

const HOUR = 3_600_000;
const DAYS = 31; // today and those it is held against
const place = /** @type {HTMLElement} */ (document.querySelector("#today"));
const notice = /** @type {HTMLElement} */ (document.querySelector("#notice"));
const pause = /** @type {HTMLButtonElement} */ (document.querySelector("#pause"));

async function refresh() {
  const chosen = await settings();
  const lang = language(chosen);
  speak(lang);
  tellPause(chosen);
  await tell(await api.runtime.sendMessage({ do: "refresh" }).catch(() => {})); // while the engine starts
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

/** What must be known: a full disk, no site granted. @param {{full?: boolean}} [worker] what the worker knows */
async function tell(worker) {
  const { origins = [] } = await api.permissions.getAll();
  const text = worker?.full ? say("notices.full") : origins.length ? "" : say("notices.no_site");
  notice.textContent = text;
  notice.hidden = !text;
}

/** @param {any} chosen */
function tellPause({ paused }) {
  const on = Date.now() < paused.until;
  pause.textContent = say(on ? "popup.resume" : "popup.pause");
  pause.setAttribute("aria-pressed", String(on));
}

pause.addEventListener("click", async () => {
  tellPause(await change(({ paused }) => ({ paused: { ...paused, until: Date.now() < paused.until ? 0 : Date.now() + HOUR } })));
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
