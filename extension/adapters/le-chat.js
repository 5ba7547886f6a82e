/**
 * chat.mistral.ai: numbered lines of JSON, in which a message grows by patches. The question of a new chat goes before
 * it, in a call of its own. Most messages name no model.
 */
import { sentJSON } from "./reading/sent.js";
import { lines } from "./reading/lines.js";
import { Turn } from "../capture/turn.js";

/** @typedef {import("../capture/ledger.js").Ledger} Ledger */

const NEW = /^\/api\/trpc\/message\.newChat$/;
const TEXT = "0"; // lines of the older kind: 0:"a piece of text"

export const leChat = {
  site: "chat.mistral.ai",
  product: "le-chat",
  quiet: /\/(trpc|telemetry|title|suggest)/,

  /** @param {import("../capture/page.js").Asked} asked @param {Ledger} ledger */
  request({ method, url }, ledger) {
    if (method !== "POST") return undefined;
    if (NEW.test(url.pathname)) return begin(ledger);
    if (url.pathname !== "/api/chat") return undefined;
    const turn = ledger.open();
    const message = new Message(turn, ledger);
    return {
      turn,
      frames: lines,
      asked: (/** @type {import("../capture/exchange.js").Body} */ body) => ask(ledger, turn, sentJSON(body)),
      read: (/** @type {string} */ line) => message.read(line),
    };
  },
};

/** A new chat: its question waits for the request of its answer, which follows. @param {Ledger} ledger */
function begin(ledger) {
  return {
    asked(/** @type {import("../capture/exchange.js").Body} */ body) {
      const { content, files, model } = Object.values(sentJSON(body))[0]?.json ?? {};
      const held = new Turn("", 0, () => {}); // counted now: no text waits
      tell(held, content);
      ledger.keep("new", { held, files, model });
    },
    read: () => {},
  };
}

/** @param {Ledger} ledger @param {Turn} turn @param {any} body */
function ask(ledger, turn, body) {
  const { chatId, mode } = body;
  const first = mode === "start" ? ledger.kept("new") : undefined;
  if (body.messageInput !== undefined) tell(turn, body.messageInput);
  else if (first) {
    turn.share(first.held, "prompt");
    for (const note of first.held.notes) turn.miss(note);
  }
  if ((body.messageFiles ?? first?.files)?.length) turn.miss("attachment-unknown");
  turn.by(body.model ?? first?.model);
  if ([body.features ?? []].flat().some((feature) => /research/.test(feature))) turn.kind = "research";
  const known = ledger.last(chatId);
  const again = mode === "retry";
  ledger.ask(turn, { conversation: chatId, parent: again ? known?.parent : known?.id });
}

/** Counts a question: a text, or pieces of one. @param {Turn} turn @param {any} content */
function tell(turn, content) {
  for (const [place, piece] of [content ?? []].flat().entries()) {
    turn.say("prompt", typeof piece === "string" ? piece : piece?.text, place);
    if (piece?.type && piece.type !== "text") turn.miss("attachment-unknown");
  }
}

class Message {
  /** @type {Map<number, {part: "answer" | "reasoning" | null}>} */
  #chunks = new Map();
  #id = "";

  /** @param {Turn} turn @param {Ledger} ledger */
  constructor(turn, ledger) {
    this.turn = turn;
    this.ledger = ledger;
  }

  /** @param {string} line */
  read(line) {
    const colon = line.indexOf(":");
    if (colon < 0) return;
    const kind = line.slice(0, colon);
    const value = JSON.parse(line.slice(colon + 1));
    if (kind === TEXT && typeof value === "string") return this.turn.say("answer", value, "text");
    const { json } = value ?? {};
    if (json?.type === "bootstrap") this.#begin(json);
    else if (json?.type === "message") this.#message(json);
    else if (json?.type === "error" || value?.error) this.ledger.close(this.turn, "refused");
    return undefined;
  }

  /** @param {any} json */
  #begin({ chat, messages }) {
    if (chat?.id) this.ledger.ask(this.turn, { conversation: chat.id });
    const asked = (messages ?? []).filter((/** @type {any} */ message) => message?.role === "user").at(-1);
    if (asked && !this.turn.has("prompt")) this.turn.show("prompt", asked.content, 0);
    if (asked?.id) this.ledger.ask(this.turn, { question: asked.id });
  }

  /** @param {any} json */
  #message({ messageId, patches }) {
    const own = (patches ?? []).every((/** @type {any} */ patch) => patch.path !== "/" || patch.value?.role !== "user");
    if (!own || (this.#id && messageId !== this.#id)) return;
    this.#id = messageId;
    this.turn.called(messageId);
    for (const patch of patches ?? []) this.#patch(patch);
  }

  /** @param {{op: string, path: string, value: any}} patch */
  #patch({ op, path, value }) {
    const [field, place, inner] = path.split("/").slice(1);
    if (path === "/") {
      this.turn.by(value?.model);
      if (value?.parentId) this.ledger.ask(this.turn, { question: value.parentId });
      this.#chunksAre(value?.contentChunks);
      this.turn.show("answer", value?.content, "text");
    } else if (field === "model") this.turn.by(value);
    else if (field === "content") this.#write("answer", "text", op, value);
    else if (field === "contentChunks") {
      if (place === undefined) this.#chunksAre(value);
      else if (inner === undefined) this.#chunk(Number(place), value);
      else if (inner === "text" || inner === "thinking")
        this.#write(this.#chunks.get(Number(place))?.part ?? "answer", place, op, value);
    } else if (field === "generationStatus" && /error|fail/.test(value)) this.ledger.close(this.turn, "refused");
  }

  /** @param {unknown} chunks */
  #chunksAre(chunks) {
    for (const [place, chunk] of [chunks ?? []].flat().entries()) this.#chunk(place, chunk);
  }

  /** Later pieces of a chunk do not say what it is: it is remembered. @param {number} place @param {any} chunk */
  #chunk(place, chunk) {
    const { type, text, thinking, _context: context } = chunk ?? {};
    const thought = type === "thinking" || type === "reasoning" || context?.type === "reasoning";
    this.#chunks.set(place, { part: thought ? "reasoning" : "answer" });
    if (type === "text" || thought) this.turn.show(thought ? "reasoning" : "answer", text ?? thinking, place);
    else if (type === "tool_call") {
      this.turn.use(place);
      this.turn.show("answer", chunk.arguments ?? chunk.input, place);
    } else if (type === "image_url" || type === "image") this.turn.draw(chunk.imageUrl ?? chunk.image_url ?? place);
  }

  /** @param {"answer" | "reasoning"} part @param {string} slot @param {string} op @param {any} value */
  #write(part, slot, op, value) {
    if (op === "append") this.turn.say(part, value, slot);
    else this.turn.show(part, value, slot);
  }
}
