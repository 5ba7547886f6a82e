/** The way from the background page to the engine: in Firefox it may start a worker itself. */
import { engine } from "../runtime/engine.js";
import { WORK } from "./work.js";

/** @param {string} room @param {any} asked @returns {Promise<any>} */
export const ask = (room, asked) => WORK[room](asked);

/** Ends the engine until it is needed again. */
export async function rest() {
  engine.stop();
}
