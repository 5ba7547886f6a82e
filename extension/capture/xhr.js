/**
 * The tap of XMLHttpRequest: it listens beside the page, and reads the text that has come so far.
 */
import { Exchange } from "./exchange.js";
import { quietly } from "./quietly.js";
import { readBody } from "./sent.js";

const REPEATED = ["progress", "readystatechange"];

/** @param {any} scope @param {import("./ledger.js").Ledger} ledger @param {import("./page.js").Watch} watch */
export function tapXHR(scope, ledger, watch) {
  const { XMLHttpRequest, Proxy, Reflect } = scope;
  const prototype = XMLHttpRequest.prototype;
  const { addEventListener } = scope.EventTarget.prototype;
  /** @type {WeakMap<object, {method: string, url: URL, headers: Map<string, string>}>} */
  const opened = new WeakMap();

  wrap("open", (self, [method, url]) => {
    const known = { method: String(method).toUpperCase(), url: new URL(url, scope.location.href), headers: new Map() };
    opened.set(self, known);
  });
  wrap("setRequestHeader", (self, [name, value]) => {
    opened.get(self)?.headers.set(String(name).toLowerCase(), String(value));
  });
  wrap("send", (self, [body]) => {
    const known = opened.get(self);
    if (!known) return;
    const { method, url, headers } = known;
    const conversation = watch.request({ method, url, header: (name) => headers.get(name.toLowerCase()) ?? null });
    if (conversation) listen(self, new Exchange(conversation, ledger), body);
    else if (method === "POST" && watch.mayBeElsewhere(url)) {
      let seen = false;
      on(self, "readystatechange", () => {
        if (seen || !self.status) return;
        seen = true;
        watch.elsewhere(url, self.status, self.getResponseHeader("content-type") ?? "");
      });
    }
  });

  /** @param {any} self @param {string} name @param {() => void} work */
  function on(self, name, work) {
    Reflect.apply(addEventListener, self, [name, () => quietly(work), { once: !REPEATED.includes(name) }]);
  }

  /** @param {any} self @param {Exchange} exchange @param {any} body */
  function listen(self, exchange, body) {
    let read = 0;
    let begun = false;
    const begin = () => {
      if (begun || !self.status) return;
      begun = true;
      exchange.answered(self.status, self.getResponseHeader("content-type") ?? "");
    };
    const look = () => {
      begin();
      if (!exchange.open) return;
      const isText = self.responseType === "" || self.responseType === "text";
      if (isText) {
        const text = self.responseText;
        exchange.text(text.slice(read));
        read = text.length;
      } else if (self.readyState === 4 && self.responseType === "arraybuffer")
        exchange.bytes(new Uint8Array(self.response));
      else if (self.readyState === 4 && self.responseType === "json") exchange.text(JSON.stringify(self.response));
    };
    on(self, "progress", look); // browsers say it every 50 ms at most
    on(self, "load", () => (look(), exchange.closed("end")));
    on(self, "abort", () => exchange.closed("stop"));
    on(self, "error", () => exchange.closed(begun ? "fail" : "refused"));
    on(self, "timeout", () => exchange.closed("fail"));
    if (exchange.conversation.asked) {
      ledger.natives.soon(() => quietly(() => readBody(scope, body, (found) => exchange.asked(found))));
    }
  }

  /** @param {string} name @param {(self: any, args: any[]) => void} seen */
  function wrap(name, seen) {
    prototype[name] = new Proxy(prototype[name], {
      apply(target, self, args) {
        const made = Reflect.apply(target, self, args);
        quietly(() => seen(self, args));
        return made;
      },
    });
  }
}
