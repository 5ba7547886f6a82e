/** The one database: its stores, and promises around its transactions. */

const NAME = "wattprint";
const VERSION = 2;

/**
 * events   [site, id] -> {site, id, day, conversation, key, turn, open, event}: what was counted, only added to or
 *          grown; `key` is that of the turn that told it last, `turn` and `open` stand as long as a stream goes on
 * edits    [site, id] -> {site, id, patch}: what the reader corrected, kept apart, so that a replay does not undo it
 * gone     [site, id] -> {site, id, batch, at, record}: deleted; the record as long as it can be undone
 * names    [site, key] -> {site, key, at, as | heir, cut}: the id under which the answer of a turn is kept, null if it
 *          was taken back; or, of a stream that was cut, the turn that took it up, and its own name until then
 * marks    day -> {day, version}: changes whenever an event of the day does
 * days     day -> {day, version, key, rows}: what the engine made of it, and of which version; can be rebuilt
 * counters name -> {name, n}: requests seen, our own milliseconds, notes on formats
 */
const STORES = {
  events: { keyPath: ["site", "id"], indexes: ["day", "conversation", "turn"] },
  edits: { keyPath: ["site", "id"], indexes: [] },
  gone: { keyPath: ["site", "id"], indexes: ["batch"] },
  names: { keyPath: ["site", "key"], indexes: [] },
  marks: { keyPath: "day", indexes: [] },
  days: { keyPath: "day", indexes: [] },
  counters: { keyPath: "name", indexes: [] },
};

/** The disk, or the browser's share of it, is full: nothing of this change was kept. */
export class Full extends Error {}

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

/** @returns {Promise<IDBDatabase>} */
function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      for (const [name, { keyPath, indexes }] of Object.entries(STORES)) {
        if (asked.result.objectStoreNames.contains(name)) continue; // of an older version
        const store = asked.result.createObjectStore(name, { keyPath });
        for (const index of indexes) store.createIndex(index, index);
      }
    };
    asked.onsuccess = () => {
      const database = asked.result;
      database.onclose = () => (opened = undefined);
      database.onversionchange = () => (database.close(), (opened = undefined));
      resolve(database);
    };
    asked.onerror = () => ((opened = undefined), reject(asked.error));
  });
  return opened;
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
export function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Runs `work` in one transaction; what it returns is given back only when all is on the disk, or, where it can be made
 * again ("relaxed"), on its way there.
 * @template T
 * @param {"readonly" | "readwrite"} mode @param {(stores: Record<string, IDBObjectStore>) => Promise<T>} work
 * @param {string[]} [names] @param {"strict" | "relaxed"} [durability] @returns {Promise<T>}
 */
export async function within(mode, work, names = Object.keys(STORES), durability = "strict") {
  const database = await open();
  const transaction = database.transaction(names, mode, { durability });
  const kept = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(undefined);
    transaction.onabort = () => reject(failure(transaction.error));
  });
  const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
  try {
    const made = await work(stores);
    await kept;
    return made;
  } catch (error) {
    kept.catch(() => {});
    try {
      transaction.abort();
    } catch {
      // it has ended already
    }
    throw failure(error);
  }
}

/** @param {any} error */
function failure(error) {
  return error?.name === "QuotaExceededError" ? new Full("storage full") : error ?? new Error("aborted");
}
