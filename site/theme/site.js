// What every page does: day or night at a click, and, once a reader does something, a copy kept for offline.

const root = document.documentElement;
const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("button.theme"));

/** Storage that may be refused: then the choice lasts as long as the page. */
const memory = {
  get: () => {
    try {
      return localStorage.getItem("theme") ?? "";
    } catch {
      return "";
    }
  },
  set: (/** @type {string} */ theme) => {
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // the page itself remembers
    }
  },
};

/** @param {string} theme "", "dark" or "light" */
function wear(theme) {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
}

wear(memory.get());
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = root.dataset.theme ?? (dark ? "dark" : "light");
    const theme = now === "dark" ? "light" : "dark";
    wear(theme);
    memory.set((theme === "dark") === dark ? "" : theme);
  });
}

/** On a projector: title, figure and question; the arrows turn the pages. */
const SLIDES = "slides";
const slides = () => root.classList.contains(SLIDES);
root.classList.toggle(SLIDES, new URLSearchParams(location.search).has(SLIDES));
const busy = "input, select, textarea, button, summary, [contenteditable], [tabindex], wattprint-figure *";
addEventListener("keydown", (event) => {
  const at = /** @type {Element} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || at.closest?.(busy)) return;
  if (event.key === "d" || event.key === "D") root.classList.toggle(SLIDES);
  const rel = slides() && { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" }[event.key];
  const link = rel && /** @type {HTMLAnchorElement | null} */ (document.querySelector(`.turn a[rel="${rel}"]`));
  if (link) location.href = `${link.href}?${SLIDES}`;
});

const INTENTS = ["pointerdown", "keydown", "scroll", "touchstart"];

async function keepForLater() {
  for (const name of INTENTS) removeEventListener(name, keepForLater);
  try {
    await navigator.serviceWorker.register(new URL("../sw.js", import.meta.url));
    const { active } = await navigator.serviceWorker.ready;
    const seen = performance.getEntriesByType("resource").map(({ name }) => name);
    active?.postMessage({ keep: [location.href.split("#")[0], ...seen] });
  } catch {
    // No service worker here (an old browser, a private window): only offline reading is lost.
  }
}

if ("serviceWorker" in navigator) for (const name of INTENTS) addEventListener(name, keepForLater, { passive: true });
