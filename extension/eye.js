/**
 * The second, independent eye: with the optional permission webRequest it counts the requests that a site sends to
 * its chatbot, never their content. Beside the answers understood, it says at once when a format has changed.
 */
import { api } from "./api.js";
import { today } from "./clock.js";
import { sites } from "./sites.js";
import { count } from "./store.js";

/** @type {Promise<import("./sites.js").Site[]> | undefined} */
let known;
let watching = false;

/** @param {any} details */
async function see({ method, url, initiator, originUrl, documentUrl, tabId }) {
  known ??= sites();
  const found = (await known).find((site) => belongs(site, initiator ?? originUrl ?? documentUrl ?? url) || belongs(site, url));
  const path = new URL(url).pathname;
  const sends = (/** @type {any} */ send) => send.method === method && new RegExp(send.path).test(path);
  if (found?.sends.some(sends)) await count(`seen|${today()}|${found.id}`);
  return void tabId;
}

/** @param {import("./sites.js").Site} site @param {string} url */
function belongs(site, url) {
  const { protocol, hostname } = new URL(url);
  return site.origins.some((pattern) => {
    const [scheme, host] = pattern.replace(/\/\*$/, "").split("://");
    const one = host.startsWith("*.") ? hostname.endsWith(host.slice(1)) || hostname === host.slice(2) : hostname === host;
    return one && (scheme === "*" || `${scheme}:` === protocol);
  });
}

/** Opens the eye if it may be open; called at each start of the worker, before any event. */
export function watch() {
  if (watching || !api.webRequest?.onBeforeRequest) return;
  watching = true;
  // Only hosts that were granted are seen, whatever the filter says.
  const filter = { urls: ["https://*/*", "http://*/*"], types: ["xmlhttprequest", "websocket", "other"] };
  api.webRequest.onBeforeRequest.addListener((/** @type {any} */ details) => void see(details).catch(() => {}), filter);
}

/** The list of sites has changed. */
export function renew() {
  known = undefined;
}
