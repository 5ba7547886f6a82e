/**
 * $host: say here in a sentence or two how this site sends a question, and how its answer comes.
 *
 * To begin with it is read as a stream of server-sent events like OpenAI's. What a turn may be told is in
 * capture/turn.js; other ways to read a stream are in reading/.
 */
import { sentJSON } from "./reading/sent.js";
import { json, sse } from "./reading/sse.js";

/** @typedef {import("../capture/ledger.js").Ledger} Ledger */
/** @typedef {import("../capture/turn.js").Turn} Turn */

const SEND = /^\/api\/chat$$/;

export const $constant = {
  site: "$host",
  product: "$slug",
  quiet: /\/(models|settings|title)\b/,

  /** @param {import("../capture/page.js").Asked} asked @param {Ledger} ledger */
  request({ method, url }, ledger) {
    if (method !== "POST" || !SEND.test(url.pathname)) return undefined;
    const turn = ledger.open();
    return {
      turn,
      frames: sse,
      asked: (/** @type {import("../capture/exchange.js").Body} */ body) => ask(ledger, turn, sentJSON(body)),
      read: (/** @type {{data: string}} */ frame) => read(ledger, turn, frame.data),
      ended: (/** @type {import("../capture/turn.js").How} */ how) => ledger.close(turn, how),
    };
  },
};

/** @param {Ledger} ledger @param {Turn} turn @param {any} body */
function ask(ledger, turn, body) {
  turn.say("prompt", body.messages?.at(-1)?.content);
  ledger.ask(turn, { conversation: body.conversation_id ?? null, parent: body.parent_id ?? null });
}

/** @param {Ledger} ledger @param {Turn} turn @param {string} data */
function read(ledger, turn, data) {
  const found = json(data);
  if (!found) return;
  if (!found.choices) return ledger.note("frame-unknown");
  turn.called(found.id);
  turn.by(found.model);
  for (const { delta } of found.choices) {
    turn.say("reasoning", delta?.reasoning_content, "reasoning_content");
    turn.say("answer", delta?.content, "content");
  }
}
