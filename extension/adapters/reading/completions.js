/**
 * The frames of servers like OpenAI's, and of those that serve pages with the Vercel AI kit, told to a turn.
 */
import { thinking } from "./thinking.js";

/** @typedef {import("../../capture/turn.js").Turn} Turn */

/** A reader of frames, as JSON values. @param {Turn} turn @param {import("../../capture/ledger.js").Ledger} ledger */
export function completions(turn, ledger) {
  const split = thinking((part, text) => turn.say(part, text, "choice"));

  /** @param {any} frame */
  function read(frame) {
    turn.by(frame.model);
    if (frame.usage) measure(turn, frame.usage);
    if (frame.error || frame.type === "error") return ledger.close(turn, "refused");
    for (const choice of frame.choices ?? []) chosen(choice);
    if (typeof frame.type === "string") typed(frame);
    return undefined;
  }

  /** @param {any} choice */
  function chosen({ delta, message, text }) {
    const said = delta ?? message ?? {};
    turn.say("reasoning", said.reasoning_content ?? said.reasoning ?? said.thinking, "own");
    if (said.phase === "think" || said.phase === "thinking") turn.say("reasoning", said.content, "own");
    else if (typeof (said.content ?? text) === "string") split.push(said.content ?? text);
    for (const call of said.tool_calls ?? []) {
      if (call.id) turn.use(call.id);
      turn.say("answer", call.function?.arguments, `call ${call.index ?? 0}`);
    }
    for (const image of said.images ?? []) turn.draw(image.image_url?.url ?? JSON.stringify(image));
  }

  /** Responses, and the fifth version of the AI kit. @param {any} frame */
  function typed(frame) {
    const slot = frame.item_id ?? frame.id ?? "typed";
    switch (frame.type) {
      case "response.output_text.delta":
      case "text-delta":
        turn.say("answer", frame.delta ?? frame.textDelta, slot);
        break;
      case "response.reasoning_text.delta":
      case "response.reasoning_summary_text.delta":
      case "reasoning-delta":
        turn.say("reasoning", frame.delta, slot);
        break;
      case "tool-input-available":
      case "tool-call":
        turn.use(frame.toolCallId);
        turn.show("answer", JSON.stringify(frame.input ?? frame.args), slot);
        break;
      case "response.output_item.added":
        if (/_call$/.test(frame.item?.type ?? "")) turn.use(frame.item.id);
        break;
      case "response.created":
      case "response.completed":
        turn.called(frame.response?.id);
        turn.by(frame.response?.model);
        if (frame.response?.usage) measure(turn, frame.response.usage);
        break;
      case "start":
        turn.called(frame.messageId);
        break;
      default:
    }
  }

  return { read, end: () => split.end() };
}

/** What the server itself has counted; the past of the conversation is in it. @param {Turn} turn @param {any} usage */
export function measure(turn, usage) {
  const asked = whole(usage.prompt_tokens ?? usage.input_tokens ?? usage.promptTokens ?? usage.prompt_eval_count);
  const written = whole(usage.completion_tokens ?? usage.output_tokens ?? usage.completionTokens ?? usage.eval_count);
  if (!written) return;
  const cached = Math.min(asked, whole((usage.prompt_tokens_details ?? usage.input_tokens_details)?.cached_tokens));
  const thought = Math.min(
    written,
    whole((usage.completion_tokens_details ?? usage.output_tokens_details)?.reasoning_tokens),
  );
  turn.measured({ input: asked - cached, cached, output: written - thought, reasoning: thought });
}

/** @param {unknown} value */
function whole(value) {
  return Number.isInteger(value) && Number(value) > 0 ? Number(value) : 0;
}

/** The question of a list of messages, and what the model was given before it. @param {Turn} turn
 *  @param {any[]} messages
 *  @param {boolean} whole the conversation has no id: its past is not known from other turns */
export function question(turn, messages, whole) {
  const last = messages.findLastIndex((message) => message?.role === "user");
  for (const [place, message] of messages.entries()) {
    const part = place === last ? "prompt" : "attachments";
    if (part === "attachments" && !(whole || message?.role === "system" || message?.role === "developer")) continue;
    const pieces = [message?.content ?? message?.parts ?? []].flat();
    for (const [at, piece] of pieces.entries()) {
      const text = typeof piece === "string" ? piece : piece?.text;
      if (typeof text === "string") turn.say(part, text, `${place}/${at}`);
      else turn.miss("attachment-unknown");
    }
  }
}
