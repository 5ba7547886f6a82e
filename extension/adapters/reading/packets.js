/**
 * Socket.IO packets, of a socket's frame or of a polled answer -> the JSON of their events.
 */
const RECORD = "\x1e"; // between the packets of a polled answer
const EVENT = /^42(?:\/[^,]*,)?\d*(?=\[)/; // a message (4) that is an event (2), of any namespace

/** @typedef {import("../../capture/exchange.js").Give} Give */

/** A cutter that gives [name, ...arguments] of each event. */
export function packets() {
  let rest = "";
  const read = (/** @type {string} */ packet, /** @type {Give} */ give) => {
    const head = EVENT.exec(packet);
    if (head) give(JSON.parse(packet.slice(head[0].length)));
  };
  return {
    /** @param {string} text @param {Give} give */
    push(text, give) {
      const parts = (rest + text).split(RECORD);
      rest = parts.pop() ?? "";
      for (const part of parts) read(part, give);
    },
    /** @param {Give} give */
    end(give) {
      read(rest, give);
      rest = "";
    },
  };
}
