/**
 * From the pages to the database. The script in the page writes each stream under a key of its own in storage.local,
 * since that survives a browser killed while this worker sleeps; here the keys are led into IndexedDB and removed.
 */
import { api } from "./api.js";
import { wrong } from "./check.js";
import { Full } from "./database.js";
import { keep } from "./store.js";

export const PREFIX = "e|";
const ORPHAN = 600_000; // milliseconds without a change, after which a stream will not go on
const MOST = 20_000; // keys in one go
const LONGEST = 200;

/** @typedef {{ok: boolean, why?: string, how?: string}} Answer */

/**
 * Keeps one event and says so only when it is on the disk.
 * @param {{event: any, was?: string, turn?: string, done?: boolean}} message @returns {Promise<Answer>}
 */
export async function take({ event, was, turn, done }) {
  const field = wrong(event) || [was, turn].find((name) => (name ?? "") !== "" && (typeof name !== "string" || name.length > LONGEST));
  if (field) return { ok: false, why: `invalid ${field}` };
  try {
    const how = await keep(event, { was: was || undefined, turn: turn || undefined, open: done === false });
    await notice("full", false);
    return { ok: true, how };
  } catch (error) {
    if (error instanceof Full) await notice("full", true);
    return { ok: false, why: error instanceof Full ? "full" : "failed" };
  }
}

/** Leads every waiting key into the database. @returns {Promise<number>} how many are new there */
export async function drain() {
  const all = await api.storage.local.get(null);
  let added = 0;
  for (const [key, value] of Object.entries(all).filter(([name]) => name.startsWith(PREFIX)).slice(0, MOST)) {
    const { event, done, saved, was, turn } = value ?? {};
    const over = done || !(Math.abs(Date.now() - saved) < ORPHAN);
    const answer = await take({ event, was, turn, done: Boolean(over) });
    if (answer.how === "added" || answer.how === "grown") added += 1;
    if (answer.why === "full") break;
    if ((answer.ok && (over || answer.how === "deleted")) || answer.why?.startsWith("invalid")) await forget(key, value);
  }
  return added;
}

/** Removes a key unless its page has written on since. @param {string} key @param {any} read */
async function forget(key, read) {
  const { [key]: now } = await api.storage.local.get(key);
  if (JSON.stringify(now) === JSON.stringify(read)) await api.storage.local.remove(key);
}

/** Sets or takes back something that the reader must see. @param {string} name @param {boolean} on */
export async function notice(name, on) {
  const { notices = {} } = await api.storage.local.get("notices");
  if (Boolean(notices[name]) === on) return;
  if (on) notices[name] = Date.now();
  else delete notices[name];
  await api.storage.local.set({ notices });
}
