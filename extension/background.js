// The worker behind the pages: takes what they counted, keeps it, and says so. All listeners are set at once, since
// it is woken by what they listen to; it computes nothing.
import { api } from "./api.js";
import { goal, line } from "./answered.js";
import { saveBackup } from "./autosave.js";
import { badge } from "./badge.js";
import { midnight, today } from "./clock.js";
import { disk } from "./disk.js";
import { drain, take } from "./drain.js";
import { close, renew, watch } from "./eye.js";
import { hex } from "./hex.js";
import { rest } from "./room/door.js";
import { settings } from "./settings.js";
import { register, remember, sites, stopped } from "./sites.js";
import { count, forget } from "./store.js";

const BUSIEST = 60_000; // milliseconds that one page may say it took us
const NOTE = /^[a-z0-9:._-]{1,60}$/i;
const WELCOME = "welcome/welcome.html";

/** @type {Record<string, (message: any, sender: any) => Promise<any>>} */
const DOORS = {
  /** An answer that has ended, or a stream that goes on: kept before it is acknowledged. */
  async event(told, sender) {
    const { paused } = await settings();
    if (Date.now() < paused.until || paused.sites.includes(told.event?.site)) return { ok: false, why: "paused" };
    if ((await stopped(told.event?.site)) !== undefined) return { ok: false, why: "stopped" }; // its page is still open
    const answer = await take(told);
    if (answer.ok && told.done !== false) after(told.event, sender?.tab?.id);
    if (answer.why === "full") await badge();
    return answer;
  },
  /** A request that came to nothing after all. */
  async void(told) {
    const answer = await take(told);
    await badge();
    return answer;
  },
  /** A note on a format that was not understood. */
  async shape({ site, note }) {
    if (NOTE.test(note) && (await sites()).some(({ id }) => id === site)) await count(`shape|${today()}|${site}|${note}`);
    return { ok: true };
  },
  /** Milliseconds that our script worked in a page. */
  async busy({ ms }) {
    if (ms > 0 && ms < BUSIEST) await count(`busy|${today()}|page`, ms);
    return { ok: true };
  },
  /** The reader chose something. */
  async chosen() {
    await allowed();
    await badge();
    return { ok: true };
  },
  /** A view was opened, or something was deleted: the keys that wait are led in, the badge is right again. */
  async refresh() {
    await drain();
    await badge();
    return { ok: true, full: disk.full };
  },
};

/** What may wait until the answer is acknowledged. @param {any} event @param {number} [tab] */
async function after(event, tab) {
  await badge().catch(() => {});
  const chosen = await settings();
  await goal(chosen).catch(() => {});
  if (chosen.line && tab !== undefined) await line(event, tab, chosen).catch(() => {});
}

api.runtime.onMessage.addListener((/** @type {any} */ message, /** @type {any} */ sender, /** @type {any} */ reply) => {
  const door = sender.id === api.runtime.id && DOORS[message?.do];
  if (!door) return false;
  const began = performance.now();
  door(message, sender).then(reply, () => reply({ ok: false, why: "failed" }))
    .then(() => count(`busy|${today()}|worker`, performance.now() - began)).catch(() => {});
  return true;
});

api.runtime.onInstalled.addListener(async ({ reason }) => {
  await salt();
  await wake();
  if (reason === "install") await api.tabs.create({ url: api.runtime.getURL(WELCOME) });
});
api.runtime.onStartup.addListener(wake);
// To listen is to wait: a new version starts with the browser, not under open pages, whose scripts would then talk to
// nobody and count nothing.
api.runtime.onUpdateAvailable.addListener(() => {});
api.permissions.onAdded.addListener(allowed);
api.permissions.onRemoved.addListener((/** @type {{permissions?: string[]}} */ { permissions = [] }) => {
  if (permissions.includes("webRequest")) close();
  allowed();
});
api.alarms.onAlarm.addListener(async (/** @type {{name: string}} */ { name }) => {
  // Each by itself: a full disk must not keep the badge from saying so. A worker that was killed while it registered
  // has not, so that is done again.
  const steps = [drain, badge, register];
  if (name === "midnight") steps.unshift(async () => api.alarms.create("midnight", { when: midnight() }));
  if (name === "tidy") steps.push(() => forget(Date.now()), rest, saveBackup);
  for (const step of steps) {
    try {
      await step();
    } catch {
      // the next alarm tries again
    }
  }
});
watch();
alarms().catch(() => {});
drain().then((added) => added && badge()).catch(() => {});

async function allowed() {
  watch();
  renew();
  await remember();
  await register();
}

async function wake() {
  await allowed();
  await drain();
  await badge();
}

/** Sets what is not set: an extension that was switched off and on again has lost them. */
async function alarms() {
  const wanted = { midnight: { when: midnight() }, drain: { periodInMinutes: 5 }, tidy: { periodInMinutes: 60 } };
  for (const [name, when] of Object.entries(wanted)) if (!(await api.alarms.get(name))) await api.alarms.create(name, when);
}

/** The secret of this profile, without which a hash of a conversation tells nothing. */
async function salt() {
  const { salt: found } = await api.storage.local.get("salt");
  if (found) return;
  await api.storage.local.set({ salt: hex(crypto.getRandomValues(new Uint8Array(16))) });
}
