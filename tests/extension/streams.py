"""A site of our own that streams slowly and remembers how much it had written when the page hung up."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from tests.extension.chat import Chat

EVENTS, PACE = 300, 0.01
LONG = 1500
PAGE = """<!doctype html><meta charset=utf-8><title>A chat</title><script nonce=one>
  // The page's own first script: it listens for what might be said behind its back, and looks at what it was given.
  window.heard = [];
  for (const name of ["wattprint:page", "wattprint:isolated"])
    document.addEventListener(name, ({ detail }) => heard.push(detail), true);
  window.seen = () => ({
    native: [fetch, XMLHttpRequest, WebSocket, EventSource, XMLHttpRequest.prototype.open,
      XMLHttpRequest.prototype.send, WebSocket.prototype.send].map((each) => /\\[native code\\]/.test(each.toString())),
    socket: WebSocket.prototype.constructor === WebSocket, name: fetch.name, length: fetch.length,
    ours: Object.getOwnPropertyNames(window).filter((each) => /watt|_js$/i.test(each)), heard,
  });
</script>"""
SEND = "/backend-api/f/conversation"


def event(number: int) -> bytes:
    """A piece of an answer, with characters of two, three and four bytes."""
    return f"event: delta\ndata: {json.dumps({'v': f' pièce {number} — 🔥'}, ensure_ascii=False)}\n\n".encode()


def head(name: str) -> bytes:
    """How the answer begins to the request of this name."""
    message = {"id": f"a-{name}", "author": {"role": "assistant"}, "status": "in_progress", "recipient": "all",
               "content": {"content_type": "text", "parts": [""]}, "metadata": {"model_slug": "gpt-5"}}  # fmt: skip
    seed = {"p": "", "o": "add", "v": {"message": message, "conversation_id": "c-1"}}
    first = {"p": "/message/content/parts/0", "o": "append", "v": "So:"}
    return b"".join(f"event: delta\ndata: {json.dumps(each)}\n\n".encode() for each in (seed, first))


class Streams(Chat):
    """`written` is, by the name that the page gave its request, how many pieces went out before it hung up."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.RequestHandlerClass = Stream
        self.written: dict[str, int] = {}
        self.over: set[str] = set()


class Stream(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Streams

    def do_GET(self) -> None:
        """A page whose policy is strict; its first script is already under way when it asks for the first time."""
        if self.path.startswith("/early"):
            return self._send(b"{}", "application/json")
        return self._send(PAGE.encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        """A stream, slow or fast; the query says which and what it is called."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        name = self.path.partition("?")[2]
        self.server.written[name] = 0
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            self.wfile.write(head(name))
            for number in range(LONG if name.startswith("long") else EVENTS):
                self.wfile.write(event(number))
                self.wfile.flush()
                self.server.written[name] += 1
                time.sleep(0.0005 if name.startswith("fast") else PACE)
        except OSError:
            pass
        self.server.over.add(name)

    def _send(self, body: bytes, type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", "default-src 'none'; script-src 'nonce-one'; connect-src 'self'")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


@contextmanager
def streaming(folder: Path) -> Iterator[Streams]:
    """The site for as long as the block runs."""
    with Streams(folder) as site:
        threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield site
        finally:
            site.shutdown()
