/** What is asked of the engine while no view is open: the line near an answer, today's energy, a dated backup. */
import { json } from "../backup.js";
import { today } from "../clock.js";
import { drawn, upToDate } from "../days.js";
import { engine } from "../runtime/engine.js";
import { basis } from "../settings.js";
import { batch, count } from "../store.js";

/** @param {any} question @param {unknown} [key] */
async function ask(question, key) {
  const began = performance.now();
  try {
    return await engine.ask(question, key);
  } finally {
    count(`busy|${today()}|engine`, performance.now() - began).catch(() => {});
  }
}

/** @type {Record<string, (asked: any) => Promise<any>>} */
export const WORK = {
  /** The line of one answer, with the conversation that it read again. */
  async line({ event, day, chosen, lang }) {
    const { text } = await ask({ do: "line", events: await batch([day]), id: event.id, ...basis(chosen), lang }, "line");
    return text;
  },
  /** Whether today's energy has reached the goal. */
  async reached({ chosen }) {
    const day = today();
    await upToDate(ask, chosen, () => {}, day);
    const { days } = await drawn(chosen, { first: day, last: day });
    const rows = days[day]?.rows ?? [];
    return rows.reduce((/** @type {number} */ sum, /** @type {any} */ row) => sum + row[7][0][0], 0) >= chosen.goal.most;
  },
  /** The address of a backup, as long as this document lives. */
  async backup() {
    return URL.createObjectURL(await json());
  },
};
