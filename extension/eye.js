/**
 * The second, independent eye: with the optional permission webRequest it counts the requests that a site sends to
 * its chatbot, never their content. Beside the answers understood, it says at once when a format has changed.
 */
import { api } from "./api.js";
import { today } from "./clock.js";
import { settings } from "./settings.js";
import { sites } from "./sites.js";
import { count } from "./store.js";

/** @type {Promise<import("./sites.js").Site[]> | undefined} */
let known;

/** @param {any} details */
async function see({ method, url, initiator, originUrl, documentUrl }) {
  known ??= sites();
  const found = (await known).find((site) => belongs(site, initiator ?? originUrl ?? documentUrl ?? url) || belongs(site, url));
  const path = new URL(url).pathname;
  const sends = (/** @type {any} */ send) => send.method === method && new RegExp(send.path).test(path);
  if (!found?.sends.some(sends)) return;
  const { paused } = await settings();
  if (Date.now() < paused.until || paused.sites.includes(found.id)) return; // the other one is closed, too
  await count(`seen|${today()}|${found.id}`);
}

const look = (/** @type {any} */ details) => void see(details).catch(() => {});

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
  const eye = api.webRequest?.onBeforeRequest;
  if (!eye || eye.hasListener(look)) return;
  // Only hosts that were granted are seen, whatever the filter says.
  eye.addListener(look, { urls: ["https://*/*", "http://*/*"], types: ["xmlhttprequest", "websocket", "other"] });
}

/** Closes it: what is granted again later is opened again. */
export function close() {
  api.webRequest?.onBeforeRequest.removeListener(look);
}

/** The list of sites has changed. */
export function renew() {
  known = undefined;
}
