/** The report on a site that broke: versions, counts and notes on formats, and nothing that anyone wrote or read. */
import { api } from "../api.js";
import { today } from "../clock.js";
import { sites, granted } from "../sites.js";
import { counters, entriesOf } from "../store.js";
import { say } from "../view.js";

const DAYS = 7;

async function report() {
  const lines = [`Wattprint ${api.runtime.getManifest().version}`, navigator.userAgent, `today ${today()}`];
  const open = [];
  for (const site of await sites()) if (await granted(site)) open.push(site);
  for (let back = 0; back < DAYS; back += 1) {
    const date = new Date();
    date.setDate(date.getDate() - back);
    const day = today(date);
    const events = await entriesOf(day);
    const seen = await counters(`seen|${day}|`);
    const heard = await counters(`heard|${day}|`);
    const notes = Object.entries(await counters(`shape|${day}|`));
    open.forEach((site, place) => {
      const of = events.filter((event) => event.site === site.id);
      const said = notes.filter(([name]) => name.startsWith(`${site.id}|`)).map(([name, n]) => `${name.slice(site.id.length + 1)} ×${n}`);
      if (!of.length && !seen[site.id] && !said.length) return;
      const unknown = of.filter((event) => !event.answer && !event.tokens && !event.images).length;
      // A site that the reader typed is not named: its address is theirs.
      const name = site.own ? `own site ${place}` : site.id;
      lines.push([day, name, `counted ${of.length}`, `unknown ${unknown}`, `seen ${seen[site.id] ?? "-"}`, `understood ${heard[site.id] ?? "-"}`, ...said].join(", "));
    });
  }
  return lines.join("\n");
}

export async function copyReport() {
  const place = /** @type {HTMLElement} */ (document.querySelector("#report"));
  const button = /** @type {HTMLElement} */ (document.querySelector("#copy"));
  place.textContent = await report();
  place.hidden = false;
  await navigator.clipboard.writeText(place.textContent).then(() => (button.textContent = say("notices.copied")), () => place.focus());
}
