/**
 * grok.com, and Grok in X: a line of JSON for each token, and the whole response at the end, which names the model.
 */
import { jsonLines } from "./reading/lines.js";
import { sentJSON } from "./reading/sent.js";

/** @typedef {import("../capture/ledger.js").Ledger} Ledger */
/** @typedef {import("../capture/turn.js").Turn} Turn */

const SEND = /^\/rest\/app-chat\/conversations\/(new|([^/]+)\/responses)$/;
const AGAIN = /^\/rest\/app-chat\/conversations\/reconnect-response-v2\/([^/]+)$/;
const PARTS = /** @type {const} */ (["answer", "reasoning"]);
const IN_X = /\/2\/grok\/add_response\.json$/;

export const grok = {
  site: "grok.com",
  product: "grok",
  quiet: /\/(load-responses|upload-file|log|monitoring|share|suggest|i\/api)/,

  /** @param {import("../capture/page.js").Asked} asked @param {Ledger} ledger */
  request({ method, url }, ledger) {
    const again = AGAIN.exec(url.pathname);
    if (again)
      return reading(
        ledger,
        new Response(
          ledger,
          ledger.find(({ id }) => id === again[1]),
          again[1],
        ),
      );
    const sent = SEND.exec(url.pathname);
    if (method !== "POST" || !(sent || IN_X.test(url.pathname))) return undefined;
    const response = new Response(ledger, ledger.open({ conversation: sent?.[2] ?? null }));
    return reading(ledger, response);
  },
};

/** @param {Ledger} ledger @param {Response} response */
function reading(ledger, response) {
  return {
    turn: response.turn,
    frames: jsonLines,
    asked: (/** @type {import("../capture/exchange.js").Body} */ body) => response.ask(sentJSON(body)),
    read: (/** @type {string} */ line) => response.read(JSON.parse(line)),
    ended: (/** @type {import("../capture/turn.js").How} */ how) => {
      if (response.turn) ledger.close(response.turn, response.id && how === "refused" ? "fail" : how);
    },
  };
}

class Response {
  #reasoned = false;
  #begun = false;

  /** @param {Ledger} ledger @param {Turn} [turn] @param {string} [id] */
  constructor(ledger, turn, id) {
    this.ledger = ledger;
    this.turn = turn;
    this.id = id;
  }

  /** @param {any} body */
  ask(body) {
    const { turn } = this;
    if (!turn || this.id) return;
    const own = body.responses?.findLast?.((/** @type {any} */ response) => response.sender === 1);
    turn.say("prompt", body.message ?? own?.message);
    if ((body.fileAttachments ?? own?.fileAttachments)?.length || body.imageAttachments?.length)
      turn.miss("attachment-unknown");
    const mode = body.modeId ?? body.modelMode ?? body.deepsearchPreset ?? "";
    if (/deepsearch|deepersearch/i.test(mode)) turn.kind = "research";
    const chosen = body.modelName ?? body.grokModelOptionId; // until the response says which one it was
    if (!/auto/i.test(chosen ?? "auto")) turn.by(chosen);
    this.ledger.ask(turn, { conversation: turn.conversation ?? body.conversationId, parent: body.parentResponseId });
  }

  /** @param {any} line */
  read({ result, error }) {
    this.turn ??= this.ledger.open({ id: this.id ?? null });
    const { turn } = this;
    if (error) return this.ledger.close(turn, "refused");
    if (!result) return undefined;
    const { conversation, title } = result;
    if (conversation?.conversationId) this.ledger.ask(turn, { conversation: conversation.conversationId });
    if (title) return undefined;
    // A new chat wraps what later turns give as it is.
    this.#response(turn, result.response ?? result);
    return undefined;
  }

  /** @param {Turn} turn @param {any} found */
  #response(turn, found) {
    if (found.userResponse)
      this.ledger.ask(turn, {
        question: found.userResponse.responseId,
        parent: turn.parent ?? found.userResponse.parentResponseId,
      });
    else if (found.responseId && found.token !== undefined) turn.called(found.responseId);
    if (found.sender === "ASSISTANT" || found.sender === undefined)
      this.#piece(turn, found.token ?? found.message, found);
    if (found.webSearchResults || found.xSearchResults) this.#searched(turn, found);
    if (found.toolUsage || found.toolUsageCardId) turn.use(found.toolUsageCardId ?? JSON.stringify(found.toolUsage));
    if (found.isSoftStop) this.ledger.close(turn, "end");
    const image = found.streamingImageGenerationResponse;
    if (image && Number(image.progress ?? 100) >= 100) turn.draw(image.imageUrl);
    if (found.streamingVideoGenerationResponse) turn.kind = "video";
    if (found.cardAttachment?.jsonData) this.#card(turn, JSON.parse(found.cardAttachment.jsonData));
    if (found.modelResponse) this.#whole(turn, found.modelResponse);
  }

  /** @param {Turn} turn @param {unknown} text @param {any} found */
  #piece(turn, text, { isThinking, messageTag }) {
    if (typeof text !== "string" || messageTag === "header" || messageTag === "raw_function_result") return;
    // Taken up again, it begins anew; the store keeps what was more.
    if (this.id && !this.#begun) for (const part of PARTS) turn.show(part, "");
    this.#begun = true;
    if (isThinking) this.#reasoned = true;
    turn.say(isThinking ? "reasoning" : "answer", text);
  }

  /** @param {Turn} turn @param {any} found */
  #searched(turn, { webSearchResults: web, xSearchResults: x }) {
    turn.use("search");
    for (const result of [...(web?.results ?? []), ...(x?.results ?? [])]) {
      turn.show("attachments", result.preview ?? result.snippet ?? result.text, result.url ?? result.postId);
    }
  }

  /** @param {Turn} turn @param {any} card */
  #card(turn, { image_chunk: chunk, imageUuid }) {
    if (chunk && Number(chunk.progress ?? 100) >= 100) turn.draw(chunk.imageUuid ?? chunk.imageUrl);
    else if (imageUuid) turn.draw(imageUuid);
  }

  /** The response as a whole, in place of what the tokens have told of it. @param {Turn} turn
   *  @param {any} whole */
  #whole(turn, whole) {
    turn.called(whole.responseId);
    turn.by(whole.model);
    turn.show("answer", whole.message);
    if (!this.#reasoned && whole.thinkingTrace) turn.show("reasoning", whole.thinkingTrace);
    for (const image of whole.generatedImageUrls ?? []) turn.draw(image);
    if (whole.webSearchResults?.length) turn.use("search");
  }
}
