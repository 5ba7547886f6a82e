/**
 * www.perplexity.ai: documents on text/event-stream that repeat and complete each other; the answer stands in one of
 * four places, by the age of the page. `display_model` is the model that answered.
 */
import { sentJSON } from "./reading/sent.js";
import { json, sse } from "./reading/sse.js";

/** @typedef {import("../capture/ledger.js").Ledger} Ledger */
/** @typedef {import("../capture/turn.js").Turn} Turn */

const SEND = /^\/rest\/sse\/perplexity_ask(\/reconnect\/[^/]+)?$/;
const RESEARCH = /^(pplx_alpha|pplx_beta|pplx_research.*)$/;
const ANSWER = /^(ask_text|ask_text_\d+_markdown|answer.*)$/;

export const perplexity = {
  site: "www.perplexity.ai",
  product: "perplexity",
  quiet: /\/rest\/(?!sse\/perplexity_ask)/,

  /** @param {import("../capture/page.js").Asked} asked @param {Ledger} ledger */
  request({ method, url }, ledger) {
    const found = SEND.exec(url.pathname);
    if (!found || (method !== "POST" && !found[1])) return undefined;
    const turn = found[1] ? undefined : ledger.open();
    const entry = new Entry(ledger, turn);
    return {
      turn,
      frames: sse,
      asked: (/** @type {import("../capture/exchange.js").Body} */ body) => entry.ask(sentJSON(body)),
      read: (/** @type {{event: string, data: string}} */ frame) => entry.read(frame),
      ended: (/** @type {import("../capture/turn.js").How} */ how) => entry.ended(how),
    };
  },
};

class Entry {
  /** @type {Map<string, string[]>} the pieces of each block that comes in pieces */
  #pieces = new Map();

  /** @param {Ledger} ledger @param {Turn} [turn] */
  constructor(ledger, turn) {
    this.ledger = ledger;
    this.turn = turn;
  }

  /** @param {any} body */
  ask({ query_str: query, params = {} }) {
    if (!this.turn) return;
    this.turn.show("prompt", query);
    if (params.attachments?.length) this.turn.miss("attachment-unknown");
    if (RESEARCH.test(params.model_preference ?? "")) this.turn.kind = "research";
    this.ledger.ask(this.turn, { parent: params.last_backend_uuid });
  }

  /** @param {import("../capture/turn.js").How} how */
  ended(how) {
    if (this.turn) this.ledger.close(this.turn, how);
  }

  /** @param {{event: string, data: string}} frame */
  read({ event, data }) {
    if (event === "end_of_stream") return this.ended("end");
    const found = json(data);
    if (!found || typeof found !== "object") return undefined;
    const id = found.uuid ?? found.backend_uuid;
    // A stream that is taken up again belongs to its answer, if this page began it.
    this.turn ??= (id && this.ledger.find((turn) => turn.id === id)) || this.ledger.open();
    const { turn } = this;
    turn.called(id);
    turn.by(found.display_model);
    if (found.context_uuid) this.ledger.ask(turn, { conversation: found.context_uuid });
    if (!turn.has("prompt")) turn.show("prompt", found.query_str);
    if (found.status === "FAILED" || found.error_code) return this.ended("refused");
    for (const block of found.blocks ?? []) this.#block(block);
    if (typeof found.text === "string" && !found.blocks?.length) this.#steps(found.text);
    if (found.final || found.final_sse_message || found.status === "COMPLETED") this.ended("end");
    return undefined;
  }

  /** @param {any} block */
  #block(block) {
    const { intended_usage: usage = "", markdown_block: text, diff_block: diff, workflow_block: flow } = block;
    if (text && ANSWER.test(usage || "ask_text")) this.#markdown(usage, text);
    if (diff?.field === "markdown_block" && ANSWER.test(usage || "ask_text")) {
      for (const patch of diff.patches ?? []) this.#patch(usage, patch);
    }
    for (const step of flow?.steps ?? []) for (const item of step?.items ?? []) this.#item(item);
    const results = block.web_result_block?.web_results ?? [];
    if (results.length) this.turn?.use("search");
    for (const [place, result] of results.entries()) this.turn?.show("attachments", result?.snippet, `web ${place}`);
    const plan = block.plan_block ?? block.reasoning_plan_block;
    for (const [place, goal] of (plan?.goals ?? []).entries())
      this.turn?.show("reasoning", goal?.description, `goal ${place}`);
    for (const item of block.media_block?.media_items ?? [])
      if (item?.medium === "generated_image") this.turn?.draw(item.image ?? item.url);
  }

  /** The same text stands in a block for each device: one of them is counted. @param {string} usage
   *  @param {any} text */
  #markdown(usage, { answer, chunks, chunk_starting_offset: offset = 0 }) {
    if (!this.#isFirst(usage)) return;
    if (typeof answer === "string" && answer) this.turn?.show("answer", answer);
    else if (chunks?.length) {
      const pieces = this.#pieces.get(usage) ?? [];
      for (const [place, chunk] of chunks.entries()) pieces[offset + place] = chunk;
      this.#show(usage, pieces);
    }
  }

  /** @param {string} usage @param {{op: string, path: string, value: any}} patch */
  #patch(usage, { path, value }) {
    if (!this.#isFirst(usage)) return;
    const [field, place] = path.split("/").slice(1);
    const pieces = this.#pieces.get(usage) ?? [];
    if (path === "" || path === "/") this.#markdown(usage, value ?? {});
    else if (field === "answer") this.turn?.show("answer", value);
    else if (field === "chunks" && place === undefined) this.#show(usage, [value].flat());
    else if (field === "chunks") {
      pieces[place === "-" ? pieces.length : Number(place)] = value;
      this.#show(usage, pieces);
    }
  }

  /** @param {string} usage */
  #isFirst(usage) {
    if (!this.#pieces.size) this.#pieces.set(usage, []);
    return this.#pieces.has(usage);
  }

  /** @param {string} usage @param {string[]} pieces */
  #show(usage, pieces) {
    this.#pieces.set(usage, pieces);
    this.turn?.show("answer", pieces.join(""));
  }

  /** @param {any} item */
  #item({ payload }) {
    const { text, variant } = payload?.text_payload ?? {};
    if (variant === "answer") this.turn?.show("answer", text);
    else if (text) this.turn?.show("reasoning", text, payload.text_payload.id ?? variant);
  }

  /** The oldest documents: steps in a text. @param {string} text */
  #steps(text) {
    if (!text) return; // the first document may have nothing in it
    const steps = JSON.parse(text);
    for (const { step_type: type, content } of Array.isArray(steps) ? steps : []) {
      if (type === "SEARCH_WEB") this.turn?.use("search");
      if (type !== "FINAL") continue;
      const { answer } = content ?? {};
      const inner = typeof answer === "string" && answer.startsWith("{") ? JSON.parse(answer).answer : answer;
      this.turn?.show("answer", inner);
    }
  }
}
