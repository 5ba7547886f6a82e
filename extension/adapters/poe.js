/**
 * poe.com: the question goes by GraphQL, the answer comes on a WebSocket, each time as a whole. The model is the bot's
 * own name. Answers that have ended come again on later frames, and those of other tabs too.
 */
import { sentJSON } from "./reading/sent.js";
import { thought } from "./reading/thinking.js";
import { whole } from "./reading/whole.js";
import { name } from "../capture/turn.js";

/** @typedef {import("../capture/ledger.js").Ledger} Ledger */
/** @typedef {import("../capture/turn.js").Turn} Turn */

const SEND = /^\/api\/gql_(upload_)?POST$/;
const SENDS =
  /^(sendMessage|regenerateMessage|retryMessage|editMessage|messageEdit|chatHelpers_sendNewChatMessage)\w*Mutation$/i;
const IMAGE = /!\[[^\]]*\]\(https:\/\/pfst\.cf2\.poecdn\.net\/[^)]+\)/g;

export const poe = {
  site: "poe.com",
  product: "poe",
  quiet: /\/(gql_|receive|login|logout|settings)/,
  talks: true,

  /** @param {import("../capture/page.js").Asked} asked @param {Ledger} ledger */
  request({ method, url, header }, ledger) {
    if (method !== "POST") return undefined;
    const named = header("poe-queryname");
    if (named === null ? !SEND.test(url.pathname) : !SENDS.test(named)) return undefined;
    /** @type {Turn | undefined} */
    let turn;
    return {
      frames: whole,
      asked: (/** @type {any} */ body) => void (turn = ask(ledger, body, named)),
      read: (/** @type {string} */ text) => {
        if (turn && JSON.parse(text).errors) ledger.close(turn, "refused");
      },
      // That the question was taken is not yet its answer.
      ended: (/** @type {import("../capture/turn.js").How} */ how) => {
        if (turn && how === "refused") ledger.close(turn, how);
      },
    };
  },

  /** @param {URL} url @param {Ledger} ledger */
  socket(url, ledger) {
    if (!/\.tch\.poe\.com$|^tch\d+\.|(^|\.)poe\.com$/.test(url.hostname)) return undefined;
    return {
      read(/** @type {string} */ text) {
        for (const message of JSON.parse(text).messages ?? []) {
          const { payload } = typeof message === "string" ? JSON.parse(message) : message;
          if (payload?.data?.messageAdded) added(ledger, payload.data.messageAdded);
          if (payload?.data?.messageCancelled) cancelled(ledger, payload.data.messageCancelled.messageId);
        }
      },
      ended: (/** @type {import("../capture/turn.js").How} */ how) => ledger.closeAll(how),
    };
  },
};

/** @param {Ledger} ledger @param {any} body @param {string | null} named */
function ask(ledger, body, named) {
  const sent = typeof body === "string" ? sentJSON(body) : JSON.parse(String(body?.get("queryInfo") ?? "{}"));
  if (!SENDS.test(named ?? sent.queryName ?? "")) return undefined;
  const { variables = {} } = sent;
  const turn = ledger.open();
  turn.by(variables.bot);
  turn.say("prompt", variables.query ?? variables.text);
  if (variables.attachments?.length || variables.existingMessageAttachmentsIds?.length) turn.miss("attachment-unknown");
  if (typeof body !== "string" && [...(body?.keys?.() ?? [])].some((name) => /^file/.test(name)))
    turn.miss("attachment-unknown");
  ledger.ask(turn, { conversation: variables.chatId, parent: ledger.last(variables.chatId)?.id });
  return turn;
}

/** @param {Ledger} ledger @param {any} message */
function added(ledger, { messageId, author, state, text, chatId }) {
  if (!messageId || author === "chat_break") return;
  const chat = name(chatId);
  const waits = ledger.find((each) => !each.id && !each.done && (!each.conversation || !chat || each.conversation === chat));
  // A new chat learns its number from the reader's own message.
  if (author === "human") return void (waits && ledger.ask(waits, { conversation: chat }));
  const id = String(messageId);
  let turn = ledger.find((each) => each.id === id) ?? waits;
  // The end of another chat's answer, which this page did not see begin, is not that of the one that waits.
  if (state === "complete" && turn && !turn.id && turn.conversation !== chat) turn = undefined;
  // An old answer of a chat that was just opened: it was counted when it was new.
  if (!turn && state === "complete") return;
  turn ??= ledger.open();
  turn.heard = true;
  turn.called(id);
  turn.by(author);
  ledger.ask(turn, { conversation: chatId });
  const { answer, reasoning } = thought(String(text ?? ""));
  turn.show("answer", answer.replace(IMAGE, ""));
  turn.show("reasoning", reasoning);
  for (const [image] of answer.matchAll(IMAGE)) turn.draw(image);
  if (/^error/.test(state) && !answer) ledger.close(turn, "refused");
  else if (state !== "incomplete") ledger.close(turn, /cancel/.test(state) ? "stop" : "end");
}

/** @param {Ledger} ledger @param {unknown} id */
function cancelled(ledger, id) {
  const turn = ledger.find((each) => each.id === String(id));
  if (turn) ledger.close(turn, "stop");
}
