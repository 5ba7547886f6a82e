/** The sites, each with its switch: on the page of options and on the first page. */
import { api } from "../api.js";
import { settings, turned } from "../settings.js";
import { granted, sites } from "../sites.js";
import { say } from "../view.js";

/**
 * @param {HTMLElement} place @param {(changes: any) => Promise<any>} keep
 * @param {{short?: boolean, fresh?: string}} [options] short: only what grants; fresh: the site that was just granted
 */
export async function listSites(place, keep, { short = false, fresh = "" } = {}) {
  const { paused } = await settings();
  const every = await sites();
  const may = await Promise.all(every.map(granted));
  const again = (fresh = "") => listSites(place, keep, { short, fresh });
  const items = await Promise.all(every.map(async (site, n) => {
    const item = document.createElement("li");
    const name = Object.assign(document.createElement("span"), { textContent: site.name });
    name.append(" ", Object.assign(document.createElement("span"), { className: "soft", textContent: site.origins.map((o) => o.replace(/^https:\/\/|\/\*$/g, "")).join(", ") }));
    item.append(name);
    const asked = { origins: site.origins };
    if (may[n] && fresh === site.id) item.append(...(await openPages(site)));
    item.append(button(may[n] ? "revoke" : "allow", site.name, async () => {
      const got = may[n] ? !(await api.permissions.remove(asked)) : await api.permissions.request(asked);
      await again(got ? site.id : "");
    }, !may[n]));
    if (!short && may[n]) {
      const on = paused.sites.includes(site.id);
      item.append(button(on ? "resume" : "paused", site.name, async () => {
        await keep((/** @type {any} */ { paused: now }) => ({ paused: turned(now, site.id) }));
        await again();
      }));
    }
    if (!short && site.own) {
      item.append(button("remove", site.name, async () => {
        await api.permissions.remove(asked);
        await keep((/** @type {any} */ { own }) => ({ own: own.filter((/** @type {string} */ address) => new URL(address).host !== site.id) }));
        await again();
      }));
    }
    return item;
  }));
  const focused = [...place.querySelectorAll("button")].indexOf(/** @type {any} */ (document.activeElement));
  place.replaceChildren(...items);
  if (focused >= 0) place.querySelectorAll("button")[focused]?.focus();
}

/** Chats that were open before the site was granted are not counted until they are loaded again. @param {any} site */
async function openPages(site) {
  const tabs = await api.tabs.query({ url: site.origins });
  if (!tabs.length) return [];
  const note = Object.assign(document.createElement("span"), { className: "soft reload", textContent: say("options.open_pages") });
  note.setAttribute("role", "status");
  const reload = button("reload", site.name, async () => {
    await Promise.all(tabs.map((/** @type {any} */ { id }) => api.tabs.reload(id)));
    note.textContent = say("options.reloaded");
    reload.remove();
  });
  return [note, reload];
}

/** @param {string} key @param {string} name @param {() => void} act @param {boolean} [primary] */
function button(key, name, act, primary = false) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: say(`options.${key}`) });
  made.setAttribute("aria-label", `${say(`options.${key}`)}, ${name}`);
  if (primary) made.className = "primary";
  made.addEventListener("click", act);
  return made;
}
