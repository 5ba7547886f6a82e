"""Plays recordings to real browsers: every chatbot's own host name, answered by this machine as the recording says."""

import base64
import hashlib
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.extension.adapters.recording import Recording
from tests.extension.chat import Chat

ACCEPT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455
PUSH, PIECE, PAUSE = "/push", 37, 0.002
TEXT, BINARY, FINAL = 1, 2, 0x80
SHORT, MEDIUM = 126, 1 << 16

PLAY = (Path(__file__).parent / "adapters/play.js").read_text(encoding="utf-8").partition("\n")[2].strip().rstrip(";")


class Player(Chat):
    """`steps` is what is being played, `socket` the last that was opened."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.RequestHandlerClass = Reply
        self.steps: list[dict[str, Any]] = []
        self.place = 0
        self.socket_of_page: Any = None

    def load(self, recording: Recording) -> None:
        """What is answered from now on."""
        self.steps, self.place = recording.steps, 0


class Reply(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Player

    def do_GET(self) -> None:
        """A socket, a push into it, an answer of the recording, or the page."""
        path, _, query = self.path.partition("?")
        if self.headers.get("Upgrade", "").lower() == "websocket":
            return self._open()
        if path == PUSH:
            self._push(self.server.steps[int(query)])
            return self._send(200, "text/plain", b"")
        if self._played():
            return None
        return self._send(200, "text/html; charset=utf-8", b"<!doctype html><meta charset=utf-8><title>A chat</title>")

    def do_POST(self) -> None:
        """An answer of the recording."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self._played():
            self._send(404, "text/plain", b"")

    def _played(self) -> bool:
        """The next answer to this path, in small pieces that cut characters."""
        for place in range(self.server.place, len(self.server.steps) - 1):
            step, answer = self.server.steps[place : place + 2]
            asked = step["mark"] == ">>>" and step["line"][0] == self.command
            if asked and urlsplit(step["line"][1]).path == self.path.partition("?")[0]:
                self.server.place = place + 1
                status, *type = answer["line"]
                self._send(int(status), " ".join(type), answer["body"].encode())
                return True
        return False

    def _send(self, status: int, type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for start in range(0, len(body), PIECE):
            self.wfile.write(body[start : start + PIECE])
            self.wfile.flush()
            time.sleep(PAUSE)

    def _open(self) -> None:
        """A WebSocket: what the page says is read and dropped."""
        key = hashlib.sha1((self.headers["Sec-WebSocket-Key"] + ACCEPT).encode()).digest()
        self.send_response(101)
        for name, value in (("Upgrade", "websocket"), ("Connection", "Upgrade"),
                            ("Sec-WebSocket-Accept", base64.b64encode(key).decode())):  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        self.server.socket_of_page = self.wfile  # before the page knows that it is open
        self.wfile.flush()
        while self.rfile.read(1):
            pass
        self.close_connection = True

    def _push(self, step: dict[str, Any]) -> None:
        kind = BINARY if step["line"][1:] in (["binary"], ["blob"]) else TEXT
        for frame in filter(None, step["body"].split("\n")):
            content = frame.replace("\\x1e", "\x1e").encode()
            size = len(content)
            head = bytes([FINAL | kind, size]) if size < SHORT else struct.pack(">BBH", FINAL | kind, SHORT, size)
            assert size < MEDIUM
            self.server.socket_of_page.write(head + content)
            self.server.socket_of_page.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


@contextmanager
def playing(folder: Path) -> Iterator[Player]:
    """The machine behind all names for as long as the block runs."""
    with Player(folder) as player:
        threading.Thread(target=player.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield player
        finally:
            player.shutdown()
