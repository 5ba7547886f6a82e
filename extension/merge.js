/**
 * Two records of one answer -> one: every count is the larger of the two, so that a replay, a second tab or an import
 * changes nothing, in whatever order they come.
 */

const COUNTS = ["prompt", "answer", "reasoning", "attachments", "tokens"];
const NUMBERS = ["images", "tools"];

/** @param {any} event */
function size(event) {
  let sum = 0;
  for (const part of COUNTS) for (const n of Object.values(event[part] ?? {})) sum += /** @type {number} */ (n);
  return sum;
}

/** @param {Record<string, number> | null | undefined} a @param {Record<string, number> | null | undefined} b */
function larger(a, b) {
  if (!a || !b) return a ?? b;
  const made = { ...a };
  for (const [name, n] of Object.entries(b)) made[name] = Math.max(made[name] ?? 0, n);
  return made;
}

/**
 * @param {any} old @param {any} fresh
 * @returns {any} a new event without empty fields
 */
export function merge(old, fresh) {
  // The fuller of the two names the model: a stream says late which one answers. Equals are told apart by their text.
  const more = size(old) - size(fresh) || (JSON.stringify(stripped(old)) > JSON.stringify(stripped(fresh)) ? 1 : -1);
  const [fuller, other] = more > 0 ? [old, fresh] : [fresh, old];
  const first = old.at <= fresh.at ? old : fresh; // the instant it was counted first, with the clock of then
  const made = { ...other, ...stripped(fuller), at: first.at, offset: first.offset };
  for (const part of COUNTS) made[part] = larger(old[part], fresh[part]);
  for (const name of NUMBERS) made[name] = Math.max(old[name] ?? 0, fresh[name] ?? 0);
  if (other.kind !== "text" && fuller.kind === "text") made.kind = other.kind;
  return stripped(made);
}

/** An event without what is empty, its keys in one order: equal events are equal texts. @param {any} event */
export function stripped(event) {
  const made = /** @type {any} */ ({});
  for (const key of ORDER) {
    const value = key === "offset" ? (event[key] ?? 0) : event[key];
    if (value === null || value === undefined || (value === 0 && key !== "offset")) continue;
    made[key] = COUNTS.includes(key) ? sorted(value) : value;
  }
  return made;
}

/** @param {Record<string, number>} counts */
function sorted(counts) {
  return Object.fromEntries(Object.entries(counts).filter(([, n]) => n).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The fields of an event, as data/schemas/event.schema.json has them. */
export const ORDER = [
  "id", "site", "kind", "at", "offset", "model", "conversation", "parent", ...COUNTS, ...NUMBERS,
];
