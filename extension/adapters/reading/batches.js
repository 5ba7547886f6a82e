/**
 * Google's batches -> JSON values: a guard line, then frames that begin with their length on a line of its own.
 *
 * The lengths are counted in several ways and not needed: a frame ends where its lines make a JSON value.
 */
import { LONGEST, TooLong } from "../../capture/exchange.js";
import { lines } from "./lines.js";

/** @typedef {import("../../capture/exchange.js").Give} Give */

/** A cutter that gives the value of each frame. */
export function batches() {
  const cutter = lines();
  let frame = "";
  const read = (/** @type {Give} */ give) => (/** @type {string} */ line) => {
    if (!frame && (!line || line === ")]}'" || /^[0-9a-f]+$/i.test(line))) return;
    frame += line;
    if (frame.length > LONGEST) throw new TooLong();
    if (!line.endsWith("]")) return;
    let value;
    try {
      value = JSON.parse(frame);
    } catch {
      return; // it goes on with the next line
    }
    frame = "";
    give(value);
  };
  return {
    /** @param {string} text @param {Give} give */
    push: (text, give) => cutter.push(text, read(give)),
    /** @param {Give} give */
    end(give) {
      cutter.end(read(give));
      if (frame) give(null); // a broken frame is told, so that the length is said to be unknown
    },
  };
}
