/** The totals of days, brought up to date: only days whose events changed go through the engine again. */
import { today } from "./clock.js";
import { ENGINE, HASHES } from "./runtime/contents.js";
import { slices } from "./runtime/slices.js";
import { basis } from "./settings.js";
import { batch, countOf, counters, daysFrom, keepDays, span, stale } from "./store.js";

/** @typedef {(question: any, key?: unknown) => Promise<any>} Ask */

/** What totals depend on besides their events: another engine makes them anew. @param {any} chosen */
const key = (chosen) => JSON.stringify([HASHES[ENGINE], basis(chosen)]);

/**
 * Brings every day up to date, the latest first, since they are looked at first.
 * @param {Ask} ask @param {any} chosen the settings
 * @param {(left: number) => void} [progress] how many days are still to be made
 * @param {string} [from] days before this one may wait
 */
export async function upToDate(ask, chosen, progress = () => {}, from = "") {
  const made = key(chosen);
  const waiting = (await stale(made)).filter(({ day }) => day >= from).sort((a, b) => (a.day < b.day ? 1 : -1));
  const sizes = new Map(await Promise.all(waiting.map(async ({ day }) => /** @type {[string, number]} */ ([day, await countOf(day)]))));
  for (const days of slices([...sizes.keys()], (day) => sizes.get(day) ?? 0)) {
    progress(waiting.length);
    const { days: totals } = await ask({ do: "days", events: await batch(days), days, ...basis(chosen) });
    const done = waiting.splice(0, days.length);
    await keepDays(done.map(({ day, version }) => ({ day, version, key: made, rows: totals[day] })));
  }
  progress(0);
  return sizes.size;
}

/**
 * What a view is drawn of.
 * @param {any} chosen @param {{first: string, last: string}} range the days whose totals are needed
 */
export async function drawn(chosen, { first, last }) {
  const day = today();
  const kept = await daysFrom(first, last);
  const busy = Object.values(await counters(`busy|${day}|`));
  return {
    days: Object.fromEntries(kept.filter(({ rows }) => rows.rows.length).map(({ day: name, rows }) => [name, rows])),
    today: day,
    goal: chosen.goal,
    seen: await counters(`seen|${day}|`),
    heard: await counters(`heard|${day}|`),
    own: busy.reduce((sum, ms) => sum + ms, 0),
    ...basis(chosen),
  };
}

/** The first and the last day that has an answer, today included. */
export async function ends() {
  const day = today();
  const [first, last] = (await span()) ?? [day, day];
  return { first: first < day ? first : day, last: last > day ? last : day };
}
