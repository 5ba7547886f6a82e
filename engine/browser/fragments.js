/** What the engine wrote or drew, as a part of a page, and as a file for the reader. */

/** The nodes of a fragment. @param {string} html */
function nodes(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.childNodes];
}

/** An SVG as a node. @param {string} text */
export function picture(text) {
  return document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
}

/** Puts a fragment in place of what stood there, and gives the focus back to what had it. @param {Element} place @param {string} html */
export function replace(place, html) {
  const focused = place.contains(document.activeElement) ? trail(/** @type {HTMLElement} */ (document.activeElement)) : "";
  const open = [...place.querySelectorAll("details")].map((details) => details.open);
  place.replaceChildren(...nodes(html));
  [...place.querySelectorAll("details")].forEach((details, n) => (details.open = open[n] ?? false));
  if (focused) /** @type {HTMLElement | null} */ (place.querySelector(focused))?.focus();
}

/** What leads to the same control in the next drawing. @param {HTMLElement} element */
function trail(element) {
  const label = element.getAttribute("aria-label");
  const { period } = element.dataset;
  if (period) return `[data-period="${period}"]`;
  return label ? `[aria-label="${CSS.escape(label)}"]` : "";
}

/** A file for the reader. @param {string} name @param {Blob} blob */
export function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
