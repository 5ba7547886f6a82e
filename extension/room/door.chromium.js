/** The way from the worker to the engine: in Chromium, through a document of its own. */
import { api } from "../api.js";

const PAGE = "room/offscreen.html";
/** @type {Promise<void> | undefined} */
let opening;

/** @param {string} room @param {any} asked @returns {Promise<any>} */
export async function ask(room, asked) {
  if (!(await api.offscreen.hasDocument())) {
    opening ??= api.offscreen.createDocument({
      url: PAGE, reasons: ["WORKERS"], justification: "Python, which estimates, runs in a worker; this one may start none",
    }).finally(() => (opening = undefined));
    await opening;
  }
  const { answer, error } = await api.runtime.sendMessage({ room, asked });
  if (error) throw new Error(error);
  return answer;
}

/** Ends the engine until it is needed again. */
export async function rest() {
  if (await api.offscreen.hasDocument()) await api.offscreen.closeDocument();
}
