/**
 * From the pages to the database. The script in the page writes each stream under a key of its own in storage.local,
 * since that survives a browser killed while this worker sleeps; here the keys are led into IndexedDB and removed.
 */
import { api } from "./api.js";
import { LONGEST_LABEL } from "./bounds.js";
import { wrong } from "./check.js";
import { Full } from "./database.js";
import { disk } from "./disk.js";
import { stopped } from "./sites.js";
import { keep, withdraw } from "./store.js";

export const PREFIX = "e|";
const ORPHAN = 600_000; // milliseconds without a change, after which a stream will not go on
const MOST = 20_000; // keys in one go
const MOST_NAMES = 8;
const KEY = /^[0-9a-f]{16}$/;

/** @typedef {{ok: boolean, why?: string, how?: string}} Answer */
/** @typedef {{event?: any, site?: string, key: string, was?: string[], turn?: string | null, done?: boolean, withdrawn?: boolean,
 *    sent?: boolean, saved?: number}} Told what a page says of a turn: the event of its answer, or that it came to nothing */

/** What came first is kept first: the keys that wait were written before what a page says now. */
let line = Promise.resolve();

/** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
function inLine(work) {
  const made = line.then(work);
  line = made.then(() => {}, () => {});
  return made;
}

/** Keeps what a page says, and says so only when it is on the disk. @param {Told} told */
export function take(told) {
  return inLine(async () => {
    await lead().catch(() => {});
    return one(told);
  });
}

/** Leads every waiting key into the database. @returns {Promise<number>} how many are new there */
export function drain() {
  return inLine(lead);
}

async function lead() {
  const all = Object.entries(await api.storage.local.get(null)).filter(([name]) => name.startsWith(PREFIX));
  // As they began: whether an answer goes on in another depends on how it ended.
  const begun = (/** @type {any} */ value) => String(value?.event?.at ?? "");
  all.sort(([, a], [, b]) => (begun(a) < begun(b) ? -1 : 1));
  /** @type {Map<string, Promise<number | undefined>>} */
  const stops = new Map();
  let added = 0;
  for (const [key, value] of all.slice(0, MOST)) {
    const told = value ?? {};
    const site = String(told.event?.site ?? told.site);
    if (!stops.has(site)) stops.set(site, stopped(site));
    const since = await stops.get(site);
    if (since !== undefined && !(told.saved < since)) {
      await forget(key, value);
      continue;
    }
    const over = told.done || told.withdrawn || !(Math.abs(Date.now() - told.saved) < ORPHAN);
    const answer = await one(told, Boolean(over));
    if (answer.how === "added" || answer.how === "grown") added += 1;
    if (answer.why === "full") break;
    if ((answer.ok && (over || answer.how === "deleted")) || answer.why?.startsWith("invalid")) await forget(key, value);
  }
  return added;
}

/** @param {Told} told @param {boolean} [over] nothing more is to come of it @returns {Promise<Answer>} */
async function one({ event, site, key, was, turn, done, withdrawn, sent, saved }, over = done !== false) {
  const names = was ?? [];
  const field = KEY.test(key) ? (withdrawn ? (label(site) ? "" : "site") : wrong(event)) : "key";
  const strange = field || (Array.isArray(names) && names.length <= MOST_NAMES && names.every(label) ? "" : "was");
  if (strange || (turn && !label(turn))) return { ok: false, why: `invalid ${strange || "turn"}` };
  try {
    const how = withdrawn
      ? (await withdraw(String(site), key, names, sent === true)) ? "withdrawn" : "known"
      : await keep(event, { key, was: names, turn: turn ?? "", open: !over, ended: done !== false, sent: sent === true, seen: Number(saved) || Date.now() });
    disk.full = false;
    return { ok: true, how };
  } catch (error) {
    if (error instanceof Full) disk.full = true;
    return { ok: false, why: error instanceof Full ? "full" : "failed" };
  }
}

/** @param {unknown} name */
function label(name) {
  return typeof name === "string" && name.length > 0 && name.length <= LONGEST_LABEL;
}

/** Removes a key unless its page has written on since. @param {string} key @param {any} read */
async function forget(key, read) {
  const { [key]: now } = await api.storage.local.get(key);
  if (JSON.stringify(now) === JSON.stringify(read)) await api.storage.local.remove(key);
}
