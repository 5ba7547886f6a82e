/**
 * As much of a browser as a page and its extension need, in node: a world to run the built scripts in, a network that
 * answers when it is told to, and a background that keeps what it is sent.
 */
import vm from "node:vm";
import { webcrypto } from "node:crypto";

/** The extension's side: one store for all tabs. `log` is what the tabs do to it, in order: {tab, set | remove | send}. */
export class Background {
  local = new Map();
  messages = [];
  log = [];
  /** @param {string} salt */
  constructor(salt) {
    this.local.set("salt", salt);
  }

  /** @param {number} tab */
  chrome(tab = 0) {
    const { local, messages, log } = this;
    const copy = (value) => structuredClone(value);
    return {
      storage: {
        local: {
          get: async (names) =>
            Object.fromEntries(
              [names]
                .flat()
                .filter((n) => local.has(n))
                .map((n) => [n, copy(local.get(n))]),
            ),
          set: async (items) => {
            log.push({ tab, set: copy(items) });
            for (const [name, value] of Object.entries(items)) local.set(name, copy(value));
          },
          remove: async (name) => {
            log.push({ tab, remove: name });
            local.delete(name);
          },
        },
        onChanged: { addListener() {} },
      },
      runtime: {
        sendMessage: async (message) => {
          messages.push(copy(message));
          log.push({ tab, send: copy(message) });
          return { ok: true };
        },
      },
    };
  }
}

/** @type {Map<string, vm.Script>} */
const known = new Map();

/** @param {string} text */
function compiled(text) {
  if (!known.has(text)) known.set(text, new vm.Script(text));
  return known.get(text);
}

/** A tab: its page runs in `scope`. */
export class Tab {
  /** @param {string} href @param {Record<string, string>} scripts @param {string} main @param {Background} background
   *  @param {number} [times] that the browser puts our scripts into the page */
  constructor(href, scripts, main, background, times = 1) {
    this.network = new Network();
    this.timers = new Map();
    this.time = 0;
    const document = new EventTarget();
    const url = new URL(href);
    const shared = {
      document,
      CustomEvent,
      EventTarget,
      URL,
      TextDecoder,
      TextEncoder,
      crypto: webcrypto,
      location: url,
      console,
    };
    const scope = {
      ...shared, Request, Response, Headers, ReadableStream, FormData, URLSearchParams, Blob, ArrayBuffer, Uint8Array, AbortController,
      Proxy, Reflect, Symbol, Date, DOMException, queueMicrotask, atob,
      performance: { now: () => (this.time += 0.01) },
      setTimeout: (work) => (this.timers.set((this.timer = {}), work), this.timer),
      clearTimeout: (timer) => this.timers.delete(timer),
      addEventListener: () => {},
      fetch: (input, init) => this.network.fetch(input, init),
      XMLHttpRequest: xhr(this.network),
      WebSocket: socket(this.network),
      EventSource: source(this.network),
    }; // prettier-ignore
    this.scope = vm.createContext(scope);
    const beside = vm.createContext({ ...shared, performance: { now: () => performance.now() }, chrome: background.chrome((background.tabs = (background.tabs ?? 0) + 1)), setTimeout, addEventListener() {} });
    for (let time = 0; time < times; time += 1) compiled(scripts[main]).runInContext(this.scope);
    for (let time = 0; time < times; time += 1) compiled(scripts["capture/isolated.js"]).runInContext(beside);
  }

  /** Time passes: what waits for it happens. */
  tick() {
    this.time += 1000;
    for (const [timer, work] of [...this.timers]) {
      this.timers.delete(timer);
      work();
    }
  }
}

/** Lets all that was promised happen. */
export async function settled(rounds = 12) {
  for (let round = 0; round < rounds; round += 1) await new Promise((done) => setImmediate(done));
}

/** Requests that wait for an answer, sockets that wait for frames. */
class Network {
  waiting = [];
  sockets = [];
  sources = [];

  fetch(input, init) {
    return new Promise((give, fail) => {
      const request = new Answer();
      const signal = init?.signal ?? input.signal;
      signal?.addEventListener("abort", () => {
        const error = new DOMException("aborted", "AbortError");
        fail(error);
        request.controller?.error(error);
        request.over = true;
      });
      request.fail = (error) => (request.controller ? request.controller.error(error) : fail(error));
      request.begin = (status, type) => {
        const body = new ReadableStream({
          start: (controller) => (request.controller = controller),
          cancel: () => (request.cancelled = true),
          type: "bytes",
        });
        give(new Response(body, { status, headers: { "content-type": type } }));
      };
      request.push = (bytes) => request.over || request.cancelled || request.controller.enqueue(bytes.slice());
      request.end = () => request.over || request.cancelled || request.controller.close();
      this.waiting.push(request);
    });
  }
}

class Answer {
  over = false;
}

/** @param {Network} network */
function xhr(network) {
  return class XMLHttpRequest extends EventTarget {
    status = 0;
    readyState = 1;
    responseType = "";
    responseText = "";
    open() {}
    setRequestHeader() {}
    getResponseHeader() {
      return this.type;
    }
    send() {
      const decoder = new TextDecoder();
      const say = (name) => this.dispatchEvent(new Event(name));
      network.waiting.push({
        begin: (status, type) => (Object.assign(this, { status, type, readyState: 2 }), say("readystatechange")),
        push: (bytes) => ((this.responseText += decoder.decode(bytes, { stream: true })), say("progress")),
        end: () => ((this.readyState = 4), say("load")),
        fail: () => ((this.readyState = 4), say("error")),
        stop: () => say("abort"),
      });
    }
    abort() {}
  };
}

/** @param {Network} network */
function socket(network) {
  return class WebSocket extends EventTarget {
    constructor(url) {
      super();
      this.url = String(url);
      network.sockets.push(this);
    }
    send() {}
    frame(data) {
      this.dispatchEvent(Object.assign(new Event("message"), { data }));
    }
    close() {
      this.dispatchEvent(Object.assign(new Event("close"), { wasClean: true }));
    }
  };
}

/** @param {Network} network */
function source(network) {
  return class EventSource extends EventTarget {
    readyState = 1;
    constructor(url) {
      super();
      this.url = String(url);
      network.sources.push(this);
    }
    close() {
      this.readyState = 2;
    }
    frame(event, data) {
      this.dispatchEvent(Object.assign(new Event(event), { data }));
    }
  };
}
