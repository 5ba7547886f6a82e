/**
 * What may enter the store: the shape of data/schemas/event.schema.json, checked by hand, since the engine is not
 * awake when an answer ends. Labels are short and hold no line; numbers are whole and bounded.
 */
import { KINDS, LONGEST_LABEL, MOST_CHARACTERS, MOST_MINUTES, MOST_TOKENS, TOKENS } from "./bounds.js";
import { ORDER } from "./merge.js";

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z$/;
const CLASS = /^[a-z]{1,20}$/;
const MOST_CLASSES = 64;

/** @param {unknown} value @param {number} most */
const whole = (value, most, least = 0) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
/** @param {unknown} value */
const label = (value) => typeof value === "string" && value.length > 0 && value.length <= LONGEST_LABEL && !/[\r\n]/.test(value);
/** @param {unknown} value */
const counts = (value) => listed(value, (name) => CLASS.test(name), MOST_CHARACTERS);
/** @param {unknown} value */
const tokens = (value) => listed(value, (name) => TOKENS.includes(name), MOST_TOKENS);

/** @param {unknown} value @param {(name: string) => boolean} named @param {number} most */
function listed(value, named, most) {
  if (!value || typeof value !== "object" || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= MOST_CLASSES && entries.every(([name, n]) => named(name) && whole(n, most));
}

/** @type {Record<string, (value: unknown) => boolean>} */
const CHECKS = {
  id: label,
  site: label,
  kind: (value) => KINDS.includes(String(value)),
  at: (value) => typeof value === "string" && INSTANT.test(value) && !Number.isNaN(Date.parse(value)),
  offset: (value) => whole(value, MOST_MINUTES, -MOST_MINUTES),
  model: label, conversation: label, parent: label,
  prompt: counts, answer: counts, reasoning: counts, attachments: counts,
  tokens,
  images: (value) => whole(value, MOST_TOKENS),
  tools: (value) => whole(value, MOST_TOKENS),
};
const REQUIRED = ["id", "site", "kind", "at"];

/** The name of the first field that will not do, or "". @param {any} event */
export function wrong(event) {
  if (!event || typeof event !== "object" || Array.isArray(event)) return "event";
  for (const key of Object.keys(event)) if (!ORDER.includes(key)) return key.slice(0, LONGEST_LABEL);
  for (const key of REQUIRED) if (event[key] === undefined || event[key] === null) return key;
  for (const [key, check] of Object.entries(CHECKS)) {
    const value = event[key];
    if (value !== null && value !== undefined && !check(value)) return key;
  }
  return "";
}
