/**
 * copilot.microsoft.com, and Copilot at work (m365.cloud.microsoft): both ask and answer on a WebSocket. No model is
 * named, only a mode.
 */

/** @typedef {import("../capture/ledger.js").Ledger} Ledger */
/** @typedef {import("../capture/turn.js").Turn} Turn */

const HOME = /\/c\/api\/chat$/;
const WORK = /\/m365Copilot\/Chathub\//i;
const THEIRS = /(^|\.)(microsoft|office)\.com$|(^|\.)cloud\.microsoft$/;
const RECORD = "\x1e"; // ends a message of SignalR
/** @type {Record<number, string>} */
const TYPES = { 1: "update", 2: "final", 3: "end" };

export const copilot = {
  site: "copilot.microsoft.com",
  product: "copilot",
  quiet: /suggest|typeahead|telemetry|OneCollector|\/log/i,
  talks: true,

  /** @param {URL} url @param {Ledger} ledger */
  socket(url, ledger) {
    if (HOME.test(url.pathname)) return new Home(ledger).connection();
    if (WORK.test(url.pathname)) return new Work(ledger, url).connection();
    return THEIRS.test(url.hostname) ? moved(ledger, url) : undefined;
  },
};

/** A socket that is not known by its path is one of the two as soon as a question goes into it.
 *  @param {Ledger} ledger @param {URL} url */
function moved(ledger, url) {
  /** @type {import("../capture/page.js").Connection | undefined} */
  let known;
  return {
    sent(/** @type {string} */ text) {
      if (/"event"\s*:\s*"send"/.test(text)) known ??= new Home(ledger).connection();
      else if (/"target"\s*:\s*"chat"/i.test(text) && text.includes(RECORD)) known ??= new Work(ledger, url).connection();
      known?.sent?.(text);
    },
    read: (/** @type {string} */ text) => known?.read(text),
    ended: (/** @type {import("../capture/turn.js").How} */ how) => known?.ended?.(how),
  };
}

/** One event a frame. */
class Home {
  /** @type {Map<string, Turn>} by message */
  #turns = new Map();
  /** @type {Turn | undefined} asked, and not yet answered */
  #asked;

  /** @param {Ledger} ledger */
  constructor(ledger) {
    this.ledger = ledger;
  }

  connection() {
    return {
      sent: (/** @type {string} */ text) => this.#sent(JSON.parse(text)),
      read: (/** @type {string} */ text) => this.#read(JSON.parse(text)),
      ended: (/** @type {import("../capture/turn.js").How} */ how) => {
        for (const turn of [this.#asked, ...this.#turns.values()]) {
          if (turn && !turn.done) this.ledger.close(turn, how === "end" ? "stop" : how);
        }
      },
    };
  }

  /** @param {any} event */
  #sent({ event, conversationId, content, mode }) {
    if (event === "stop" || event === "cancel") this.#last(undefined, (turn) => this.ledger.close(turn, "stop"));
    if (event !== "send") return;
    const turn = this.ledger.open();
    this.#asked = turn;
    if (mode === "research" || mode === "deep-research") turn.kind = "research";
    for (const [place, piece] of (content ?? []).entries()) {
      if (piece?.type === "text") turn.say("prompt", piece.text, place);
      else if (piece?.type === "audio") turn.kind = "voice";
      else turn.miss("attachment-unknown");
    }
    this.ledger.ask(turn, { conversation: conversationId, parent: this.ledger.last(conversationId)?.id });
  }

  /** @param {any} event */
  #read({ event, messageId, text, partId = "", url, conversationId, errorCode, id }) {
    switch (event) {
      case "startMessage":
        return this.#start(messageId, conversationId);
      case "appendText":
        return this.#last(messageId, (turn) => turn.say("answer", text, partId));
      case "replaceText":
        return this.#last(messageId, (turn) => turn.show("answer", text, partId));
      case "chainOfThought":
        return this.#last(messageId, (turn) => turn.say("reasoning", text, partId));
      case "citation":
        return this.#last(messageId, (turn) => turn.use("search"));
      case "imageGenerated":
        return this.#last(messageId, (turn) => turn.draw(id ?? url));
      case "generatingImage":
        return this.#last(messageId, (turn) => turn.miss("image-later"));
      case "done":
        return this.#last(messageId, (turn) => this.ledger.close(turn, "end"));
      case "error":
        return this.#last(messageId, (turn) =>
          this.ledger.close(turn, errorCode === "user-stopped" ? "stop" : "refused"),
        );
      default:
        return undefined;
    }
  }

  /** @param {string} id @param {string} [conversation] */
  #start(id, conversation) {
    const turn = this.#turns.get(id) ?? this.#asked ?? this.ledger.open();
    this.#asked = undefined;
    turn.heard = true;
    turn.called(id);
    this.#turns.set(id, turn);
    this.ledger.ask(turn, { conversation });
  }

  /** @param {string | undefined} id @param {(turn: Turn) => void} work */
  #last(id, work) {
    const turn = (id && this.#turns.get(id)) || this.#asked || [...this.#turns.values()].at(-1);
    if (turn) work(turn);
  }
}

/** Messages of SignalR: the text of an update is all there is so far, or is written at a cursor. */
class Work {
  /** @type {Turn | undefined} */
  #turn;

  /** @param {Ledger} ledger @param {URL} url */
  constructor(ledger, url) {
    this.ledger = ledger;
    this.conversation = url.searchParams.get("ConversationId");
  }

  connection() {
    const split = (/** @type {string} */ text) =>
      text
        .split(RECORD)
        .filter(Boolean)
        .map((each) => JSON.parse(each));
    return {
      sent: (/** @type {string} */ text) => split(text).forEach((message) => this.#sent(message)),
      read: (/** @type {string} */ text) => split(text).forEach((message) => this.#read(message)),
      ended: (/** @type {import("../capture/turn.js").How} */ how) => {
        if (this.#turn && !this.#turn.done) this.ledger.close(this.#turn, how === "end" ? "stop" : how);
      },
    };
  }

  /** @param {any} message */
  #sent({ type, target, arguments: [argument] = [] }) {
    if (type !== 4 || target !== "chat" || !argument?.message?.text) return;
    const turn = this.ledger.open();
    this.#turn = turn;
    turn.say("prompt", argument.message.text);
    if (argument.message.messageAnnotations?.length) turn.miss("attachment-unknown");
    if (/research/i.test(argument.tone ?? "")) turn.kind = "research";
    const conversation = argument.conversationId ?? this.conversation;
    this.ledger.ask(turn, {
      conversation,
      parent: this.ledger.last(conversation)?.id,
      question: argument.message.requestId,
    });
  }

  /** @param {any} message */
  #read({ type, arguments: [argument] = [], item, error }) {
    const turn = this.#turn;
    if (!turn) return;
    turn.heard = true;
    if (TYPES[type] === "update") this.#update(turn, argument ?? {});
    else if (TYPES[type] === "final") this.#update(turn, item ?? {});
    else if (TYPES[type] === "end") this.ledger.close(turn, error ? "refused" : "end");
  }

  /** @param {Turn} turn @param {any} found */
  #update(turn, { messages, writeAtCursor }) {
    if (typeof writeAtCursor === "string") turn.say("answer", writeAtCursor);
    for (const { author, messageType, messageId, text } of messages ?? []) {
      if (author === "user") continue;
      if (messageType === "InternalSearchQuery") turn.use(messageId ?? "search");
      else if (messageType === "Progress" || messageType === "ChainOfThought") turn.show("reasoning", text, messageId);
      else if (!messageType || messageType === "Chat") {
        turn.called(messageId);
        turn.show("answer", text);
      }
    }
  }
}
