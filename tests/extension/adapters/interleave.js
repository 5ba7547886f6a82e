// Run in a page of the extension: what the tabs of each play did to it, in a random order that keeps that of each tab.
// Messages are lost, as to a worker that is killed, and the keys are drained at any moment.
async ({ plays, lost }) => {
  const { drain, take } = await import("/drain.js");
  const { each } = await import("/store.js");
  const { local } = chrome.storage;
  const { within } = await import("/database.js");
  const keys = async () => Object.keys(await local.get(null)).filter((key) => key.startsWith("e|"));
  const empty = async () => {
    await within("readwrite", async (stores) => Object.values(stores).forEach((store) => store.clear()));
    await local.remove(await keys());
  };
  // The disk is not what is tried here.
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (names, mode) {
    return transaction.call(this, names, mode, { durability: "relaxed" });
  };
  const made = [];
  for (const { log, seed } of plays) {
    await empty();
    let state = seed;
    const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    const tabs = Map.groupBy(log, ({ tab }) => tab);
    const begun = new Map();
    let now = Date.now();
    // The clock is that of this order, not of the one in which the tabs were played.
    const timed = (told) => {
      const at = begun.get(told.key) ?? begun.set(told.key, now).get(told.key);
      const event = told.event && { ...told.event, at: new Date(at).toISOString() };
      return { ...told, saved: now, ...(event ? { event } : {}) };
    };
    while (tabs.size) {
      now += 1;
      const [tab, steps] = [...tabs][Math.floor(random() * tabs.size)];
      const { set, remove, send } = steps.shift();
      if (!steps.length) tabs.delete(tab);
      if (set) await local.set(Object.fromEntries(Object.entries(set).map(([key, told]) => [key, timed(told)])));
      if (remove) await local.remove(remove);
      if (send?.key) {
        // What is lost is not acknowledged: its key stays.
        if (random() >= lost) await take(timed(send));
        else if (steps[0]?.remove) steps.shift(), steps.length || tabs.delete(tab);
      }
      if (random() < 0.3) await drain();
    }
    await drain();
    await drain();
    const events = [];
    await each((some) => void events.push(...some));
    made.push({ events, left: (await keys()).length });
  }
  return made;
};
