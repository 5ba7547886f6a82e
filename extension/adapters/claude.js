/**
 * claude.ai: an answer is blocks of text, thinking and tools, on text/event-stream. The ids of the question and of the
 * answer are the page's own, and go with the request.
 */
import { sentJSON } from "./reading/sent.js";
import { json, sse } from "./reading/sse.js";

/** @typedef {import("../capture/ledger.js").Ledger} Ledger */
/** @typedef {import("../capture/turn.js").Turn} Turn */

const SEND = /^\/api\/organizations\/[^/]+\/chat_conversations\/([^/]+)\/(retry_)?completion$/;
const ROOT = "00000000-0000-4000-8000-000000000000"; // the parent of what has none
const SILENT = /^(ping|message_limit|content_block_stop|message_delta|conversation_ready|mcp_.*|compaction_.*)$/;

export const claude = {
  site: "claude.ai",
  product: "claude",
  quiet: /\/(title|telemetry|event_logging|completion_status)\b/,

  /** @param {import("../capture/page.js").Asked} asked @param {Ledger} ledger */
  request({ method, url }, ledger) {
    const found = method === "POST" && SEND.exec(url.pathname);
    if (!found) return undefined;
    const turn = ledger.open({ conversation: found[1] });
    const blocks = new Blocks(turn, ledger);
    return {
      turn,
      frames: sse,
      asked: (/** @type {import("../capture/exchange.js").Body} */ body) => ask(ledger, turn, sentJSON(body)),
      read: (/** @type {any} */ frame) => blocks.read(json(frame.data) ?? {}),
    };
  },
};

/** @param {Ledger} ledger @param {Turn} turn @param {any} body */
function ask(ledger, turn, body) {
  if (body.prompt) turn.say("prompt", body.prompt);
  for (const file of body.attachments ?? []) turn.say("attachments", file?.extracted_content, file?.file_name);
  if (body.files?.length || body.sync_sources?.length) turn.miss("attachment-unknown");
  if (body.research_mode) turn.kind = "research";
  const { human_message_uuid: question, assistant_message_uuid: answer } = body.turn_message_uuids ?? {};
  turn.called(answer);
  const parent = body.parent_message_uuid === ROOT ? null : body.parent_message_uuid;
  // A retry has no question of its own: it follows the one that it answers again.
  ledger.ask(turn, { parent, question: question ?? (body.prompt ? undefined : parent) });
}

class Blocks {
  #message = 0;
  /** @type {Map<number, string>} the kind of each block */
  #kinds = new Map();

  /** @param {Turn} turn @param {Ledger} ledger */
  constructor(turn, ledger) {
    this.turn = turn;
    this.ledger = ledger;
  }

  /** @param {any} frame */
  read(frame) {
    const { turn } = this;
    switch (frame.type) {
      case "message_start":
        this.#message += 1;
        turn.called(frame.message?.uuid);
        turn.by(frame.message?.model);
        if (!turn.turn) this.ledger.ask(turn, { question: frame.message?.parent_uuid });
        break;
      case "content_block_start":
        this.#begin(frame.index, frame.content_block ?? {});
        break;
      case "content_block_delta":
        this.#delta(frame.index, frame.delta ?? {});
        break;
      case "completion": // the oldest streams
        turn.by(frame.model);
        turn.say("answer", frame.completion);
        break;
      case "error":
        this.ledger.close(turn, "refused");
        break;
      case "message_stop":
        this.ledger.close(turn, "end");
        break;
      default:
        if (!frame.type && typeof frame.completion === "string") turn.say("answer", frame.completion);
        else if (!SILENT.test(frame.type ?? "")) this.ledger.note("frame-unknown");
    }
  }

  /** @param {number} index @param {any} block */
  #begin(index, block) {
    const { turn } = this;
    const slot = this.#slot(index);
    this.#kinds.set(index, block.type);
    if (block.type === "text") turn.say("answer", block.text, slot);
    else if (block.type === "thinking") turn.say("reasoning", block.thinking, slot);
    else if (/tool_use$/.test(block.type)) turn.use(block.id ?? slot);
    else if (/tool_result$/.test(block.type)) {
      const pieces = [block.content ?? []].flat();
      for (const piece of pieces) turn.say("attachments", typeof piece === "string" ? piece : piece?.text, slot);
    }
  }

  /** @param {number} index @param {any} delta */
  #delta(index, delta) {
    const { turn } = this;
    const slot = this.#slot(index);
    if (delta.type === "text_delta") turn.say("answer", delta.text, slot);
    else if (delta.type === "thinking_delta") turn.say("reasoning", delta.thinking, slot);
    else if (delta.type === "input_json_delta") {
      turn.say(/tool_result$/.test(this.#kinds.get(index) ?? "") ? "attachments" : "answer", delta.partial_json, slot);
    }
  }

  /** @param {number} index */
  #slot(index) {
    return `${this.#message}/${index}`;
  }
}
