"""Conversations of a recording in pages of their own: each tab's page plays by itself what its address stands for.

The page is a page like any other: its first script asks as the recording says, under a strict policy, and the answer
comes in small pieces. What every tab is answered is told apart by the page's address, so that tabs may be open at once.
"""

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tests.extension.adapters.recording import Recording
from tests.extension.player import PAUSE, PIECE, PLAY, Player, Reply

POLICY = "default-src 'none'; script-src 'nonce-one'; connect-src 'self' wss:"
PAGE = """<!doctype html><html><meta charset=utf-8><title>A chat</title><script nonce=one>
const told = (how) => (document.documentElement.dataset.played = how);
(%s)(%s).then(() => told("whole"), (error) => told(String(error)));
</script>"""
ENDS = ("stop", "cut")
READ_UP = 0.3  # seconds in which a page reads what came before the cut
PATIENCE = 30  # seconds, for the other tab


class Seat:
    """What one tab is answered, and how far it has come; with `together` its answers wait half-way for another's."""

    def __init__(self, recording: Recording, together: threading.Barrier | None = None) -> None:
        self.steps = [means(step, recording.head["how"]) for step in recording.steps]
        self.place, self.together = 0, together
        self.socket_of_page: Any = None

    @property
    def page(self) -> bytes:
        """The page that plays it."""
        return (PAGE % (PLAY, json.dumps(self.steps).replace("<", "\\u003c"))).encode()


def means(step: dict[str, Any], how: str) -> dict[str, Any]:
    """A step that says by which means the page asks, where that is not fetch."""
    what = step["line"][0]
    if step["mark"] != ">>>" or how != "xhr" or what not in ("GET", "POST"):
        return step
    return {**step, "line": [*step["line"][:2], "xhr" if what == "POST" else "events"]}


class Heard(NamedTuple):
    """A request."""

    method: str
    host: str
    path: str
    content: bytes = b""


class Room(Player):
    """The machine behind all names; `heard` is everything that it was asked, `given_up` the answers whose page
    hung up before their end."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.RequestHandlerClass = Seated
        self.seats: dict[tuple[str, str], Seat] = {}
        self.played: list[Recording] = []
        self.heard: list[Heard] = []
        self.given_up = 0

    def sit(self, recording: Recording, name: str = "", together: threading.Barrier | None = None) -> str:
        """The address of a page that plays the recording."""
        page = recording.head.get("page", f"https://{recording.head['site']}/")
        self.played.append(recording)
        self.seats[urlsplit(page).netloc, name] = Seat(recording, together)
        return f"{page}?{name}" if name else page


class Seated(Reply):
    """One connection, whose requests may come of several pages."""

    server: Any
    room: Room

    def setup(self) -> None:
        """Whom it speaks for is known with each request."""
        self.room = self.server
        super().setup()

    def do_GET(self) -> None:  # noqa: N802 - as the server calls it
        """The page, or what it asks for; nothing else is known."""
        self._take(b"")
        if not self.server:
            return self._send(404, "text/plain", b"")
        if self.headers.get("Sec-Fetch-Dest") == "document":
            return self._send(200, "text/html; charset=utf-8", self.server.page)
        return super().do_GET()

    def do_POST(self) -> None:  # noqa: N802
        """An answer of the recording."""
        self._take(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        if not self.server or not self._played():
            self._send(404, "text/plain", b"")

    def _take(self, content: bytes) -> None:
        host = self.headers["Host"].partition(":")[0]
        self.room.heard.append(Heard(self.command, host, self.path.partition("?")[0], content))
        page = urlsplit(self.headers.get("Referer") or self.headers.get("Origin") or f"https://{host}{self.path}")
        self.server = self.room.seats.get((page.netloc, page.query))

    def _send(self, status: int, type: str, body: bytes) -> None:
        end = self._end() if body else ""
        self.send_response(status)
        length = len(body) + bool(end)  # what is cut or given up promised more
        for name, value in (("Content-Type", type), ("Content-Length", str(length)), ("Cache-Control", "no-store"),
                            ("Content-Security-Policy", POLICY)):  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        pieces = [body[start : start + PIECE] for start in range(0, len(body), PIECE)]
        seat = None if type.startswith("text/html") else self.server
        for number, piece in enumerate(pieces):
            if seat and seat.together and number == len(pieces) // 2:
                seat.together.wait(PATIENCE)
            self.wfile.write(piece)
            self.wfile.flush()
            if seat:
                time.sleep(PAUSE)
        if end:
            time.sleep(READ_UP)
            self.close_connection = True
        if end == "stop":
            with contextlib.suppress(OSError):
                self.rfile.read(1)  # it says no more: this waits until it hangs up
            self.room.given_up += 1

    def _end(self) -> str:
        """How the answer at hand ends, if not by itself."""
        step = next(iter(self.server.steps[self.server.place + 1 :]), {"mark": ""}) if self.server else {"mark": ""}
        return step["line"][0] if step["mark"] == "<<<" and step["line"][0] in ENDS else ""


@contextmanager
def answering(folder: Path) -> Iterator[Room]:
    """The room for as long as the block runs."""
    with Room(folder) as room:
        threading.Thread(target=room.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield room
        finally:
            room.shutdown()
