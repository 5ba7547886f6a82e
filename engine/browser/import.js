/**
 * A history into a page: files of the reader's own, read in a worker of their own that ends with them.
 *
 *     import { bring } from "./runtime/import.js";
 *     const { events, lines, drift } = await bring(given, { lang: "fr", take: (some) => keep(some), progress: (share) => ... });
 *
 * `given` are files with their paths, as dropping.js gives them. Nothing is sent anywhere. `take` is given usage events
 * (data/schemas/event.schema.json), 500 at a time, and is waited for at the end; `lines` are sentences on what was left
 * out, `drift` the text of a file on it for a bug report: names of fields and types, no value ("" where nothing was left
 * out). A file that ends the worker (a trap) rejects with Fault.
 */
import { Fault, Refused } from "./engine.js";

const SILENCE = 60_000; // milliseconds without a word, after which the worker is given up

/**
 * @param {import("./dropping.js").Given[]} files
 * @param {{salt?: string, lang?: string, take: (events: any[]) => unknown, progress?: (share: number) => void, signal?: AbortSignal}} options
 * @returns {Promise<{events: number, lines: string[], drift: string}>}
 */
export function bring(files, { salt = "", lang = "en", take, progress = () => {}, signal }) {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module", name: "wattprint import" });
  /** @type {Promise<unknown>} */
  let taken = Promise.resolve();
  let timer = 0;
  const made = new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ code, /** @type {string} */ detail = "") => reject(new Fault(code, lang, detail));
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => fail("stalled"), SILENCE);
    };
    signal?.addEventListener("abort", () => resolve({ events: 0, lines: [], drift: "" }));
    worker.onerror = (event) => (event.preventDefault(), fail(event.message ? "broken" : "missing", event.message));
    worker.onmessage = ({ data }) => {
      wait();
      if (data.fault) return fail(data.fault, data.detail);
      if (data.ready) return worker.postMessage({ id: 1, text: JSON.stringify({ salt, lang }), files });
      if (data.said) {
        const { events, read, of } = JSON.parse(data.said);
        if (of) progress(read / of);
        if (events?.length) taken = taken.then(() => (signal?.aborted ? undefined : take(events)));
        taken.catch(reject);
      } else if (data.text) {
        const { answer, error } = JSON.parse(data.text);
        if (error) reject(new Refused(error));
        else taken.then(() => resolve(answer), reject);
      }
    };
    wait();
  });
  return made.finally(() => {
    clearTimeout(timer);
    worker.terminate();
  });
}
