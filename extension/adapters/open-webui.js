/**
 * Open WebUI on a server of the reader's own: the request names the answer's id, the answer comes on Socket.IO (as a
 * socket, or polled), or on text/event-stream where there is none. Servers often say how many tokens it took.
 */
import { completions, question } from "./reading/completions.js";
import { packets } from "./reading/packets.js";
import { sentJSON } from "./reading/sent.js";
import { json, sse } from "./reading/sse.js";
import { whole } from "./reading/whole.js";

/** @typedef {import("../capture/ledger.js").Ledger} Ledger */
/** @typedef {import("../capture/turn.js").Turn} Turn */

const SEND = /^\/api\/(v2\/)?chat\/completions$/;
const SOCKET = /\/socket\.io\/?$/;
const DONE = /^\/api\/chat\/completed$/;

export const openWebUI = {
  site: null,
  product: "open-webui",

  /** @param {import("../capture/page.js").Asked} asked @param {Ledger} ledger */
  request({ method, url }, ledger) {
    if (method === "GET" && SOCKET.test(url.pathname))
      return { frames: packets, read: (/** @type {any} */ packet) => event(ledger, packet) };
    if (method === "POST" && DONE.test(url.pathname)) return completed(ledger);
    return method === "POST" && SEND.test(url.pathname) ? send(ledger) : undefined;
  },

  /** @param {URL} url @param {Ledger} ledger */
  socket(url, ledger) {
    if (!SOCKET.test(url.pathname)) return undefined;
    return {
      read: (/** @type {string} */ text) => {
        const cutter = packets();
        cutter.push(text, (packet) => event(ledger, packet));
        cutter.end((packet) => event(ledger, packet));
      },
    };
  },
};

/** @param {Ledger} ledger */
function send(ledger) {
  const turn = ledger.open();
  const reader = completions(turn, ledger);
  let elsewhere = false;
  return {
    turn,
    typed: (/** @type {string} */ type) => (/event-stream/.test(type) ? sse : whole),
    asked(/** @type {import("../capture/exchange.js").Body} */ body) {
      const sent = sentJSON(body);
      turn.called(sent.id ?? sent.message_id);
      turn.by(sent.model);
      question(turn, sent.messages ?? [], !sent.chat_id);
      if (sent.files?.length) turn.miss("attachment-unknown");
      if (sent.features?.web_search) turn.use("search");
      const parent = ledger.last(sent.chat_id)?.id;
      ledger.ask(turn, { conversation: sent.chat_id, parent: sent.chat_id ? parent : null, question: sent.parent_id });
      if (turn.id) ledger.keep(`reader ${turn.id}`, reader);
    },
    read(/** @type {any} */ frame) {
      const value = json(typeof frame === "string" ? frame : frame.data);
      if (!value) return;
      // The answer comes on the socket; the request was only taken.
      if (value.task_id || value.task_ids || value.status === true) elsewhere = true;
      else told(ledger, turn, reader, value.type === "chat:completion" ? value.data : value);
    },
    ended(/** @type {import("../capture/turn.js").How} */ how) {
      if (elsewhere && how === "end") return;
      if (how === "end") close(ledger, turn);
      else ledger.close(turn, how);
    },
  };
}

/** The page says that it has the whole answer. @param {Ledger} ledger */
function completed(ledger) {
  return {
    asked(/** @type {import("../capture/exchange.js").Body} */ body) {
      const { id } = sentJSON(body);
      const turn = id && ledger.find((each) => each.id === id);
      if (turn && !turn.done) close(ledger, turn);
    },
    read: () => {},
  };
}

/** @param {Ledger} ledger @param {any} packet */
function event(ledger, packet) {
  const [name, body] = Array.isArray(packet) ? packet : [];
  if (name !== "events" && name !== "chat-events") return;
  const { chat_id: conversation, message_id: id, data: { type, data = {} } = /** @type {any} */ ({}) } = body ?? {};
  const turn = ledger.find((each) => each.id === id);
  if (!turn) return; // a background task, or another tab's answer: it counts there
  turn.heard = true;
  if (conversation && !turn.conversation) ledger.ask(turn, { conversation });
  if (type === "chat:completion") told(ledger, turn, ledger.kept(`reader ${id}`), data);
  else if (type === "message" || type === "chat:message:delta") turn.say("answer", data.content, "choice");
  else if (type === "replace" || type === "chat:message") turn.show("answer", data.content, "choice");
  else if (type === "source" || type === "citation") turn.use("search");
  else if (type === "files" || type === "chat:message:files") {
    for (const file of data.files ?? []) if (file.type === "image") turn.draw(file.url ?? file.id);
  } else if (type === "chat:message:error") ledger.close(turn, "refused");
  else if (type === "chat:tasks:cancel") ledger.close(turn, "stop");
}

/** @param {Ledger} ledger @param {Turn} turn @param {ReturnType<typeof completions>} reader @param {any} data */
function told(ledger, turn, reader, data) {
  const { content, done, delta_content: piece, phase } = data;
  reader?.read(data);
  if (typeof piece === "string") turn.say(phase === "thinking" ? "reasoning" : "answer", piece, "piece");
  else if (content && !data.choices && !(done && turn.has("answer"))) snapshot(turn, String(content));
  for (const [place, item] of (data.output ?? []).entries()) {
    const texts = (item.content ?? item.summary ?? []).map((/** @type {any} */ each) => each?.text ?? "").join("");
    turn.show(item.type === "reasoning" ? "reasoning" : "answer", texts, `output ${place}`);
  }
  if (done || phase === "done") close(ledger, turn);
}

/** The whole so far, with the reasoning folded in it. @param {Turn} turn @param {string} content */
function snapshot(turn, content) {
  const folded = /<details type="reasoning"[^>]*>(?:\s*<summary>[^<]*<\/summary>)?([\s\S]*?)(<\/details>|$)/g;
  const thoughts = [...content.matchAll(folded)].map(([, text]) => text.trim());
  if (thoughts.length) turn.show("reasoning", thoughts.join("\n"), "folded");
  turn.show("answer", thoughts.length ? content.replace(folded, "").trim() : content, "choice");
}

/** @param {Ledger} ledger @param {Turn} turn */
function close(ledger, turn) {
  ledger.kept(`reader ${turn.id}`)?.end();
  ledger.close(turn, "end");
}
