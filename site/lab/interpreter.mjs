/**
 * The Python of the cells, as PyScript's `interpreter`: this site's Pyodide, with Python's whole standard library (a
 * student writes anything) and the engine with its docstrings. A page anywhere may name it:
 *
 *     <script type="py-editor" config='{"interpreter": ".../lab/interpreter.mjs"}'>
 */
import { loadPyodide as load, version } from "../runtime/pyodide.mjs";
import { ENGINE } from "./contents.js";

export { version };

const RUNTIME = new URL("../runtime/", import.meta.url).href;
const LIBRARY = new URL("./python_stdlib.zip", import.meta.url).href;
const ARCHIVE = "/lib/wattprint.whl"; // imported from its archive, as PYTHONPATH says

/** @param {Response} response whether it is the file, and not a filter's page in its place */
const fine = ({ ok, headers }) => ok && !headers.get("Content-Type")?.startsWith("text/html");

/** A file that is there: Pyodide would wait for one that is not for ever. A wrong answer may be a cache's. @param {string} url */
async function present(url) {
  const first = await fetch(url);
  const response = fine(first) ? first : await fetch(url, { cache: "reload" });
  if (!fine(response)) throw new Error(`${url}: ${response.status}`);
  return response;
}

/** @param {Record<string, unknown>} options as PyScript gives them @returns {Promise<any>} */
export async function loadPyodide(options) {
  const large = [`${RUNTIME}pyodide.asm.wasm`, LIBRARY];
  const [engine, ...files] = await Promise.all([new URL(ENGINE, import.meta.url).href, ...large].map(present));
  const early = new Map(large.map((url, place) => [url, files[place]]));
  const bytes = new Uint8Array(await engine.arrayBuffer());
  const native = globalThis.fetch;
  globalThis.fetch = async (input, init) => early.get(input instanceof Request ? input.url : String(input)) ?? native(input, init);
  try {
    return await load({
      ...options,
      indexURL: RUNTIME,
      stdLibURL: LIBRARY,
      env: { PYTHONPATH: ARCHIVE, PYDANTIC_DISABLE_PLUGINS: "1", HOME: "/home/pyodide" },
      fsInit: async (/** @type {any} */ FS) => FS.writeFile(ARCHIVE, bytes),
    });
  } finally {
    globalThis.fetch = native;
  }
}
