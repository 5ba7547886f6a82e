// Filters a list that stands in the page: what does not hold every word typed is hidden. Nothing is sent. Where the field
// has an index, it is fetched when a reader first types, and what it finds on the whole site is listed above.

const MOST = 12; // found on the site, at a time

/** @param {string} text without accents and capitals */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

for (const search of document.querySelectorAll("search")) {
  const list = /** @type {Element} */ (search.nextElementSibling);
  const input = /** @type {HTMLInputElement | null} */ (search.querySelector("input[type=search]"));
  const output = /** @type {HTMLOutputElement} */ (search.querySelector("output"));
  const items = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("li, .entries > a, dl > div")]);
  search.hidden = false;
  search.addEventListener("input", () => {
    const words = plain(input?.value ?? "").split(/\s+/).filter(Boolean);
    const kind = /** @type {HTMLInputElement | null} */ (search.querySelector("input[type=radio]:checked"))?.value;
    let shown = 0;
    for (const item of items) {
      const text = plain(`${item.textContent} ${item.id} ${item.title}`);
      const found = words.every((word) => text.includes(word)) && (!kind || item.classList.contains(kind));
      item.hidden = !found;
      shown += Number(found);
    }
    for (const heading of list.querySelectorAll("h2")) {
      heading.hidden = !heading.nextElementSibling?.querySelector("a:not([hidden])");
    }
    if (search instanceof HTMLElement && search.dataset.index) elsewhere(search, words);
    output.textContent = shown ? "" : (output.dataset.none ?? "");
  });
}

/** @type {Promise<[string, string, string][]> | undefined} */
let indexed;

/** What the index holds of these words, as links. @param {HTMLElement} search @param {string[]} words */
async function elsewhere(search, words) {
  indexed ??= fetch(new URL(search.dataset.index ?? "", location.href)).then((answer) => answer.json());
  const rows = await indexed;
  const list = search.querySelector("ul") ?? search.appendChild(document.createElement("ul"));
  const holds = (/** @type {string} */ text) => words.every((word) => text.includes(word));
  const found = words.length ? rows.filter(([shown, beside]) => holds(plain(`${shown} ${beside}`))) : [];
  const items = found.slice(0, MOST).map(([shown, , href]) => {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), { href, textContent: shown }));
    return item;
  });
  list.replaceChildren(...items);
}
