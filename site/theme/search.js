// Filters a list that stands in the page: what does not hold every word typed is hidden. Nothing is fetched or sent.

/** @param {string} text without accents and capitals */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

for (const search of document.querySelectorAll("search")) {
  const list = /** @type {Element} */ (search.nextElementSibling);
  const input = /** @type {HTMLInputElement} */ (search.querySelector("input"));
  const output = /** @type {HTMLOutputElement} */ (search.querySelector("output"));
  const items = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("li, a[id]")]);
  search.hidden = false;
  input.addEventListener("input", () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of items) {
      const text = plain(`${item.textContent} ${item.id} ${item.title}`);
      const found = words.every((word) => text.includes(word));
      item.hidden = !found;
      shown += Number(found);
    }
    for (const heading of list.querySelectorAll("h2")) {
      heading.hidden = !heading.nextElementSibling?.querySelector("a:not([hidden])");
    }
    output.textContent = shown ? "" : (output.dataset.none ?? "");
  });
}
