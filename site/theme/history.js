// A history that a reader drops: read by a worker of its own, added up and drawn by the page's engine. Nothing is sent,
// and nothing outlives the page but the files that the reader saves.
import { ask, intent, mayStart } from "./engine-start.js";

const TOGETHER = 1500; // answers in one question, about: a second or two of the engine
const PATIENCE = 120_000; // milliseconds: the answers of one day go together, however many they are
const AT_ONCE = 2000; // answers taken in before the page is let breathe
const OFTEN = 2000; // milliseconds between two drawings while days are still added up

const { lang } = document.documentElement;
const root = /** @type {HTMLElement} */ (document.querySelector("[data-history]"));
const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
const drop = find("#drop");
const view = find("#view");
const card = find("#card");
const adding = find("#adding");
const input = /** @type {HTMLInputElement} */ (find("#files"));
const bar = /** @type {HTMLProgressElement} */ (find("#read"));
const stop = /** @type {HTMLButtonElement} */ (find("#stop"));

const state = { period: "year", day: "" };
/** A salt of this visit: hashes of conversations that are saved say nothing of the addresses behind them. */
const salt = crypto.randomUUID();
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

const late = () => Promise.all([import("../runtime/import.js"), import("../runtime/engine.js"), import("./clock.js"), import("./merge.js")]);

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

/** @param {File[]} files */
async function read(files) {
  if (reading || !files.length || !(await mayStart())) return;
  reading = true;
  tell([]);
  leftOut([], "");
  const stopped = new AbortController();
  stop.onclick = () => stopped.abort();
  stop.hidden = bar.hidden = false;
  bar.removeAttribute("value"); // until the reading begins
  /** @type {any[]} */
  const fresh = [];
  try {
    const [{ bring }, { engine }] = await late();
    engine.patience.answering = PATIENCE;
    const { lines, drift } = await bring(files, {
      salt, lang, signal: stopped.signal, take: (some) => fresh.push(...some), progress: (share) => (bar.value = share),
    });
    if (stopped.signal.aborted) return tell(["stopped"]);
    leftOut(lines, drift);
    const said = lines.length ? ["left"] : [];
    if (fresh.length) tell(said, await keep(fresh));
    else tell(["nothing", ...said]);
  } catch (error) {
    // A file that ended the reading: what had been read of it is kept.
    const { message } = /** @type {Error} */ (error);
    tell([], fresh.length ? `${message} ${await keep(fresh).catch(() => "")}` : message);
  } finally {
    reading = false;
    if (document.activeElement === stop) input.focus();
    stop.hidden = bar.hidden = true;
    input.value = "";
  }
  if (stale.size) await addUp();
}

/** @param {Map<string, Set<string>>} map @param {string} name @param {string} key */
function put(map, name, key) {
  const found = map.get(name);
  if (found) found.add(key);
  else map.set(name, new Set([key]));
}

/** Adds answers without doubles; the sentence on how many were new. @param {any[]} fresh */
async function keep(fresh) {
  const [, , { dayOf }, { merge }] = await late();
  let added = 0;
  const talks = new Set();
  for (let done = 0; done < fresh.length; done += 1) {
    if (done && done % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
    const key = JSON.stringify([fresh[done].site, fresh[done].id]);
    const old = events.get(key);
    const event = old ? merge(old.event, fresh[done]) : fresh[done];
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
  const count = (/** @type {string} */ day) => byDay.get(day)?.size ?? 0;
  const waiting = [...stale].sort().reverse();
  let drawn = 0;
  while (waiting.length && mine === turn) {
    adding.textContent = (await ask({ do: "say", key: "rebuilding", n: waiting.length, lang }, "adding"))?.text ?? "";
    const some = [];
    for (let size = 0; waiting.length && (!size || size + count(waiting[0]) <= TOGETHER); ) {
      const day = /** @type {string} */ (waiting.shift());
      size += count(day);
      some.push(day);
    }
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
    if (waiting.length && performance.now() - drawn > OFTEN) {
      await draw();
      drawn = performance.now();
    }
  }
  if (mine !== turn) return;
  await draw();
  if (mine === turn) adding.textContent = "";
}

async function draw() {
  const [, , { today }] = await late();
  const asked = { days: Object.fromEntries(totals), today: today(), ...state, lang };
  const [made, shared] = await Promise.all([ask({ do: "dashboard", ...asked }, "dashboard"), ask({ do: "card", ...asked }, "card")]);
  if (!made || !shared) return;
  const focused = view.contains(document.activeElement) ? trail(/** @type {HTMLElement} */ (document.activeElement)) : "";
  view.replaceChildren(...new DOMParser().parseFromString(made.html, "text/html").body.childNodes);
  view.hidden = find("[data-after]").hidden = false;
  if (focused) /** @type {HTMLElement | null} */ (view.querySelector(focused))?.focus();
  card.replaceChildren(document.importNode(new DOMParser().parseFromString(shared.svg, "image/svg+xml").documentElement, true));
  card.dataset.name = shared.name;
  view.dataset.drawn = `${state.period} ${state.day} ${stale.size}`;
}

/** What leads to the same control in the next drawing. @param {HTMLElement} element */
function trail(element) {
  const label = element.getAttribute("aria-label");
  return element.dataset.period ? `[data-period="${element.dataset.period}"]` : label ? `[aria-label="${CSS.escape(label)}"]` : "";
}

/** A file for the reader. @param {string} name @param {BlobPart[]} parts @param {string} type */
function save(name, parts, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts, { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

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
find("#svg").addEventListener("click", () => {
  save(`${card.dataset.name}.svg`, [new XMLSerializer().serializeToString(/** @type {Node} */ (card.firstChild))], "image/svg+xml");
});
find("#events").addEventListener("click", () => {
  save("wattprint-events.jsonl", [...events.values()].map(({ event }) => `${JSON.stringify(event)}\n`), "application/x-ndjson");
});
find("#totals").addEventListener("click", doing(async () => {
  const { csv } = await ask({ do: "totals", days: Object.fromEntries([...totals].sort()), lang });
  save("wattprint-totals.csv", [csv], "text/csv");
}));
find("#kit").addEventListener("click", () => save("wattprint-drift.json", [kit], "application/json"));
find("#clear").addEventListener("click", () => {
  turn += 1;
  for (const each of [events, byDay, byTalk, totals, stale]) each.clear();
  for (const each of [view, card]) each.replaceChildren();
  view.hidden = find("[data-after]").hidden = true;
  delete view.dataset.drawn;
  adding.textContent = "";
  tell([]);
  leftOut([], "");
  input.focus();
});

const take = (/** @type {Iterable<File>} */ files) => doing(() => read([...files]))();
input.addEventListener("change", () => take(input.files ?? []));
for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => (event.preventDefault(), drop.classList.add("over")));
}
document.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget || drop.classList.remove("over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  take(event.dataTransfer?.files ?? []);
});
intent(drop);
root.hidden = false;
