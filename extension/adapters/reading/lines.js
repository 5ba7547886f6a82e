/**
 * Text -> lines, cut at \n, \r\n or \r, however the pieces fall. No line longer than 8 MiB is held.
 */
import { LONGEST, TooLong } from "../../capture/exchange.js";

/** @typedef {import("../../capture/exchange.js").Give} Give */

/** A cutter that gives each line, without its end. */
export function lines() {
  let rest = "";
  let afterReturn = false;
  return {
    /** @param {string} text @param {Give} give */
    push(text, give) {
      let from = afterReturn && text[0] === "\n" ? 1 : 0;
      afterReturn = text.length ? text.endsWith("\r") : afterReturn;
      for (let at = from; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        if (code !== 10 && code !== 13) continue;
        const line = rest + text.slice(from, at);
        rest = "";
        if (code === 13 && text.charCodeAt(at + 1) === 10) at += 1;
        from = at + 1;
        give(line);
      }
      if (from < text.length) rest += text.slice(from);
      if (rest.length > LONGEST) {
        rest = "";
        throw new TooLong();
      }
    },
    /** @param {Give} give */
    end(give) {
      if (rest) give(rest);
      rest = "";
    },
  };
}

/** A cutter that gives the text of each line of JSON; blank ones, and a "data:" before it, are passed over. */
export function jsonLines() {
  const cutter = lines();
  const read = (/** @type {Give} */ give) => (/** @type {string} */ line) => {
    const text = line.startsWith("data:") ? line.slice(5).trim() : line.trim();
    if (text && text !== "[DONE]") give(text);
  };
  return {
    /** @param {string} text @param {Give} give */
    push: (text, give) => cutter.push(text, read(give)),
    /** @param {Give} give */
    end: (give) => cutter.end(read(give)),
  };
}
