/**
 * A copy of an answer's body, read as it comes, that leaves the page in charge of its own.
 *
 * After `clone()` a stream that the page cancels would go on for the copy's sake: so the page's stream says here when
 * it is given up, and the copy is given up with it. Everything stays native but this one stream's own methods.
 */

/** How many readers must give a stream up before it ends, and what then happens.
 *  @typedef {{left: number, end: (reason?: unknown) => void}} Share */

/** The native methods that are needed, taken before the page runs. @param {any} scope */
export function streams(scope) {
  const { ReadableStream, Response, Proxy, Reflect, Symbol } = scope;
  const clone = Response.prototype.clone;
  const body = Object.getOwnPropertyDescriptor(Response.prototype, "body")?.get;
  const stream = {
    ...methods(ReadableStream.prototype, ["cancel", "getReader", "pipeTo", "pipeThrough", "tee", "values"]),
  };

  /** Reads a copy of the response. @param {any} response @param {(bytes: Uint8Array) => boolean} see false: no more
   *  @param {(error?: any) => void} over */
  function copy(response, see, over) {
    const copied = body.call(Reflect.apply(clone, response, []));
    if (!copied) return over();
    const reader = stream.getReader.call(copied);
    let ended = false;
    const end = (/** @type {unknown} */ reason) => {
      ended = true;
      reader.cancel(reason).catch(() => {});
    };
    const next = () =>
      reader.read().then(
        (/** @type {{done: boolean, value: Uint8Array}} */ { done, value }) => {
          if (done) return ended ? undefined : over();
          if (!ended && see(value) === false) return end();
          next(); // not returned: a promise that waits for the next one would hold them all
          return undefined;
        },
        (/** @type {any} */ error) => over(error),
      );
    const share = { left: 1, end: (/** @type {unknown} */ reason) => (end(reason), over(new Stopped())) };
    watchResponse(response, share);
    next();
  }

  /** @param {any} response @param {Share} share */
  function watchResponse(response, share) {
    watch(body.call(response), share);
    own(response, "clone", clone, (call) => {
      const made = call();
      share.left += 1;
      watch(body.call(response), share);
      watchResponse(made, share);
      return made;
    });
  }

  /** Notices when the page gives this stream up. @param {any} page @param {Share} share */
  function watch(page, share) {
    let given = false;
    const give = (/** @type {unknown} */ reason) => {
      if (given) return;
      given = true;
      share.left -= 1;
      if (share.left <= 0) share.end(reason);
    };
    const after = (/** @type {() => any} */ call, /** @type {unknown} */ reason) => {
      const made = call();
      give(reason);
      return made;
    };
    own(page, "cancel", stream.cancel, (call, [reason]) => (page.locked ? call() : after(call, reason)));
    own(page, "getReader", stream.getReader, (call) => {
      const reader = call();
      own(reader, "cancel", reader.cancel, (stop, [reason]) => after(stop, reason));
      return reader;
    });
    own(page, "tee", stream.tee, (call) => {
      const pair = call();
      share.left += 1;
      given = true;
      for (const half of pair) watch(half, share);
      return pair;
    });
    // A pipe cancels its source without a word to JavaScript: it is given a source that can tell.
    own(page, "pipeTo", stream.pipeTo, (call, args) =>
      page.locked ? call() : Reflect.apply(stream.pipeTo, relay(page, give), args),
    );
    own(page, "pipeThrough", stream.pipeThrough, (call, args) =>
      page.locked ? call() : Reflect.apply(stream.pipeThrough, relay(page, give), args),
    );
    if (!stream.values) return;
    const iterate = (/** @type {() => any} */ call, /** @type {any[]} */ [options]) => {
      const iterator = call();
      if (!options?.preventCancel) own(iterator, "return", iterator.return, (stop, [reason]) => after(stop, reason));
      return iterator;
    };
    own(page, "values", stream.values, iterate);
    own(page, Symbol.asyncIterator, stream.values, iterate);
  }

  /** A stream that reads the page's and hands it on, chunk by chunk, no sooner than it is asked for.
   *  @param {any} page @param {(reason: unknown) => void} give */
  function relay(page, give) {
    const reader = stream.getReader.call(page);
    return new ReadableStream(
      {
        pull: (/** @type {any} */ controller) =>
          reader
            .read()
            .then((/** @type {any} */ { done, value }) => (done ? controller.close() : controller.enqueue(value))),
        cancel: (/** @type {unknown} */ reason) => {
          const made = reader.cancel(reason);
          give(reason);
          return made;
        },
      },
      { highWaterMark: 0 },
    );
  }

  /** Puts a method on this object alone, that still reads as native code. @param {any} object @param {any} name
   *  @param {any} native @param {(call: () => any, args: any[]) => any} instead */
  function own(object, name, native, instead) {
    if (!object || !native) return;
    const value = new Proxy(native, {
      apply: (target, self, args) => {
        const call = () => Reflect.apply(target, self, args);
        return self === object ? instead(call, args) : call();
      },
    });
    Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });
  }

  return { copy };
}

/** The page itself gave the answer up. */
export class Stopped extends Error {
  name = "AbortError";
}

/** @param {any} prototype @param {string[]} names */
function methods(prototype, names) {
  return Object.fromEntries(names.map((name) => [name, prototype[name]]));
}
