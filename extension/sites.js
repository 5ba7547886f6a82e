/** Where the extension looks: only at origins that the reader granted, one at a time. */
import { ISOLATED, SELF_HOSTED, SITES } from "./adapters/list.js";
import { api } from "./api.js";
import { settings } from "./settings.js";

const LINE = "line/line.js";

/** @typedef {{id: string, name: string, origins: string[], sends: any[], frames?: boolean, main: string, own?: boolean}} Site */

/** Every site there is: ours, and those that the reader typed. @returns {Promise<Site[]>} */
export async function sites() {
  const { own } = await settings();
  return [...SITES, ...own.map(typed)];
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

let turn = Promise.resolve();

/** Has the browser put our two scripts into each granted site, from its next page on. One change at a time. */
export function register() {
  turn = turn.then(renew, renew);
  return turn;
}

async function renew() {
  const { line } = await settings();
  const wanted = (await open()).flatMap((site) => {
    const all = { matches: site.origins, runAt: "document_start", allFrames: site.frames ?? false, persistAcrossSessions: true };
    return [
      { ...all, id: `main ${site.id}`, world: "MAIN", js: [site.main] },
      { ...all, id: `isolated ${site.id}`, js: [...ISOLATED, ...(line ? [LINE] : [])] },
    ];
  });
  const there = await api.scripting.getRegisteredContentScripts();
  const same = JSON.stringify(there.map(plan).sort()) === JSON.stringify(wanted.map(plan).sort());
  if (same) return;
  if (there.length) await api.scripting.unregisterContentScripts({ ids: there.map((/** @type {any} */ { id }) => id) });
  if (wanted.length) await api.scripting.registerContentScripts(wanted);
}

/** @param {any} script */
function plan({ id, js, matches }) {
  return JSON.stringify([id, js, matches]);
}
