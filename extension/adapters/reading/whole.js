/**
 * One JSON value, read when it has come to its end.
 */
import { LONGEST, TooLong } from "../../capture/exchange.js";

/** @typedef {import("../../capture/exchange.js").Give} Give */

/** A cutter that gives the whole text, once. */
export function whole() {
  let text = "";
  return {
    /** @param {string} more */
    push(more) {
      text += more;
      if (text.length > LONGEST) throw new TooLong();
    },
    /** @param {Give} give */
    end: (give) => give(text),
  };
}
