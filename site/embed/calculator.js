/**
 * The calculator on a page: reads the form, asks the engine, puts its answers in their places. What stands there is made
 * by engine/wattprint/calculator, at build time and afterwards; nothing is computed, rounded or worded here.
 *
 * A state is flat text. The numbers come first, each as soon as the one before has been answered; what stands below them
 * follows, and what is folded only once it is opened.
 */

/** @typedef {Record<string, string>} State */

const FORGETS = { kind: ["input", "output", "reasoning", "images"], reader: ["boundary"] };
const ALWAYS = ["over", "levers"];
const QUIET = 800; // milliseconds after the last change before the result is said aloud
const GLANCE = " · ";
const REST = 120; // milliseconds after the last change before what follows from the numbers is drawn
const MOST_UNDONE = 100;

/**
 * @param {Element | ShadowRoot} root holds the markup of the calculator
 * @param {object} given
 * @param {string} given.lang @param {(question: any, key?: unknown) => Promise<any>} given.ask
 * @param {State} [given.state] what differs from the default, or as the markup has it; the engine is asked if they differ
 * @param {(changed: State, title: string) => void} [given.onstate] a state was accepted
 * @param {(height: number) => void} [given.onheight]
 * @param {() => string} [given.link] the address of the state that was told to `onstate` last
 */
export function mount(root, given) {
  const calculator = new Calculator(root, given);
  return {
    set: (/** @type {State} */ state) => calculator.set(state, true),
    stop: () => calculator.stop(),
  };
}

class Calculator {
  #root;
  #given;
  #form;
  #about;
  /** @type {string[]} parts that are folded */
  #parts;
  /** @type {State} what the reader asks for, beyond the default */
  #wanted;
  /** @type {State} what the numbers on the page belong to */
  accepted;
  /** @type {State} */
  #whole;
  /** @type {{field: string, state: State}[]} */
  #past = [];
  /** @type {Set<string>} parts that do not show the accepted state yet */
  #stale = new Set();
  /** @type {Record<string, object>} */
  #keys = {};
  #dirty = false;
  #running = false;
  #field = "";
  #since = 0;
  #quiet = 0;
  #resting = 0;
  #lenient = false;
  #stopped = new AbortController();
  /** @type {Promise<void> | undefined} */
  #lists;

  /** @param {Element | ShadowRoot} root @param {Parameters<typeof mount>[1]} given */
  constructor(root, given) {
    this.#root = root;
    this.#given = given;
    this.#form = /** @type {HTMLFormElement} */ (root.querySelector("form[data-calculator]"));
    this.#about = JSON.parse(this.#find("[data-about]").getAttribute("data-about") ?? "{}");
    this.#whole = this.#about.state;
    this.accepted = this.#wanted = this.#about.changed;
    this.#parts = this.#all("details[data-folded]").map((fold) => fold.dataset.folded ?? "");
    for (const part of this.#parts) this.#stale.add(part);
    this.#listen();
    this.#form.querySelector("fieldset")?.removeAttribute("disabled");
    for (const control of this.#all(":disabled")) control.removeAttribute("disabled");
    if (given.onheight) this.#later("measured", given.onheight);
    if (given.state && !same(given.state, this.accepted)) this.set(given.state, true);
  }

  /** Another state, from an address or an attribute. @param {State} state @param {boolean} [lenient] */
  set(state, lenient = false) {
    this.#lenient = lenient;
    this.#wanted = { ...state };
    this.#begin("", performance.now());
  }

  /** Hears nothing more. */
  stop() {
    this.#stopped.abort();
  }

  #listen() {
    const { signal } = this.#stopped;
    const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ act) =>
      this.#root.addEventListener(type, act, { signal });
    on("input", (event) => this.#moved(event.target, event));
    on("change", (event) => this.#moved(event.target, event));
    on("click", (event) => this.#pressed(event.target.closest?.("button")));
    on("focusin", ({ target }) => target.getAttribute("role") === "combobox" && this.#list(target));
    on("keydown", ({ key, target }) => {
      // Typed and confirmed before the script of the lists was there: it will be looked up.
      if (key === "Enter" && target.getAttribute("role") === "combobox") target.dataset.pending = "";
    });
    on("submit", (event) => event.preventDefault());
    const area = /** @type {HTMLTextAreaElement} */ (this.#find("[data-paste]"));
    for (const fold of this.#all("details")) {
      const act = () => (fold.contains(area) ? this.#later("counting", area) : this.#run());
      fold.addEventListener("toggle", act, { signal });
      if (/** @type {HTMLDetailsElement} */ (fold).open) act(); // unfolded before this script was there
    }
  }

  /** Brings the long lists, once. @param {HTMLInputElement} first the field that asked for them */
  #list(first) {
    if (!this.#lists) first.dataset.before = first.value;
    this.#lists ??= this.#later("lists").then((found) => {
      if (found === false) this.#lists = undefined;
    });
  }

  /** @param {HTMLInputElement} control @param {Event} event */
  #moved(control, event) {
    const slides = control.dataset.slides;
    if (slides) {
      const stops = (control.dataset.stops ?? "").split(" ");
      const value = stops[Number(control.value)];
      control.setAttribute("aria-valuetext", value);
      this.#control(slides).value = value;
      return this.#change({ [slides]: value }, event);
    }
    const { name } = control;
    if (!Object.hasOwn(this.#whole, name) || control.getAttribute("role") === "combobox") return;
    if (control.type === "radio" && !control.checked) return;
    if (control.validity?.badInput) return this.#change({ [name]: "?" }, event);
    if (event.type === "change" && control.value === this.#whole[name]) return;
    this.#change({ [name]: control.value }, event);
  }

  /** @param {HTMLButtonElement | null | undefined} button */
  #pressed(button) {
    if (!button) return;
    const { drop, set, copy, act } = button.dataset;
    if (set) this.#change(Object.fromEntries(new URLSearchParams(set)));
    else if (drop) this.#change({ [drop]: this.#whole[drop].split(",").filter((one) => one !== button.value).join(",") });
    else if (copy) this.#later("copy", copy);
    else if (act === "undo" && this.#past.length) this.set(/** @type {{state: State}} */ (this.#past.pop()).state);
    else if (act === "reset") this.#change({}, undefined, {});
    else if (act === "print") this.#later("printed");
    else if (act === "retry") this.#begin(this.#field, performance.now());
  }

  /** @param {State} fields @param {Event} [event] @param {State} [from] */
  #change(fields, event, from = this.#wanted) {
    const [field = "reset"] = Object.keys(fields);
    const wanted = { ...from };
    for (const [name, value] of Object.entries(fields)) {
      for (const other of FORGETS[/** @type {"kind" | "reader"} */ (name)] ?? []) delete wanted[other];
      if (value.trim() || !(name in DEFAULTED)) wanted[name] = value;
      else delete wanted[name];
    }
    const back = same(wanted, this.#wanted);
    if (back && !this.#find(".wrong")) return;
    if (!back && (!event || this.#past.at(-1)?.field !== field)) this.#past.push({ field, state: this.#wanted });
    if (this.#past.length > MOST_UNDONE) this.#past.shift();
    this.#wanted = wanted;
    this.#begin(field, event?.timeStamp ?? performance.now());
  }

  /** @param {string} field @param {number} since */
  #begin(field, since) {
    this.#field = field;
    this.#since = since;
    this.#dirty = true;
    this.#run();
  }

  /** One question at a time: the newest numbers, then the parts that are looked at. */
  async #run() {
    if (this.#running) return;
    this.#running = true;
    try {
      for (;;) {
        if (this.#dirty) {
          this.#dirty = false;
          await this.#numbers();
          continue;
        }
        const name = [...this.#stale].find((part) => this.#isOpen(part));
        if (!name || !this.#rested(name)) break;
        this.#stale.delete(name);
        const made = await this.#ask(name, { state: this.accepted });
        if (made && !this.#dirty) this.#draw(name, made.html);
        else if (!made) this.#stale.add(name);
        if (!made && !this.#dirty) break;
      }
      this.#fault();
    } catch (error) {
      this.#fault(/** @type {Error} */ (error));
    } finally {
      this.#running = false;
    }
    if (this.#dirty) this.#run();
  }

  /** Whether the reader has stopped moving: if not, the part waits, and the numbers are sooner there. @param {string} part */
  #rested(part) {
    const left = part === "over" ? 0 : this.#since + REST - performance.now();
    clearTimeout(this.#resting);
    if (left > 0) this.#resting = setTimeout(() => this.#run(), left);
    return left <= 0;
  }

  async #numbers() {
    const [wanted, field, since] = [this.#wanted, this.#field, this.#since];
    const made = await this.#ask("numbers", { state: wanted }).catch((error) => {
      if (error.name !== "Refused") throw error;
      this.#refused(error, wanted);
    });
    if (!made) return;
    this.#lenient = false;
    this.#draw("numbers", made.html);
    this.#sync(made, field);
    performance.measure("wattprint:shown", { start: since, detail: { field } });
    this.accepted = made.changed;
    if (this.#wanted === wanted) this.#wanted = made.changed;
    for (const name of [...ALWAYS, ...this.#parts]) this.#stale.add(name);
    const glance = this.#all("dl.sums > :not(.google_searches) > dt + dd").map((median) => median.textContent);
    this.#find("[data-glance]").textContent = glance.join(GLANCE);
    this.#given.onstate?.(made.changed, made.title);
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => (this.#find("[data-said]").textContent = made.title), QUIET);
  }

  /** Questions of one part overtake each other. @param {string} part @param {object} more @returns {Promise<any>} */
  #ask(part, more) {
    return this.#given.ask({ do: "calculator", part, lang: this.#given.lang, ...more }, (this.#keys[part] ??= {}));
  }

  /** The state cannot be: said beside its control. Of an address, what can be is kept; what a reader did is taken back,
   * or it would stand in the way of what they do next. @param {any} error @param {State} asked */
  #refused({ field, message }, asked) {
    this.#wrong(field, message);
    if (!this.#lenient) {
      this.#wanted = without(this.#wanted, asked, this.accepted, field);
      if (same(this.#past.at(-1)?.state ?? asked, this.#wanted)) this.#past.pop();
      return;
    }
    const known = (/** @type {string} */ name) => Object.hasOwn(this.#whole, name) && name !== field;
    const wanted = Object.fromEntries(Object.entries(this.#wanted).filter(([name]) => known(name)));
    this.#lenient = Object.keys(wanted).length < Object.keys(this.#wanted).length;
    this.#wanted = wanted;
    this.#dirty = this.#lenient;
  }

  /** @param {string} name @param {string} html */
  #draw(name, html) {
    const place = this.#find(`[data-part="${name}"]`);
    const focused = /** @type {Document | ShadowRoot} */ (place.getRootNode()).activeElement;
    const at = [...place.querySelectorAll("button")].indexOf(/** @type {any} */ (focused));
    place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    place.removeAttribute("aria-busy");
    if (at < 0) return;
    const buttons = place.querySelectorAll("button");
    const next = buttons[Math.min(at, buttons.length - 1)] ?? place.parentElement?.querySelector("input");
    /** @type {HTMLElement | null | undefined} */ (next)?.focus();
  }

  /** The form shows the accepted state, but for the control that is being used. @param {{state: State, shown: State}} made @param {string} field */
  #sync({ state, shown }, field) {
    this.#whole = state;
    const focused = /** @type {Document | ShadowRoot} */ (this.#form.getRootNode()).activeElement;
    for (const [name, value] of Object.entries({ ...state, ...shown })) {
      const control = this.#control(name);
      if (control?.type === "radio") {
        for (const one of this.#all(`[name="${name}"][value="${value}"]`)) /** @type {HTMLInputElement} */ (one).checked = true;
      } else if (control && (control !== focused || (name !== field && control.type !== "text"))) {
        control.value = value;
      }
      if (control) control.dataset.value = state[name];
      const slider = /** @type {HTMLInputElement | null} */ (this.#form.querySelector(`[data-slides="${name}"]`));
      if (slider && slider !== focused) {
        slider.value = String(place(slider.dataset.stops ?? "", Number(value)));
        slider.setAttribute("aria-valuetext", value);
      }
    }
    if (this.#dirty) return;
    for (const line of this.#all(".wrong:not([data-kept])")) {
      for (const control of line.parentElement?.querySelectorAll("[aria-invalid]") ?? []) {
        for (const name of ["aria-invalid", "aria-describedby"]) control.removeAttribute(name);
      }
      line.remove();
    }
    if (this.#find(".fault").matches(":not([data-fault], [data-kept])")) this.#say("");
    for (const line of this.#all("[data-kept]")) delete line.dataset.kept;
  }

  /** @param {string} field @param {string} message */
  #wrong(field, message) {
    const control = this.#control(field) ?? this.#root.querySelector(`[data-adds="${field}"]`);
    const place = this.#root.querySelector(`[data-field="${field}"]`);
    if (!place) this.#say(message);
    if (!place && this.#lenient) this.#find(".fault").dataset.kept = "";
    if (!place) return;
    const there = /** @type {HTMLElement | null} */ (place.querySelector(".wrong"));
    const line = there ?? Object.assign(document.createElement("p"), { className: "wrong", role: "alert" });
    if (!there) place.append(line);
    line.id = `${this.#form.querySelector("[id]")?.id}-${field}-wrong`;
    line.textContent = message;
    if (this.#lenient) line.dataset.kept = "";
    control?.setAttribute("aria-invalid", "true");
    control?.setAttribute("aria-describedby", line.id);
    place.closest("details")?.setAttribute("open", "");
  }

  /** What does not work, with a button to try again; or nothing. @param {Error} [error] */
  #fault(error) {
    const line = this.#find(".fault");
    if (!error) return "fault" in line.dataset && this.#say("");
    for (const part of this.#all("[aria-busy]")) part.removeAttribute("aria-busy");
    this.#dirty = false;
    const retry = Object.assign(document.createElement("button"), { type: "button", textContent: this.#about.words.retry });
    retry.dataset.act = "retry";
    this.#say(error.message, " ", retry);
    line.dataset.fault = "";
  }

  /** @param {(string | Node)[]} said */
  #say(...said) {
    const line = this.#find(".fault");
    for (const mark of ["fault", "kept"]) delete line.dataset[mark];
    line.replaceChildren(...said);
    line.hidden = !said[0];
  }

  /** What is needed later, in a file of its own (later.js). @param {string} act @param {any[]} given */
  async #later(act, ...given) {
    try {
      const later = /** @type {any} */ (await import("./later.js"));
      return await later[act]({
        root: this.#root, words: this.#about.words, signal: this.#stopped.signal,
        link: this.#given.link ?? (() => location.href),
        ask: (/** @type {string} */ part, /** @type {object} */ more) => this.#ask(part, more),
        state: () => this.accepted,
        whole: () => this.#whole,
        change: (/** @type {State} */ fields) => this.#change(fields),
        settled: async () => (await this.#run(), !this.#stale.size || !this.#find(".fault").hidden),
      }, ...given);
    } catch (error) {
      this.#fault(/** @type {Error} */ (error));
      return false;
    }
  }

  /** @param {string} part */
  #isOpen(part) {
    const fold = this.#root.querySelector(`details[data-folded="${part}"]`);
    if (fold && !(/** @type {HTMLDetailsElement} */ (fold).open)) return false;
    if (fold) this.#find(`[data-part="${part}"]`).setAttribute("aria-busy", "true");
    return true;
  }

  /** @param {string} name @returns {HTMLInputElement} */
  #control(name) {
    return /** @type {HTMLInputElement} */ (this.#form.querySelector(`[name="${name}"]`));
  }

  /** @param {string} selector @returns {HTMLElement} */
  #find(selector) {
    return /** @type {HTMLElement} */ (this.#root.querySelector(selector));
  }

  /** @param {string} selector @returns {HTMLElement[]} */
  #all(selector) {
    return [...this.#root.querySelectorAll(selector)].map((found) => /** @type {HTMLElement} */ (found));
  }
}

/** Fields that an empty control leaves to their default. */
const DEFAULTED = { model: "", input: "", output: "", reasoning: "", images: "", day: "", zone: "", reader: "" };

/** The last of the stops that is not beyond a number. @param {string} stops @param {number} number */
function place(stops, number) {
  return Math.max(0, stops.split(" ").findLastIndex((stop) => Number(stop) <= number));
}

/** A state without a change that was refused. @param {State} wanted @param {State} asked @param {State} accepted @param {string} field */
function without(wanted, asked, accepted, field) {
  const changed = Object.keys({ ...asked, ...accepted }).filter((name) => asked[name] !== accepted[name]);
  const back = changed.filter((name) => wanted[name] === asked[name] && (name === field || !changed.includes(field)));
  const made = Object.entries({ ...wanted, ...Object.fromEntries(back.map((name) => [name, accepted[name]])) });
  return Object.fromEntries(made.filter(([, value]) => value !== undefined));
}

/** @param {State} one @param {State} other */
function same(one, other) {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
