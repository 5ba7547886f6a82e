/** Where the extension looks: only at origins that the reader granted, one at a time. */
import { ISOLATED, SELF_HOSTED, SITES } from "./adapters/list.js";
import { api } from "./api.js";
import { settings } from "./settings.js";

const LINE = "line/line.js";

/** @typedef {{id: string, name: string, origins: string[], sends: any[], main: string, own?: boolean}} Site */

/** Every site there is: ours, and those that the reader typed. @returns {Promise<Site[]>} */
export async function sites() {
  const { own } = await settings();
  return [...SITES, ...own.filter((address) => !known(address)).map(typed)];
}

/** The site of ours at an address: another script in its pages would count all twice. @param {string} address */
export function known(address) {
  const { hostname } = new URL(address);
  return SITES.find(({ origins }) => origins.includes(`https://${hostname}/*`));
}

/** A site that hosts its own chatbot. @param {string} origin @returns {Site} */
function typed(origin) {
  const { host, hostname, protocol } = new URL(origin);
  return { ...SELF_HOSTED, id: host, name: host, origins: [`${protocol}//${hostname}/*`], own: true }; // patterns know no port
}

/** The origin of what a reader typed: "chat.example.org" or a whole address; "" if it is none. @param {string} text */
export function origin(text) {
  const whole = /^https?:\/\//.test(text.trim()) ? text.trim() : `https://${text.trim()}`;
  try {
    const url = new URL(whole);
    return url.hostname.includes(".") || url.hostname === "localhost" || url.hostname.startsWith("[") ? url.origin : "";
  } catch {
    return "";
  }
}

/** Whether a site may be looked at, under one of its names at least. @param {Site} site @returns {Promise<boolean>} */
export async function granted(site) {
  return (await open([site])).length > 0;
}

/** The sites that may be looked at, each with the origins that were granted. @param {Site[]} [among] */
export async function open(among) {
  const every = among ?? (await sites());
  const made = [];
  for (const site of every) {
    const may = await Promise.all(site.origins.map((name) => api.permissions.contains({ origins: [name] })));
    const origins = site.origins.filter((_, place) => may[place]);
    if (origins.length) made.push({ ...site, origins });
  }
  return made;
}

/**
 * Since when a site is not looked at any more: undefined if it is, 0 if there is no such site. What its open pages say
 * after that is not counted; what waits since before is. @param {string} id @returns {Promise<number | undefined>}
 */
export async function stopped(id) {
  const site = (await sites()).find((each) => each.id === id);
  if (!site) return 0;
  if (await granted(site)) return undefined;
  const { stopped: since = {} } = await api.storage.local.get("stopped");
  return since[id] ?? Date.now();
}

/** Notes which sites were just stopped. */
export async function remember() {
  const { stopped: before = {} } = await api.storage.local.get("stopped");
  const may = new Set((await open()).map(({ id }) => id));
  const now = Date.now();
  const since = (await sites()).filter(({ id }) => !may.has(id)).map(({ id }) => [id, before[id] ?? now]);
  await api.storage.local.set({ stopped: Object.fromEntries(since) });
}

let turn = Promise.resolve();

/** Has the browser put our two scripts into each granted site, from its next page on. One change at a time. */
export function register() {
  turn = turn.then(renew, renew);
  return turn;
}

async function renew() {
  const { line } = await settings();
  /** @type {Map<string, any>} two addresses of one host have one pattern, which knows no port */
  const wanted = new Map();
  for (const site of await open()) {
    const all = { matches: site.origins, runAt: "document_start", allFrames: true, persistAcrossSessions: true };
    const name = site.own ? site.origins[0] : site.id;
    wanted.set(`main ${name}`, { ...all, id: `main ${name}`, world: "MAIN", js: [site.main] });
    wanted.set(`isolated ${name}`, { ...all, id: `isolated ${name}`, js: [...ISOLATED, ...(line ? [LINE] : [])] });
  }
  /** @type {Map<string, any>} */
  const there = new Map((await api.scripting.getRegisteredContentScripts()).map((/** @type {any} */ script) => [script.id, script]));
  // Only what differs: a site whose scripts are taken away and put back may load a page between the two.
  const fresh = [...wanted.values()].filter(({ id }) => !there.has(id));
  const changed = [...wanted.values()].filter(({ id, ...rest }) => there.has(id) && plan(rest) !== plan(there.get(id)));
  const gone = [...there.keys()].filter((id) => !wanted.has(id));
  if (fresh.length) await api.scripting.registerContentScripts(fresh);
  if (changed.length) await api.scripting.updateContentScripts(changed);
  if (gone.length) await api.scripting.unregisterContentScripts({ ids: gone });
}

/** @param {any} script */
function plan({ js, matches, allFrames }) {
  return JSON.stringify([js, matches, allFrames]);
}
