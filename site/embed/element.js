/**
 * <wattprint-calculator lang="fr" model="gpt-4o" zone="FRA" theme="auto" version="0.1.0"></wattprint-calculator>
 *
 * One classic script for any page. Several calculators share one engine; each may be pinned to a version of its own,
 * whose files then come from there. What a page writes inside the element is shown until the calculator stands there,
 * and where it cannot.
 */
import { contain } from "./containment.js";
import { Embedded } from "./embedded.js";
import { RemoteEngine } from "./remote.js";
import {
  address, dress, fill, HERE, isNewer, isUnknown, isVersion, load, LOOKS, markup, named, pinned, plain, ready, relink, said, settings, SITE,
} from "./place.js";

const ECHO = 1000; // milliseconds in which a page that binds its own state to ours sets what it has just heard

/** @typedef {{begin: (host: HTMLElement, shadow: ShadowRoot) => {stop: () => void}}} Implementation */

/** Shared by every version on the page, so its shape stays as it is. @type {Record<string, Implementation>} */
const versions = ((/** @type {any} */ (globalThis))[Symbol.for("wattprint.versions")] ??= {});

const style = new CSSStyleSheet();
style.replaceSync(STYLE);
const engine = new RemoteEngine(new URL("engine.html", HERE), (code, lang) => fill(said(lang)[code], { site: SITE }));

/** @type {{latest: string} | undefined} */
let news;
engine.addEventListener("news", ({ detail }) => (news = detail));

/** One calculator of this version in an element. @param {HTMLElement} host @param {ShadowRoot} shadow */
function begin(host, shadow) {
  /** @type {Embedded | undefined} */
  let embedded;
  /** @type {Record<string, string>} */
  let shown = {};
  /** @type {Map<string, number>} states that the page was told, and when */
  const told = new Map();
  let asked = "";
  let written = "";
  let turn = 0;
  shadow.adoptedStyleSheets = [style];
  contain(shadow);

  async function show() {
    const look = settings([...host.attributes].map(({ name, value }) => [name, value]));
    const { lang } = look;
    const state = plain(look.state);
    const unknown = host.getAttributeNames().filter(isUnknown);
    const allowed = [...KEYS, ...LOOKS].join(", ");
    const wrong = [...look.wrong, ...unknown.map((name) => fill(said(lang).unknown, { name, allowed }))];
    const now = JSON.stringify([state, wrong, lang]);
    dress(shadow, look);
    if (now === asked) return;
    asked = now;
    const mine = ++turn;
    const words = said(lang);
    const [slug, rest] = ready(state);
    // Where the engine works, or must, it is asked: the markup stays, and with it what the reader is doing there.
    const computes = rest || engine.state === "ready" || engine.state === "loading" || named(state) === named(shown);
    if (embedded && lang === written && computes) return embedded.set(isEcho(state) ? undefined : state, wrong);
    let made;
    try {
      made = await markup(slug, lang);
    } catch {
      if (mine !== turn) return;
      embedded?.stop();
      embedded = undefined;
      return shadow.replaceChildren(sentence(fill(words.missing, { site: SITE })), document.createElement("slot"));
    }
    if (mine !== turn) return;
    embedded?.stop();
    shadow.replaceChildren(...made);
    dress(shadow, look);
    written = lang;
    shown = state;
    embedded = new Embedded({
      root: shadow, engine, words, lang, wrong, state: rest, link: () => address(`${lang}/calculator.html`, shown),
      onstate: (state, title) => {
        shown = state;
        told.set(named(state), performance.now());
        links();
        host.dispatchEvent(new CustomEvent("change", { detail: { state, title } }));
      },
    });
    links();
  }

  /** Whether a state is our own that comes back, be it late: the reader may be further. @param {Record<string, string>} state */
  function isEcho(state) {
    for (const [name, at] of told) if (performance.now() - at > ECHO) told.delete(name);
    return named(state) === named(shown) || told.has(named(state));
  }

  /** Where the whole calculator, and a newer one, show the same. */
  function links() {
    relink(shadow, shown);
    const newer = shadow.querySelector("[data-newer]");
    if (newer instanceof HTMLElement && news && isNewer(news.latest, VERSION)) newer.hidden = false;
  }

  engine.addEventListener("news", links);
  const watching = new MutationObserver(show);
  watching.observe(host, { attributes: true });
  show();
  return {
    stop() {
      watching.disconnect();
      engine.removeEventListener("news", links);
      embedded?.stop();
    },
  };
}

/** @param {string} words @param {string} [href] */
function sentence(words, href) {
  const line = Object.assign(document.createElement("p"), { textContent: words });
  if (href) line.append(" ", Object.assign(document.createElement("a"), { href, textContent: href }));
  return line;
}

/** The part of a version, loaded when it is not this one. @param {string} version @returns {Promise<Implementation>} */
async function implementation(version) {
  if (!versions[version]) await load(`${pinned(version)}wattprint.js`);
  return versions[version];
}

/** Frameworks that set properties set attributes: outputTokens stands for output-tokens. */
const PROPERTIES = new Map(
  [...KEYS, ...LOOKS].filter((key) => key !== "lang").map((key) => [
    key.replace(/_(\w)/g, (/** @type {string} */ _, /** @type {string} */ letter) => letter.toUpperCase()),
    key.replaceAll("_", "-"),
  ]),
);

class WattprintCalculator extends HTMLElement {
  static observedAttributes = ["version"];
  /** What may be asked for: a state, and how it looks. */
  static keys = KEYS;
  static looks = LOOKS;

  /** @type {{stop: () => void} | undefined} */
  #part;
  #turn = 0;

  connectedCallback() {
    for (const property of PROPERTIES.keys()) {
      // What a framework set before this script came stands on the element itself and hides the accessor.
      if (!Object.hasOwn(this, property)) continue;
      const value = /** @type {any} */ (this)[property];
      delete (/** @type {any} */ (this)[property]);
      /** @type {any} */ (this)[property] = value;
    }
    if (!this.#part) this.#begin();
  }

  disconnectedCallback() {
    // Moved within the page, it stays as it is.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  /** @param {string} _ @param {string | null} before @param {string | null} now */
  attributeChangedCallback(_, before, now) {
    if (before === now || !this.isConnected || !this.#part) return;
    this.#end();
    this.#begin();
  }

  #end() {
    this.#turn += 1;
    this.#part?.stop();
    this.#part = undefined;
  }

  async #begin() {
    const mine = ++this.#turn;
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    if (!shadow.childNodes.length) shadow.append(document.createElement("slot"));
    const version = this.getAttribute("version")?.trim() || VERSION;
    const { lang } = settings([["lang", this.lang]]);
    let part;
    try {
      if (!isVersion(version)) throw new Error(version);
      part = await implementation(version);
      if (!part) throw new Error(version);
    } catch {
      if (mine !== this.#turn) return;
      const words = sentence(fill(said(lang).version, { version }), `${SITE}${lang}/embed.html`);
      shadow.replaceChildren(words, document.createElement("slot"));
      this.#part = { stop() {} };
      return;
    }
    if (mine === this.#turn) this.#part = part.begin(this, shadow);
  }
}

for (const [property, attribute] of PROPERTIES) {
  Object.defineProperty(WattprintCalculator.prototype, property, {
    get() {
      return this.getAttribute(attribute) ?? "";
    },
    set(value) {
      if (value === undefined || value === null || value === false) this.removeAttribute(attribute);
      else this.setAttribute(attribute, String(value));
    },
    configurable: true,
    enumerable: true,
  });
}

versions[VERSION] ??= { begin };
if (!customElements.get("wattprint-calculator")) customElements.define("wattprint-calculator", WattprintCalculator);
