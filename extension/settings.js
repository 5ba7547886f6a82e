/** What the reader chose, in one object of storage.local; the capture reads `paused` and `line` of it. */
import { api } from "./api.js";

/**
 * zone, reader: ISO codes, "" for the provider's region and for nowhere; lang: "" follows the browser;
 * goal: {kind: "" | "requests" | "energy", most}; device: the share of one's own machine is counted too.
 */
export const DEFAULTS = {
  zone: "", reader: "", method: "", lang: "", device: false, line: false,
  goal: { kind: "", most: 0 },
  paused: { until: 0, sites: /** @type {string[]} */ ([]) },
  own: /** @type {string[]} */ ([]), // origins that the reader typed
  // every: days between two; last: the day of the last dated one; saved: of the last of any kind; remind: of a month without
  backup: { every: 0, last: "", saved: "", remind: false },
};

/** @returns {Promise<typeof DEFAULTS>} */
export async function settings() {
  const { settings: found = {} } = await api.storage.local.get("settings");
  return { ...DEFAULTS, ...found, backup: { ...DEFAULTS.backup, ...found.backup } };
}

/**
 * Changes some of it, one after the other: two views may be open. The worker is told, since it does not listen to a
 * storage in which pages write all the time.
 * @param {Partial<typeof DEFAULTS> | ((old: typeof DEFAULTS) => Partial<typeof DEFAULTS>)} changes
 */
export function change(changes) {
  return navigator.locks.request("settings", async () => {
    const old = await settings();
    const made = { ...old, ...(typeof changes === "function" ? changes(old) : changes) };
    await api.storage.local.set({ settings: made });
    api.runtime.sendMessage({ do: "chosen" }).catch(() => {});
    return made;
  });
}

/** With a site's pause begun or ended. @param {typeof DEFAULTS.paused} paused @param {string} id */
export function turned(paused, id) {
  const others = paused.sites.filter((other) => other !== id);
  return { ...paused, sites: paused.sites.includes(id) ? others : [...others, id] };
}

/** The language that is spoken. @param {{lang: string}} chosen */
export function language({ lang }) {
  const found = (lang || api.i18n.getUILanguage()).slice(0, 2);
  return found === "fr" ? "fr" : "en";
}

/** What a total depends on, for the engine. @param {typeof DEFAULTS} chosen */
export function basis({ zone, reader, method, device }) {
  const made = { zone, reader, method, boundary: device ? "device" : "" };
  return Object.fromEntries(Object.entries(made).filter(([, value]) => value));
}
