/** What a tab does with an answer: written, handed over, taken back, and held when nothing takes it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const { Keeper } = await import(pathToFileURL(`${process.env.SOURCES}/extension/capture/keep.js`).href);

const NOW = 1_790_000_000_000;
const KEY = "0123456789abcdef";
const PLACE = `e|x|${KEY}`;
const RECORD = {
  key: KEY, site: "x", id: null, conversation: "c", parent: null, turn: null, kind: "text", model: "gpt-5",
  prompt: { vowel: 1 }, answer: null, reasoning: null, attachments: null, tokens: null, images: 0, tools: 0, at: NOW,
  done: false, withdrawn: false, sent: true, notes: [],
}; // prettier-ignore

/** A storage and a background that take what they are told to, and time that passes when it is told to. */
function world() {
  const made = { local: new Map(), sent: [], timers: [], full: false, answer: { ok: true }, now: NOW };
  const store = {
    set: async (items) => {
      if (made.full) throw new Error("no space left on device");
      for (const [key, value] of Object.entries(items)) made.local.set(key, structuredClone(value));
    },
    remove: async (key) => void made.local.delete(key),
    send: async (message) => (made.sent.push(structuredClone(message)), made.answer),
    now: () => (made.now += 2000),
    later: (work) => made.timers.push(work),
  };
  return Object.assign(made, { keeper: new Keeper(store, "x", "salt") });
}
const settled = () => new Promise((done) => setTimeout(done, 5));

test("a request that is refused is taken back by its turn, whether or not the background had it", async () => {
  const { keeper, local, sent } = world();
  await keeper.keep(RECORD);
  assert.equal(local.get(PLACE).event.id, KEY);
  await keeper.keep({ ...RECORD, withdrawn: true, done: true });
  const { saved } = sent[0];
  assert.deepEqual(sent, [{ do: "void", site: "x", key: KEY, was: [KEY], withdrawn: true, sent: true, saved }]);
  assert.deepEqual([...local.keys()], []);
});

test("that it was taken back stays written until the background knows", async () => {
  const made = world();
  made.answer = undefined; // nobody is there
  await made.keeper.keep(RECORD);
  await made.keeper.keep({ ...RECORD, withdrawn: true, done: true });
  const { withdrawn, key, site } = made.local.get(PLACE);
  assert.deepEqual({ withdrawn, key, site }, { withdrawn: true, key: KEY, site: "x" });
});

test("every name that an answer had goes with it", async () => {
  const { keeper, sent, local } = world();
  for (const id of [null, "a", "b"]) await keeper.keep({ ...RECORD, id });
  assert.deepEqual(local.get(PLACE).was, ["a", KEY]);
  assert.equal(local.size, 1);
  await keeper.keep({ ...RECORD, id: "c", done: true });
  assert.deepEqual([sent[0].event.id, sent[0].was], ["c", ["b", "a", KEY]]);
});

test("what the storage does not take is told to the background at once", async () => {
  const made = world();
  made.full = true;
  await made.keeper.keep(RECORD);
  await made.keeper.keep({ ...RECORD, id: "a", done: true });
  assert.deepEqual(made.sent.map(({ event, done }) => [event.id, done]), [[KEY, false], ["a", true]]); // prettier-ignore
  assert.deepEqual([made.local.size, made.timers.length], [0, 0]);
});

test("what neither takes is held, and told again later", async () => {
  const made = world();
  Object.assign(made, { full: true, answer: { ok: false, why: "full" } });
  await made.keeper.keep({ ...RECORD, id: "a", done: true });
  await made.keeper.keep({ ...RECORD, key: "1".repeat(16), id: "b", done: true });
  const before = made.sent.length;
  made.timers.splice(0).forEach((work) => work());
  await settled();
  assert.equal(made.sent.length, before + 1, "one of them finds out that it is still full");
  Object.assign(made, { full: false, answer: { ok: true } });
  made.timers.splice(0).forEach((work) => work());
  await settled();
  assert.deepEqual(made.sent.slice(-2).map(({ event }) => event.id), ["a", "b"]); // prettier-ignore
  assert.deepEqual([made.local.size, made.timers.length], [0, 0]);
});
