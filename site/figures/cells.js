/**
 * A grid to draw on, by pointer, finger or keyboard, in the place that the Cells control leaves for it.
 *
 * One SVG that takes the focus: the arrows move a cursor, the space bar changes the cell under it through its tones,
 * Delete empties the grid. A pointer paints with what the first cell it touched became. What is drawn goes into the
 * form's hidden input as digits, and from there to the engine like any other control.
 */
import "./figure.js";

const SVG = "http://www.w3.org/2000/svg";
const CELL = 24;
const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const WORDS = {
  fr: { grid: "Grille à dessiner : flèches pour se déplacer, espace pour changer la case, Suppr pour tout effacer.",
        cell: (/** @type {number[]} */ [row, column, tone]) => `Ligne ${row}, colonne ${column} : ${tone ? "noir" : "blanc"}`,
        empty: "Effacer" },
  en: { grid: "Grid to draw on: arrows to move, space to change the cell, Delete to clear.",
        cell: (/** @type {number[]} */ [row, column, tone]) => `Row ${row}, column ${column}: ${tone ? "black" : "white"}`,
        empty: "Clear" },
};

/** @param {string} name @param {Record<string, string | number>} attributes */
function drawn(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

class Grid {
  /** @type {SVGElement[]} */
  #cells = [];
  #row = 0;
  #column = 0;
  #ink = "1";
  #painting = false;

  /** @param {HTMLElement} place @param {HTMLElement & {state: Record<string, string>}} figure */
  constructor(place, figure) {
    const { cells: name = "", across = "1", down = "1", tones = "2" } = place.dataset;
    this.figure = figure;
    this.words = figure.lang === "fr" ? WORDS.fr : WORDS.en;
    this.across = Number(across);
    this.down = Number(down);
    this.tones = Number(tones);
    this.input = /** @type {HTMLInputElement} */ (figure.querySelector(`input[name="${name}"]`));
    this.svg = drawn("svg", { viewBox: `0 0 ${this.across * CELL} ${this.down * CELL}`, tabindex: 0, role: "application",
      "aria-labelledby": place.getAttribute("aria-labelledby") ?? "", "aria-describedby": `${this.input.name}-help`, class: "grid" });
    this.cursor = drawn("rect", { class: "cursor", width: CELL, height: CELL });
    const help = document.createElement("span");
    help.id = `${name}-help`;
    help.className = "visually-hidden";
    help.textContent = this.words.grid;
    this.live = document.createElement("span");
    this.live.className = "visually-hidden";
    this.live.setAttribute("aria-live", "polite");
    const empty = document.createElement("button");
    empty.type = "button";
    empty.textContent = this.words.empty;
    empty.addEventListener("click", () => this.#clear());
    this.#build();
    place.replaceChildren(this.svg, help, this.live, empty);
    figure.addEventListener("figure:drawn", () => this.paint(this.input.value));
    this.paint(this.input.value);
  }

  #build() {
    for (let place = 0; place < this.across * this.down; place += 1) {
      const cell = drawn("rect", { x: (place % this.across) * CELL, y: Math.floor(place / this.across) * CELL,
        width: CELL, height: CELL, "data-place": place });
      this.#cells.push(cell);
      this.svg.append(cell);
    }
    this.svg.append(this.cursor);
    this.svg.addEventListener("keydown", (event) => this.#key(/** @type {KeyboardEvent} */ (event)));
    this.svg.addEventListener("pointerdown", (event) => this.#begin(/** @type {PointerEvent} */ (event)));
    this.svg.addEventListener("pointermove", (event) => this.#painting && this.#touch(/** @type {PointerEvent} */ (event)));
    for (const end of ["pointerup", "pointercancel"]) this.svg.addEventListener(end, () => this.#end());
  }

  /** Shows the digits. @param {string} digits */
  paint(digits) {
    this.#cells.forEach((cell, place) => cell.setAttribute("class", `tone-${digits[place]}`));
    this.cursor.setAttribute("x", String(this.#column * CELL));
    this.cursor.setAttribute("y", String(this.#row * CELL));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const move = MOVES[/** @type {keyof typeof MOVES} */ (event.key)];
    if (move) {
      this.#row = Math.min(Math.max(this.#row + move[0], 0), this.down - 1);
      this.#column = Math.min(Math.max(this.#column + move[1], 0), this.across - 1);
      this.paint(this.input.value);
    } else if (event.key === " " || event.key === "Enter") {
      const place = this.#row * this.across + this.#column;
      this.#set(place, this.#next(place));
      this.#tell();
    } else if (event.key === "Delete") this.#clear();
    else return;
    event.preventDefault();
    this.live.textContent = this.words.cell([this.#row + 1, this.#column + 1, Number(this.input.value[this.#row * this.across + this.#column])]);
  }

  /** @param {number} place */
  #next(place) {
    return String((Number(this.input.value[place]) + 1) % this.tones);
  }

  /** @param {PointerEvent} event */
  #begin(event) {
    const place = this.#place(event);
    if (place === undefined) return;
    event.preventDefault();
    this.svg.focus();
    this.svg.setPointerCapture(event.pointerId);
    this.#painting = true;
    this.#ink = this.#next(place);
    this.#touch(event);
  }

  /** @param {PointerEvent} event */
  #touch(event) {
    const place = this.#place(event);
    if (place === undefined) return;
    this.#row = Math.floor(place / this.across);
    this.#column = place % this.across;
    this.#set(place, this.#ink);
  }

  #end() {
    if (this.#painting) this.#tell();
    this.#painting = false;
  }

  /** The cell under a pointer, which is captured by the grid. @param {PointerEvent} event */
  #place(event) {
    const found = document.elementFromPoint(event.clientX, event.clientY);
    const place = found instanceof SVGElement && this.svg.contains(found) ? found.dataset.place : undefined;
    return place === undefined ? undefined : Number(place);
  }

  /** @param {number} place @param {string} digit */
  #set(place, digit) {
    const { value } = this.input;
    this.input.value = value.slice(0, place) + digit + value.slice(place + 1);
    this.paint(this.input.value);
  }

  #clear() {
    this.input.value = "0".repeat(this.across * this.down);
    this.#tell();
  }

  #tell() {
    this.paint(this.input.value);
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** @param {Document | Element} root */
export function bring(root) {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".cells[data-cells]"))) {
    const figure = /** @type {any} */ (place.closest("wattprint-figure"));
    if (figure && !place.firstChild) new Grid(place, figure);
  }
}
bring(document);
