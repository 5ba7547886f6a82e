// Paints what was answered last, if it is of today: before anything else is loaded or asked.
import { today } from "../clock.js";

export const KEPT = "popup";
const kept = JSON.parse(localStorage.getItem(KEPT) ?? "null");
const html = kept && (kept.day === today() ? kept.html : kept.tomorrow === today() ? kept.later : "");
const place = /** @type {HTMLElement} */ (document.querySelector("#today"));

if (html) {
  document.documentElement.lang = kept.lang;
  place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
} else place.classList.add("waiting");
performance.mark("wattprint:painted");
