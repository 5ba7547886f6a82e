/**
 * PyScript's editors and the one Python that they share. PyScript comes with the first editor, Python with the first run.
 */
import { WORDS } from "./contents.js";
import { element, explained } from "./errors.js";

const ENV = "wattprint";
const PATIENCE = 120_000; // milliseconds until a Python that does not come is given up
const lang = document.documentElement.lang.slice(0, 2) in WORDS ? document.documentElement.lang.slice(0, 2) : "en";
const INTERPRETER = new URL("./interpreter.mjs", import.meta.url).href;
const BOOT = `
import wattprint
from wattprint.notebook import bars, ranges, say, show, speak, timeline, words
speak("${lang}")
wattprint.Refused.__str__ = lambda refused: words().error(refused)
`;
// Before each cell: what it shows goes under it.
const SCREEN = (/** @type {string} */ place) => `
import wattprint.notebook
wattprint.notebook.screen(lambda html: __import__("polyscript").xworker.sync.show("${place}", html))
`;
// An earlier cell that nobody ran: for the names it makes; what it says and shows is nobody's business.
const QUIETLY = (/** @type {string} */ code) => `
import contextlib, io, wattprint.notebook
wattprint.notebook.screen(lambda html: None)
with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
    exec(${JSON.stringify(code)}, globals())
`;

/** @type {Promise<any> | undefined} */
let pyscript;
/** @type {Promise<HTMLScriptElement> | undefined} */
let python;

const load = () => (pyscript ??= import("./pyscript/core.js").then(dress, (error) => {
  pyscript = undefined;
  throw error;
}));

/** @param {HTMLElement} cell @returns {any} PyScript's script of this cell, which it replaces when it is stopped */
export const scriptOf = (cell) => cell.querySelector('script[type^="py-editor"]');

/**
 * An editor in place of the cell's code. `before` is called at every run and awaited.
 * @param {HTMLElement} cell @param {HTMLElement} code @param {string} source @param {() => Promise<void>} before
 */
export async function open(cell, code, source, before) {
  const core = await load();
  const script = document.createElement("script");
  script.type = "py-editor";
  script.setAttribute("env", ENV);
  script.setAttribute("onbeforerun", SCREEN(cell.id));
  script.dataset.run = script.dataset.stop = " ";
  script.textContent = source;
  const opened = new Promise((resolve) => cell.addEventListener("py-editor", resolve, { once: true }));
  cell.addEventListener("py-editor", ({ target }) => dressed(core, /** @type {any} */ (target), cell, before));
  code.replaceWith(script);
  await opened;
}

/** Python, booted once; `quiet` runs what a cell needs of those before it. @returns {Promise<any>} */
export function started() {
  return (python ??= boot().catch((error) => {
    python = undefined;
    throw error;
  }));
}

/** @param {string} code */
export const quietly = async (code) => (await started()).process(QUIETLY(code));

/** Ends the Python of all cells, whatever it does; the next run starts another. @param {HTMLElement} cell */
export function stop(cell) {
  const { confirm } = window;
  window.confirm = () => true; // PyScript would ask, in English
  /** @type {HTMLElement} */ (cell.querySelector(".py-editor-run-button")).click();
  window.confirm = confirm;
  python = new Promise((resolve) => document.body.addEventListener("py-editor", function ready(event) {
    const script = /** @type {any} */ (event.target);
    if (!script.hasAttribute("setup")) return;
    document.body.removeEventListener("py-editor", ready);
    resolve(listening(script));
  }));
}

async function boot() {
  await load();
  const script = document.createElement("script");
  script.type = "py-editor";
  for (const name of ["setup", "env-override"]) script.setAttribute(name, "");
  script.setAttribute("env", ENV);
  script.setAttribute("config", JSON.stringify({ interpreter: INTERPRETER }));
  script.textContent = BOOT;
  const ready = new Promise((resolve, reject) => {
    script.addEventListener("py-editor", () => resolve(script), { once: true });
    const given = setTimeout(() => reject(new Error("timeout")), PATIENCE);
    const watch = setInterval(() => {
      const { xworker } = /** @type {any} */ (script);
      if (!xworker) return;
      clearInterval(watch);
      xworker.onerror = (/** @type {any} */ { error }) => {
        clearTimeout(given);
        script.remove();
        reject(error);
      };
    }, 50);
  });
  document.body.append(script);
  return listening(await ready);
}

/** What a cell shows comes as HTML. @param {any} script */
function listening(script) {
  script.xworker.sync.show = (/** @type {string} */ place, /** @type {string} */ html) => {
    const shown = element("div", "shown");
    shown.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    for (const style of shown.querySelectorAll("style")) style.remove(); // card.css has it
    document.getElementById(place)?.querySelector(".result")?.append(shown);
  };
  return script;
}

/** The colours of code are those of the page. @param {any} core */
async function dress(core) {
  const [{ EditorView }, { StateEffect }, { HighlightStyle, defaultHighlightStyle, syntaxHighlighting }] = await Promise.all([
    core.codemirror.core, core.codemirror.state, core.codemirror.language,
  ]);
  /** @type {Record<string, string>} CodeMirror's own colours -> ours */
  const colours = {
    "#708": "keyword", "#219": "number", "#164": "number", "#a11": "string", "#e40": "string", "#00f": "name", "#30a": "name",
    "#085": "name", "#167": "name", "#256": "name", "#00c": "name", "#940": "comment", "#404740": "comment", "#f00": "wrong",
  };
  const specs = defaultHighlightStyle.specs.map((/** @type {any} */ spec) => ({
    ...spec, color: spec.color && `var(--code-${colours[spec.color] ?? "name"})`, textDecoration: undefined,
  }));
  const extensions = [
    syntaxHighlighting(HighlightStyle.define(specs)),
    EditorView.theme({
      "&": { color: "var(--ink)", backgroundColor: "transparent", fontSize: "0.9rem", colorScheme: "inherit" },
      "&.cm-focused": { outline: "none" },
      ".cm-content": { fontFamily: "var(--mono)", caretColor: "var(--ink)", padding: "0.75rem 0" },
      ".cm-gutters": { backgroundColor: "transparent", color: "var(--ink-soft)", border: "none", fontFamily: "var(--mono)" },
      ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--surface) 9%, transparent)" },
      ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
        backgroundColor: "color-mix(in srgb, var(--surface) 32%, transparent)",
      },
      ".cm-cursor": { borderLeftColor: "var(--ink)" },
      ".cm-tooltip": { backgroundColor: "var(--sheet)", color: "var(--ink)", border: "1px solid var(--rule)" },
      ".cm-scroller": { lineHeight: "1.55" },
    }),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": WORDS[lang].code }),
  ];
  return { EditorView, effect: () => StateEffect.appendConfig.of(extensions) };
}

/** A new editor, each time that PyScript makes one. @param {any} core @param {any} script @param {HTMLElement} cell @param {() => Promise<void>} before */
function dressed({ EditorView, effect }, script, cell, before) {
  const box = script.nextElementSibling;
  const area = box.querySelector(".py-editor-input");
  area.removeAttribute("aria-label");
  const root = area.lastElementChild.shadowRoot;
  const inherited = new CSSStyleSheet();
  inherited.replaceSync(":host { color-scheme: inherit; }"); // PyScript resets all, and the tokens ask for it
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, inherited];
  const view = EditorView.findFromDOM(root.querySelector(".cm-editor"));
  view.dispatch({ effects: effect() });
  view.setState(view.state); // its lines are measured again, in their new type
  area.querySelector("button").tabIndex = -1;
  script.handleEvent = before;
  const spoken = box.querySelector(".py-editor-output");
  new MutationObserver(() => spoken.childNodes.length && told(cell, spoken)).observe(spoken, { childList: true });
}

/** What PyScript wrote goes among what the cell showed, in order. @param {HTMLElement} cell @param {HTMLElement} spoken */
function told(cell, spoken) {
  const result = /** @type {HTMLElement} */ (cell.querySelector(".result"));
  const wrong = [...spoken.querySelectorAll("span")].map(({ textContent }) => textContent ?? "");
  for (const span of spoken.querySelectorAll("span")) span.remove();
  for (const line of spoken.querySelectorAll("br")) line.replaceWith("\n");
  const text = spoken.textContent ?? "";
  spoken.replaceChildren();
  if (text.trim()) {
    const last = result.lastElementChild;
    const printed = last?.matches(".printed") ? last : element("pre", "printed");
    printed.append(last === printed ? `\n${text.trimEnd()}` : text.trimEnd());
    if (last !== printed) result.append(printed);
  }
  for (const trace of wrong) if (trace.trim()) result.append(explained(trace, lang));
}
