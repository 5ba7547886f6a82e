/**
 * text/event-stream -> {event, data}, as the HTML standard says, and one at the end that lacks its blank line.
 */
import { LONGEST, TooLong } from "../../capture/exchange.js";
import { lines } from "./lines.js";

/** @typedef {import("../../capture/exchange.js").Give} Give */

/** A cutter that gives {event, data}: `event` is "message" where none is named. */
export function sse() {
  const cutter = lines();
  let event = "";
  /** @type {string[]} */
  let data = [];
  let size = 0;
  const flush = (/** @type {Give} */ give) => {
    const frame = { event: event || "message", data: data.join("\n") };
    const some = data.length > 0;
    event = "";
    data = [];
    size = 0;
    if (some) give(frame);
  };
  const read = (/** @type {Give} */ give) => (/** @type {string} */ line) => {
    if (!line) return flush(give);
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (field === "event") event = value;
    if (field !== "data") return undefined;
    data.push(value);
    size += value.length;
    if (size > LONGEST) throw new TooLong();
    return undefined;
  };
  return {
    /** @param {string} text @param {Give} give */
    push: (text, give) => cutter.push(text, read(give)),
    /** @param {Give} give */
    end(give) {
      cutter.end(read(give));
      flush(give);
    },
  };
}

/** The JSON of a frame; undefined for the marks that are none. @param {string} data @returns {any} */
export function json(data) {
  return data === "" || data === "[DONE]" ? undefined : JSON.parse(data);
}
