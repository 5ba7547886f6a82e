/**
 * Makes the snippets of the page "embed": reads the choices, fills the templates that the page holds, and sets the same
 * choices on the element that stands there. It writes texts and computes nothing.
 */

const place = /** @type {HTMLElement} */ (document.querySelector("[data-snippets]"));
const { states, version, site, default: usual } = JSON.parse(place.dataset.snippets ?? "{}");
const choices = /** @type {HTMLFormElement} */ (place.querySelector("[data-choices]"));
const element = /** @type {HTMLElement} */ (place.querySelector("wattprint-calculator"));
const away = /** @type {HTMLElement} */ (place.querySelector("[data-not-prepared]"));

/** Where the site stands: as the build was told, or here. */
const root = site ? `${site}/` : new URL("../", location.href).href;

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The state that stands ready for these choices, if there is one. @param {Record<string, string>} chosen */
function ready({ lang, model, zone, kind }) {
  const slug = zone ? `${model}.${zone}` : model;
  return !kind && slug in states[lang] ? slug : undefined;
}

function draw() {
  const chosen = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(choices)));
  const { lang, theme = "", background = "", padding = "", compact = "", version: pin = "" } = chosen;
  const state = Object.fromEntries(["model", "kind", "zone"].map((key) => [key, chosen[key]]).filter(([, value]) => value));
  if (state.model === usual) delete state.model;
  const slug = ready(chosen);
  const shown = states[lang][slug ?? usual];
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
    title: shown.title, line: slug ? shown.line : shown.title, height: "900",
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
  for (const name of ["lang", "model", "kind", "zone", "theme", "compact"]) {
    if (chosen[name]) element.setAttribute(name, chosen[name]);
    else element.removeAttribute(name);
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

choices.addEventListener("input", draw);
place.addEventListener("click", ({ target }) => {
  const button = target instanceof Element && target.closest("[data-copy-form]");
  if (button instanceof HTMLElement) copy(button);
});
draw();
