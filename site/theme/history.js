// A history that a reader drops: read by a worker of its own, added up and drawn by the page's engine. Nothing is sent,
// and nothing outlives the page but the files that the reader saves.
import { dropping } from "./dropping.js";
import { ask, intent, mayStart } from "./engine-start.js";

const PATIENCE = 120_000; // milliseconds: the answers of one day go together, however many they are
const AT_ONCE = 2000; // answers taken in before the page is let breathe
const OFTEN = 2000; // milliseconds between two drawings while days are still added up
const SALT = 16; // bytes
const KEPT = "wattprint-history-salt";

const { lang } = document.documentElement;
const root = /** @type {HTMLElement} */ (document.querySelector("[data-history]"));
const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
const drop = find("#drop");
const view = find("#view");
const card = find("#card");
const adding = find("#adding");
const files = /** @type {HTMLInputElement} */ (find("#files"));
const folder = /** @type {HTMLInputElement} */ (find("#folder"));
const same = /** @type {HTMLInputElement} */ (find("#same"));
const bar = /** @type {HTMLProgressElement} */ (find("#read"));
const stop = /** @type {HTMLButtonElement} */ (find("#stop"));

const state = { period: "year", day: "" };
/**
 * Hashes of conversations that are saved say nothing of the addresses behind them. A salt is of this visit, unless the
 * reader had one kept, so that files that are saved at different times know a conversation by the same hash.
 */
const salt = kept() ?? fresh();
/** @type {Map<string, {event: any, day: string}>} every answer, by its site and id */
const events = new Map();
/** @type {Map<string, Set<string>>} their keys by day, and by conversation */
const byDay = new Map();
/** @type {Map<string, Set<string>>} */
const byTalk = new Map();
/** @type {Map<string, any>} the totals of each day, as the engine gave them */
const totals = new Map();
/** @type {Set<string>} days whose totals are to be made */
const stale = new Set();
let kit = "";
let reading = false;
let turn = 0;

/** What is needed once a reader has given something, and not before. */
const late = async () => {
  const [reading, asking, fragments, slicing, clock, merging] = await Promise.all([
    import("../runtime/import.js"), import("../runtime/engine.js"), import("../runtime/fragments.js"),
    import("../runtime/slices.js"), import("./clock.js"), import("./merge.js"),
  ]);
  return { ...reading, ...asking, ...fragments, ...slicing, ...clock, ...merging };
};

/** Shows what is to be said, and only that. @param {string[]} keys @param {string} [made] */
function tell(keys, made = "") {
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-said]"))) {
    line.hidden = !keys.includes(String(line.dataset.said));
  }
  const line = find("[data-made]");
  line.textContent = made;
  line.hidden = !made;
}

/** What was left out, and the file about it. @param {string[]} lines @param {string} drift */
function leftOut(lines, drift) {
  kit = drift;
  const list = find("[data-lines]");
  list.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  list.hidden = !lines.length;
  find("[data-kit]").hidden = !drift;
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null; // a browser that keeps nothing
  }
}

/** Keeps the salt, or forgets it; a browser that keeps nothing says so by the box. @param {boolean} yes */
function remember(yes) {
  try {
    if (yes) localStorage.setItem(KEPT, salt);
    else localStorage.removeItem(KEPT);
  } catch {
    // as above
  }
  same.checked = Boolean(kept());
}

/** Of a source that pages without https have, too. */
function fresh() {
  return [...crypto.getRandomValues(new Uint8Array(SALT))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {import("../runtime/dropping.js").Given[]} given */
async function read(given) {
  if (reading || !given.length || !(await mayStart())) return;
  reading = true;
  tell([]);
  leftOut([], "");
  const stopped = new AbortController();
  stop.onclick = () => stopped.abort();
  stop.hidden = bar.hidden = false;
  bar.removeAttribute("value"); // until the reading begins
  /** @type {any[]} */
  const found = [];
  let many = false;
  /** @param {any[]} some */
  const take = (some) => {
    found.push(...some);
    many ||= events.size + found.length > Number(root.dataset.most);
    if (many) stopped.abort();
  };
  try {
    const { bring, engine } = await late();
    engine.patience.answering = PATIENCE;
    const { lines, drift } = await bring(given, {
      salt, lang, signal: stopped.signal, take, progress: (share) => (bar.value = share),
    });
    if (stopped.signal.aborted) return tell([many ? "many" : "stopped"]);
    leftOut(lines, drift);
    const said = lines.length ? ["left"] : [];
    if (found.length) tell(said, await keep(found));
    else tell(["nothing", ...said]);
  } catch (error) {
    // A file that ended the reading: what had been read of it is kept.
    const { message } = /** @type {Error} */ (error);
    tell([], found.length ? `${message} ${await keep(found).catch(() => "")}` : message);
  } finally {
    reading = false;
    if (document.activeElement === stop) files.focus();
    stop.hidden = bar.hidden = true;
  }
  if (stale.size) await addUp();
}

/** @param {Map<string, Set<string>>} map @param {string} name @param {string} key */
function put(map, name, key) {
  const found = map.get(name);
  if (found) found.add(key);
  else map.set(name, new Set([key]));
}

/** Adds answers without doubles; the sentence on how many were new. @param {any[]} found */
async function keep(found) {
  const { dayOf, merge } = await late();
  let added = 0;
  const talks = new Set();
  for (let done = 0; done < found.length; done += 1) {
    if (done && done % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
    const key = JSON.stringify([found[done].site, found[done].id]);
    const old = events.get(key);
    const event = old ? merge(old.event, found[done]) : found[done];
    if (!old) added += 1;
    else if (JSON.stringify(old.event) === JSON.stringify(event)) continue;
    else forget(key, old);
    const day = dayOf(event.at, event.offset);
    events.set(key, { event, day });
    put(byDay, day, key);
    stale.add(day);
    if (event.conversation) put(byTalk, event.conversation, key);
    talks.add(event.conversation);
  }
  // What a later answer of the same conversation has read again may have changed with it.
  for (const talk of talks) for (const key of byTalk.get(talk) ?? []) stale.add(/** @type {any} */ (events.get(key)).day);
  state.day = [...stale].sort().at(-1) ?? state.day;
  return (await ask({ do: "say", key: "imported", n: added, lang }, "imported")).text;
}

/** @param {string} key @param {{event: any, day: string}} old */
function forget(key, { event, day }) {
  byDay.get(day)?.delete(key);
  byTalk.get(event.conversation)?.delete(key);
  stale.add(day);
}

/** Makes the totals of the days that lack them, the latest first, and draws on the way. */
async function addUp() {
  const mine = (turn += 1);
  const { slices } = await late();
  const waiting = [...stale].sort().reverse();
  let left = waiting.length;
  let drawn = 0;
  for (const some of slices(waiting, (day) => byDay.get(day)?.size ?? 0)) {
    adding.textContent = (await ask({ do: "say", key: "rebuilding", n: left, lang }, "adding"))?.text ?? "";
    const sent = new Set(some.flatMap((day) => [...(byDay.get(day) ?? [])]));
    // The answers of these days count what their conversations had read before.
    for (const talk of new Set([...sent].map((key) => events.get(key)?.event.conversation))) {
      for (const key of byTalk.get(talk) ?? []) if (String(events.get(key)?.day) <= some[0]) sent.add(key);
    }
    const { days: made } = await ask({ do: "days", events: [...sent].map((key) => events.get(key)?.event), days: some, lang });
    if (mine !== turn) return;
    for (const day of some) {
      totals.set(day, made[day]);
      stale.delete(day);
    }
    left -= some.length;
    if (left && performance.now() - drawn > OFTEN) {
      await draw();
      drawn = performance.now();
    }
  }
  if (mine !== turn) return;
  await draw();
  if (mine === turn) adding.textContent = "";
}

async function draw() {
  const { picture, replace, today } = await late();
  const asked = { days: Object.fromEntries(totals), today: today(), ...state, lang };
  const [made, shared] = await Promise.all([ask({ do: "dashboard", ...asked }, "dashboard"), ask({ do: "card", ...asked }, "card")]);
  if (!made || !shared) return;
  replace(view, made.html);
  view.hidden = find("[data-after]").hidden = false;
  card.replaceChildren(picture(shared.svg));
  card.dataset.name = shared.name;
  view.dataset.drawn = `${state.period} ${state.day} ${stale.size}`;
}

/** A file for the reader. @param {string} name @param {BlobPart[]} parts @param {string} type */
const file = async (name, parts, type) => (await late()).save(name, new Blob(parts, { type }));

/** Does it, and says what went wrong. @param {() => unknown} act */
const doing = (act) => async () => {
  try {
    await act();
  } catch (error) {
    adding.textContent = "";
    tell([], /** @type {Error} */ (error).message);
  }
};

view.addEventListener("click", ({ target }) => {
  const { period, day } = /** @type {HTMLElement} */ (target).closest("button")?.dataset ?? {};
  if (period) state.period = period;
  if (day) state.day = day;
  if (period || day) doing(draw)();
});
const drawing = () => new XMLSerializer().serializeToString(/** @type {Node} */ (card.firstChild));
const lines = () => [...events.values()].map(({ event }) => `${JSON.stringify(event)}\n`);
find("#svg").addEventListener("click", doing(() => file(`${card.dataset.name}.svg`, [drawing()], "image/svg+xml")));
find("#events").addEventListener("click", doing(() => file("wattprint-events.jsonl", lines(), "application/x-ndjson")));
find("#totals").addEventListener("click", doing(async () => {
  const { csv } = await ask({ do: "totals", days: Object.fromEntries([...totals].sort()), lang });
  await file("wattprint-totals.csv", [csv], "text/csv");
}));
find("#kit").addEventListener("click", doing(() => file("wattprint-drift.json", [kit], "application/json")));
same.addEventListener("change", () => remember(same.checked));
find("#clear").addEventListener("click", () => {
  turn += 1;
  for (const each of [events, byDay, byTalk, totals, stale]) each.clear();
  for (const each of [view, card]) each.replaceChildren();
  view.hidden = find("[data-after]").hidden = true;
  delete view.dataset.drawn;
  adding.textContent = "";
  remember(false);
  tell([]);
  leftOut([], "");
  files.focus();
});

same.checked = Boolean(kept());
dropping({ over: drop, files, folder, take: (given) => doing(async () => read(await given))() });
intent(drop);
root.hidden = false;
