/**
 * Counts the characters of a text by class, as engine/wattprint/tokens.py does: only these counts ever leave a page.
 *
 *     const counts = counted("a whole text");                    // {vowel: 4, consonant: 6, ..., word: 3}
 *     const stream = new Characters();
 *     for await (const piece of pieces) stream.add(piece);       // cut anywhere, even inside a surrogate pair
 *     stream.counts                                              // those of the whole; no text is kept
 *
 * The classes and the events are those of data/tokens.toml, written into classes.js at build (classes.py); what they
 * are worth in tokens is for the engine to say.
 */
import { RULES } from "./classes.js";

const { names, runs, ranges, rest, start, double, end } = RULES;

const NEAR = 0x10000; // code points of the first plane: a class for each; those beyond are rare, and searched
const HIGH = 0xd800; // the first halves of a surrogate pair, up to LOW; the second halves, up to AFTER
const LOW = 0xdc00;
const AFTER = 0xe000;

const near = new Uint8Array(NEAR).fill(rest);
const far = ranges.filter(([first]) => first >= NEAR);
for (const [first, last, kind] of ranges) near.fill(kind, Math.min(first, NEAR), Math.min(last + 1, NEAR));

/** All that is kept of a text between two pieces. @typedef {{code: number, kind: number, length: number}} Last */

/** @param {number} code @param {Last} last @param {Float64Array} counts */
function see(code, last, counts) {
  const kind = code < NEAR ? near[code] : (far.find(([from, to]) => from <= code && code <= to)?.[2] ?? rest);
  const before = last.kind;
  counts[kind] += 1;
  if (before >= 0 && runs[before] === runs[kind]) {
    last.length += 1;
    if (code === last.code) for (const event of double[kind]) counts[event] += 1;
  } else {
    if (before >= 0) for (const [event, longer] of end[before]) if (last.length > longer) counts[event] += 1;
    last.length = 1;
  }
  for (const [event, every] of start[kind]) {
    if (last.length === 1 || (every && (last.length - 1) % every === 0)) counts[event] += 1;
  }
  last.code = code;
  last.kind = kind;
}

/** What has been counted of a text that comes in pieces. */
export class Characters {
  #counts = new Float64Array(names.length);
  /** @type {Last} */
  #last = { code: -1, kind: -1, length: 0 };
  #high = 0;

  /** @param {string} text the next piece */
  add(text) {
    const last = this.#last;
    const counts = this.#counts;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      const high = this.#high;
      this.#high = 0;
      if (high && unit >= LOW && unit < AFTER) {
        see(/** @type {number} */ (String.fromCharCode(high, unit).codePointAt(0)), last, counts);
        continue;
      }
      if (high) see(high, last, counts); // half a pair, alone
      if (unit >= HIGH && unit < LOW) this.#high = unit;
      else see(unit, last, counts);
    }
    return this;
  }

  /** By name; those that do not occur are left out. @returns {Record<string, number>} */
  get counts() {
    const counts = this.#counts.slice();
    if (this.#high) see(this.#high, { ...this.#last }, counts); // alone, unless its other half is still to come
    /** @type {Record<string, number>} */
    const named = {};
    names.forEach((name, place) => {
      if (counts[place]) named[name] = counts[place];
    });
    return named;
  }
}

/** @param {string} text @returns {Record<string, number>} */
export function counted(text) {
  return new Characters().add(text).counts;
}
