/**
 * Saves the drawing of a figure: buttons with data-download="svg" or "png" keep the picture as it stands, its colours
 * and type written into it, so that the file needs no page around it.
 */
const SCALE = 2; // pixels of the PNG for one of the drawing: sharp on paper and on dense screens
const KEPT = ["fill", "stroke", "stop-color", "font-family", "font-size", "font-weight", "fill-opacity", "text-anchor"];
const TYPE = "image/svg+xml";

/** @param {Element} figure @returns {{text: string, width: number, height: number, name: string}} */
function drawing(figure) {
  const svg = /** @type {SVGSVGElement} */ (figure.querySelector('[data-part="picture"] .wide svg'));
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const copies = [copy, ...copy.querySelectorAll("*")];
  for (const [place, original] of [svg, ...svg.querySelectorAll("*")].entries()) {
    const style = getComputedStyle(original);
    for (const name of KEPT) {
      const value = style.getPropertyValue(name);
      if (value && original.tagName !== "title" && original.tagName !== "desc") copies[place].setAttribute(name, value);
    }
  }
  const { width, height } = svg.viewBox.baseVal;
  return { text: new XMLSerializer().serializeToString(copy), width, height, name: figure.id };
}

/** @param {string} name @param {Blob} blob */
function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

/** @param {string} text @param {number} width @param {number} height @returns {Promise<Blob>} */
async function painted(text, width, height) {
  const image = new Image();
  image.src = `data:${TYPE};charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * SCALE, height: height * SCALE });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(/** @type {Blob} */ (blob))));
}

document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-download]") : null;
  const figure = button?.closest("wattprint-figure");
  if (!button || !figure) return;
  const kind = /** @type {HTMLElement} */ (button).dataset.download ?? "svg";
  const { text, width, height, name } = drawing(figure);
  save(`${name}.${kind}`, kind === "png" ? await painted(text, width, height) : new Blob([text], { type: TYPE }));
});
