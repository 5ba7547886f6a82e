/**
 * What may come out of a page: numbers, labels and ids, each within bounds. Anything else is refused whole, since the
 * page's world is not ours: another script of it may try to speak for us.
 */
import { KINDS, MOST_CHARACTERS, MOST_TOKENS, TOKENS } from "../../engine/browser/bounds.js";
import { RULES } from "../../engine/browser/classes.js";
import { ID, LABEL } from "./labels.js";

const LONGEST = 65_536; // characters of a message
const MOST_DRAWN = 1000;
const MOST_BUSY = 60_000; // milliseconds between two reports
const LAST_INSTANT = 8.64e15; // of a Date, in milliseconds
const PAST = 7 * 24 * 3_600_000; // an answer of a machine that slept may be old; an older instant is none

const KEY = /^[0-9a-f]{16}$/;
const NOTE = /^[a-z][a-z-]{1,59}$/;
const PARTS = /** @type {const} */ (["prompt", "answer", "reasoning", "attachments"]);
const FIELDS = [
  "key", "site", "id", "conversation", "parent", "turn", "kind", "model", ...PARTS, "tokens", "images", "tools", "at",
  "done", "withdrawn", "sent", "notes",
]; // prettier-ignore

/** @typedef {Record<string, number>} Counts */
/** @typedef {{key: string, id: string | null, conversation: string | null, parent: string | null, turn: string | null,
 *    kind: string, model: string | null, prompt: Counts | null, answer: Counts | null, reasoning: Counts | null,
 *    attachments: Counts | null, tokens: Counts | null, images: number, tools: number, at: number, done: boolean,
 *    withdrawn: boolean, sent: boolean, notes: string[]}} Record */
/** @typedef {{record?: Record, busy: number, note?: string}} Message */

/** The message, or null if anything in it is not as it must be. @param {unknown} text @param {number} now
 *  @returns {Message | null} */
export function checked(text, now) {
  if (typeof text !== "string" || text.length > LONGEST) return null;
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(found) || !only(found, ["record", "busy", "note"])) return null;
  const { record, busy = 0, note } = found;
  if (!whole(busy, MOST_BUSY) || !(note === undefined || matches(note, NOTE))) return null;
  if (record !== undefined && !isRecord(record)) return null;
  // A clock that was set while the answer came is no reason to lose it.
  if (record && (record.at > now || record.at < now - PAST)) record.at = now;
  return { record, busy, note };
}

/** @param {any} record */
function isRecord(record) {
  return (
    isObject(record) &&
    only(record, FIELDS) &&
    matches(record.key, KEY) &&
    ["id", "conversation", "parent", "turn"].every((field) => record[field] === null || matches(record[field], ID)) &&
    (record.model === null || matches(record.model, LABEL)) &&
    KINDS.includes(record.kind) &&
    PARTS.every((part) => record[part] === null || isCounts(record[part], RULES.names, MOST_CHARACTERS)) &&
    (record.tokens === null || isCounts(record.tokens, TOKENS, MOST_TOKENS)) &&
    whole(record.images, MOST_DRAWN) &&
    whole(record.tools, MOST_DRAWN) &&
    whole(record.at, LAST_INSTANT) &&
    ["done", "withdrawn", "sent"].every((field) => typeof record[field] === "boolean") &&
    Array.isArray(record.notes) &&
    record.notes.length <= 8 &&
    record.notes.every((/** @type {unknown} */ note) => matches(note, NOTE))
  );
}

/** @param {any} counts @param {string[]} names @param {number} most */
function isCounts(counts, names, most) {
  return isObject(counts) && only(counts, names) && Object.values(counts).every((number) => whole(number, most));
}

/** @param {unknown} value @param {number} most */
function whole(value, most) {
  return Number.isInteger(value) && 0 <= /** @type {number} */ (value) && /** @type {number} */ (value) <= most;
}

/** @param {unknown} value @param {RegExp} pattern */
function matches(value, pattern) {
  return typeof value === "string" && pattern.test(value);
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {object} value @param {readonly string[]} allowed */
function only(value, allowed) {
  return Object.keys(value).every((key) => allowed.includes(key));
}
