/** Where this script came from, and what lies around it there. VERSION, SAID, KEYS and PREPARED come from the build. */

const SCRIPT = /\/embed\/(?:wattprint|framed)\.js(?:[?#]|$)/;
const FOLDER = /(v\/\d+\.\d+\.\d+\/)?embed\/[^/]*$/;
const PINNED = /^\d+\.\d+\.\d+$/;
const THEMES = ["auto", "light", "dark"];

/** What may be set beside a state. */
export const LOOKS = ["lang", "theme", "compact", "version"];

const script =
  /** @type {HTMLScriptElement | null} */ (document.currentScript) ??
  [...document.scripts].find(({ src }) => SCRIPT.test(src)); // a module does not know its tag

/** The folder of this script, and the site it belongs to. */
export const HERE = new URL("./", script?.src ?? location.href).href;
export const SITE = HERE.replace(FOLDER, "");

/** @param {string} lang @returns {Record<string, string>} the sentences of a language */
export const said = (lang) => SAID[lang] ?? SAID.en;

/** @param {string} version whether it could be one */
export const isVersion = (version) => PINNED.test(version);

/** @param {string} version where its files stay as they were */
export const pinned = (version) => `${SITE}v/${version}/embed/`;

/** @param {string} one @param {string} other @returns {boolean} */
export function isNewer(one, other) {
  const [a, b] = [one, other].map((version) => version.split(".").map(Number));
  const place = a.findIndex((number, at) => number !== b[at]);
  return place >= 0 && a[place] > b[place];
}

/**
 * A sentence of the build with its blanks filled in.
 * @param {string} sentence @param {Record<string, string>} blanks
 */
export const fill = (sentence, blanks) => sentence.replace(/\{(\w+)\}/g, (whole, name) => blanks[name] ?? whole);

/**
 * What is asked of the calculator, from attributes or an address; what is not known is left to the page it stands on.
 * @param {Iterable<[string, string]>} pairs
 * @returns {{state: Record<string, string>, wrong: string[], lang: string, theme: string, compact: boolean, version: string}}
 */
export function settings(pairs) {
  const given = new Map([...pairs].map(([name, value]) => [name.replaceAll("-", "_"), value.trim()]));
  const wrong = [];
  const one = (/** @type {string} */ name, /** @type {string[]} */ allowed) => {
    const value = given.get(name) ?? "";
    if (!value || allowed.includes(value)) return value;
    wrong.push({ name, value, allowed: allowed.join(", ") });
    return "";
  };
  const page = document.documentElement.lang.slice(0, 2);
  const lang = one("lang", Object.keys(SAID)) || (page in SAID ? page : "en");
  const theme = one("theme", THEMES) || THEMES[0];
  const state = Object.fromEntries([...given].filter(([name, value]) => KEYS.includes(name) && value));
  return {
    state, lang, theme, compact: !["0", "false"].includes(given.get("compact") ?? "0"), version: given.get("version") ?? "",
    wrong: wrong.map((blanks) => fill(said(lang).wrong, blanks)),
  };
}

/** A state without what goes without saying: the default model. @param {Record<string, string>} state */
export const plain = (state) =>
  Object.fromEntries(Object.entries(state).filter(([key, value]) => key !== "model" || value !== PREPARED[""]));

/** A plain state as one text: the same for the same state. @param {Record<string, string>} state */
export const named = (state) => Object.keys(state).sort().map((key) => `${key}=${state[key]}`).join("&");

/** Whether an attribute is a mistyped setting: none of ours, nor of HTML, nor of the page's framework. @param {string} name */
export function isUnknown(name) {
  html ??= new Set(["class", "is", "role", "exportparts", ...names(HTMLElement.prototype)]);
  return /^[a-z_]+$/.test(name) && !html.has(name) && ![...KEYS, ...LOOKS].includes(name);
}
/** @type {Set<string> | undefined} */
let html;

/** @param {object} prototype @returns {string[]} what every element reflects: title, hidden, onclick... */
function names(prototype) {
  const made = [];
  for (const name in prototype) made.push(name.toLowerCase());
  return made;
}

/**
 * The page that stands ready for a plain state; with what is left to compute over the default, if it is none of them.
 * @param {Record<string, string>} state @returns {[string, Record<string, string> | undefined]}
 */
export function ready(state) {
  const name = named(state);
  return name in PREPARED ? [PREPARED[name], undefined] : [PREPARED[""], state];
}

/** @param {string} slug @param {string} lang @returns {Promise<ChildNode[]>} the calculator that was made for it */
export async function markup(slug, lang) {
  await load(`${HERE}${lang}/${slug}.js`);
  const html = (/** @type {any} */ (globalThis))[Symbol.for("wattprint.markup")][`${VERSION} ${lang} ${slug}`];
  const made = new DOMParser().parseFromString(html, "text/html");
  for (const unseen of made.querySelectorAll("noscript")) unseen.remove();
  return [...made.body.childNodes];
}

/**
 * Links of an embed to the site, which show the same: the state stands behind the #, which is never sent.
 * @param {ParentNode} root @param {Record<string, string>} state
 */
export function relink(root, state) {
  for (const link of root.querySelectorAll("a[data-link]")) {
    link.setAttribute("href", address(link.getAttribute("data-link") ?? "", state));
  }
}

/** @param {string} page @param {Record<string, string>} state */
export function address(page, state) {
  const query = new URLSearchParams(state).toString();
  return `${SITE}${page}${query && `#${query}`}`;
}

/**
 * How it looks: the theme, and only the numbers where little room is left.
 * @param {ParentNode} root @param {{theme: string, compact: boolean}} look
 */
export function dress(root, { theme, compact }) {
  const place = root.querySelector(".embed");
  if (!(place instanceof HTMLElement)) return;
  place.dataset.theme = theme;
  place.classList.toggle("compact", compact);
}

/** @type {Map<string, Promise<void>>} */
const scripts = new Map();

/** Loads a classic script, which needs no leave of its server. @param {string} src @returns {Promise<void>} */
export function load(src) {
  if (!scripts.has(src)) {
    scripts.set(src, new Promise((resolve, reject) => {
      const tag = Object.assign(document.createElement("script"), { src, async: true });
      tag.onload = () => resolve();
      tag.onerror = () => {
        scripts.delete(src);
        reject(new Error(src));
      };
      document.head.append(tag);
    }));
  }
  return /** @type {Promise<void>} */ (scripts.get(src));
}
