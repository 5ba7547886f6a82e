/**
 * A text field with a list that typing narrows (ARIA combobox, list autocomplete): arrows move, Enter chooses, Escape
 * leaves things as they were, and what is typed without choosing counts as typed.
 */

const LEAST = 300; // pixels below the field under which the list opens above it

let made = 0;

/**
 * @param {HTMLInputElement} input its list is the element that aria-controls names
 * @param {object} given
 * @param {string} given.list which of the lists fills it
 * @param {(value: string) => void} given.choose @param {Record<string, string>} given.words
 * @param {boolean} given.empty it empties itself once something was chosen
 * @param {AbortSignal} given.signal
 * @returns {{fill: (lists: Record<string, string[][]>) => void}}
 */
export function combobox(input, { list, choose, words, empty, signal }) {
  const box = /** @type {HTMLElement} */ (input.parentElement?.querySelector("[role=listbox]"));
  const prefix = `${box.id}-${++made}`;
  let options = [...box.children].map((option) => [/** @type {HTMLElement} */ (option).dataset.value ?? "", option.textContent ?? "", ""]);
  let complete = false;
  let waits = "pending" in input.dataset;
  let before = input.dataset.before ?? input.value;
  /** @type {HTMLElement | undefined} */
  let active;

  const isOpen = () => !box.hidden;
  const shown = () => [...box.querySelectorAll("[data-value]")].map((option) => /** @type {HTMLElement} */ (option));

  /** @param {string} typed */
  function draw(typed) {
    const wanted = folded(typed);
    const first = input.placeholder && !empty ? [["", input.placeholder, ""]] : [];
    const found = [...first, ...options].filter(([value, name, group]) =>
      !wanted || folded(name).includes(wanted) || folded(value).includes(wanted) || folded(group).startsWith(wanted));
    const lines = found.map(([value, name, group], at) => {
      const option = document.createElement("li");
      option.id = `${prefix}-${at}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", String(!empty && value === (input.dataset.value ?? "")));
      option.dataset.value = value;
      option.append(name);
      if (group) option.append(Object.assign(document.createElement("small"), { textContent: group }));
      return option;
    });
    if (!complete || !found.length) {
      const note = document.createElement("li");
      note.setAttribute("role", "option");
      note.setAttribute("aria-disabled", "true");
      note.setAttribute("aria-selected", "false");
      note.textContent = complete ? words.none : words.more;
      lines.push(note);
    }
    box.replaceChildren(...lines);
    activate(undefined);
  }

  function open(typed = "") {
    draw(typed);
    box.hidden = false;
    input.setAttribute("aria-expanded", "true");
    const { bottom } = input.getBoundingClientRect();
    box.classList.toggle("above", innerHeight - bottom < LEAST && bottom > innerHeight / 2);
    box.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    box.hidden = true;
    input.setAttribute("aria-expanded", "false");
    activate(undefined);
  }

  /** @param {HTMLElement | undefined} option */
  function activate(option) {
    active?.classList.remove("active");
    active = option;
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.classList.add("active");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  /** @param {string} value @param {string} name */
  function take(value, name) {
    close();
    input.value = before = empty ? "" : name;
    input.dataset.value = value;
    choose(value);
  }

  /** What was typed, if it was not chosen from the list: the engine says whether it knows it. */
  function settle() {
    if (input.value === before) return close();
    waits = !complete;
    if (waits) return close(); // until the list has come that may know it
    const typed = input.value.trim();
    const exact = options.find(([value, name]) => folded(name) === folded(typed) || value === typed);
    if (exact) take(exact[0], exact[1]);
    else if (typed || !empty) take(typed, typed);
    else close();
  }

  /** @param {number} way */
  function move(way) {
    if (!isOpen()) open();
    const every = shown();
    const at = active ? every.indexOf(active) + way : way > 0 ? 0 : -1;
    activate(every.at(at % every.length));
  }

  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Home: () => isOpen() && activate(shown()[0]),
    End: () => isOpen() && activate(shown().at(-1)),
    Enter: () => (active ? take(active.dataset.value ?? "", active.firstChild?.textContent ?? "") : settle()),
    Escape: () => {
      input.value = before;
      close();
    },
  };

  input.addEventListener("focus", () => {
    before = input.value;
    input.select();
  }, { signal });
  input.addEventListener("click", () => {
    if (isOpen()) return;
    input.select();
    open();
  }, { signal });
  input.addEventListener("input", () => open(input.value), { signal });
  input.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!isOpen() && ["Home", "End", "Escape"].includes(event.key)) return;
    if (event.key !== "Home" && event.key !== "End") event.preventDefault();
    if (event.key === "Escape") event.stopPropagation();
    act();
  }, { signal });
  input.addEventListener("blur", settle, { signal });
  box.addEventListener("pointerdown", (event) => event.preventDefault(), { signal }); // the field keeps the focus
  box.addEventListener("click", (event) => {
    const option = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[data-value]"));
    if (option) take(option.dataset.value ?? "", option.firstChild?.textContent ?? "");
  }, { signal });
  if (input.matches(":focus")) {
    if (input.value === before) input.select();
    open(input.value === before ? "" : input.value);
  }

  return {
    fill(lists) {
      options = lists[list];
      complete = true;
      if (waits) settle();
      else if (isOpen()) draw(input.value === before ? "" : input.value);
    },
  };
}

/** Without capitals and accents. @param {string} text */
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
