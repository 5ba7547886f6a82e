/** Out and in again: every answer as JSON, which the engine's importers read, or as CSV for a spreadsheet. */
import { each } from "./store.js";

export const FORMAT = 1; // of the backup; a newer one is refused, not guessed at
const COUNTS = ["prompt", "answer", "reasoning", "attachments", "tokens"];
const PLAIN = ["id", "site", "kind", "at", "offset", "model", "conversation", "parent", "images", "tools"];
const NUMBERS = ["offset", "images", "tools"];
const FORMULA = /^[=+\-@\t\r']/; // a spreadsheet would compute it

/** Everything, as a file. The parts are made as they are read, so that a long history fills no memory twice. */
export async function json() {
  /** @type {BlobPart[]} */
  const parts = [`{"wattprint":"backup","version":${FORMAT},"saved":"${new Date().toISOString()}","events":[\n`];
  await each((events) => {
    parts.push((parts.length > 1 ? ",\n" : "") + events.map((event) => JSON.stringify(event)).join(",\n"));
  });
  parts.push("\n]}\n");
  return new Blob(parts, { type: "application/json" });
}

/** Everything, a line an answer; counts stand in columns such as answer.vowel. */
export async function csv() {
  const columns = new Set();
  await each((events) => {
    for (const event of events) for (const part of COUNTS) for (const name of Object.keys(event[part] ?? {})) columns.add(`${part}.${name}`);
  });
  const heads = [...PLAIN, .../** @type {string[]} */ ([...columns]).sort()];
  const parts = [`${heads.join(",")}\r\n`];
  await each((events) => {
    parts.push(events.map((event) => `${heads.map((head) => cell(event, head)).join(",")}\r\n`).join(""));
  });
  return new Blob(parts, { type: "text/csv" });
}

/** @param {any} event @param {string} head */
function cell(event, head) {
  const [part, name] = head.split(".");
  const value = name ? event[part]?.[name] : event[part];
  if (value === undefined || value === null) return "";
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The events of a CSV that was exported; null if it is none. A column of counts that is empty is a length unknown.
 * @param {string} text
 */
export function fromCsv(text) {
  const [heads, ...rows] = lines(text.replace(/^\ufeff/, ""));
  if (!heads || !["id", "site", "kind", "at"].every((head) => heads.includes(head))) return null;
  return rows.filter((row) => row.length > 1).map((row) => {
    const event = /** @type {any} */ ({});
    heads.forEach((head, n) => {
      const value = row[n] ?? "";
      if (value === "") return;
      const [part, name] = head.split(".");
      if (name) (event[part] ??= {})[name] = Number(value);
      else event[part] = NUMBERS.includes(part) ? Number(value) : value.startsWith("'") ? value.slice(1) : value;
    });
    return event;
  });
}

/** @param {string} text @returns {string[][]} */
function lines(text) {
  const rows = [[""]];
  let quoted = false;
  for (let n = 0; n < text.length; n += 1) {
    const sign = text[n];
    const row = rows[rows.length - 1];
    if (quoted) {
      if (sign !== '"') row[row.length - 1] += sign;
      else if (text[n + 1] === '"') (row[row.length - 1] += '"'), (n += 1);
      else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ",") row.push("");
    else if (sign === "\n") rows.push([""]);
    else if (sign !== "\r") row[row.length - 1] += sign;
  }
  return rows;
}
