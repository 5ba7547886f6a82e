/**
 * Any page of the reader's own that talks to a server like OpenAI's, or through the Vercel AI kit: text/event-stream,
 * numbered lines, or one JSON value.
 */
import { completions, measure, question } from "./reading/completions.js";
import { lines } from "./reading/lines.js";
import { sentJSON } from "./reading/sent.js";
import { json, sse } from "./reading/sse.js";
import { whole } from "./reading/whole.js";

/** @typedef {import("../capture/ledger.js").Ledger} Ledger */
/** @typedef {import("../capture/turn.js").Turn} Turn */

const SEND = /\/(chat\/completions|v1\/responses|v1\/completions|api\/chat|api\/generate)$/;

export const openai = {
  site: null,
  product: "other",
  quiet: /\/(embeddings|models|moderations|title|tags)\b/,

  /** @param {import("../capture/page.js").Asked} asked @param {Ledger} ledger */
  request({ method, url }, ledger) {
    if (method !== "POST" || !SEND.test(url.pathname)) return undefined;
    const turn = ledger.open();
    const reader = completions(turn, ledger);
    return {
      turn,
      typed: (/** @type {string} */ type) =>
        /event-stream/.test(type) ? sse : /^application\/json/.test(type) ? whole : lines,
      asked: (/** @type {import("../capture/exchange.js").Body} */ body) => ask(ledger, turn, sentJSON(body)),
      read: (/** @type {any} */ frame) => read(turn, reader, frame),
      ended: (/** @type {import("../capture/turn.js").How} */ how) => {
        if (how === "end") reader.end();
        ledger.close(turn, how);
      },
    };
  },
};

/** @param {Ledger} ledger @param {Turn} turn @param {any} body */
function ask(ledger, turn, body) {
  const conversation = body.chat_id ?? body.conversation_id ?? body.chatId ?? null;
  const input = typeof body.input === "string" ? [{ role: "user", content: body.input }] : body.input;
  const prompt = typeof body.prompt === "string" ? [{ role: "user", content: body.prompt }] : undefined;
  question(
    turn,
    [
      ...(body.instructions ? [{ role: "system", content: body.instructions }] : []),
      ...(body.messages ?? input ?? prompt ?? []),
    ],
    !conversation,
  );
  turn.by(body.model);
  ledger.ask(turn, { conversation, parent: ledger.last(conversation)?.id });
}

/** @param {Turn} turn @param {ReturnType<typeof completions>} reader @param {any} frame */
function read(turn, reader, frame) {
  const text = typeof frame === "string" ? frame : frame.data;
  const numbered = typeof frame === "string" && /^([0-9a-z]):(?=["[{])/.exec(text);
  if (numbered) return line(turn, numbered[1], JSON.parse(text.slice(2)));
  const value = json(text.trim());
  if (!value) return undefined;
  if (/^(chatcmpl|resp|gen|cmpl|msg)[-_]/.test(value.id ?? "")) turn.called(value.id);
  reader.read(value);
  if (value.message && !value.choices) ollama(turn, value);
  return undefined;
}

/** The fourth version of the AI kit. @param {Turn} turn @param {string} kind @param {any} value */
function line(turn, kind, value) {
  if (kind === "0") turn.say("answer", value, "text");
  else if (kind === "g") turn.say("reasoning", value, "text");
  else if (kind === "9") turn.use(value.toolCallId);
  else if (kind === "f") turn.called(value.messageId);
  else if ((kind === "d" || kind === "e") && value.usage) measure(turn, value.usage);
}

/** Ollama's own lines. @param {Turn} turn @param {any} value */
function ollama(turn, { message, done, prompt_eval_count: asked, eval_count: written }) {
  turn.say("answer", message.content, "ollama");
  if (done && written) turn.measured({ input: asked ?? 0, cached: 0, output: written, reasoning: 0 });
}
