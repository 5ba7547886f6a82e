/** The sites, each with its switch: on the page of options and on the first page. */
import { api } from "../api.js";
import { settings } from "../settings.js";
import { granted, sites } from "../sites.js";
import { say } from "../view.js";

/**
 * @param {HTMLElement} place @param {(changes: any) => Promise<any>} keep
 * @param {{short?: boolean}} [options] short: only what grants
 */
export async function listSites(place, keep, { short = false } = {}) {
  const { paused } = await settings();
  const every = await sites();
  const may = await Promise.all(every.map(granted));
  const again = () => listSites(place, keep, { short });
  const items = every.map((site, n) => {
    const item = document.createElement("li");
    const name = Object.assign(document.createElement("span"), { textContent: site.name });
    name.append(" ", Object.assign(document.createElement("span"), { className: "soft", textContent: site.origins.map((o) => o.replace(/^https:\/\/|\/\*$/g, "")).join(", ") }));
    item.append(name);
    const asked = { origins: site.origins };
    item.append(button(may[n] ? "revoke" : "allow", site.name, async () => {
      if (may[n]) await api.permissions.remove(asked);
      else await api.permissions.request(asked);
      await again();
    }, !may[n]));
    if (!short && may[n]) {
      const on = paused.sites.includes(site.id);
      item.append(button(on ? "resume" : "paused", site.name, async () => {
        await keep((/** @type {any} */ { paused: now }) => {
          const others = now.sites.filter((/** @type {string} */ id) => id !== site.id);
          return { paused: { ...now, sites: on ? others : [...others, site.id] } };
        });
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
  });
  const focused = [...place.querySelectorAll("button")].indexOf(/** @type {any} */ (document.activeElement));
  place.replaceChildren(...items);
  if (focused >= 0) place.querySelectorAll("button")[focused]?.focus();
}

/** @param {string} key @param {string} name @param {() => void} act @param {boolean} [primary] */
function button(key, name, act, primary = false) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: say(`options.${key}`) });
  made.setAttribute("aria-label", `${say(`options.${key}`)}, ${name}`);
  if (primary) made.className = "primary";
  made.addEventListener("click", act);
  return made;
}
