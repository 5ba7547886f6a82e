/**
 * gemini.google.com: an XMLHttpRequest with the prompt in a form, answered by frames that each hold the whole text so
 * far, as arrays in which only the place says what a value is.
 *
 * The model is named by a number in a header, which changes often; the numbers that are known are listed here, and
 * the others leave the product's name.
 */
import { batches } from "./reading/batches.js";
import { sentField } from "./reading/sent.js";

/** @typedef {import("../capture/ledger.js").Ledger} Ledger */
/** @typedef {import("../capture/turn.js").Turn} Turn */

const SEND = /\/StreamGenerate$/;
const CALL = /\/data\/(?!batchexecute$)/; // a call of a service by its name, as the one that answers is
const MODEL = "x-goog-ext-525001261-jspb";
const MODELS = {
  "9d8ca3786ebdfbea": "gemini-3-pro",
  fbb127bbb056c959: "gemini-3-flash",
  "5bf011840784117a": "gemini-3-flash-thinking",
}; // prettier-ignore
const MODE = 79; // the place of the number of a mode, in recent builds
const MODES = { 1: "gemini-flash", 3: "gemini-pro" };
const FAILED = 1000; // error codes of the site begin here

export const gemini = {
  site: "gemini.google.com",
  product: "gemini",
  quiet: /\/batchexecute$/,

  /** @param {import("../capture/page.js").Asked} asked @param {Ledger} ledger */
  request({ method, url, header }, ledger) {
    if (method !== "POST") return undefined;
    const known = SEND.test(url.pathname);
    if (!known && !CALL.test(url.pathname)) return undefined;
    const answer = new Answer(ledger, known ? ledger.open() : undefined);
    const number = /"([0-9a-f]{16})"/.exec(header(MODEL) ?? "")?.[1];
    answer.model = MODELS[/** @type {keyof typeof MODELS} */ (number)];
    answer.turn?.by(answer.model);
    return {
      get turn() {
        return answer.turn;
      },
      frames: batches,
      asked: (/** @type {import("../capture/exchange.js").Body} */ body) => answer.ask(body),
      read: (/** @type {any} */ frame) => answer.read(frame),
    };
  },
};

/** An answer; that of a call which is not known by its name is one as soon as it looks like one. */
class Answer {
  /** @type {string | undefined} */
  model;

  /** @param {Ledger} ledger @param {Turn} [turn] */
  constructor(ledger, turn) {
    this.ledger = ledger;
    this.turn = turn;
  }

  /** @param {import("../capture/exchange.js").Body} body */
  ask(body) {
    const sent = JSON.parse(JSON.parse(sentField(body, "f.req") || "[]")[1] ?? "[]");
    if (typeof sent[0]?.[0] === "string" && Array.isArray(sent[2])) this.turn ??= this.#found();
    if (this.turn) ask(this.ledger, this.turn, sent);
  }

  /** @param {any} frame */
  read(frame) {
    for (const [name, , text, , , failure] of frame) {
      if (name !== "wrb.fr") continue;
      if (Number(failure?.[2]?.[0]?.[1]?.[0]) >= FAILED) return this.turn && this.ledger.close(this.turn, "refused");
      if (typeof text !== "string") continue;
      const found = JSON.parse(text);
      if (Array.isArray(found?.[4]?.[0]?.[1])) this.turn ??= this.#found();
      if (this.turn) document(this.ledger, this.turn, found);
    }
    return undefined;
  }

  #found() {
    const turn = this.ledger.open();
    turn.by(this.model);
    turn.miss("send-elsewhere");
    return turn;
  }
}

/** @param {Ledger} ledger @param {Turn} turn @param {any} sent */
function ask(ledger, turn, sent) {
  turn.say("prompt", sent[0]?.[0]);
  if (!turn.model) turn.by(MODES[/** @type {keyof typeof MODES} */ (sent[MODE])]);
  if (sent[0]?.[3]?.length) turn.miss("attachment-unknown");
  if (sent[19] === "deep_research" || sent[49] === 14) turn.kind = "research";
  const [conversation, , candidate] = sent[2] ?? [];
  ledger.ask(turn, { conversation, parent: candidate });
}

/** @param {Ledger} ledger @param {Turn} turn @param {any} found */
function document(ledger, turn, found) {
  if (found[1]?.[0]) ledger.ask(turn, { conversation: found[1][0], question: found[1][1] });
  const tool = found[6]?.[1]?.[0];
  if (tool) turn.use(tool);
  for (const [place, candidate] of (found[4] ?? []).entries()) {
    if (!candidate) continue;
    if (place === 0) turn.called(candidate[0]);
    turn.show("answer", candidate[1]?.[0], place);
    turn.show("reasoning", candidate[37]?.[0]?.[0], place);
    const extra = candidate[12];
    for (const image of [extra?.[7]?.[0] ?? extra?.[0]?.["8"]?.[0] ?? []].flat()) {
      turn.draw(image?.[0]?.[3]?.[3] ?? JSON.stringify(image));
    }
    if (extra?.[59]) turn.kind = "video";
  }
}
