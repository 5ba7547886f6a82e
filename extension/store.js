/**
 * Everything that was counted: added, grown, corrected, deleted and brought back, each in one transaction.
 *
 * Nothing is ever summed in place. Totals are made by the engine from the events of a day, and kept with the version
 * of the day they were made of, so that they can be thrown away and made again.
 */
import { dayOf, today } from "./clock.js";
import { asked, within } from "./database.js";
import { merge, stripped } from "./merge.js";

/** @typedef {{site: string, id: string, day: string, conversation?: string, key?: string, turn?: string, open?: boolean, seen?: number, event: any}} Kept */
/** @typedef {object} Stream what an event was told of
 *  @property {string} [key] its turn
 *  @property {string[]} [was] the names that its answer had before
 *  @property {string} [turn] the reader's message
 *  @property {boolean} [open] it goes on
 *  @property {boolean} [ended] its page said that it does not; else it was only not heard of any more
 *  @property {boolean} [sent] a request of the page began it
 *  @property {number} [seen] when it was heard of last */

const EVENTS = ["events", "edits", "gone", "names", "marks", "counters"];
const SOON = 3_600_000; // milliseconds in which a deletion can be undone
const LATER = 172_800_000; // and in which a page that says it again is not believed

/** @param {any} event @param {Stream} [stream] @returns {Kept} */
function kept(event, { key, turn, open, seen } = {}) {
  const made = stripped(event);
  /** @type {Kept} */
  const record = { site: made.site, id: made.id, day: dayOf(made.at, made.offset), event: made };
  if (made.conversation) record.conversation = made.conversation;
  if (key) record.key = key;
  if (open) Object.assign(record, { open, seen });
  if (open && turn) record.turn = turn;
  return record;
}

/** @param {IDBObjectStore} marks @param {Iterable<string>} days */
async function mark(marks, days) {
  const each = async (/** @type {string} */ day) => {
    const old = await asked(marks.get(day));
    marks.put({ day, version: (old?.version ?? 0) + 1 });
  };
  await Promise.all([...new Set(days)].map(each));
}

/** The days whose totals an event touches: its own, and those of what follows it in its conversation. */
async function touched(/** @type {IDBObjectStore} */ events, /** @type {Kept} */ record) {
  if (!record.conversation) return [record.day];
  const all = await asked(events.index("conversation").getAll(record.conversation));
  return [record.day, ...all.filter((other) => other.event.at >= record.event.at).map((other) => other.day)];
}

/**
 * Keeps one answer, and returns when it is on the disk.
 *
 * A turn learns the id of its answer late, and its states may be told in any order: they go into one record, under the
 * newest name. A stream of the same reader's message that was silent when this one began (cut by a reload, and taken up
 * again) goes into this one, unless it is heard of again.
 * @param {any} event @param {Stream} [stream]
 * @returns {Promise<"added" | "grown" | "known" | "deleted">}
 */
export function keep(event, { key = "", was = [], turn = "", open = false, ended = !open, sent = false, seen = Date.now() } = {}) {
  return within("readwrite", async ({ events, gone, names, marks, counters }) => {
    const { site } = event;
    const known = key ? await asked(names.get([site, key])) : undefined;
    if (sent && key && !known) await add(counters, heardOn(dayOf(event.at, event.offset), site));
    const back = known?.heir && (ended || event.id !== known.cut);
    const as = back ? undefined : await answerOf(names, site, known);
    if (as === null) return "deleted";
    const late = as !== undefined && !was.includes(as); // an older state of an answer that has its own name by now
    let id = late ? as : event.id;
    for (const name of new Set([id, as ?? id])) {
      if (!(await asked(gone.getKey([site, name])))) continue;
      if (key && !known) names.put({ site, key, as: id, at: Date.now() });
      return "deleted";
    }
    let old = await asked(events.get([site, id]));
    const others = (turn ? await asked(events.index("turn").getAll(turn)) : [])
      .filter((other) => other.open && other.site === site && other.id !== id && other.key !== key);
    const heir = open && !old && others.find((other) => before({ seen }, other));
    if (heir) [id, old] = [heir.id, heir]; // its continuation is here already
    const cut = heir ? [] : others.filter((other) => before(other, { event }));
    const earlier = (await Promise.all(was.map((name) => asked(events.get([site, name])))))
      .filter((other) => other && other.key === key && other.id !== id);
    let made = old ? merge(old.event, { ...event, id }) : event;
    for (const other of [...earlier, ...cut]) made = merge({ ...other.event, id }, made);
    const going = open && (!old || old.open);
    const theirs = old && (heir || late || (open && !going)); // of the turn that says the newest of this answer
    const record = kept(made, {
      key: theirs ? old.key : key, turn: turn || old?.turn, open: going, seen: Math.max(seen, old?.seen ?? 0),
    }); // prettier-ignore
    const at = Date.now();
    const goesInto = (/** @type {Kept | undefined} */ next, /** @type {string} */ name) =>
      next?.key ? { heir: next.key, cut: name } : { as: id };
    if (key && as !== id) names.put({ site, key, at, ...goesInto(heir || undefined, event.id) });
    for (const other of cut) if (other.key) names.put({ site, key: other.key, at, ...goesInto(record, other.id) });
    for (const other of [...earlier, ...cut]) events.delete([site, other.id]);
    events.put(record);
    const days = [old, ...earlier, ...cut].flatMap((each) => (each ? [each.day] : []));
    if (days.length === 1 && old && JSON.stringify([old.event, old.open]) === JSON.stringify([record.event, record.open])) return "known";
    await mark(marks, [...days, ...(await touched(events, record))]);
    return days.length ? "grown" : "added";
  }, EVENTS);
}

/** The id under which the answer of a turn is kept, or of the turn that took it up; null if it was taken back. */
async function answerOf(/** @type {IDBObjectStore} */ names, /** @type {string} */ site, /** @type {any} */ known) {
  let found = known;
  while (found?.heir) found = await asked(names.get([site, found.heir]));
  return found?.as;
}

/** Whether a stream was silent when another began. @param {{seen?: number}} one @param {{event: any}} other */
function before({ seen = 0 }, { event }) {
  return seen < Date.parse(event.at);
}

/**
 * Takes back a request that came to nothing: refused, or offline. Its turn is remembered, not the ids that the site
 * gave it, since a page may ask again under the same.
 * @param {string} site @param {string} key of the turn @param {string[]} [was] the names it had
 * @param {boolean} [sent] a request of the page began it
 */
export function withdraw(site, key, was = [], sent = false) {
  return within("readwrite", async ({ events, names, marks, counters }) => {
    const known = await asked(names.get([site, key]));
    if (sent && !known) await add(counters, heardOn(today(), site));
    const as = await answerOf(names, site, known);
    names.put({ site, key, as: null, at: Date.now() });
    const days = new Set();
    for (const name of new Set([key, as ?? key, ...was])) {
      const record = await asked(events.get([site, name]));
      if (record?.key !== key) continue; // another turn has answered under this name
      events.delete([site, name]);
      for (const day of await touched(events, record)) days.add(day);
    }
    await mark(marks, /** @type {Set<string>} */ (days));
    return days.size > 0;
  }, EVENTS);
}

/**
 * Keeps many, as an import brings them: what was deleted comes back, what is known stays as it is.
 * @param {any[]} list
 */
export function keepAll(list) {
  return within("readwrite", async ({ events, gone, marks }) => {
    const made = { added: 0, grown: 0, known: 0 };
    const days = new Set();
    /** @type {Map<string, Kept>} of this list: it may say a thing twice */
    const fresh = new Map();
    const there = await Promise.all(list.map((event) => asked(events.get([event.site, event.id]))));
    for (const [place, event] of list.entries()) {
      const old = fresh.get(JSON.stringify([event.site, event.id])) ?? there[place];
      const record = kept(old ? merge(old.event, event) : event); // whole: an export knows no streams
      if (old && JSON.stringify(old.event) === JSON.stringify(record.event)) {
        made.known += 1;
        continue;
      }
      made[old ? "grown" : "added"] += 1;
      fresh.set(JSON.stringify([event.site, event.id]), record);
      gone.delete([event.site, event.id]);
      events.put(record);
      days.add(record.day).add(old?.day ?? record.day);
    }
    // What follows in the same conversations reads more again: every later day is made anew.
    const first = [...days].sort()[0];
    const later = first ? await asked(marks.getAllKeys(IDBKeyRange.lowerBound(first))) : [];
    await mark(marks, [...days, .../** @type {string[]} */ (later)]);
    return made;
  }, EVENTS);
}

/** How many answers a day has. @param {string} day */
export function countOf(day) {
  return within("readonly", ({ events }) => asked(events.index("day").count(day)), ["events"]);
}

/** @param {IDBObjectStore} edits @param {Kept[]} records */
async function corrected(edits, records) {
  const patches = new Map((await asked(edits.getAll())).map(({ site, id, patch }) => [JSON.stringify([site, id]), patch]));
  return records.map(({ site, id, event }) => ({ ...event, ...patches.get(JSON.stringify([site, id])) }));
}

/** The answers of a day as the reader sees them, corrections included, in order. @param {string} day */
export function entriesOf(day) {
  return within("readonly", async ({ events, edits }) => {
    const found = await corrected(edits, await asked(events.index("day").getAll(day)));
    return found.sort((a, b) => (a.at < b.at ? -1 : 1));
  }, ["events", "edits"]);
}

/** Everything, corrected, a thousand at a time. @param {(events: any[]) => void | Promise<void>} take */
export async function each(take) {
  const size = 1000;
  for (let from = /** @type {any} */ (null); ; ) {
    const range = from ? IDBKeyRange.lowerBound(from, true) : null;
    const records = await within("readonly", async ({ events, edits }) => {
      const some = await asked(events.getAll(range, size));
      return { last: some.at(-1), made: await corrected(edits, some) };
    }, ["events", "edits"]);
    if (!records.last) return;
    await take(records.made);
    from = [records.last.site, records.last.id];
  }
}

/**
 * Days whose totals are not those of their events, or were made with other settings.
 * @param {string} key what the totals depend on besides the events
 * @returns {Promise<{day: string, version: number}[]>}
 */
export function stale(key) {
  return within("readonly", async ({ marks, days }) => {
    const made = new Map((await asked(days.getAll())).map((row) => [row.day, row]));
    const every = await asked(marks.getAll());
    return every.filter(({ day, version }) => made.get(day)?.version !== version || made.get(day)?.key !== key);
  }, ["marks", "days"]);
}

/** The answers of some days, and before them those of the same conversations. @param {string[]} wanted */
export function batch(wanted) {
  return within("readonly", async ({ events, edits }) => {
    const found = new Map();
    const conversations = new Set();
    const all = async (/** @type {string} */ index, /** @type {Iterable<string>} */ keys) =>
      (await Promise.all([...keys].map((key) => asked(events.index(index).getAll(key))))).flat();
    for (const record of await all("day", wanted)) {
      found.set(JSON.stringify([record.site, record.id]), record);
      if (record.conversation) conversations.add(record.conversation);
    }
    const last = [...wanted].sort().at(-1) ?? "";
    for (const record of await all("conversation", conversations)) {
      if (record.day <= last) found.set(JSON.stringify([record.site, record.id]), record);
    }
    return corrected(edits, [...found.values()]);
  }, ["events", "edits"]);
}

/** @param {{day: string, version: number, key: string, rows: any}[]} made */
export function keepDays(made) {
  return within("readwrite", async ({ days }) => void made.forEach((row) => days.put(row)), ["days"], "relaxed");
}

/** The totals of the days from `first` to `last`. @param {string} first @param {string} last */
export function daysFrom(first, last) {
  return within("readonly", ({ days }) => asked(days.getAll(IDBKeyRange.bound(first, last))), ["days"]);
}

/** The first and the last day that has an answer. @returns {Promise<[string, string] | null>} */
export function span() {
  return within("readonly", async ({ events }) => {
    const ends = [];
    for (const way of /** @type {IDBCursorDirection[]} */ (["next", "prev"])) {
      const cursor = await asked(events.index("day").openKeyCursor(null, way));
      if (cursor) ends.push(String(cursor.key));
    }
    return ends.length ? /** @type {[string, string]} */ (ends) : null;
  }, ["events"]);
}

/** Corrects an answer; without a patch, as it was counted. @param {string} site @param {string} id @param {any} patch */
export function correct(site, id, patch) {
  return within("readwrite", async ({ events, edits, marks }) => {
    const record = await asked(events.get([site, id]));
    if (!record) return null;
    const old = await asked(edits.get([site, id]));
    if (patch) edits.put({ site, id, patch });
    else edits.delete([site, id]);
    await mark(marks, await touched(events, record));
    return old?.patch ?? null;
  }, EVENTS);
}

/**
 * Deletes one answer, a day, or all, and returns the name by which it can be undone.
 * @param {{site: string, id: string} | {day: string} | "all"} which
 */
export function remove(which) {
  return within("readwrite", async ({ events, gone, marks }) => {
    const found = which === "all" ? await asked(events.getAll())
      : "day" in which ? await asked(events.index("day").getAll(which.day))
      : [await asked(events.get([which.site, which.id]))].filter(Boolean);
    const name = crypto.randomUUID();
    const days = new Set();
    for (const record of found) {
      for (const day of which === "all" ? [record.day] : await touched(events, record)) days.add(day);
      gone.put({ site: record.site, id: record.id, batch: name, at: Date.now(), record });
      if (which !== "all") events.delete([record.site, record.id]);
    }
    if (which === "all") events.clear();
    await mark(marks, /** @type {Set<string>} */ (days));
    return { batch: name, n: found.length };
  }, EVENTS);
}

/** What was deleted and can still be brought back, the latest first. @returns {Promise<{batch: string, at: number, n: number}[]>} */
export function removed() {
  return within("readonly", async ({ gone }) => {
    const index = gone.index("batch");
    const made = [];
    for (let last = ""; ; ) {
      const cursor = await asked(index.openKeyCursor(IDBKeyRange.lowerBound(last, true), "nextunique"));
      if (!cursor) return made.sort((a, b) => b.at - a.at);
      last = String(cursor.key);
      const { at, record } = await asked(index.get(last));
      if (record) made.push({ batch: last, at, n: await asked(index.count(last)) });
    }
  }, ["gone"]);
}

/** Brings back what a deletion took. @param {string} name @returns {Promise<number>} */
export function undo(name) {
  return within("readwrite", async ({ events, gone, marks }) => {
    const taken = (await asked(gone.index("batch").getAll(name))).filter(({ record }) => record);
    const days = new Set();
    for (const { site, id, record } of taken) {
      events.put(record);
      gone.delete([site, id]);
      days.add(record.day);
    }
    for (const { record } of taken) for (const day of await touched(events, record)) days.add(day);
    await mark(marks, /** @type {Set<string>} */ (days));
    return taken.length;
  }, EVENTS);
}

/** Forgets for good what was deleted an hour ago; its name two days later. @param {number} now */
export function forget(now) {
  return within("readwrite", async ({ gone, names }) => {
    const age = (/** @type {{at: number}} */ { at }) => Math.abs(now - at); // a clock may jump back
    for (const entry of await asked(gone.getAll())) {
      if (age(entry) > LATER) gone.delete([entry.site, entry.id]);
      else if (age(entry) > SOON && entry.record) gone.put({ ...entry, record: null });
    }
    for (const entry of await asked(names.getAll())) if (age(entry) > LATER) names.delete([entry.site, entry.key]);
  }, ["gone", "names"]);
}

/** Adds to a counter. @param {string} name @param {number} n */
export function count(name, n = 1) {
  return within("readwrite", ({ counters }) => add(counters, name, n), ["counters"], "relaxed");
}

/** Requests of the pages of a site that were heard, whatever became of them: beside what the second eye saw. */
const heardOn = (/** @type {string} */ day, /** @type {string} */ site) => `heard|${day}|${site}`;

async function add(/** @type {IDBObjectStore} */ counters, /** @type {string} */ name, n = 1) {
  const old = await asked(counters.get(name));
  counters.put({ name, n: (old?.n ?? 0) + n });
}

/** The counters whose names begin so, without that beginning. @param {string} start */
export function counters(start) {
  return within("readonly", async ({ counters: shelf }) => {
    const found = await asked(shelf.getAll(IDBKeyRange.bound(start, `${start}\uffff`)));
    return Object.fromEntries(found.map(({ name, n }) => [name.slice(start.length), n]));
  }, ["counters"]);
}
