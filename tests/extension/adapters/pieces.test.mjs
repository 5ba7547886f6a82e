/** The small pieces of the pages' scripts, each by itself: cut anywhere, flooded, lied to, given too much. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const from = (path) => import(pathToFileURL(`${process.env.SOURCES}/extension/${path}`).href);
const [
  { lines, jsonLines },
  { sse },
  { batches },
  { packets },
  { enclosed },
  { thinking, thought },
  { deltas },
  { texts },
] = await Promise.all(
  ["lines", "sse", "batches", "packets", "enclosed", "thinking", "deltas", "protobuf"].map((name) =>
    from(`adapters/reading/${name}.js`),
  ),
);
const { sha256 } = await from("capture/sha256.js");
const { checked } = await from("capture/schema.js");
const { Flood } = await from("capture/flood.js");
const { Exchange } = await from("capture/exchange.js");
const { Ledger } = await from("capture/ledger.js");
const { Turn } = await from("capture/turn.js");

let state = 20261122;
const random = (most) => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) % most;

/** The frames that a cutter gives of a text that comes in random pieces. */
function cut(make, text, most = 5) {
  const [cutter, frames] = [make(), []];
  for (let at = 0; at < text.length;) {
    const size = 1 + random(most);
    cutter.push(text.slice(at, at + size), (frame) => frames.push(frame));
    at += size;
  }
  cutter.end((frame) => frames.push(frame));
  return frames;
}

test("frames are the same wherever a text is cut", () => {
  const cases = [
    [lines, "a\nb\r\nc\rd\n\ne"],
    [jsonLines, '{"a":1}\n\ndata: {"b":"ü"}\n[DONE]\n{"c":3}'],
    [sse, ": note\nevent: x\ndata: 1\ndata: 2\n\ndata:3\nid: 7\n\r\n\r\nretry: 5\n\nevent: y\r\ndata: end"],
    [batches, ')]}\'\n\n12\n[["a",\n"b"]\n,1]\n7\n[2]\n'],
    [packets, '0{"sid":1}\x1e42["events",{"a":"\u00e9"}]\x1e2\x1e42/ns,7["events",2]'],
  ];
  for (const [make, text] of cases) {
    const whole = cut(make, text, 1e9 | 0);
    assert.ok(whole.length > 0);
    for (let time = 0; time < 200; time += 1) assert.deepEqual(cut(make, text), whole);
  }
  assert.deepEqual(cut(sse, "event: x\ndata: 1\ndata: 2\n\ndata:3\n\n"), [
    { event: "x", data: "1\n2" },
    { event: "message", data: "3" },
  ]);
});

test("reasoning between marks is told apart wherever it is cut", () => {
  const text = "Hi <<think>one < two</think></thin> done<think>more";
  for (let time = 0; time < 300; time += 1) {
    const found = { answer: "", reasoning: "" };
    const split = thinking((part, piece) => (found[part] += piece));
    for (let at = 0; at < text.length;) {
      const size = 1 + random(6);
      split.push(text.slice(at, at + size));
      at += size;
    }
    split.end();
    assert.deepEqual(found, { answer: "Hi <</thin> done", reasoning: "one < twomore" });
  }
  assert.deepEqual(thought("plain <"), { answer: "plain <", reasoning: "" });
});

test("what a delta leaves out is that of the delta before; nothing is left out inside a patch", () => {
  const seen = [];
  const read = deltas((change) => seen.push([change.op, change.path, change.value, change.channel]));
  read({ p: "/a", o: "append", v: 1, c: 2 });
  read({ v: 2 });
  read({ p: "", o: "patch", v: [{ p: "/b", o: "replace", v: 3 }] });
  read({ v: [{ p: "/b", o: "append", v: 4 }] });
  assert.deepEqual(seen, [
    ["append", "/a", 1, 2],
    ["append", "/a", 2, 2],
    ["replace", "/b", 3, 2],
    ["append", "/b", 4, 2],
  ]);
  assert.throws(() => deltas(() => {})({ v: 1 }));
});

test("objects and texts are found among unknown bytes", () => {
  assert.deepEqual(enclosed('\x01{"a":"}{\\""}\x02{"b":{"c":[1]}}{"cut":'), [{ a: '}{"' }, { b: { c: [1] } }]);
  const inner = new TextEncoder().encode("Où ?");
  assert.deepEqual(texts(Uint8Array.from([8, 1, 18, inner.length + 2, 10, inner.length, ...inner])).at(-1), "Où ?");
  for (let time = 0; time < 500; time += 1) texts(Uint8Array.from({ length: random(60) }, () => random(256)));
});

test("hashes are those of the standard", () => {
  for (let size = 0; size < 200; size += 1) {
    const text = Array.from({ length: size }, () => String.fromCodePoint(random(0xd000))).join("");
    assert.equal(sha256(text), createHash("sha256").update(text).digest("hex"));
  }
});

const NOW = 1_790_000_000_000;
const RECORD = {
  key: "0123456789abcdef", site: "x", id: "a-1", conversation: null, parent: null, turn: null, kind: "text", model: "gpt-5",
  prompt: { vowel: 1 }, answer: null, reasoning: null, attachments: null, tokens: null, images: 0, tools: 0, at: NOW,
  done: false, withdrawn: false, sent: true, notes: [],
}; // prettier-ignore

test("what is not as it must be is refused whole", () => {
  const says = (message) => checked(typeof message === "string" ? message : JSON.stringify(message), NOW);
  assert.ok(says({ record: RECORD, busy: 2 }));
  const bad = {
    key: ["x", null, "0123456789ABCDEF"], id: ["a b", "x".repeat(81), 7, "\u00e9"], kind: ["poem", null], model: ["a\nb", "", "x".repeat(81)],
    prompt: [{ vowel: -1 }, { vowel: 1.5 }, { vowel: 1e9 }, { klingon: 1 }, [], "text", { vowel: "1" }], tokens: [{ total: 1 }, { input: 1e8 }],
    images: [-1, 1e6, "1", null], at: [-1, 0.5, 1e17, "now", null, NaN], done: [1, null], sent: [1, undefined], notes: ["x", ["A note!"], Array(9).fill("x-y")], more: [1],
  }; // prettier-ignore
  for (const [field, values] of Object.entries(bad)) {
    for (const value of values)
      assert.equal(says({ record: { ...RECORD, [field]: value } }), null, `${field}: ${JSON.stringify(value)}`);
  }
  for (const text of [
    "",
    "null",
    "[]",
    "{",
    '{"record":null}',
    '{"busy":-1}',
    '{"other":1}',
    `{"note":"${"x".repeat(70_000)}"}`,
    7,
    undefined,
  ]) {
    assert.equal(checked(text, NOW), null);
  }
});

test("a clock that is set while an answer comes loses none of it", () => {
  const at = (instant) => checked(JSON.stringify({ record: { ...RECORD, at: instant } }), NOW).record.at;
  const week = 7 * 24 * 3_600_000;
  assert.equal(at(NOW - 3 * 24 * 3_600_000), NOW - 3 * 24 * 3_600_000, "the machine slept");
  for (const instant of [NOW + 1, NOW + 61_000, NOW + 1e12, 0, NOW - week - 1]) assert.equal(at(instant), NOW);
});

/** What a flood lets through at once, what it gives later, and how often it says that there was too much. */
function flood() {
  const made = { given: [], timers: [], over: 0 };
  const give = (message) => made.given.push(message);
  made.flood = new Flood(give, (work) => made.timers.push(work), () => (made.over += 1)); // prettier-ignore
  return made;
}
const said = (key, n) => ({ record: { key, n }, busy: 1 });

test("what a page says too fast waits, and the newest of each answer is heard", () => {
  const { flood: each, given, timers, ...made } = flood();
  // Six streams for half a minute, each of them told four times a second; then they end.
  for (let n = 0; n < 720; n += 1) each.hear(said(`k${n % 6}`, n), NOW + Math.floor((n * 30_000) / 720));
  assert.ok(given.length < 720);
  for (let turn = 0; turn < 6; turn += 1) each.hear(said(`k${turn}`, "done"), NOW + 29_990);
  while (timers.length) timers.shift()();
  for (let turn = 0; turn < 6; turn += 1)
    assert.equal(given.findLast(({ record }) => record.key === `k${turn}`).record.n, "done");
  assert.equal(given.reduce((sum, { busy }) => sum + busy, 0), 726, "and all of our own time is known"); // prettier-ignore
  assert.equal(made.over, 0);
});

test("what waits is given when the page ends", () => {
  const { flood: each, given } = flood();
  for (let n = 0; n < 1000; n += 1) each.hear(said("k", n), NOW);
  assert.equal(given.length, 200);
  each.flush();
  assert.deepEqual([given.length, given.at(-1).record.n], [201, 999]);
});

test("a page may ask for so many answers and no more, and a clock that jumps back begins anew", () => {
  const { flood: each, given, timers } = flood();
  const keys = () => new Set(given.map(({ record }) => record.key)).size;
  for (let n = 0; n < 5000; n += 1) each.hear(said(`k${n}`, n), NOW + n * 60);
  while (timers.length) timers.shift()();
  assert.equal(keys(), 600);
  const more = flood();
  for (let n = 0; n < 5000; n += 1) more.flood.hear(said(`k${n}`, n), NOW);
  while (more.timers.length) more.timers.shift()();
  assert.equal(more.given.length, 600);
  assert.equal(more.over, 4400);
  more.flood.hear(said("again", 0), NOW - 1e7);
  assert.equal(more.given.at(-1).record.key, "again");
});

/** A ledger whose clock stands still, and what it posts. */
function ledger() {
  const posts = [];
  let time = 0;
  const natives = {
    clock: () => (time += 0.01),
    now: () => NOW,
    soon: (work) => work(),
    later: () => 1,
    forget: () => {},
    random: () => "0".repeat(16),
    decoder: () => new TextDecoder(),
  };
  return { made: new Ledger("x", "product", natives, (message) => posts.push(message)), posts };
}

test("a frame of 100 MB is given up, its answer's length unknown, in little memory", () => {
  const { made, posts } = ledger();
  const turn = made.open();
  const exchange = new Exchange({ turn, frames: sse, read: () => assert.fail("no frame is whole") }, made);
  exchange.answered(200, "text/event-stream");
  const piece = new TextEncoder().encode("x".repeat(1 << 20));
  const before = process.memoryUsage().heapUsed;
  let read = 0;
  for (; read < 100 && exchange.open; read += 1) exchange.bytes(piece);
  assert.ok(read < 20, "reading stops");
  assert.ok(process.memoryUsage().heapUsed - before < 80e6);
  const last = posts.findLast(({ record }) => record).record;
  assert.deepEqual([last.done, last.answer, posts.some(({ note }) => note === "frame-too-long")], [true, null, true]);
});

/** A socket of a page, tapped; `read` are the frames that its adapter was given. */
async function socket() {
  const { tapSockets } = await from("capture/socket.js");
  const { made, posts } = ledger();
  const read = [];
  class WebSocket extends EventTarget {
    url = "wss://x.example/socket";
    send() {}
  }
  const scope = { Proxy, Reflect, Blob, ArrayBuffer, TextDecoder, EventTarget, WebSocket };
  tapSockets(scope, made, { socket: () => ({ read: (frame) => read.push(frame) }) });
  const tapped = new scope.WebSocket();
  const say = (data) => tapped.dispatchEvent(Object.assign(new Event("message"), { data }));
  return { say, read, posts };
}

test("a socket is heard however much it has said before", async () => {
  const { say, read, posts } = await socket();
  const answer = "x".repeat(1 << 20);
  for (let n = 0; n < 100; n += 1) say(answer);
  say("the last");
  assert.deepEqual([read.length, read.at(-1), posts], [101, "the last", []]);
});

test("a frame that is too long is passed over, and the next is read", async () => {
  const { say, read, posts } = await socket();
  const long = 100 << 20;
  for (const frame of ["x".repeat(long), new ArrayBuffer(long), new Blob([new Uint8Array(long)])]) say(frame);
  say("the next");
  await new Promise((done) => setTimeout(done, 20));
  assert.deepEqual(read, ["the next"]);
  assert.deepEqual(posts, Array(3).fill({ note: "frame-too-long" }));
});

test("an adapter that stumbles says so, and nothing is thrown", () => {
  const { made } = ledger();
  const turn = made.open();
  const stumble = () => {
    throw new Error("unknown shape");
  };
  const exchange = new Exchange({ turn, frames: jsonLines, asked: stumble, read: stumble, ended: undefined }, made);
  exchange.asked("x");
  exchange.answered(200, "");
  exchange.text("{}\n");
  exchange.closed("end");
  assert.deepEqual([turn.done, turn.record("x").answer, [...turn.notes]], [true, null, ["frame-broken"]]);
});

test("a talk is counted, its length is not known", async () => {
  const { tapVoice } = await from("capture/voice.js");
  const { made, posts } = ledger();
  class RTCPeerConnection {
    addTrack() {
      return "native";
    }
  }
  tapVoice({ Proxy, Reflect, RTCPeerConnection }, made);
  const connection = new RTCPeerConnection();
  for (const kind of ["video", "audio", "audio"]) assert.equal(connection.addTrack({ kind }), "native");
  const { record } = posts.at(-1);
  assert.deepEqual(
    [posts.filter((post) => post.record?.done).length, record.kind, record.answer, record.notes],
    [1, "voice", null, ["voice-unknown"]],
  );
});

test("a text that grows is counted once, one that changes is counted again", () => {
  const turn = new Turn("k", NOW, () => {});
  for (const text of ["", "He", "Hello", "Hello you", "Hullo"]) turn.show("answer", text, 0);
  turn.say("answer", "!", 0);
  const { answer } = turn.record("x");
  assert.equal(answer.vowel + answer.consonant + answer.capital + answer.mark, "Hullo!".length);
  turn.finish("end");
  assert.ok(!JSON.stringify(turn.record("x")).includes("Hullo"));
});
