/**
 * chat.deepseek.com: changes of one response on text/event-stream, whose fragments are thoughts, searches and answers.
 * Messages are numbered within their session, so an id is both.
 *
 * `accumulated_token_usage` is left alone: it is the context after the answer, question and answer in one, and nobody
 * says whether the thoughts are in it; an event tells what was read from what was written.
 */
import { sentJSON } from "./reading/sent.js";
import { json, sse } from "./reading/sse.js";

/** @typedef {import("../capture/ledger.js").Ledger} Ledger */
/** @typedef {import("../capture/turn.js").Turn} Turn */

const SEND = /^\/api\/v0\/chat\/(completion|regenerate|continue|edit_message|resume_stream)$/;
/** @type {Record<string, "answer" | "reasoning" | "attachments">} */
const PARTS = { RESPONSE: "answer", THINK: "reasoning", THINKING: "reasoning", FILE: "attachments" };
const TOOLS = /SEARCH|READ_LINK|TOOL/;

export const deepseek = {
  site: "chat.deepseek.com",
  product: "deepseek",
  quiet: /\/(pow|users|settings|report|events)/,

  /** @param {import("../capture/page.js").Asked} asked @param {Ledger} ledger */
  request({ method, url }, ledger) {
    const what = method === "POST" && SEND.exec(url.pathname)?.[1];
    if (!what) return undefined;
    const again = what === "resume_stream";
    const turn = again ? undefined : ledger.open();
    const response = new Response(ledger, turn);
    return {
      turn,
      frames: sse,
      asked: (/** @type {import("../capture/exchange.js").Body} */ body) => response.ask(sentJSON(body), what),
      read: (/** @type {{event: string, data: string}} */ frame) => response.read(frame),
      ended: (/** @type {import("../capture/turn.js").How} */ how) =>
        response.ended(again && how === "refused" ? "fail" : how),
    };
  },
};

class Response {
  /** @type {unknown} */
  session;
  /** @type {{p?: string, o?: string}} what a change leaves out is that of the one before */
  #last = {};
  /** @type {string[]} the kinds of the fragments so far */
  #fragments = [];

  /** @param {Ledger} ledger @param {Turn} [turn] */
  constructor(ledger, turn) {
    this.ledger = ledger;
    this.turn = turn;
  }

  /** @param {any} body @param {string} what */
  ask(body, what) {
    this.session = body.chat_session_id;
    if (!this.turn) {
      this.turn = this.ledger.find((turn) => turn.id === this.#id(body.message_id)) ?? this.ledger.open();
    }
    if (body.prompt) this.turn.say("prompt", body.prompt);
    if (body.ref_file_ids?.length) this.turn.miss("attachment-unknown");
    if (what === "continue") this.turn.called(this.#id(body.message_id)); // what follows belongs to the same message
    const parent = body.parent_message_id == null ? null : this.#id(body.parent_message_id);
    this.ledger.ask(this.turn, { conversation: this.session, parent: what === "completion" ? parent : null });
  }

  /** @param {import("../capture/turn.js").How} how */
  ended(how) {
    if (this.turn) this.ledger.close(this.turn, how);
  }

  /** @param {{event: string, data: string}} frame */
  read({ event, data }) {
    const { turn } = this;
    const found = json(data);
    if (!turn || !found || event === "title" || event === "update_session") return;
    if (event === "ready" || found.response_message_id !== undefined) return this.#ready(found);
    if (event === "close" || event === "finish") return;
    if (event === "hint" || (found.code && !("v" in found))) return this.#hint(found);
    if (found.choices) return this.#older(found);
    if (!("v" in found)) return;
    const { p = this.#last.p ?? "", o = this.#last.o ?? "APPEND", v } = found;
    this.#last = { p, o };
    this.#change(p, o, v);
  }

  /** @param {any} found */
  #ready({ response_message_id: id, request_message_id: question }) {
    this.turn?.called(this.#id(id));
    if (this.turn) this.ledger.ask(this.turn, { question: this.#id(question) });
  }

  /** @param {any} found */
  #hint({ type, code }) {
    if (this.turn && (type === "error" || code)) this.ledger.close(this.turn, "refused");
  }

  /** Streams as of the open interface. @param {any} found */
  #older({ choices, model }) {
    this.turn?.by(model);
    for (const { delta } of choices) {
      const part = delta?.type === "thinking" ? "reasoning" : "answer";
      this.turn?.say("reasoning", delta?.reasoning_content, "thinking_content");
      this.turn?.say(part, delta?.content, part === "answer" ? "content" : "thinking_content");
    }
  }

  /** @param {string} path @param {string} op @param {any} value */
  #change(path, op, value) {
    const { turn } = this;
    if (!turn) return;
    if (op === "BATCH") {
      this.#last = {};
      for (const each of value) this.#change(`${path}/${each.p}`, each.o ?? "SET", each.v);
      return;
    }
    const steps = path.replace(/^response(\/|$)/, "").split("/");
    if (path === "" && value?.response) this.#seed(value.response);
    else if (path === "" && typeof value === "string") throw new TypeError("a text of no place");
    else if (path === "response" && typeof value === "object") this.#seed(value);
    else if (steps[0] === "fragments") this.#fragment(steps.slice(1), op, value);
    else if (steps[0] === "content") this.#write("answer", "content", op, value);
    else if (steps[0] === "thinking_content") this.#write("reasoning", "thinking_content", op, value);
    else if (steps[0] === "search_results" || steps[0] === "search_status") turn.use("search");
    else if (steps[0] === "model") turn.by(value);
    else if (steps[0] === "status" && value === "FINISHED") this.ledger.close(turn, "end");
  }

  /** @param {any} found */
  #seed(found) {
    const { turn } = this;
    if (found.message_id !== undefined) turn?.called(this.#id(found.message_id));
    turn?.by(found.model);
    this.#fragments = [];
    for (const fragment of found.fragments ?? []) this.#add(fragment);
    turn?.show("answer", found.content, "content");
    turn?.show("reasoning", found.thinking_content, "thinking_content");
  }

  /** @param {any} fragment */
  #add({ type, content, results }) {
    const place = this.#fragments.push(type) - 1;
    if (TOOLS.test(type)) {
      this.turn?.use(place);
      for (const [at, found] of (results ?? []).entries())
        this.turn?.show("attachments", found?.snippet, `${place}/${at}`);
    } else this.turn?.show(PARTS[type] ?? "attachments", content ?? "", place);
  }

  /** @param {string[]} path @param {string} op @param {any} value */
  #fragment([place, field], op, value) {
    if (place === undefined) {
      for (const fragment of [value].flat()) this.#add(fragment);
      return;
    }
    const at = Number(place) < 0 ? this.#fragments.length + Number(place) : Number(place);
    if (field === "content") this.#write(PARTS[this.#fragments[at]] ?? "attachments", String(at), op, value);
    if (field === "results") {
      for (const [number, found] of [value].flat().entries())
        this.turn?.show("attachments", found?.snippet, `${at}/${number}`);
    }
  }

  /** @param {"answer" | "reasoning" | "attachments"} part @param {string} slot @param {string} op @param {any} value */
  #write(part, slot, op, value) {
    if (op === "SET") this.turn?.show(part, value, slot);
    else this.turn?.say(part, value, slot);
  }

  /** @param {unknown} number */
  #id(number) {
    return `${this.session}:${number}`;
  }
}
