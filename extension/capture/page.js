/**
 * The half that runs in the page's own world, at document_start: it taps the page's network, lets the adapters of the
 * site count what passes, and hands the numbers to the other half (isolated.js).
 *
 * It never changes, delays or breaks the page: the browser acts first, ours is read from copies, and no error of ours
 * leaves it. join.py makes one plain script of it for each site.
 */
import { isFirst, openChannel, outlast } from "./channel.js";
import { Ledger } from "./ledger.js";
import { natives } from "./natives.js";
import { tapFetch } from "./fetch.js";
import { quietly } from "./quietly.js";
import { tapSockets } from "./socket.js";
import { tapVoice } from "./voice.js";
import { tapXHR } from "./xhr.js";

/** @typedef {import("./exchange.js").Conversation} Conversation */
/** @typedef {{method: string, url: URL, header: (name: string) => string | null}} Asked */
/** @typedef {Conversation & {sent?: (text: string) => void}} Connection */
/** @typedef {{site: string | null, product: string, request?: (asked: Asked, ledger: Ledger) => Conversation | undefined,
 *    socket?: (url: URL, ledger: Ledger) => Connection | undefined, quiet?: RegExp, events?: string[],
 *    talks?: boolean}} Adapter `quiet` are paths that are no conversation, whatever comes back; a site that `talks` does so
 *    over sockets */
/** @typedef {{request: (asked: Asked) => Conversation | undefined, socket: (url: URL) => Connection | undefined,
 *    talks: boolean, mayBeElsewhere: (url: URL) => boolean, elsewhere: (url: URL, status: number, type: string) => void,
 *    events: string[]}} Watch */

const STREAMS = /^(text\/event-stream|application\/(x-)?(ndjson|jsonl|jsonlines|stream\+json))/i;

/** @param {any} scope @param {Adapter[]} adapters those of the site; the first that knows a request reads it */
export function start(scope, adapters) {
  quietly(() => {
    const world = natives(scope);
    if (!isFirst(scope, world)) return;
    const channel = openChannel(scope, world);
    const site = adapters[0].site ?? scope.location.host;
    const ledger = new Ledger(site, adapters[0].product, world, channel.post);
    const watch = watchers(adapters, ledger);
    tapFetch(scope, ledger, watch);
    if (scope.XMLHttpRequest) tapXHR(scope, ledger, watch);
    tapSockets(scope, ledger, watch);
    tapVoice(scope, ledger);
    const flush = () => quietly(() => ledger.flush());
    outlast(scope, () => ["pagehide", "freeze"].forEach((end) => scope.addEventListener?.(end, flush, true)));
  });
}

/** @param {Adapter[]} adapters @param {Ledger} ledger @returns {Watch} */
function watchers(adapters, ledger) {
  /** @template T @param {(adapter: Adapter) => T | undefined} ask */
  const first = (ask) => {
    for (const adapter of adapters) {
      const found = ask(adapter);
      if (found) return found;
    }
    return undefined;
  };
  return {
    request: (asked) => first((adapter) => adapter.request?.(asked, ledger)),
    socket: (url) => first((adapter) => adapter.socket?.(url, ledger)),
    talks: adapters.some(({ talks }) => talks),
    mayBeElsewhere: (url) => !adapters.some(({ quiet }) => quiet?.test(url.pathname)),
    // A stream that no rule knows: the site has moved its conversations, and an answer of unknown length is counted.
    elsewhere: (url, status, type) => {
      if (status >= 400 || !STREAMS.test(type)) return;
      const turn = ledger.open();
      turn.miss("send-elsewhere");
      ledger.close(turn, "end");
    },
    events: adapters.flatMap(({ events }) => events ?? []),
  };
}
