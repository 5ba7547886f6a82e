// The first page: what is counted, what never leaves, and which sites may be looked at.
import { api } from "../api.js";
import { listSites } from "../options/list.js";
import { change, language, settings } from "../settings.js";
import { speak } from "../view.js";

speak(language(await settings()));
await listSites(/** @type {HTMLElement} */ (document.querySelector("#sites")), change, { short: true });
document.querySelector("#done")?.addEventListener("click", () => location.assign(api.runtime.getURL("dashboard/dashboard.html")));
document.querySelector("#options")?.addEventListener("click", () => api.runtime.openOptionsPage());
