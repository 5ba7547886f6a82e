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

const SEND = /\/BardChatUi\/data\/assistant\.lamda\.BardFrontendService\/StreamGenerate$/;
const MODEL = "x-goog-ext-525001261-jspb";
const MODELS = {
  "9d8ca3786ebdfbea": "gemini-3-pro",
  fbb127bbb056c959: "gemini-3-flash",
  "5bf011840784117a": "gemini-3-flash-thinking",
}; // prettier-ignore
const FAILED = 1000; // error codes of the site begin here

export const gemini = {
  site: "gemini.google.com",
  product: "gemini",
  quiet: /./,

  /** @param {import("../capture/page.js").Asked} asked @param {Ledger} ledger */
  request({ method, url, header }, ledger) {
    if (method !== "POST" || !SEND.test(url.pathname)) return undefined;
    const turn = ledger.open();
    const number = /"([0-9a-f]{16})"/.exec(header(MODEL) ?? "")?.[1];
    turn.by(MODELS[/** @type {keyof typeof MODELS} */ (number)]);
    return {
      turn,
      frames: batches,
      asked: (/** @type {import("../capture/exchange.js").Body} */ body) => ask(ledger, turn, body),
      read: (/** @type {any} */ frame) => read(ledger, turn, frame),
    };
  },
};

/** @param {Ledger} ledger @param {Turn} turn @param {import("../capture/exchange.js").Body} body */
function ask(ledger, turn, body) {
  const sent = JSON.parse(JSON.parse(sentField(body, "f.req") || "[]")[1] ?? "[]");
  turn.say("prompt", sent[0]?.[0]);
  if (sent[0]?.[3]?.length) turn.miss("attachment-unknown");
  if (sent[19] === "deep_research" || sent[49] === 14) turn.kind = "research";
  const [conversation, , candidate] = sent[2] ?? [];
  ledger.ask(turn, { conversation, parent: candidate });
}

/** @param {Ledger} ledger @param {Turn} turn @param {any} frame */
function read(ledger, turn, frame) {
  for (const [name, , text, , , failure] of frame) {
    if (name !== "wrb.fr") continue;
    if (Number(failure?.[2]?.[0]?.[1]?.[0]) >= FAILED) return ledger.close(turn, "refused");
    if (typeof text === "string") document(ledger, turn, JSON.parse(text));
  }
  return undefined;
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
