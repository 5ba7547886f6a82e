/**
 * Plays recordings in node, through the scripts as they are built: a page asks, the network answers, the background
 * keeps. Reads a job {scripts, salt, plays: [{recording, main, page, variant, seed}]}, writes one line a play.
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Background, settled, Tab } from "./world.mjs";

const job = JSON.parse(readFileSync(0, "utf8"));
const { merge } = await import(pathToFileURL(job.merge).href);

for (const play of job.plays) {
  const background = new Background(job.salt);
  let wrong = null;
  try {
    await played(play, background);
  } catch (error) {
    wrong = String(error?.stack ?? error);
  }
  const notes = background.messages.filter((message) => message.do === "shape").map((message) => message.note);
  const left = [...background.local.keys()].filter((key) => key.startsWith("e|"));
  const log = job.log ? background.log : undefined;
  process.stdout.write(`${JSON.stringify({ events: kept(background), notes: [...new Set(notes)], left, log, wrong })}\n`);
}

/** What the store holds in the end: the newest state of each turn, merged by id, cut streams taken up by those that
 *  followed. test_keeping.py has the store itself say so. */
function kept({ log }) {
  const turns = new Map();
  for (const { set, send } of log) {
    for (const told of send ? [send] : Object.values(set ?? {})) if (told.key) turns.set(told.key, told);
  }
  const found = new Map();
  for (const { event, done, turn, withdrawn } of turns.values()) {
    if (withdrawn) continue;
    const old = found.get(event.id);
    found.set(event.id, { event: old ? merge(old.event, event) : event, done: Boolean(done || old?.done), turn });
  }
  for (const [id, older] of found) {
    const heir = [...found.values()].find(
      (newer) => newer !== older && !older.done && older.turn && newer.turn === older.turn,
    );
    if (!heir) continue;
    heir.event = { ...merge(heir.event, older.event), id: heir.event.id };
    found.delete(id);
  }
  return [...found.values()].map(({ event, done }) => ({ ...event, done }));
}

async function played({ recording, main, page, variant = {}, seed }, background) {
  const random = lot(seed);
  const tabs = Array.from({ length: variant.tabs ?? 1 }, () => new Tab(page, job.scripts, main, background, variant.times));
  await settled(2);
  for (const tab of tabs) await steps(tab, recording, variant, lot(seed));
  if (variant.reload) {
    const again = new Tab(page, job.scripts, main, background);
    await settled(2);
    await steps(again, recording, {}, random);
  }
}

async function steps(tab, { steps, head }, variant, random) {
  /** What the page does with what it gets: read it, to the end. */
  const read = async (response) => {
    const reader = response.body.getReader();
    while (!(await reader.read()).done);
  };
  let open; // the request that waits for its answer
  let abort;
  let url;
  const left = variant.stop === undefined ? Infinity : undefined;
  let budget = left ?? Math.floor(variant.stop * volume(steps));
  for (const { mark, line, body } of steps) {
    const [what, second, third] = line;
    if (mark === ">>>" && (what === "POST" || what === "GET")) {
      url = second;
      const { headers, text } = split(body);
      const send = () => {
        if (third === "xhr" || (head.how === "xhr" && third !== "fetch")) return viaXHR(tab, what, url, headers, text);
        abort = new tab.scope.AbortController();
        const init = { method: what, headers, signal: abort.signal };
        if (what === "POST")
          init.body = third === "form" || head.body === "form" ? form(text) : text.replace(/\n$/, "");
        const input =
          third === "request"
            ? new tab.scope.Request(new URL(url, head.page ?? url), { ...init, duplex: "half" })
            : url;
        tab.scope
          .fetch(input, third === "request" ? undefined : init)
          .then(read)
          .catch(() => {});
      };
      if (variant.retry) {
        send();
        await settled(3);
        tab.network.waiting.shift().fail(new TypeError("Failed to fetch"));
        await settled(3);
      }
      send();
      await settled(3);
      open = tab.network.waiting.shift();
    } else if (mark === ">>>" && what === "WS") open = { socket: new tab.scope.WebSocket(second) };
    else if (mark === ">>>" && what === "ES") open = { source: new tab.scope.EventSource(second) };
    else if (mark === ">>>" && what === "frames") {
      for (const frame of frames(body))
        tab.network.sockets.at(-1).send(second === "binary" ? new TextEncoder().encode(frame) : frame);
    } else if (mark === "<<<" && what === "frames") {
      const socket = tab.network.sockets.at(-1);
      for (const whole of frames(body)) {
        const frame = variant.damage && random() < 0.3 ? whole.slice(0, Math.floor(random() * whole.length)) : whole;
        for (let time = 0; time < (variant.twice ? 2 : 1); time += 1) {
          socket.frame(
            second === "binary"
              ? new TextEncoder().encode(frame).buffer
              : second === "blob"
                ? new Blob([frame])
                : frame,
          );
        }
        if (random() < 0.2) tab.tick();
        if (second === "blob") await settled(2);
      }
    } else if (mark === "<<<" && what === "event") {
      for (const frame of frames(body)) tab.network.sources.at(-1).frame(second ?? "message", frame);
    } else if (mark === "<<<" && what === "close") {
      tab.network.sockets.at(-1)?.close();
      tab.network.sources.at(-1)?.close();
    } else if (mark === "<<<" && what === "stop") {
      open?.stop?.();
      abort?.abort();
    } else if (mark === "<<<" && what === "cut") open.fail(new TypeError("network error"));
    else if (mark === "<<<" && /^\d+$/.test(what)) {
      open.begin(Number(what), line.slice(1).join(" "));
      await settled(2);
      const crlf = variant.crlf && /event-stream/.test(line.join(" "));
      const bytes = new TextEncoder().encode(crlf ? body.replaceAll("\n", "\r\n") : body);
      if (variant.damage) damage(bytes, random);
      for (const piece of pieces(bytes, variant, random)) {
        if (budget < piece.length) {
          open.stop?.();
          abort?.abort();
          await settled(4);
          tab.tick();
          await settled(4);
          return;
        }
        budget -= piece.length;
        open.push(piece);
        if (random() < (variant.single ? 0.02 : 0.3)) {
          await settled(1);
          tab.tick();
        }
      }
      await settled(3);
      const next = steps[steps.findIndex((step) => step.body === body && step.mark === mark) + 1];
      if (!(next?.mark === "<<<" && ["stop", "cut"].includes(next.line[0]))) open.end();
    } else throw new Error(`no such step: ${mark} ${line.join(" ")}`);
    await settled(4);
  }
  tab.tick();
  await settled(4);
}

/** Some bytes are not what they were. @param {Uint8Array} bytes */
function damage(bytes, random) {
  for (let times = 1 + Math.floor(random() * 6); times > 0; times -= 1) {
    const at = Math.floor(random() * bytes.length);
    if (random() < 0.5) bytes[at] = Math.floor(random() * 256);
    else bytes.copyWithin(at, at + 1 + Math.floor(random() * 40));
  }
}

/** @param {Uint8Array} bytes */
function* pieces(bytes, { cuts, single }, random) {
  if (single) {
    for (let at = 0; at < bytes.length; at += 1) yield bytes.subarray(at, at + 1);
    return;
  }
  const most = cuts ? 120 : bytes.length || 1;
  for (let at = 0; at < bytes.length;) {
    const size = cuts ? 1 + Math.floor(random() * most) : most;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

function volume(steps) {
  return steps.reduce(
    (sum, { mark, line, body }) =>
      sum + (mark === "<<<" && /^\d+$/.test(line[0]) ? new TextEncoder().encode(body).length : 0),
    0,
  );
}

/** Headers stand before the body, each on a line that begins with an @. */
function split(body) {
  const lines = body.split("\n");
  const headers = {};
  while (lines[0]?.startsWith("@")) {
    const [, name, value] = /^@([^:]+): (.*)$/.exec(lines.shift());
    headers[name] = value;
  }
  return { headers, text: lines.join("\n") };
}

function form(text) {
  const made = new FormData();
  for (const line of text.split("\n").filter(Boolean)) {
    const at = line.indexOf("=");
    if (line.startsWith("@file ")) made.append("files", new Blob(["x"]), line.slice(6));
    else made.append(line.slice(0, at), line.slice(at + 1));
  }
  return made;
}

function frames(body) {
  return body
    .split("\n")
    .filter(Boolean)
    .map((frame) => frame.replaceAll("\\x1e", "\x1e"));
}

function viaXHR(tab, method, url, headers, text) {
  const request = new tab.scope.XMLHttpRequest();
  request.open(method, url, true);
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.send(text.replace(/\n$/, ""));
}

/** A small generator of numbers from 0 to 1 that gives the same each time. */
function lot(seed) {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
