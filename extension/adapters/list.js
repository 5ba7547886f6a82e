/**
 * The chatbots that are followed, by hand: one line each, and a file of the same name beside this one.
 *
 * `id` is what an event calls the site (as the importers of its exports do), `origins` are asked for one by one, `main`
 * is the script of the page's world, and `sends` are the requests that the second eye counts: none where the site
 * asks over a WebSocket, into which it cannot look.
 */

/** @typedef {{method: string, path: string}} Send `path` is a regular expression on the path of the address */
/** @typedef {{id: string, name: string, origins: string[], main: string, sends: Send[]}} Site */

/** @param {string} path @param {string} [method] @returns {Send} */
const to = (path, method = "POST") => ({ method, path });

/** @type {Site[]} */
export const SITES = [
  site("chatgpt.com", "ChatGPT", "chatgpt", ["chatgpt.com", "chat.openai.com"], to("^/backend-(api|anon)/(f/)?conversation$")),
  site("claude.ai", "Claude", "claude", ["claude.ai"], to("/chat_conversations/[^/]+/(retry_)?completion$")),
  site("gemini.google.com", "Gemini", "gemini", ["gemini.google.com"], to("BardFrontendService/StreamGenerate$")),
  site("chat.mistral.ai", "Le Chat", "le-chat", ["chat.mistral.ai"], to("^/api/chat$")),
  site("chat.deepseek.com", "DeepSeek", "deepseek", ["chat.deepseek.com"], to("^/api/v0/chat/(completion|regenerate|continue|edit_message)$")),
  site("www.perplexity.ai", "Perplexity", "perplexity", ["www.perplexity.ai", "perplexity.ai"], to("^/rest/sse/perplexity_ask$")),
  site("copilot.microsoft.com", "Copilot", "copilot", ["copilot.microsoft.com", "m365.cloud.microsoft"]),
  site("grok.com", "Grok", "grok", ["grok.com", "x.com", "grok.x.com"], to("^/rest/app-chat/conversations/(new|[^/]+/responses)$"), to("/2/grok/add_response\\.json$")),
  site("huggingface.co", "HuggingChat", "huggingchat", ["huggingface.co"], to("^/chat/conversation/[^/]+$")),
  site("poe.com", "Poe", "poe", ["poe.com"]),
  site("meta.ai", "Meta AI", "meta", ["www.meta.ai", "meta.ai"]),
]; // prettier-ignore

/** Chats on a server of the reader's own, whose address the reader adds: Open WebUI, LibreChat, anything like OpenAI's. */
export const SELF_HOSTED = {
  main: "page/self-hosted.js",
  sends: [
    to("^/api/(v2/)?chat/completions$"),
    to("/v1/((chat/)?completions|responses)$"),
    to("/api/(chat|generate)$"),
    to("^/api/(ask|edit|agents/chat|assistants/v[12]/chat)(/(?!abort|stream|status|active)[^/]+)?$"),
  ],
};

/** The scripts of the other world, the same everywhere. */
export const ISOLATED = ["capture/isolated.js"];

/** What an event calls the site at this address. @param {{protocol: string, host: string}} location */
export function siteOf({ protocol, host }) {
  return SITES.find(({ origins }) => origins.includes(`${protocol}//${host}/*`))?.id ?? host;
}

/** @param {string} id @param {string} name @param {string} file @param {string[]} hosts @param {Send[]} sends
 *  @returns {Site} */
function site(id, name, file, hosts, ...sends) {
  const origins = hosts.map((host) => `https://${host}/*`);
  return { id, name, origins, main: `page/${file}.js`, sends };
}
