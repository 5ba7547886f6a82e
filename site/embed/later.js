/**
 * What a calculator needs once somebody uses it: the long lists, a text to count, copies, paper.
 */

/**
 * @typedef {object} Reach what this file may use of a calculator
 * @property {Element | ShadowRoot} root
 * @property {Record<string, string>} words
 * @property {AbortSignal} signal
 * @property {() => string} link
 * @property {(part: string, more?: object) => Promise<any>} ask
 * @property {() => Record<string, string>} state
 * @property {() => Record<string, string>} whole
 * @property {(fields: Record<string, string>) => void} change
 * @property {() => Promise<boolean>} settled draws what is unfolded; whether there is nothing more to wait for
 */

const PAUSE = 60; // milliseconds

/** @type {WeakMap<Element | ShadowRoot, {fill: (lists: Record<string, string[][]>) => void}[]>} */
const attached = new WeakMap();

/** The fields that are searched by typing: their script, then what is in their lists. @param {Reach} reach */
export async function lists({ root, words, signal, ask, whole, change }) {
  const { combobox } = await import("./combobox.js");
  const boxes = attached.get(root) ?? [...root.querySelectorAll("[role=combobox]")].map((field) => {
    const input = /** @type {HTMLInputElement} */ (field);
    const { name, dataset: { adds } } = input;
    /** @type {Record<string, string>} */
    const alike = { compare: "model", reader: "zone" };
    const more = (/** @type {string} */ value) => [...whole()[adds ?? ""].split(",").filter(Boolean), value].join(",");
    return combobox(input, {
      words, signal, empty: Boolean(adds), list: alike[adds ?? name] ?? adds ?? name,
      choose: (value) => change(adds ? { [adds]: more(value) } : { [name]: value }),
    });
  });
  attached.set(root, boxes);
  const found = await ask("choices");
  for (const box of boxes) if (found) box.fill(found);
}

/** @param {Reach} reach @param {(height: number) => void} told */
export function measured({ root, signal }, told) {
  const box = /** @type {HTMLElement} */ (root.querySelector(".calculator"));
  const observer = new ResizeObserver(() => told(Math.ceil(box.getBoundingClientRect().height)));
  observer.observe(box);
  signal.addEventListener("abort", () => observer.disconnect());
}

/** @param {Reach} reach @param {HTMLTextAreaElement} area */
export async function counting({ root, words, signal, ask, change }, area) {
  if (area.dataset.counts) return;
  area.dataset.counts = "on";
  try {
    const { listen } = await import("./paste.js");
    listen(area, { root, words, signal, change, tokens: (counts) => ask("pasted", { counts }) });
  } catch (error) {
    delete area.dataset.counts;
    throw error;
  }
}

/** @param {Reach} reach @param {string} what */
export async function copy({ root, words, ask, state, link }, what) {
  const note = /** @type {HTMLElement} */ (root.querySelector("[data-note]"));
  const text = what === "link" ? Promise.resolve(link()) : ask(what, { state: state() }).then((made) => made?.html ?? "");
  const { take } = await import("./clipboard.js");
  const area = await take(text);
  note.replaceChildren(area ? words.copy_by_hand : words.copied, ...(area ? [area] : []));
  area?.select();
}

/** Everything unfolded and drawn, on paper. @param {Reach} reach */
export async function printed({ root, settled }) {
  for (const fold of root.querySelectorAll("details[data-folded]")) /** @type {HTMLDetailsElement} */ (fold).open = true;
  while (!(await settled())) await new Promise((resolve) => setTimeout(resolve, PAUSE));
  print();
}
