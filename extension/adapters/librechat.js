/**
 * LibreChat on a server of the reader's own: steps of an answer on text/event-stream, from the request itself or, since
 * answers can be taken up again, from a stream that the request names. The end brings the whole message.
 */
import { measure } from "./reading/completions.js";
import { sentJSON } from "./reading/sent.js";
import { json, sse } from "./reading/sse.js";
import { whole } from "./reading/whole.js";

/** @typedef {import("../capture/ledger.js").Ledger} Ledger */
/** @typedef {import("../capture/turn.js").Turn} Turn */

const SEND = /^\/api\/(ask|edit|agents\/chat|assistants\/v[12]\/chat)(\/[\w-]+)?$/;
const NOT = /\/(abort|stream|status|active|approve|steer)$/;
const STREAM = /^\/api\/agents\/chat\/stream\/([^/]+)$/;
const ROOT = "00000000-0000-0000-0000-000000000000"; // the parent of what has none

export const librechat = {
  site: null,
  product: "librechat",
  events: ["attachment", "error"],

  /** @param {import("../capture/page.js").Asked} asked @param {Ledger} ledger */
  request({ method, url }, ledger) {
    const stream = STREAM.exec(url.pathname);
    if (stream) return reading(ledger, ledger.kept(`stream ${stream[1]}`) ?? new Message(ledger), true);
    if (method !== "POST" || !SEND.test(url.pathname) || NOT.test(url.pathname)) return undefined;
    return reading(ledger, new Message(ledger, ledger.open()));
  },
};

/** @param {Ledger} ledger @param {Message} message @param {boolean} [again] the request itself was taken before */
function reading(ledger, message, again = false) {
  message.elsewhere = false;
  return {
    turn: message.turn,
    typed: (/** @type {string} */ type) => (/event-stream/.test(type) ? sse : whole),
    asked: (/** @type {import("../capture/exchange.js").Body} */ body) => message.ask(sentJSON(body)),
    read: (/** @type {any} */ frame) => message.read(json(typeof frame === "string" ? frame : frame.data), frame.event),
    ended: (/** @type {import("../capture/turn.js").How} */ how) => {
      if (message.turn && !(message.elsewhere && how === "end"))
        ledger.close(message.turn, again && how === "refused" ? "fail" : how);
    },
  };
}

class Message {
  elsewhere = false;
  #streamed = false;

  /** @param {Ledger} ledger @param {Turn} [turn] */
  constructor(ledger, turn) {
    this.ledger = ledger;
    this.turn = turn;
  }

  /** @param {any} body */
  ask(body) {
    const { turn } = this;
    if (!turn || !body.text) return;
    turn.say("prompt", body.text);
    turn.by(body.model);
    if (body.files?.length) turn.miss("attachment-unknown");
    const parent = body.parentMessageId === ROOT ? null : body.parentMessageId;
    const question = body.isRegenerate ? (body.overrideParentMessageId ?? body.parentMessageId) : body.messageId;
    this.ledger.ask(turn, { conversation: known(body.conversationId), parent, question });
  }

  /** @param {any} frame @param {string} [event] */
  read(frame, event) {
    if (!frame || event === "attachment") return this.#attached(frame);
    if (event === "error" || frame.error) return this.turn && this.ledger.close(this.turn, "refused");
    if (frame.streamId) {
      this.elsewhere = true;
      this.ledger.keep(`stream ${frame.streamId}`, this);
      if (this.turn) this.ledger.ask(this.turn, { conversation: known(frame.conversationId) });
      return undefined;
    }
    this.turn ??= this.ledger.open();
    const { turn } = this;
    turn.heard = true;
    if (frame.created) this.#created(turn, frame.message ?? {});
    else if (frame.sync) this.#sync(turn, frame.resumeState ?? {});
    else if (frame.final) this.#final(turn, frame);
    else if (frame.event) this.#step(turn, frame.event, frame.data ?? {});
    else if (frame.type) this.#part(turn, frame, frame.index ?? 0);
    else if (frame.message) this.#whole(turn, frame);
    return undefined;
  }

  /** @param {any} file */
  #attached(file) {
    if (/^image\//.test(file?.type ?? "")) this.turn?.draw(file.file_id ?? file.filename);
  }

  /** @param {Turn} turn @param {any} message */
  #created(turn, { messageId, conversationId, text }) {
    if (!turn.has("prompt")) turn.show("prompt", text);
    this.ledger.ask(turn, { conversation: known(conversationId), question: turn.turn ? undefined : messageId });
  }

  /** What was said before this page listened. @param {Turn} turn @param {any} state */
  #sync(turn, { aggregatedContent = [], responseMessageId, conversationId, userMessage }) {
    turn.called(responseMessageId);
    this.ledger.ask(turn, { conversation: known(conversationId), question: userMessage?.messageId });
    if (!turn.has("prompt")) turn.show("prompt", userMessage?.text);
    for (const [place, part] of aggregatedContent.entries()) this.#part(turn, part, place);
  }

  /** @param {Turn} turn @param {string} event @param {any} data */
  #step(turn, event, { id, index, delta, stepDetails, result }) {
    if (event === "on_run_step") {
      if (id !== undefined) this.ledger.keep(`step ${turn.key} ${id}`, index ?? 0);
      for (const call of stepDetails?.tool_calls ?? []) if (call?.id ?? call?.name) turn.use(call.id ?? call.name);
    }
    const place = this.ledger.kept(`step ${turn.key} ${id}`) ?? 0;
    for (const piece of [delta?.content ?? []].flat()) {
      this.#streamed = true;
      if (event === "on_message_delta") turn.say("answer", piece?.text, place);
      if (event === "on_reasoning_delta") turn.say("reasoning", piece?.think ?? piece?.text, place);
    }
    if (event === "on_run_step_completed")
      turn.show("attachments", result?.tool_call?.output, `tool ${result?.tool_call?.id}`);
    if (event === "on_run_step_delta")
      for (const call of delta?.tool_calls ?? []) turn.say("answer", call?.args, `call ${place}`);
  }

  /** A part of the content, as a whole so far. @param {Turn} turn @param {any} part @param {string | number} place */
  #part(turn, part, place) {
    if (!part) return;
    this.#streamed = true;
    if (part.type === "text") turn.show("answer", part.text?.value ?? part.text, place);
    else if (part.type === "think") turn.show("reasoning", part.think, place);
    else if (part.type === "tool_call") turn.use(part.tool_call?.id ?? part.id ?? place);
  }

  /** The oldest streams: all of the text each time. @param {Turn} turn @param {any} frame */
  #whole(turn, { text, messageId }) {
    this.#streamed = true;
    turn.called(messageId);
    turn.show("answer", text, "text");
  }

  /** @param {Turn} turn @param {any} frame */
  #final(turn, { conversation, requestMessage, responseMessage = {} }) {
    turn.called(responseMessage.messageId);
    turn.by(responseMessage.model ?? conversation?.model);
    const parent = known(requestMessage?.parentMessageId);
    this.ledger.ask(turn, {
      conversation: known(conversation?.conversationId),
      question: requestMessage?.messageId,
      parent: parent === ROOT ? null : parent,
    });
    if (!this.#streamed) {
      for (const [place, part] of [responseMessage.content ?? []].flat().entries()) this.#part(turn, part, place);
      if (!this.#streamed) turn.show("answer", responseMessage.text, "text");
    }
    if (responseMessage.metadata?.usage) measure(turn, responseMessage.metadata.usage);
    this.ledger.close(turn, responseMessage.error ? "refused" : responseMessage.unfinished ? "stop" : "end");
  }
}

/** @param {unknown} id that of a chat that has none yet is a word */
function known(id) {
  return typeof id === "string" && id !== "new" && id !== "PENDING" ? id : undefined;
}
