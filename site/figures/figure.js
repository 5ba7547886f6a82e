/**
 * <wattprint-figure name="person-energy">: a figure that stands in the page as drawn at build time, brought to life.
 *
 * What a reader moves goes to the engine as the form holds it; the parts of the figure that come back replace those
 * that stand, and all else stays: the focus, what is unfolded, where one was on the page. The address holds what
 * differs from the start, as `?person-energy.requests=20`, and a link with it is drawn as it was.
 *
 * A figure with more to it (a grid to draw on) listens: "figure:ready" once the controls can be used, "figure:drawn"
 * {state} after each drawing, both on the element; and writes into the form's inputs, then lets `input` rise.
 */
import { ask, intent } from "./engine-start.js";

/** @typedef {{html: string, state: Record<string, string>, link: Record<string, string>,
 *    controls: Record<string, {value: string, says: string, hidden: boolean}>, lists: Record<string, Record<string, string>>}} Answer */

const PARTS = "[data-part]";
/** What only some figures need, by what they hold: fetched with the figure that has it. */
const MORE = { "[data-cells]": () => import("./cells.js"), "[data-download]": () => import("./poster.js") };
const WAIT = 250; // milliseconds between two writings of the address, which browsers limit

export class WattprintFigure extends HTMLElement {
  /** @type {Record<string, string>} what the figure shows, once the engine has said it */
  state = {};
  #listed = false;
  #timer = 0;

  get name() {
    return this.getAttribute("name") ?? "";
  }

  /** @returns {HTMLFormElement | null} */
  get form() {
    return this.querySelector("form");
  }

  connectedCallback() {
    const { form } = this;
    if (!form) return;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.draw());
    form.addEventListener("reset", () => setTimeout(() => this.#again()));
    form.addEventListener("click", (event) => this.#press(event));
    /** @type {HTMLFieldSetElement} */ (form.querySelector("fieldset.controls")).disabled = false;
    for (const [holds, fetched] of Object.entries(MORE)) if (this.querySelector(holds)) fetched();
    intent(this);
    this.addEventListener("focusin", () => this.#fill(), { once: true });
    this.addEventListener("pointerenter", () => this.#fill(), { once: true });
    this.dispatchEvent(new CustomEvent("figure:ready"));
    const linked = this.#linked();
    if (!Object.keys(linked).length) return;
    this.removeAttribute("data-veiled");
    this.#ask({ state: linked }, true);
  }

  /** Asks for the figure at what the form holds now. */
  draw() {
    return this.#ask({ form: Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (this.form))) });
  }

  /** A button of a control: one step, or one more of a count. @param {Event} event */
  #press(event) {
    const pressed = event.target instanceof Element ? event.target.closest("button") : null;
    if (!pressed) return;
    const { step, count, guess } = pressed.dataset;
    if (guess !== undefined) {
      this.#unveil();
      if (!pressed.value) return;
      this.#input(guess).value = pressed.value;
    } else if (step) {
      const range = /** @type {HTMLInputElement} */ (pressed.parentElement?.querySelector("input[type=range]"));
      if (step === "on") range.stepUp();
      else range.stepDown();
    } else if (count) {
      const held = this.#input(count);
      held.value = String(Number(held.value) + 1);
    } else return;
    this.draw();
  }

  /** What was kept until the reader had bet; the focus goes where there is something to read. */
  #unveil() {
    this.removeAttribute("data-veiled");
    const answer = /** @type {HTMLElement} */ (this.querySelector("[data-part=answer]"));
    answer.tabIndex = -1;
    answer.focus({ preventScroll: true });
  }

  /** The start again, also for what browsers do not reset: hidden inputs, lists that were filled since. */
  #again() {
    this.#ask({ state: {} }, true);
  }

  /** @param {{state: Record<string, string>} | {form: Record<string, any>}} held @param {boolean} [setting] */
  async #ask(held, setting = false) {
    const { name, lang } = this;
    this.setAttribute("aria-busy", "true");
    try {
      /** @type {Answer | undefined} */
      const answer = await ask({ do: "figure", name, lang, start: this.#start, ...held, ...this.#wanting() }, this);
      if (!answer) return; // a newer question has overtaken this one
      this.#say(null);
      this.#replace(answer.html);
      this.#list(answer.lists);
      this.#control(answer.controls, setting);
      this.state = answer.state;
      this.#remember(answer.link);
      this.dispatchEvent(new CustomEvent("figure:drawn", { bubbles: true, detail: { name, state: answer.state } }));
    } catch (error) {
      this.#say(/** @type {Error & {field?: string}} */ (error));
    }
    this.removeAttribute("aria-busy");
  }

  /** What the page set, where it is not the figure's own start. */
  get #start() {
    return JSON.parse(this.dataset.start ?? "{}");
  }

  /** Long lists are fetched once, when a reader comes near. */
  #wanting() {
    return this.#listed || !this.querySelector("select[data-long]") ? {} : { lists: true };
  }

  async #fill() {
    if (!("lists" in this.#wanting())) return;
    this.draw();
  }

  /** @param {Record<string, Record<string, string>>} lists */
  #list(lists) {
    for (const [name, options] of Object.entries(lists)) {
      const select = /** @type {HTMLSelectElement} */ (this.#input(name));
      const { value } = select;
      select.replaceChildren(...Object.entries(options).map(([id, said]) => new Option(said, id, id === value, id === value)));
      this.#listed = true;
    }
  }

  /** @param {string} html */
  #replace(html) {
    const made = new DOMParser().parseFromString(html, "text/html");
    for (const part of made.querySelectorAll(PARTS)) {
      const stands = this.querySelector(`[data-part="${/** @type {HTMLElement} */ (part).dataset.part}"]`);
      stands?.replaceChildren(...[...part.childNodes].map((node) => document.importNode(node, true)));
    }
  }

  /**
   * What each control says; and what it holds, where that came from a link and not from the reader's hand.
   * @param {Answer["controls"]} controls @param {boolean} setting
   */
  #control(controls, setting) {
    for (const [name, { value, says, hidden }] of Object.entries(controls)) {
      const input = this.#input(name);
      /** @type {HTMLElement} */ (this.querySelector(`[data-control="${name}"]`)).hidden = hidden;
      if (setting) this.#set(name, value);
      if (input?.type !== "range") continue;
      input.setAttribute("aria-valuetext", says);
      const output = this.querySelector(`output[for="${input.id}"]`);
      if (output) output.textContent = says;
    }
  }

  /** @param {string} name @param {string} value */
  #set(name, value) {
    const held = /** @type {HTMLFormElement} */ (this.form).elements.namedItem(name);
    if (held instanceof RadioNodeList) held.value = value;
    else if (held instanceof HTMLInputElement && held.type === "checkbox") held.checked = value === held.value;
    else if (held instanceof HTMLSelectElement && ![...held.options].some((option) => option.value === value)) {
      held.append(new Option(value, value, false, true));
    } else if (held) /** @type {HTMLInputElement} */ (held).value = value;
  }

  /** @param {string} name @returns {HTMLInputElement} */
  #input(name) {
    const held = /** @type {HTMLFormElement} */ (this.form).elements.namedItem(name);
    return /** @type {HTMLInputElement} */ (held instanceof RadioNodeList ? held[0] : held);
  }

  /** A sentence beside the control that it is about, or under the controls. @param {(Error & {field?: string}) | null} wrong */
  #say(wrong) {
    for (const old of this.querySelectorAll(".wrong")) old.remove();
    if (!wrong) return;
    const line = document.createElement("p");
    line.className = "wrong";
    line.setAttribute("role", "alert");
    line.textContent = wrong.message;
    const beside = wrong.field && this.querySelector(`[data-control="${CSS.escape(wrong.field)}"]`);
    (beside || this.form || this).append(line);
  }

  /** What the address says of this figure. @returns {Record<string, string>} */
  #linked() {
    const mine = `${this.name}.`;
    const found = [...new URLSearchParams(location.search)].filter(([key]) => key.startsWith(mine));
    return Object.fromEntries(found.map(([key, value]) => [key.slice(mine.length), value]));
  }

  /** @param {Record<string, string>} link */
  #remember(link) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const address = new URL(location.href);
      const mine = `${this.name}.`;
      for (const key of [...address.searchParams.keys()]) if (key.startsWith(mine)) address.searchParams.delete(key);
      for (const [key, value] of Object.entries(link)) address.searchParams.set(mine + key, value);
      history.replaceState(history.state, "", address);
    }, WAIT);
  }
}

customElements.define("wattprint-figure", WattprintFigure);
