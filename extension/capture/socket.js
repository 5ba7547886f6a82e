/**
 * The taps of WebSocket and EventSource: they listen beside the page, from before it can.
 */
import { Burst } from "./burst.js";
import { Exchange, LONGEST } from "./exchange.js";
import { quietly } from "./quietly.js";

/** @param {any} scope @param {import("./ledger.js").Ledger} ledger @param {import("./page.js").Watch} watch */
export function tapSockets(scope, ledger, watch) {
  const { Proxy, Reflect, Blob, ArrayBuffer, TextDecoder } = scope;
  const { addEventListener } = scope.EventTarget.prototype;
  /** @type {WeakMap<object, {sent: (data: any) => void}>} */
  const watched = new WeakMap();

  wrapConstructor("WebSocket", (socket, url) => {
    const burst = watch.talks ? new Burst(ledger) : undefined;
    const connection = watch.socket(url) ?? (burst && { read: () => {} });
    if (!connection) return;
    const { sent = () => {} } = connection;
    const out = new Exchange({ read: sent }, ledger);
    const back = new Exchange(connection, ledger);
    const inOrder = line();
    const say = (/** @type {string} */ text, /** @type {number} */ size) => (burst?.sent(size), out.frame(text, size));
    const hear = (/** @type {string} */ text, /** @type {number} */ size) => (back.frame(text, size), burst?.heard());
    watched.set(socket, { sent: (data) => inOrder(data, say) });
    on(socket, "message", (event) => inOrder(event.data, hear));
    on(socket, "close", (event) => inOrder("", () => back.closed(event.wasClean ? "end" : "fail")));
  });
  if (scope.WebSocket) {
    scope.WebSocket.prototype.send = new Proxy(scope.WebSocket.prototype.send, {
      apply(target, self, args) {
        const made = Reflect.apply(target, self, args);
        quietly(() => watched.get(self)?.sent(args[0]));
        return made;
      },
    });
  }

  wrapConstructor("EventSource", (source, url) => {
    const connection = watch.request({ method: "GET", url, header: () => null });
    if (!connection) return;
    const exchange = new Exchange({ ...connection, frames: undefined }, ledger);
    for (const event of ["message", ...(watch.events ?? [])]) {
      on(source, event, ({ data }) => {
        if (data === undefined) return; // the browser's own "error", not the site's
        exchange.frame({ event, data }, String(data).length);
      });
    }
    on(source, "error", () => source.readyState === 2 && exchange.closed("fail"));
    const close = source.close;
    Object.defineProperty(source, "close", {
      configurable: true,
      writable: true,
      value: new Proxy(close, {
        apply(target, self, args) {
          quietly(() => exchange.closed("end"));
          return Reflect.apply(target, self, args);
        },
      }),
    });
  });

  /** Binary frames may come as blobs, which are read in their own time: the frames behind them wait. One that is too
   *  long is not read at all. */
  function line() {
    /** @type {Promise<any> | undefined} */
    let waiting;
    return (/** @type {any} */ data, /** @type {(text: string, size: number) => void} */ work) => {
      const size = data.byteLength ?? data.length ?? data.size ?? 0;
      const text =
        size > LONGEST ? ""
        : typeof data === "string" ? data
        : data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? new TextDecoder("utf-8").decode(data)
        : data instanceof Blob ? data.text()
        : ""; // prettier-ignore
      if (!waiting && typeof text === "string") return work(text, size);
      const mine = Promise.all([text, waiting]).then(([found]) => quietly(() => work(found, size)));
      waiting = mine;
      mine.then(
        () => waiting === mine && (waiting = undefined),
        () => {},
      );
    };
  }

  /** @param {string} name @param {(made: any, url: URL) => void} seen */
  function wrapConstructor(name, seen) {
    const native = scope[name];
    if (!native) return;
    const made = new Proxy(native, {
      construct(target, args, as) {
        const object = Reflect.construct(target, args, as);
        quietly(() => seen(object, new URL(object.url)));
        return object;
      },
    });
    scope[name] = made;
    Object.defineProperty(native.prototype, "constructor", { value: made, writable: true, configurable: true });
  }

  /** @param {any} target @param {string} name @param {(event: any) => void} work */
  function on(target, name, work) {
    Reflect.apply(addEventListener, target, [name, (/** @type {any} */ event) => quietly(() => work(event))]);
  }
}
