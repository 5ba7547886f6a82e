// What the reader chooses; every change is kept at once.
import { api } from "../api.js";
import { change, language, settings } from "../settings.js";
import { known, origin } from "../sites.js";
import { ask, say, speak } from "../view.js";
import { listSites } from "./list.js";

const OPTIONAL = ["webRequest", "notifications"];
const SHOWN = 2500;
const saved = /** @type {HTMLElement} */ (document.querySelector("#saved"));
const field = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));

/** @param {any} changes */
async function keep(changes) {
  const made = await change(changes);
  saved.textContent = say("options.saved");
  saved.classList.add("shown");
  setTimeout(() => saved.classList.remove("shown"), SHOWN);
  return made;
}

async function show() {
  const chosen = await settings();
  speak(language(chosen));
  field("device").checked = chosen.device;
  field("line").checked = chosen.line;
  field("kind").value = chosen.goal.kind;
  field("most").value = chosen.goal.most || "";
  field("limit").hidden = !chosen.goal.kind;
  field("every").value = String(chosen.backup.every);
  field("remind").checked = chosen.backup.remind;
  field("lang").value = chosen.lang;
  for (const id of OPTIONAL) field(id).checked = await api.permissions.contains({ permissions: [id] });
  const may = await api.extension.isAllowedIncognitoAccess();
  field("private").textContent = say(may ? "options.private_on" : "options.private_off");
  await listSites(/** @type {HTMLElement} */ (document.querySelector("#sites")), keep);
  await offer(chosen);
}

/** Zones and methods are facts: the engine lists them. @param {any} chosen */
async function offer(chosen) {
  const lang = language(chosen);
  const zones = await ask({ do: "zones", lang });
  const methods = await ask({ do: "methods", lang });
  zones.sort((/** @type {any} */ a, /** @type {any} */ b) => a.name.localeCompare(b.name, lang));
  for (const id of ["zone", "reader"]) fill(field(id), zones, chosen[id]);
  fill(field("method"), methods, chosen.method || methods[0].id);
  const { saved: day } = chosen.backup;
  field("last").textContent = day ? (await ask({ do: "say", key: "backup_last", day })).text : say("options.backup_none");
  document.body.dataset.ready = "true";
}

/** @param {HTMLSelectElement} select @param {{id: string, name: string}[]} list @param {string} value */
function fill(select, list, value) {
  const first = [...select.options].filter((option) => !option.value);
  select.replaceChildren(...first, ...list.map(({ id, name }) => Object.assign(document.createElement("option"), { value: id, textContent: name })));
  select.value = value;
}

for (const id of ["zone", "reader", "method", "lang"]) {
  field(id).addEventListener("change", async () => {
    const first = id === "method" && field(id).selectedIndex === 0; // the default stays the default of the day
    await keep({ [id]: first ? "" : field(id).value });
    if (id === "lang") await show();
  });
}
for (const id of ["device", "line"]) field(id).addEventListener("change", () => keep({ [id]: field(id).checked }));
for (const id of ["kind", "most"]) {
  field(id).addEventListener("change", () => {
    field("limit").hidden = !field("kind").value;
    keep({ goal: { kind: field("kind").value, most: Number(field("most").value) || 0 } });
  });
}
for (const id of OPTIONAL) {
  field(id).addEventListener("change", async () => {
    const asked = { permissions: [id] };
    // The browser asks only in answer to a gesture: nothing may be waited for before.
    field(id).checked = field(id).checked ? await api.permissions.request(asked) : !(await api.permissions.remove(asked));
  });
}
field("every").addEventListener("change", async () => {
  const every = Number(field("every").value);
  const may = !every || (await api.permissions.request({ permissions: ["downloads"] }));
  if (!may) field("every").value = "0";
  await keep((/** @type {any} */ { backup }) => ({ backup: { ...backup, every: may ? every : 0, last: "" } }));
});
field("remind").addEventListener("change", () => {
  const remind = field("remind").checked;
  keep((/** @type {any} */ { backup }) => ({ backup: { ...backup, remind } }));
});
field("add").addEventListener("submit", async (/** @type {Event} */ event) => {
  event.preventDefault();
  const found = origin(field("address").value);
  const bad = !found ? "options.add_bad" : known(found) ? "options.add_known" : "";
  field("bad").textContent = bad && say(bad);
  if (bad) return field("address").focus();
  const { protocol, hostname } = new URL(found);
  const may = await api.permissions.request({ origins: [`${protocol}//${hostname}/*`] });
  if (!may) return;
  await keep((/** @type {any} */ { own }) => ({ own: [...new Set([...own, found])] }));
  field("address").value = "";
  await show();
});

show();
