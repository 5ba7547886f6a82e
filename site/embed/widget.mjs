/**
 * The calculator as an anywidget, for Jupyter, marimo and MyST.
 *
 * With a kernel (wattprint.notebook.Calculator) the kernel's engine answers: the widget brings its markup, its style and
 * the calculator's scripts, since a notebook fetches nothing from us. In a page without one, as MyST makes it, it is the
 * site's own element, whose engine runs in a frame of the site:
 *
 *     :::{anywidget} https://THE-SITE/embed/widget.mjs
 *     { "lang": "fr", "model": "gpt-4o", "zone": "FRA", "site": "https://THE-SITE/" }
 *     :::
 *
 * What the reader chooses is written into the model, and what is written there is shown.
 */

/** @typedef {{get(name: string): any, set(name: string, value: any): void, save_changes(): void, send?(content: any): void,
 *    on(event: string, act: (...given: any[]) => void): void, off(event: string, act: (...given: any[]) => void): void}} Model */

const SITE = /embed\/widget\.mjs(?:[?#].*)?$/;
const PATIENCE = 20_000; // milliseconds without an answer of the kernel, which may be busy with a cell
const NIGHT = ["dark", "dark-mode", "dark-theme", "vscode-dark"];

/** @param {{model: Model, el: HTMLElement}} given */
async function render({ model, el }) {
  return model.get("_markup") ? withKernel(model, el) : withSite(model, el);
}

export default { render };

/** @param {Model} model @param {string[]} keys */
function chosen(model, keys) {
  const values = keys.map((key) => [key, model.get(key)]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined && value !== null && value !== "")
    .map(([key, value]) => [key, String(value)]));
}

/** @param {Model} model @param {Record<string, string>} state @param {string[]} keys */
function write(model, state, keys) {
  for (const key of keys) {
    const value = state[key] ?? "";
    if ((model.get(key) ?? "") !== value) model.set(key, value);
  }
  trying(() => model.save_changes());
}

/** What a host may not offer: MyST's model raises where there is nobody to save to, and nothing to take off. @param {() => void} act */
function trying(act) {
  try {
    act();
  } catch {
    // the page shows it all the same
  }
}

// With a kernel

/** @param {Model} model @param {HTMLElement} el */
async function withKernel(model, el) {
  const keys = model.get("_keys");
  const { mount } = await import(modules(model.get("_modules"))("calculator.js"));
  const host = document.createElement("div");
  const shadow = host.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(model.get("_style"));
  shadow.adoptedStyleSheets = [style];
  for (const name of ["keydown", "keypress", "keyup"]) host.addEventListener(name, (event) => event.stopPropagation());
  el.append(host);
  const { ask, stop } = kernel(model);
  /** @type {any} */
  let calculator;
  let own = "";
  const told = (/** @type {Record<string, string>} */ state) => JSON.stringify(keys.map((/** @type {string} */ key) => state[key] ?? ""));

  const show = () => {
    calculator?.stop();
    shadow.replaceChildren(...new DOMParser().parseFromString(model.get("_markup"), "text/html").body.childNodes);
    calculator = mount(shadow, {
      lang: model.get("lang"), state: chosen(model, keys), ask,
      onstate: (/** @type {Record<string, string>} */ changed) => {
        own = told(changed);
        write(model, changed, keys);
      },
    });
  };
  // Python, or another view of the same widget, may set several at once: they are shown together.
  let waiting = 0;
  const follow = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const state = chosen(model, keys);
      if (told(state) !== own) calculator.set(state);
    });
  };
  const dress = () => (host.style.colorScheme = scheme(model.get("theme"), el));
  const events = [["change:_markup", show], ["change:theme", dress], ...keys.map((/** @type {string} */ key) => [`change:${key}`, follow])];
  for (const [name, act] of events) model.on(name, act);
  const watching = new MutationObserver(dress);
  for (const node of [document.documentElement, document.body]) watching.observe(node, { attributes: true });
  dress();
  show();
  return () => {
    watching.disconnect();
    for (const [name, act] of events) trying(() => model.off(name, act));
    calculator?.stop();
    stop();
    host.remove();
  };
}

/**
 * Scripts that came as text, as addresses: what one of them imports from beside it is one of them, too.
 * @param {Record<string, string>} sources
 */
function modules(sources) {
  /** @type {Record<string, string>} */
  const made = {};
  /** @param {string} name @returns {string} */
  const address = (name) => (made[name] ??= URL.createObjectURL(new Blob([
    sources[name].replace(/"\.\/([\w-]+\.js)"/g, (whole, file) => (file in sources && file !== name ? JSON.stringify(address(file)) : whole)),
  ], { type: "text/javascript" })));
  return address;
}

/** Python in the kernel, asked as a page asks the engine. @param {Model} model */
function kernel(model) {
  /** @type {Map<number, {key: unknown, resolve: (answer: any) => void, reject: (error: Error) => void, timer: number}>} */
  const asked = new Map();
  const prefix = Math.random().toString(36).slice(2); // several views share one comm
  let count = 0;
  const hear = (/** @type {any} */ { id, text }) => {
    const [own, number] = String(id).split(" ");
    const question = own === prefix ? asked.get(Number(number)) : undefined;
    if (!question) return;
    asked.delete(Number(number));
    clearTimeout(question.timer);
    const { answer, error } = JSON.parse(text);
    if (error) question.reject(Object.assign(new Error(error.message), { name: "Refused", ...error }));
    else question.resolve(answer);
  };
  model.on("msg:custom", hear);
  /** @param {any} question @param {unknown} [key] */
  const ask = (question, key = {}) =>
    new Promise((resolve, reject) => {
      for (const [id, other] of asked) {
        if (other.key !== key) continue;
        clearTimeout(other.timer);
        asked.delete(id);
        other.resolve(undefined);
      }
      const id = ++count;
      const timer = setTimeout(() => {
        asked.delete(id);
        reject(Object.assign(new Error(model.get("_silent")), { name: "Fault", code: "stalled" }));
      }, PATIENCE);
      asked.set(id, { key, resolve, reject, timer });
      model.send?.({ id: `${prefix} ${id}`, question });
    });
  return { ask, stop: () => trying(() => model.off("msg:custom", hear)) };
}

/** Day or night, as the notebook has it. @param {string} theme @param {HTMLElement} el */
function scheme(theme, el) {
  if (theme === "light" || theme === "dark") return theme;
  const { body, documentElement: html } = document;
  const light = body.dataset.jpThemeLight;
  if (light) return light === "true" ? "light" : "dark";
  const marked = [html, body, el.closest(".dark")].some((node) => NIGHT.some((name) => node?.classList.contains(name)));
  return marked ? "dark" : html.classList.contains("light") || body.classList.contains("light") ? "light" : "light dark";
}

// Without a kernel

/** @param {Model} model @param {HTMLElement} el */
async function withSite(model, el) {
  const given = model.get("site") || (SITE.test(import.meta.url) ? import.meta.url.replace(SITE, "") : "");
  if (!given) throw new Error('wattprint: "site" is missing: the address of the site that serves this widget');
  const site = new URL(given.endsWith("/") ? given : `${given}/`, document.baseURI);
  if (!customElements.get("wattprint-calculator")) await script(new URL("embed/wattprint.js", site).href);
  const element = /** @type {any} */ (document.createElement("wattprint-calculator"));
  const { keys, looks } = element.constructor;
  const dress = () => {
    const given = { theme: scheme("auto", el).includes(" ") ? "auto" : scheme("auto", el), ...chosen(model, [...looks, ...keys]) };
    for (const key of [...looks, ...keys]) {
      if (!(key in given)) element.removeAttribute(key);
      else if (element.getAttribute(key) !== given[key]) element.setAttribute(key, given[key]);
    }
  };
  dress();
  element.addEventListener("change", (event) => write(model, /** @type {CustomEvent} */ (event).detail.state, keys));
  for (const key of [...looks, ...keys]) model.on(`change:${key}`, dress);
  el.append(element);
  return () => {
    for (const key of [...looks, ...keys]) trying(() => model.off(`change:${key}`, dress));
    element.remove();
  };
}

/** @param {string} src @returns {Promise<void>} */
function script(src) {
  return new Promise((resolve, reject) => {
    const tag = Object.assign(document.createElement("script"), { src });
    tag.onload = () => resolve();
    tag.onerror = () => reject(new Error(`wattprint: ${src} could not be loaded`));
    document.head.append(tag);
  });
}
