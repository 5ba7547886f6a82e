/**
 * meta.ai: a binary socket in which JSON stands between bytes that nobody describes, or, before it, GraphQL with a line
 * for each state of the answer. Counted are questions and what is seen of answers; no model is named.
 */
import { enclosed } from "./reading/enclosed.js";
import { jsonLines } from "./reading/lines.js";
import { texts } from "./reading/protobuf.js";
import { sentField } from "./reading/sent.js";
import { walk } from "./reading/walk.js";

/** @typedef {import("../capture/ledger.js").Ledger} Ledger */
/** @typedef {import("../capture/turn.js").Turn} Turn */

const SEND = /Abra\w*Send\w*Mutation/i;

export const meta = {
  site: "meta.ai",
  product: "meta-ai",
  quiet: /graphql|\/ajax\//,
  talks: true,

  /** @param {import("../capture/page.js").Asked} asked @param {Ledger} ledger */
  request({ method, url, header }, ledger) {
    if (method !== "POST") return undefined;
    const named = header("x-fb-friendly-name");
    if (named === null ? !/^\/api\/graphql\/?$/.test(url.pathname) : !SEND.test(named)) return undefined;
    const answer = new Answer(ledger);
    return {
      get turn() {
        return answer.turn;
      },
      frames: jsonLines,
      asked: (/** @type {import("../capture/exchange.js").Body} */ body) => answer.ask(body, named),
      read: (/** @type {string} */ line) => answer.read(JSON.parse(line)),
      ended: (/** @type {import("../capture/turn.js").How} */ how) => {
        if (answer.turn) ledger.close(answer.turn, how);
      },
    };
  },

  /** @param {URL} url @param {Ledger} ledger */
  socket(url, ledger) {
    if (/\/ws\/clippy/.test(url.pathname)) return new Socket(ledger).connection();
    // One that is not known by its path is heard for answers; what is sent there may be anything.
    return /(^|\.)meta\.ai$/.test(url.hostname) ? { ...new Socket(ledger).connection(), sent: undefined } : undefined;
  },
};

/** An answer by GraphQL. */
class Answer {
  /** @type {Turn | undefined} */
  turn;

  /** @param {Ledger} ledger */
  constructor(ledger) {
    this.ledger = ledger;
  }

  /** @param {import("../capture/exchange.js").Body} body @param {string | null} named */
  ask(body, named) {
    if (!SEND.test(named ?? sentField(body, "fb_api_req_friendly_name"))) return;
    this.turn = this.ledger.open();
    const { message, externalConversationId, attachments } = JSON.parse(sentField(body, "variables") || "{}");
    this.turn.say("prompt", message?.sensitive_string_value);
    if (attachments?.length) this.turn.miss("attachment-unknown");
    const parent = this.ledger.last(externalConversationId)?.id;
    this.ledger.ask(this.turn, { conversation: externalConversationId, parent });
  }

  /** @param {any} line */
  read(line) {
    const { turn } = this;
    const found = line.data?.node?.bot_response_message ?? line.data?.xfb_send_message?.bot_response_message;
    if (!turn) return;
    if (line.errors?.length && !line.data) return this.ledger.close(turn, "refused");
    if (!found) return;
    turn.heard = true;
    turn.called(found.id);
    const pieces = found.composed_text?.content?.map((/** @type {any} */ piece) => piece?.text ?? "").join("");
    turn.show("answer", pieces ?? found.snippet);
    for (const session of found.imagine_card?.session?.media_sets ?? []) {
      for (const image of session.imagine_media ?? []) turn.draw(image.uri ?? image.id);
    }
    if (found.fetch_id || found.search_results?.references?.length) turn.use("search");
    if (found.streaming_state === "OVERALL_DONE") this.ledger.close(turn, "end");
  }
}

/** An answer on the socket: snapshots of its sections, and changes of them. */
class Socket {
  /** @type {Map<string, Turn>} by response */
  #turns = new Map();
  /** @type {Turn | undefined} */
  #last;

  /** @param {Ledger} ledger */
  constructor(ledger) {
    this.ledger = ledger;
  }

  connection() {
    return {
      sent: (/** @type {string} */ text) => enclosed(text).forEach((found) => this.#sent(found)),
      read: (/** @type {string} */ text) => enclosed(text).forEach((found) => this.#read(found)),
      ended: (/** @type {import("../capture/turn.js").How} */ how) => this.ledger.closeAll(how),
    };
  }

  /** What is asked stands in base64, in a message whose fields nobody names: its longest text is taken for the question.
   *  @param {any} message */
  #sent({ payload, conversation_id: conversation }) {
    if (typeof payload !== "string") return;
    const found = texts(Uint8Array.from(atob(payload), (each) => each.charCodeAt(0)));
    const question = found.reduce((longest, text) => (text.length > longest.length ? text : longest), "");
    if (!question) return;
    this.#last = this.ledger.open();
    this.#last.say("prompt", question);
    this.ledger.ask(this.#last, { conversation, parent: this.ledger.last(conversation)?.id });
  }

  /** @param {any} found */
  #read({ type, response, operations, response_id: id }) {
    if (type === "full" && response) this.#whole(response);
    else if (type === "patch") {
      const turn = (id && this.#turns.get(id)) || this.#last;
      for (const operation of operations ?? []) if (turn) this.#change(turn, operation);
    } else if (type === "error" && this.#last) this.ledger.close(this.#last, "refused");
  }

  /** @param {any} response */
  #whole(response) {
    const id = String(response.response_id);
    let turn = this.#turns.get(id);
    if (!turn) {
      turn = this.#last && !this.#last.id ? this.#last : this.ledger.open();
      this.#turns.set(id, turn);
      this.#last = turn;
    }
    turn.heard = true;
    turn.called(id);
    const shown = turn;
    for (const [place, section] of (response.sections ?? []).entries()) {
      walk(section, (found) => {
        if (/Imagine|GeneratedImage/.test(found.__typename ?? "")) shown.draw(found.media_id ?? found.uri ?? place);
        else if (/Search|Sources/.test(found.__typename ?? "")) shown.use("search");
        else if (/TextUXPrimitive$/.test(found.__typename ?? "")) shown.show("answer", found.text, place);
      });
    }
    if (response.status === "done" || response.is_complete) this.ledger.close(turn, "end");
  }

  /** @param {Turn} turn @param {{op: string, path: string, value: any}} operation */
  #change(turn, { op, path, value }) {
    const place = /sections\/(\d+)\//.exec(path)?.[1] ?? 0;
    if (/\/text$/.test(path)) {
      if (op === "delta" || op === "append") turn.say("answer", value, place);
      else turn.show("answer", value, place);
    }
    if (/\/(status|is_complete)$/.test(path) && (value === "done" || value === true)) this.ledger.close(turn, "end");
  }
}
