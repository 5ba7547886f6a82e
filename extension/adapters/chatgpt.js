/**
 * chatgpt.com: the answer comes as deltas on text/event-stream, and that of long thinking goes on over a WebSocket.
 *
 * The model is the one that `server_ste_metadata` names, or the answer's own `model_slug`, never the menu's. A stream
 * that is resumed begins with the message as it stands, which replaces what was counted of it.
 */
import { deltas } from "./reading/deltas.js";
import { sentJSON } from "./reading/sent.js";
import { json, sse } from "./reading/sse.js";
import { walk } from "./reading/walk.js";

/** @typedef {import("../capture/ledger.js").Ledger} Ledger */
/** @typedef {import("../capture/turn.js").Turn} Turn */

const SEND = /^\/backend-(api|anon)\/(f\/)?conversation$/;
const ROOT = "client-created-root"; // the parent of what has none
const RESUME = /^\/backend-(api|anon)\/(f\/)?conversation\/resume$/;

export const chatgpt = {
  site: "chatgpt.com",
  product: "chatgpt",
  quiet: /\/(conversation\/(prepare|init)|sentinel|ces|rgstr|ab|autocomplete|stream_status|celsius|lat)\b/,

  /** @param {import("../capture/page.js").Asked} asked @param {Ledger} ledger */
  request({ method, url }, ledger) {
    if (method !== "POST") return undefined;
    if (SEND.test(url.pathname)) return send(ledger);
    if (RESUME.test(url.pathname)) return resume(ledger);
    return undefined;
  },

  /** @param {URL} url @param {Ledger} ledger */
  socket(url, ledger) {
    return /(^|\.)(chatgpt\.com|openai\.com|webpubsub\.azure\.com)$/.test(url.hostname) ? socket(ledger) : undefined;
  },
};

/** @param {Ledger} ledger */
function send(ledger) {
  const turn = ledger.open();
  const stream = new Stream(ledger, turn);
  return {
    turn,
    frames: sse,
    asked: (/** @type {import("../capture/exchange.js").Body} */ body) => ask(ledger, turn, stream, sentJSON(body)),
    read: (/** @type {any} */ frame) => stream.read(frame),
    ended: (/** @type {import("../capture/turn.js").How} */ how) => stream.ended(how),
  };
}

/** @param {Ledger} ledger @param {Turn} turn @param {Stream} stream @param {any} body */
function ask(ledger, turn, stream, body) {
  const hints = [body.system_hints ?? []].flat();
  if (hints.some((hint) => /research/.test(hint))) turn.kind = "research";
  const asked = (body.messages ?? []).filter((/** @type {any} */ message) => message.author?.role === "user");
  for (const message of asked) {
    for (const [place, part] of (message.content?.parts ?? []).entries()) {
      if (typeof part === "string") turn.say("prompt", part, `${message.id}/${place}`);
      else if (part?.content_type === "audio_transcription") {
        turn.kind = "voice";
        turn.say("prompt", part.text, `${message.id}/${place}`);
      } else turn.miss("attachment-unknown");
    }
    if (message.metadata?.attachments?.length) turn.miss("attachment-unknown");
  }
  const again = body.action === "variant" || body.action === "continue";
  stream.before = body.parent_message_id;
  ledger.ask(turn, {
    conversation: body.conversation_id,
    parent: body.parent_message_id === ROOT ? null : body.parent_message_id,
    question: again ? body.parent_message_id : asked.at(-1)?.id,
  });
  if (body.conversation_id) ledger.keep(`stream ${body.conversation_id}`, stream);
}

/** A running answer is read again: that of this page goes on, that of another page begins here.
 *  @param {Ledger} ledger */
function resume(ledger) {
  let stream = new Stream(ledger);
  return {
    frames: sse,
    asked(/** @type {import("../capture/exchange.js").Body} */ body) {
      const { conversation_id: conversation } = sentJSON(body);
      stream = ledger.kept(`stream ${conversation}`) ?? stream;
      stream.conversation ??= conversation;
    },
    read: (/** @type {any} */ frame) => stream.read(frame),
    ended: (/** @type {import("../capture/turn.js").How} */ how) => stream.ended(how === "refused" ? "fail" : how),
  };
}

/** @param {Ledger} ledger */
function socket(ledger) {
  return {
    read(/** @type {string} */ text) {
      if (!/^[[{]/.test(text)) return;
      walk(JSON.parse(text), (found) => {
        if (typeof found.encoded_item === "string") item(ledger, found);
        else if (found.content_type === "image_asset_pointer") lateImage(ledger, found);
      });
    },
  };
}

/** A slice of text/event-stream in a frame; catch-ups replay slices. @param {Ledger} ledger @param {any} found */
function item(ledger, found) {
  if (found.stream_item_id && !ledger.fresh(found.stream_item_id)) return;
  /** @type {Stream} */
  const stream = ledger.kept(`stream ${found.conversation_id}`) ?? new Stream(ledger);
  stream.conversation ??= found.conversation_id;
  stream.handed = false;
  ledger.keep(`stream ${found.conversation_id}`, stream);
  stream.cutter.push(found.encoded_item, (frame) => stream.read(frame));
}

/** An image that is ready after its answer has ended. @param {Ledger} ledger @param {any} pointer */
function lateImage(ledger, pointer) {
  ledger.find((turn) => turn.notes.has("image-later"))?.draw(pointer.asset_pointer);
}

class Stream {
  /** @type {string | undefined} */
  conversation;
  /** @type {string | undefined} the answer before, which may be repeated first */
  before;
  handed = false;
  cutter = sse();
  /** @type {Map<number, {id: string, role: string, type: string, own: boolean, thoughts: number}>} by channel */
  #messages = new Map();
  #delta = deltas((change) => this.#apply(change));

  /** @param {Ledger} ledger @param {Turn} [turn] */
  constructor(ledger, turn) {
    this.ledger = ledger;
    this.turn = turn;
  }

  /** @param {{event: string, data: string}} frame */
  read({ event, data }) {
    if (event === "delta_encoding" || data === '"v1"') return;
    if (data === "[DONE]") return this.#finish();
    const frame = json(data);
    if (frame === undefined) return;
    if (event === "delta" || ("v" in frame && !("type" in frame))) this.#delta(frame);
    else if (frame.error && !frame.message) this.#close("refused");
    else if (frame.message) this.#message(frame, -1);
    else this.#said(frame);
  }

  /** @param {import("../capture/turn.js").How} how */
  ended(how) {
    if (how === "end") this.#finish();
    else this.#close(how);
  }

  /** @param {any} frame */
  #said(frame) {
    const { type, metadata = {}, conversation_id: conversation } = frame;
    if (conversation) this.#talk(conversation);
    if (type === "input_message") this.#ask(frame.input_message?.id);
    if (type === "server_ste_metadata") {
      this.turn?.by(metadata.model_slug);
      if (metadata.is_search && this.turn && !this.turn.used) this.turn.use("search");
      if (metadata.turn_use_case === "image gen" || metadata.tool_name === "ImageGenToolTemporal")
        this.turn?.miss("image-later");
    }
    if (type === "stream_handoff") this.handed = true;
    if (type === "message_stream_complete") this.#finish();
  }

  /** @param {{op: string, path: string, value: any, channel: number}} change */
  #apply({ op, path, value, channel }) {
    if (path === "") {
      if (op === "add" || op === "replace") this.#message(value ?? {}, channel);
      return;
    }
    const message = this.#messages.get(channel);
    if (!message) throw new TypeError("a change of no message");
    if (!message.own || !path.startsWith("/message/")) return;
    const [field, ...rest] = path.slice("/message/".length).split("/");
    if (field === "metadata") this.#metadata(message, rest[0] ? { [rest[0]]: value } : value);
    if (field === "content") this.#change(message, rest, op, value);
  }

  /** A message as a whole: the first of its channel, or one of the older kind of stream. @param {any} value
   *  @param {number} channel */
  #message({ message: found, conversation_id: conversation }, channel) {
    if (!found) return;
    if (conversation) this.#talk(conversation);
    const role = found.author?.role ?? "";
    const old =
      found.id === this.before ||
      (found.status === "finished_successfully" && found.end_turn == null && !this.#going(found));
    const own = (role === "assistant" && !old) || (role === "tool" && Boolean(this.turn?.id));
    const message = { id: found.id, role, type: found.content?.content_type ?? "text", own, thoughts: 0 };
    this.#messages.set(channel, message);
    if (role === "user" && !this.turn?.turn) this.#ask(found.id);
    if (!own) return;
    this.turn ??= this.ledger.open();
    if (this.conversation) this.#talk(this.conversation);
    this.turn.heard = true;
    if (role === "assistant") {
      if (message.type !== "reasoning_recap") this.turn.called(found.id);
      if (found.recipient && found.recipient !== "all") this.turn.use(found.id);
    }
    this.#metadata(message, found.metadata ?? {});
    this.#content(message, found.content ?? {});
  }

  /** Whether a message that comes finished belongs to this answer. @param {any} found */
  #going(found) {
    const asked = found.metadata?.parent_id;
    return (
      Boolean(this.turn?.id) || (asked && asked === this.turn?.turn) || found.metadata?.turn_exchange_id !== undefined
    );
  }

  /** @param {{own: boolean, role: string}} message @param {any} metadata */
  #metadata(message, metadata) {
    if (message.role === "assistant") this.turn?.by(metadata?.model_slug);
    if (metadata?.image_gen_task_id || metadata?.image_gen_async) this.turn?.miss("image-later");
    if (metadata?.async_task_type === "research") {
      if (this.turn) this.turn.kind = "research";
    }
  }

  /** @param {{id: string, role: string, type: string, thoughts: number}} message @param {any} content */
  #content(message, content) {
    for (const [place, part] of (content.parts ?? []).entries()) this.#part(message, `parts/${place}`, "replace", part);
    for (const [place, thought] of (content.thoughts ?? []).entries()) this.#thought(message, place, thought);
    message.thoughts = content.thoughts?.length ?? 0;
    for (const field of ["text", "result"]) this.#part(message, field, "replace", content[field]);
  }

  /** @param {{id: string, role: string, type: string, thoughts: number}} message @param {string[]} path
   *  @param {string} op @param {any} value */
  #change(message, path, op, value) {
    const [field, place, inner] = path;
    if (field === undefined) return this.#content(message, value ?? {});
    if (field !== "thoughts") return this.#part(message, path.join("/"), op, value);
    if (place === undefined) {
      if (op !== "append") message.thoughts = 0;
      for (const thought of [value].flat()) this.#thought(message, message.thoughts++, thought);
    } else if (inner === undefined) this.#thought(message, place, value);
    else this.#thought(message, place, { [inner]: value }, op === "append");
  }

  /** @param {{id: string, role: string, type: string}} message @param {string} path @param {string} op
   *  @param {any} value */
  #part({ id, role, type }, path, op, value) {
    if (typeof value === "string") {
      if (type === "reasoning_recap") return; // "Thought for 12 s" is said by the page, not by the model
      const part = role === "tool" ? "attachments" : type === "thoughts" ? "reasoning" : "answer";
      if (op === "append") this.turn?.say(part, value, `${id}/${path}`);
      else if (op === "add" || op === "replace") this.turn?.show(part, value, `${id}/${path}`);
    } else if (value?.content_type === "image_asset_pointer") this.turn?.draw(value.asset_pointer);
    else if (value?.content_type === "audio_transcription" && this.turn) {
      this.turn.kind = "voice";
      this.turn.show("answer", value.text, `${id}/${path}`);
    } else if (Array.isArray(value)) {
      for (const [place, each] of value.entries()) this.#part({ id, role, type }, `${path}/${place}`, "replace", each);
    }
  }

  /** A thought's text, or its summary until there is one. @param {{id: string}} message @param {string | number} place
   *  @param {any} thought @param {boolean} [more] */
  #thought({ id }, place, thought, more = false) {
    const [text, summary] = [`${id}/thought/${place}`, `${id}/summary/${place}`];
    if (thought?.content) {
      this.turn?.show("reasoning", "", summary);
      if (more) this.turn?.say("reasoning", thought.content, text);
      else this.turn?.show("reasoning", thought.content, text);
    } else if (thought?.summary) {
      if (more) this.turn?.say("reasoning", thought.summary, summary);
      else this.turn?.show("reasoning", thought.summary, summary);
    }
  }

  /** @param {string} conversation */
  #talk(conversation) {
    this.conversation = conversation;
    if (!this.turn) return;
    this.ledger.ask(this.turn, { conversation });
    this.ledger.keep(`stream ${conversation}`, this);
  }

  /** @param {unknown} question */
  #ask(question) {
    if (this.turn && !this.turn.turn) this.ledger.ask(this.turn, { question });
  }

  #finish() {
    if (!this.handed) this.#close("end");
  }

  /** @param {import("../capture/turn.js").How} how */
  #close(how) {
    if (this.turn) this.ledger.close(this.turn, how);
  }
}
