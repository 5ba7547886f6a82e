/**
 * huggingface.co/chat: a line of JSON for each update. The router says which model answered; the answer has no id of its
 * own on the way, so that of its generation, which the page draws, stands for it.
 */
import { jsonLines } from "./reading/lines.js";
import { sentField } from "./reading/sent.js";
import { whole } from "./reading/whole.js";
import { thinking, thought } from "./reading/thinking.js";

/** @typedef {import("../capture/ledger.js").Ledger} Ledger */
/** @typedef {import("../capture/turn.js").Turn} Turn */

const SEND = /^\/chat\/conversation\/([0-9a-zA-Z_-]+)$/;
const NEW = /^\/chat\/conversation$/;

export const huggingchat = {
  site: "huggingface.co",
  product: "huggingchat",
  quiet: /^\/(?!chat\/)|\/(stop-generating|share|summarize)/,

  /** @param {import("../capture/page.js").Asked} asked @param {Ledger} ledger */
  request({ method, url }, ledger) {
    if (method !== "POST") return undefined;
    if (NEW.test(url.pathname)) return begin(ledger);
    const sent = SEND.exec(url.pathname);
    if (!sent) return undefined;
    const turn = ledger.open({ conversation: sent[1] });
    const updates = new Updates(ledger, turn);
    return {
      turn,
      frames: jsonLines,
      asked: (/** @type {import("../capture/exchange.js").Body} */ body) => ask(ledger, turn, body),
      read(/** @type {string} */ line) {
        // Only now: the page may have asked before the end of what named the model was heard here.
        if (!turn.model) turn.by(ledger.kept(`model ${sent[1]}`));
        updates.read(JSON.parse(line));
      },
      ended: (/** @type {import("../capture/turn.js").How} */ how) => updates.ended(how),
    };
  },
};

/** A new conversation names its model; its answer's stream may not. @param {Ledger} ledger */
function begin(ledger) {
  /** @type {string | undefined} */
  let model;
  return {
    frames: whole,
    asked(/** @type {import("../capture/exchange.js").Body} */ body) {
      model = typeof body === "string" ? JSON.parse(body).model : undefined;
    },
    read(/** @type {string} */ text) {
      const { conversationId } = JSON.parse(text);
      if (model && !/omni|auto/i.test(model)) ledger.keep(`model ${conversationId}`, model);
    },
  };
}

/** @param {Ledger} ledger @param {Turn} turn @param {import("../capture/exchange.js").Body} body */
function ask(ledger, turn, body) {
  const plain = typeof body === "string" && body.startsWith("{");
  const sent = JSON.parse(plain ? body : sentField(body, "data") || "{}");
  turn.say("prompt", sent.inputs);
  if (body && typeof body === "object" && body.getAll("files").length) turn.miss("attachment-unknown");
  turn.called(sent.generationId);
  const again = Boolean(sent.is_retry || sent.is_continue);
  ledger.ask(turn, { parent: sent.id, question: again ? sent.id : undefined });
}

class Updates {
  #split = thinking((part, text) => this.turn.say(part, text));
  #streamed = false;

  /** @param {Ledger} ledger @param {Turn} turn */
  constructor(ledger, turn) {
    this.ledger = ledger;
    this.turn = turn;
  }

  /** @param {any} update */
  read(update) {
    const { turn } = this;
    switch (update.type) {
      case "routerMetadata":
        turn.by(update.model);
        break;
      case "stream":
        this.#streamed = true;
        this.#split.push(String(update.token ?? "").replaceAll("\0", ""));
        break;
      case "reasoning":
        if (update.subtype === "stream") turn.say("reasoning", update.token, "own");
        break;
      case "tool":
        if (update.subtype === "call") turn.use(update.uuid);
        if (update.subtype === "result") this.#result(update);
        break;
      case "webSearch":
        turn.use("search");
        break;
      case "file":
        if (/^image\//.test(update.mime ?? "")) turn.draw(update.sha);
        break;
      case "finalAnswer":
        this.#final(update.text);
        break;
      case "status":
        if (update.status === "error") this.ledger.close(turn, "refused");
        break;
      default:
        if (!["title", "debug", "elicitation", "etagUpdate"].includes(update.type)) this.ledger.note("frame-unknown");
    }
  }

  /** @param {import("../capture/turn.js").How} how */
  ended(how) {
    if (how === "end") this.#split.end();
    this.ledger.close(this.turn, how);
  }

  /** What was streamed is not told twice. @param {unknown} text */
  #final(text) {
    this.#split.end();
    if (!this.#streamed && typeof text === "string") {
      const { answer, reasoning } = thought(text);
      this.turn.show("answer", answer);
      this.turn.show("reasoning", reasoning);
    }
    this.ledger.close(this.turn, "end");
  }

  /** @param {any} update */
  #result({ uuid, result }) {
    for (const [place, output] of [result?.outputs ?? []].flat().entries()) {
      for (const text of Object.values(output ?? {})) this.turn.show("attachments", text, `${uuid}/${place}`);
    }
  }
}
