/**
 * What the hands of a reader do in a few figures beyond moving a control: judge a pile of drawings card by card, let a
 * slider run, hold a stopwatch. Each writes into the form's inputs; the figure does the rest.
 */
import "./figure.js";

/** @typedef {HTMLElement & {form: HTMLFormElement, draw: () => Promise<void>}} Figure */

const SLOWEST = 160; // milliseconds that one step of a running slider is looked at
const STILL = matchMedia("(prefers-reduced-motion: reduce)");
/** @type {WeakSet<Element>} */
const running = new WeakSet();

/** @param {Figure} figure @param {string | undefined} name @returns {HTMLInputElement} */
function input(figure, name) {
  return /** @type {HTMLInputElement} */ (figure.form.elements.namedItem(name ?? ""));
}

/** From where the slider stands, or from its start when it stands at its end. @param {Figure} figure @param {HTMLElement} button */
async function play(figure, button) {
  if (running.delete(button)) return;
  const range = input(figure, button.dataset.play);
  if (range.value === range.max) range.value = range.min;
  if (STILL.matches) range.value = range.max;
  running.add(button);
  button.setAttribute("aria-pressed", "true");
  await figure.draw();
  while (running.has(button) && range.value !== range.max) {
    await new Promise((done) => setTimeout(done, SLOWEST));
    range.stepUp();
    await figure.draw();
  }
  running.delete(button);
  button.removeAttribute("aria-pressed");
}

/** The figure is made once more while a watch runs. @param {Figure} figure @param {string} name */
async function time(figure, name) {
  const held = input(figure, name);
  await figure.draw(); // the engine is there: its start is not what is measured
  held.value = "now";
  const start = performance.now();
  await figure.draw();
  held.value = (performance.now() - start).toFixed(0);
  await figure.draw();
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  const figure = /** @type {Figure | null} */ (button?.closest("wattprint-figure"));
  if (!button || !figure) return;
  const { append, drop, play: slider, watch } = button.dataset;
  if (append || drop) {
    const held = input(figure, append ?? drop);
    const longest = Number(held.dataset.longest);
    held.value = append ? (held.value + button.value).slice(0, longest) : held.value.slice(0, -1);
    figure.draw();
  } else if (slider) play(figure, button);
  else if (watch) time(figure, watch);
});
