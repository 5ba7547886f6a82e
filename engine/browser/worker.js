// The half of the engine that runs beside the page: boots Python, then answers one text with another.
// Page -> worker: {id, text, files?}. Worker -> page: {loaded, total} | {ready} | {id, text} | {fault, detail}.
import { loadPyodide } from "./pyodide.mjs";
import { BYTES, ENGINE, ENVIRONMENT, HASHES, LOCK } from "./contents.js";
import { answer } from "./on-demand.js";

const HERE = new URL("./", import.meta.url).href;
const WASM_MAGIC = "\0asm";
const BETWEEN_REPORTS = 50; // milliseconds: a progress bar needs no more

const native = self.fetch.bind(self);
/** @type {Map<string, Promise<Response>>} */
const early = new Map();
let loaded = 0;
let reported = 0;

/** @param {string} fault @param {unknown} error */
function fail(fault, error) {
  self.postMessage({ fault, detail: String(error) });
}

/** @param {number} bytes */
function count(bytes) {
  loaded += bytes;
  const now = performance.now();
  if (now - reported < BETWEEN_REPORTS) return;
  reported = now;
  self.postMessage({ loaded, total });
}
const total = Object.values(BYTES).reduce((sum, bytes) => sum + bytes, 0);

/**
 * The file, its bytes counted as they pass. Pyodide neither counts them nor says that one is missing: it waits for ever.
 * What is small is checked against its hash, which is its version, too: a cache never mixes the files of two builds.
 * The wasm is compiled as it comes, so that only its first bytes can be looked at (a network's filter sends a page).
 * @param {string} name
 * @returns {Promise<Response>}
 */
async function counted(name) {
  const integrity = HASHES[name];
  const version = integrity ? `?${encodeURIComponent(integrity.slice(-12))}` : "";
  const response = await native(HERE + name + version, { integrity });
  if (!response.ok || !response.body) throw new Error(`${name}: ${response.status}`);
  if (response.headers.get("Content-Type") === "application/wasm") {
    // The browser keeps compiled wasm only of a response that comes untouched from its network: a copy is counted.
    watch(response.clone().body).catch((error) => fail("missing", error));
    return response;
  }
  let first = !integrity;
  const counter = new TransformStream({
    transform(chunk, out) {
      if (first && String.fromCharCode(...chunk.subarray(0, 4)) !== WASM_MAGIC) throw new Error(`${name}: not wasm`);
      first = false;
      count(chunk.length);
      out.enqueue(chunk);
    },
  });
  response.body.pipeTo(counter.writable).catch((error) => fail("missing", error));
  const type = integrity ? "application/zip" : "application/wasm"; // some servers do not know
  return new Response(counter.readable, { headers: { "Content-Type": type } });
}

/** @param {ReadableStream<Uint8Array> | null} body */
async function watch(body) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (body).getReader();
  for (let part; !(part = await reader.read()).done; ) count(part.value.length);
}

/** Starts a fetch that Pyodide, or we, shall want. @param {string} name */
function begin(name) {
  const response = counted(name);
  response.catch((error) => fail("missing", error));
  early.set(HERE + name, response);
  return response;
}

self.fetch = (input, options) => {
  const url = String(input instanceof Request ? input.url : input);
  return early.get(url) ?? native(input, options);
};

async function boot() {
  try {
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)); // refused at once where a policy forbids it
  } catch (error) {
    return fail("blocked", error);
  }
  for (const name of ["pyodide.asm.wasm", "stdlib.zip"]) begin(name);
  const engine = begin(ENGINE).then((response) => response.arrayBuffer());
  const asm = import("./pyodide.asm.mjs");
  asm.then(() => count(BYTES["pyodide.asm.mjs"]), (error) => fail("missing", error));
  try {
    const pyodide = await loadPyodide({
      indexURL: HERE,
      stdLibURL: `${HERE}stdlib.zip`,
      lockFileContents: LOCK,
      packageBaseUrl: HERE,
      createPyodideModule: (await asm).default,
      env: ENVIRONMENT,
      fsInit: async (FS) => FS.writeFile(ENVIRONMENT.PYTHONPATH, new Uint8Array(await engine)),
    });
    const call = pyodide.pyimport("wattprint.bridge").call;
    self.onmessage = async ({ data: { id, text, files } }) => {
      try {
        if (files) return await (await import("./importing.js")).importing(pyodide, id, text, files);
        self.postMessage({ id, text: await answer(pyodide, call, text, LOCK) });
      } catch (error) {
        fail("broken", error);
      }
    };
    self.postMessage({ ready: true });
  } catch (error) {
    fail("broken", error);
  }
}

boot();
