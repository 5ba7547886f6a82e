// Run in a page: asks what a recording asks, and reads what it is answered.
async (steps) => {
  const split = (body) => {
    const lines = body.split("\n");
    const headers = {};
    while (lines[0]?.startsWith("@")) {
      const [, name, value] = /^@([^:]+): (.*)$/.exec(lines.shift());
      headers[name] = value;
    }
    return { headers, text: lines.join("\n").replace(/\n$/, "") };
  };
  const form = (text) => {
    const made = new FormData();
    for (const line of text.split("\n").filter(Boolean))
      made.append(line.split("=")[0], line.slice(line.indexOf("=") + 1));
    return made;
  };
  let socket,
    heard = 0;
  for (const [place, { mark, line, body }] of steps.entries()) {
    const [what, url, how] = line;
    if (mark === ">>>" && /^(GET|POST)$/.test(what)) {
      const { headers, text } = split(body);
      const { pathname, search } = new URL(url, location.href);
      const path = pathname + search;
      // `<<< stop` after the answer: the page gives it up when it has come so far; `<<< cut`: the network does.
      const stops = steps[place + 2]?.mark === "<<<" && steps[place + 2].line[0] === "stop";
      const size = new TextEncoder().encode(steps[place + 1]?.body).length;
      if (steps.how === "xhr" || how === "xhr") {
        await new Promise((done) => {
          const request = new XMLHttpRequest();
          request.open(what, path);
          for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
          request.onprogress = ({ loaded }) => stops && loaded >= size && setTimeout(() => request.abort(), 100);
          request.onloadend = done;
          request.send(text);
        });
      } else if (how === "events") {
        await new Promise((done) => {
          const source = new EventSource(path);
          source.onmessage = () => (heard += 1);
          source.onerror = () => done(source.close());
        });
      } else {
        const abort = new AbortController();
        const sent = what === "GET" ? undefined : how === "form" ? form(text) : text;
        const init = { method: what, headers, body: sent, signal: abort.signal };
        const answer = await (how === "request" ? fetch(new Request(path, init)) : fetch(path, init));
        const reader = answer.body.getReader();
        const read = async (got) => {
          const { done, value } = await reader.read();
          if (done) return;
          if (stops && got + value.length >= size) setTimeout(() => abort.abort(), 100);
          await read(got + value.length);
        };
        await read(0).catch(() => {});
      }
    } else if (mark === ">>>" && what === "WS") {
      socket = new WebSocket(url);
      socket.binaryType = "arraybuffer";
      socket.onmessage = () => (heard += 1);
      await new Promise((done) => (socket.onopen = done));
    } else if (mark === ">>>" && what === "frames") {
      for (const frame of body.replaceAll("\\x1e", "\x1e").split("\n").filter(Boolean))
        socket.send(url === "binary" ? new TextEncoder().encode(frame) : frame);
    } else if (mark === "<<<" && what === "frames") {
      const wanted = heard + body.split("\n").filter(Boolean).length;
      await fetch("/push?" + place);
      for (let wait = 0; heard < wanted && wait < 200; wait += 1) await new Promise((done) => setTimeout(done, 10));
    }
  }
  return heard;
};
