/**
 * The calculator as a page for an <iframe>: frame.fr.html?model=...&zone=...&theme=dark&padding=0&background=transparent
 * It says its height to the page around it once that asks (height.js), or as WordPress wants to hear it.
 */
import { Embedded } from "./embedded.js";
import { RemoteEngine } from "./remote.js";
import { address, dress, fill, HERE, isNewer, isVersion, markup, pinned, plain, ready, relink, said, settings, SITE } from "./place.js";

const WIDEST = 64; // pixels of padding
const TALLEST_IN_WORDPRESS = 1000; // as its script has it

const given = new URLSearchParams(location.search);
const behind = new URLSearchParams(location.hash.slice(1)); // what a reader's own link says is never sent
const look = settings([...given, ...behind]);
const { state: asked, wrong, lang, version } = look;
const words = said(lang);
let place = /** @type {HTMLElement} */ (document.querySelector(".embed"));
const own = plain(Object.fromEntries(new URLSearchParams(place.dataset.state)));
const state = plain({ ...own, ...asked });
const closed = self.origin === "null"; // a sandbox without an origin: no worker may start in it
let shown = state;

/** Where nothing can be computed, it says so, and where it can. */
const nobody = Object.assign(new EventTarget(), {
  state: "failed",
  start() {},
  ask: () => Promise.reject(Object.assign(new Error(words.closed), { name: "Fault", code: "closed" })),
});
const engine = closed ? nobody : new RemoteEngine(new URL("engine.html", HERE), (code) => fill(words[code], { site: SITE }));

async function begin() {
  const [slug, rest] = ready(state);
  if (!rest && slug !== ready(own)[0]) await put(slug);
  set();
  const embedded = new Embedded({
    root: place, engine: /** @type {RemoteEngine} */ (engine), words, lang, wrong, state: rest,
    link: () => address(`${lang}/calculator.html`, shown),
    onstate: (state) => {
      shown = state;
      relink(document, shown);
    },
  });
  relink(document, shown);
  turn(embedded);
}

/** The calculator of another state that stands ready. @param {string} slug */
async function put(slug) {
  try {
    document.body.replaceChildren(...(await markup(slug, lang)));
    place = /** @type {HTMLElement} */ (document.querySelector(".embed"));
  } catch {
    // The one that stands here says what it is.
  }
}

/** Theme, margin and background, as the address says. */
function set() {
  dress(document, look);
  const padding = given.get("padding");
  if (padding !== null) {
    if (/^\d{1,2}$/.test(padding) && Number(padding) <= WIDEST) place.style.setProperty("--padding", `${padding}px`);
    else wrong.push(fill(words.wrong, { name: "padding", value: padding, allowed: `0 - ${WIDEST}` }));
  }
  const background = given.get("background");
  if (background === "transparent") document.documentElement.classList.add("transparent");
  else if (background) wrong.push(fill(words.wrong, { name: "background", value: background, allowed: "transparent" }));
}

engine.addEventListener("news", ({ detail: { latest } }) => {
  const newer = document.querySelector("[data-newer]");
  if (newer instanceof HTMLElement && isNewer(latest, VERSION)) newer.hidden = false;
});

/** A page that is pinned by its address alone shows the files of that version. */
/** @param {Embedded} embedded */
async function turn(embedded) {
  if (!version || version === VERSION) return;
  try {
    const { versions } = await (await fetch(`${SITE}versions.json`, { cache: "no-cache" })).json();
    if (!isVersion(version) || !versions.includes(version)) throw new Error(version);
    location.replace(`${pinned(version)}frame.${lang}.html${location.search}${location.hash}`);
  } catch {
    const link = Object.assign(document.createElement("a"), { href: `${SITE}${lang}/embed.html`, target: "_blank" });
    link.textContent = words.versions;
    embedded.say(fill(words.version, { version }), link);
  }
}
begin();

// Height: nothing is said to a page that has not asked, and then to it alone.
let asker = "";
const secret = /[#?&]secret=([A-Za-z0-9]+)/.exec(location.hash)?.[1];
const height = () => Math.ceil(document.body.getBoundingClientRect().height);
function measure() {
  if (asker) parent.postMessage({ wattprint: "height", height: height() }, asker);
  if (secret) parent.postMessage({ message: "height", value: Math.min(height(), TALLEST_IN_WORDPRESS), secret }, "*");
}
if (parent !== self) {
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== parent || data?.wattprint !== "height?") return;
    asker = origin === "null" ? "*" : origin; // a page tried from a file, or shut in itself: a height harms nobody
    measure();
  });
  new ResizeObserver(measure).observe(document.body);
  parent.postMessage({ wattprint: "here" }, "*"); // that it is there, and no more
}
// WordPress shuts its frame so that a link cannot open: its own script opens it when told to.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[href]");
  if (secret && link instanceof HTMLAnchorElement) {
    parent.postMessage({ message: "link", value: link.href, secret }, "*");
  }
});
