/**
 * The half that runs beside the page, where the page cannot reach: it checks what the other half says, and keeps it.
 */
import { siteOf } from "../adapters/list.js";
import { hex } from "../hex.js";
import { listen, outlast } from "./channel.js";
import { Flood } from "./flood.js";
import { Keeper } from "./keep.js";
import { checked } from "./schema.js";

const SALT = 16; // bytes

/** @param {any} scope what our scripts in this page share, and the page does not see */
export function begin(scope) {
  if (scope.wattprint) return;
  scope.wattprint = true;
  const { chrome } = scope;
  const site = siteOf(location);
  /** @type {any} */
  let settings = {};
  /** @type {Keeper | undefined} */
  let keeper;
  /** @type {string[]} */
  const waiting = [];
  /** @type {Set<string>} notes are sent once a page: they are signs, not counts of everything */
  const noted = new Set();

  const note = (/** @type {string} */ text) => {
    if (noted.has(text)) return;
    noted.add(text);
    send({ do: "shape", site, note: text });
  };

  let own = 0; // milliseconds of our own work that were not told yet
  const timed = (/** @type {(given: any) => void} */ work) => (/** @type {any} */ given) => {
    const start = performance.now();
    work(given);
    own += performance.now() - start;
  };

  const hear = timed((/** @type {string} */ text) => {
    if (!keeper) {
      if (waiting.length < 1000) waiting.push(text);
      return;
    }
    const now = Date.now();
    const message = checked(text, now);
    if (!message) return note("schema-refused");
    flood.hear(message, now);
  });

  const take = (/** @type {import("./schema.js").Message} */ { record, busy, note: sign }) => {
    if (isPaused(settings, site, Date.now())) return;
    for (const each of [sign ?? [], record?.notes ?? []].flat()) note(each);
    if (record?.done) {
      send({ do: "busy", ms: Math.ceil(busy + own) });
      own = 0;
    }
    if (record) keeper?.keep(record).catch(() => {}); // an extension that was just replaced
  };

  const later = (/** @type {() => void} */ work, /** @type {number} */ wait) => setTimeout(timed(work), wait);
  const flood = new Flood(take, later, () => note("flood"));

  async function send(/** @type {object} */ message) {
    try {
      return await chrome.runtime.sendMessage(message);
    } catch {
      return undefined; // nobody is there: the key stays, and is drained later
    }
  }

  async function prepare() {
    const { local } = chrome.storage;
    const found = await local.get(["settings", "salt"]);
    settings = found.settings ?? {};
    let salt = found.salt;
    if (typeof salt !== "string") {
      await local.set({ salt: hex(crypto.getRandomValues(new Uint8Array(SALT))) });
      ({ salt } = await local.get("salt")); // another tab may have been first
    }
    chrome.storage.onChanged.addListener((/** @type {any} */ changes) => {
      if (changes.settings) settings = changes.settings.newValue ?? {};
    });
    const store = {
      set: (/** @type {object} */ items) => local.set(items),
      remove: (/** @type {string} */ key) => local.remove(key),
      send,
      now: () => Date.now(),
      later,
    };
    keeper = new Keeper(store, site, salt);
    for (const text of waiting.splice(0)) hear(text);
  }

  const flush = timed((/** @type {Event} */ { isTrusted }) => {
    if (!isTrusted) return; // a page may say of itself that it ends
    flood.flush();
    keeper?.flush();
  });
  outlast(globalThis, () => ["pagehide", "freeze"].forEach((end) => addEventListener(end, flush)));

  listen(hex(crypto.getRandomValues(new Uint8Array(SALT))), hear);
  prepare().catch(() => {});
}

/** @param {any} settings @param {string} site @param {number} now */
function isPaused({ paused }, site, now) {
  return Boolean(paused) && (now < (paused.until ?? 0) || (paused.sites ?? []).includes(site));
}
