/**
 * Makes the snippets of the page "embed": reads the choices, fills the templates that the page holds, and sets the same
 * choices on the element that stands there. It writes texts and computes nothing.
 */

const LENGTHS = ["input", "output", "reasoning", "images"]; // another kind of request has others

const place = /** @type {HTMLElement} */ (document.querySelector("[data-snippets]"));
const { states, site, default: usual, heights, untitled } = JSON.parse(place.dataset.snippets ?? "{}");
const choices = /** @type {HTMLFormElement} */ (place.querySelector("[data-choices]"));
const element = /** @type {HTMLElement} */ (place.querySelector("wattprint-calculator"));
const away = /** @type {HTMLElement} */ (place.querySelector("[data-not-prepared]"));
const unkept = /** @type {HTMLElement} */ (place.querySelector("[data-not-kept]"));

/** @type {Record<string, string>} what was set in the calculator itself, beyond the choices */
let own = {};
/** @type {{name: string, title: string} | undefined} what the calculator last said, and of which state */
let told;

/** Where the site stands: as the build was told, or here. */
const root = site ? `${site}/` : new URL("../", location.href).href;

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** @param {Record<string, string>} state */
const named = (state) => JSON.stringify(Object.entries(state).sort());

function draw() {
  const chosen = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(choices)));
  const { lang, theme = "", background = "", padding = "", compact = "", version: pin = "" } = chosen;
  const state = Object.fromEntries(["model", "kind", "zone"].map((key) => [key, chosen[key]]).filter(([, value]) => value));
  const name = Object.values({ model: chosen.model, zone: chosen.zone, kind: chosen.kind }).filter(Boolean).join(".");
  const slug = name in states[lang] && !Object.keys(own).length ? name : undefined;
  if (state.model === usual) delete state.model;
  Object.assign(state, own);
  const shown = states[lang][slug ?? usual];
  const title = told?.name === named({ lang, ...state }) ? told.title : untitled[lang];
  away.hidden = Boolean(slug);
  const folder = pin ? `${root}v/${pin}/embed/` : `${root}embed/`;
  const settings = Object.entries({ theme, background, padding, compact }).filter(([, value]) => value !== "");
  const query = (/** @type {string} */ mark, /** @type {[string, string][]} */ ...pairs) => {
    const text = new URLSearchParams(pairs).toString();
    return text && mark + text;
  };
  const attributes = Object.entries({ lang, ...state, theme, compact, version: pin }).filter(([, value]) => value);
  const page = `${root}${lang}/calculator.html${query("#", ...Object.entries(state))}`;
  const frame = slug
    ? `${folder}${lang}/${slug}.html${query("?", ...settings)}`
    : `${folder}frame.${lang}.html${query("?", ...Object.entries(state), ...settings)}`;
  const given = { lang, ...state, ...(theme && { theme }) };
  /** @type {Record<string, string>} */
  const blanks = {
    embed: folder, page, frame, card: `${folder}${lang}/${slug ?? usual}.html`, picture: `${folder}${lang}/${slug ?? usual}.png`,
    title: slug ? shown.title : title, line: slug ? shown.line : title, height: heights[compact],
    attributes: attributes.map(([key, value]) => ` ${key}="${escaped(value)}"`).join(""),
    options: JSON.stringify(given),
    arguments: Object.entries(given).map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(", "),
  };
  const raw = new Set(["attributes", "options", "arguments"]);
  for (const code of place.querySelectorAll("code[data-form]")) {
    const template = code.getAttribute("data-template") ?? "";
    const html = template.startsWith("<");
    code.textContent = template.replace(/\{(\w+)\}/g, (whole, name) =>
      name in blanks ? (html && !raw.has(name) ? escaped(blanks[name]) : blanks[name]) : whole,
    );
  }
  const wanted = { lang, theme, compact, ...state };
  for (const name of new Set([...element.getAttributeNames(), ...Object.keys(wanted)])) {
    const value = wanted[/** @type {keyof typeof wanted} */ (name)];
    if (value) element.setAttribute(name, value);
    else if (name !== "style") element.removeAttribute(name);
  }
  element.style.setProperty("--padding", padding === "0" ? "0px" : "");
}

/** @param {HTMLElement} button */
async function copy(button) {
  const section = /** @type {HTMLElement} */ (button.closest(".snippet"));
  const code = /** @type {HTMLElement} */ (section.querySelector("code"));
  const said = /** @type {HTMLElement} */ (section.querySelector("[data-said]"));
  try {
    await navigator.clipboard.writeText(code.textContent ?? "");
    said.textContent = place.dataset.copied ?? "";
  } catch {
    getSelection()?.selectAllChildren(code);
    said.textContent = place.dataset.refused ?? "";
  }
}

/** What is set in the calculator enters the snippet. @param {Event} event */
function follow(event) {
  const { state, title } = /** @type {CustomEvent} */ (event).detail;
  const { model = usual, kind = "", zone = "", ...rest } = state;
  own = rest;
  for (const [name, value] of Object.entries({ model, kind, zone })) {
    const select = /** @type {HTMLSelectElement} */ (choices.elements.namedItem(name));
    const field = /** @type {HTMLInputElement | null | undefined} */ (element.shadowRoot?.querySelector(`[name="${name}"]`));
    if (![...select.options].some((option) => option.value === value)) select.add(new Option(field?.value || value, value));
    select.value = value;
  }
  told = { name: named({ lang: element.lang, ...state }), title };
  draw();
}

/** Whether the version is kept here: a copy that was not published has none. @param {string} version */
async function isKept(version) {
  try {
    const { versions } = await (await fetch(new URL("../versions.json", location.href))).json();
    return versions.includes(version);
  } catch {
    return false;
  }
}

choices.addEventListener("input", async ({ target }) => {
  const control = /** @type {HTMLInputElement} */ (target);
  if (control.name === "kind") for (const name of LENGTHS) delete own[name];
  if (control.name === "version") {
    unkept.hidden = !control.checked || (await isKept(control.value));
    if (!unkept.hidden) control.checked = false;
  }
  draw();
});
element.addEventListener("change", follow);
place.addEventListener("click", ({ target }) => {
  const button = target instanceof Element && target.closest("[data-copy-form]");
  if (button instanceof HTMLElement) copy(button);
});
draw();
