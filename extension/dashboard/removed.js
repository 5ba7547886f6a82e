/** What was deleted within the hour, each with its way back: several deletions, or a page that was closed, lose none. */
import { hour } from "../clock.js";
import { removed } from "../store.js";
import { say, sentence } from "../view.js";

const MOST = 20;

/** @param {(batch: string) => Promise<void>} back */
export async function listRemoved(back) {
  const place = /** @type {HTMLElement} */ (document.querySelector("#removed"));
  const found = (await removed()).slice(0, MOST);
  const items = await Promise.all(found.map(async ({ batch, at, n }) => {
    const text = `${hour(at)} · ${await sentence("requests", n)}`;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: say("dashboard.back") });
    button.setAttribute("aria-label", `${say("dashboard.back")}, ${text}`);
    button.addEventListener("click", () => back(batch));
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("span"), { textContent: text }), " ", button);
    return item;
  }));
  place.querySelector("ul")?.replaceChildren(...items);
  place.hidden = !items.length;
}
