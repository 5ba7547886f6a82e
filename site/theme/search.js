// Filters a list that stands in the page: what does not hold every word typed is hidden. A field that has an index looks
// in that instead: it is fetched when a reader first types, and what it holds of the whole site is listed. Nothing is sent.

const MOST = 24; // found on the site, at a time

/** @param {string} text without accents and capitals */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

for (const search of document.querySelectorAll("search")) {
  if (!(search instanceof HTMLElement)) continue;
  const list = /** @type {Element} */ (search.nextElementSibling);
  const input = /** @type {HTMLInputElement | null} */ (search.querySelector("input[type=search]"));
  const output = /** @type {HTMLOutputElement} */ (search.querySelector("output"));
  const items = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("li, .entries > a, dl > div")]);
  search.hidden = false;
  search.addEventListener("input", async () => {
    const words = plain(input?.value ?? "").split(/\s+/).filter(Boolean);
    const found = search.dataset.index ? await everywhere(search, words) : here(search, list, items, words);
    output.textContent = found || !words.length ? "" : (output.dataset.none ?? "");
  });
}

/** Hides what does not hold the words, or is of another kind. How many are left. @param {HTMLElement} search
 * @param {Element} list @param {Element[]} items @param {string[]} words */
function here(search, list, items, words) {
  const kind = /** @type {HTMLInputElement | null} */ (search.querySelector("input[type=radio]:checked"))?.value;
  let shown = 0;
  for (const item of /** @type {HTMLElement[]} */ (items)) {
    const text = plain(`${item.textContent} ${item.id} ${item.title}`);
    const found = words.every((word) => text.includes(word)) && (!kind || item.classList.contains(kind));
    item.hidden = !found;
    shown += Number(found);
  }
  for (const heading of list.querySelectorAll("h2")) {
    heading.hidden = !heading.nextElementSibling?.querySelector("a:not([hidden])");
  }
  return shown;
}

/** @type {Promise<[string, string, string][]> | undefined} */
let indexed;

/** Lists what the index holds of the words, as links. How many were found. @param {HTMLElement} search @param {string[]} words */
async function everywhere(search, words) {
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
  return found.length;
}
