/**
 * The tap of fetch. The page gets what the browser made, promise and response; what we do comes after.
 */
import { streams } from "./body.js";
import { Exchange } from "./exchange.js";
import { quietly } from "./quietly.js";
import { readBody } from "./sent.js";

/** @param {any} scope @param {import("./ledger.js").Ledger} ledger @param {import("./page.js").Watch} watch */
export function tapFetch(scope, ledger, watch) {
  const { Request, Response, Proxy, Reflect } = scope;
  const { copy } = streams(scope);
  const headers = Object.getOwnPropertyDescriptor(Response.prototype, "headers")?.get;
  const status = Object.getOwnPropertyDescriptor(Response.prototype, "status")?.get;
  const copyRequest = Request.prototype.clone;

  scope.fetch = new Proxy(scope.fetch, {
    apply(target, self, args) {
      // The body of a Request can be read once: a copy is taken before the browser does. All else can wait.
      const early = args[0] instanceof Request ? quietly(() => look(args)) : undefined;
      const answer = Reflect.apply(target, self, args);
      quietly(() => {
        const seen = early ?? (args[0] instanceof Request ? undefined : look(args));
        if (seen) follow(seen, answer);
      });
      return answer;
    },
  });

  /** @param {any[]} args */
  function look([input, init]) {
    const request = input instanceof Request ? input : undefined;
    const method = String(init?.method ?? request?.method ?? "GET").toUpperCase();
    const url = new URL(request ? request.url : String(input), scope.location.href);
    const header = (/** @type {string} */ name) => new scope.Headers(init?.headers ?? request?.headers).get(name);
    const conversation = watch.request({ method, url, header });
    if (!conversation) return method === "POST" && watch.mayBeElsewhere(url) ? { url } : undefined;
    const exchange = new Exchange(conversation, ledger);
    const body = init?.body ?? (hasBody(request) && conversation.asked ? Reflect.apply(copyRequest, request, []) : null);
    return { url, exchange, body };
  }

  /** Firefox does not say whether a Request has a body. @param {any} request */
  function hasBody(request) {
    if (!request || request.bodyUsed) return false;
    return request.body === undefined ? !/^(GET|HEAD)$/.test(request.method) : request.body !== null;
  }

  /** @param {{url: URL, exchange?: Exchange, body?: any}} seen @param {Promise<any>} answer */
  function follow({ url, exchange, body }, answer) {
    if (!exchange) {
      answer.then(
        (response) => quietly(() => watch.elsewhere(url, status.call(response), type(response))),
        () => {},
      );
      return;
    }
    const asked = exchange.conversation.asked ? read(body, exchange) : undefined;
    answer.then(
      (response) => quietly(() => receive(response, exchange, asked)),
      (error) => exchange.closed(error?.name === "AbortError" ? "stop" : "refused"),
    );
  }

  /** Reads the question when the page's own code has run. @param {any} body @param {Exchange} exchange */
  function read(body, exchange) {
    /** @type {Promise<void> | undefined} */
    let waiting;
    ledger.natives.soon(() => quietly(() => (waiting = readBody(scope, body, (found) => exchange.asked(found)))));
    return () => waiting;
  }

  /** @param {any} response @param {Exchange} exchange @param {(() => Promise<void> | undefined) | undefined} asked */
  function receive(response, exchange, asked) {
    exchange.answered(status.call(response), type(response));
    if (!exchange.open) return;
    /** @type {Promise<any> | undefined} what comes before the question is read waits for it */
    let line = asked?.();
    const inOrder = (/** @type {() => void} */ work) => {
      if (line) line = line.then(work);
      else work();
    };
    line?.then(() => (line = undefined));
    copy(
      response,
      (bytes) => (inOrder(() => exchange.bytes(bytes)), exchange.open),
      (error) => inOrder(() => exchange.closed(!error ? "end" : error.name === "AbortError" ? "stop" : "fail")),
    );
  }

  /** @param {any} response */
  function type(response) {
    return headers.call(response).get("content-type") ?? "";
  }
}
