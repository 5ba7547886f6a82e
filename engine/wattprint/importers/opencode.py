"""OpenCode's history: ~/.local/share/opencode/opencode.db (SQLite), or a JSON file a message in older versions.

message(id, session_id, data), data: {modelID, providerID, time: {created}, tokens: {input, output, reasoning,
cache: {read, write}, total}}
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

from ..records import Refused, UsageEvent
from .base import WRITE_AHEAD, File, Head, Reading
from .stream import elements
from .turn import Turn, digest, inner, key, whole

if TYPE_CHECKING:
    import sqlite3

SITE = "opencode"
LARGEST = 1 << 29  # bytes of a database that must be in memory: on a page, or in a zip
STEPS = 50_000_000  # of SQLite's machine: a table is read with far fewer, a trap never ends
_PACE = 1_000_000
_SQLITE = b"SQLite format 3\x00"
_VERSIONS = slice(18, 20)  # of the header: 2 for a database with a write-ahead log, which one in memory cannot have
_PLAIN = b"\x01\x01"


class OpenCode:
    """Messages as rows, or as files."""

    id = "opencode"

    def knows(self, head: Head) -> bool:
        """A database, or a message with its session."""
        return head.raw.startswith(_SQLITE) or {"sessionID", "modelID", "tokens"} <= head.keys

    def read(self, files: Iterable[File], reading: Reading) -> Iterator[UsageEvent]:
        """One event per answer; the database's rather than an older file's."""
        seen: set[str] = set()
        every = sorted(files, key=lambda file: not file.head().startswith(_SQLITE))
        for file in every:
            for known, session, data in _messages(file, reading):
                made = _event(known, session, data, reading)
                if made and made.id not in seen:
                    seen.add(made.id)
                    yield made


def _messages(file: File, reading: Reading) -> Iterator[tuple[str | None, str | None, Any]]:
    if not file.head().startswith(_SQLITE):
        for data in elements(file, reading):
            yield key(inner(data, "id")), key(inner(data, "sessionID")), data
        return
    try:
        for known, session, text in _rows(file, reading):
            try:
                data = json.loads(text)
            except (ValueError, TypeError, RecursionError):
                reading.miss("message")
            else:
                yield key(known), key(session), data
    except Refused as error:
        reading.refuse(error)
    reading.progress(file.size)


def _rows(file: File, reading: Reading) -> Iterator[tuple[Any, Any, Any]]:
    """The rows of the table of messages. Raises Refused; views and triggers of a foreign database are not run."""
    try:
        import sqlite3
    except ImportError:  # Python may be built without it
        raise Refused("sqlite", file.name, "SQLite", "Python with sqlite3") from None
    steps = 0

    def pace() -> int:
        nonlocal steps
        steps += _PACE
        return int(steps > max(STEPS, file.size))

    try:
        with closing(_base(file, reading)) as base:
            base.set_progress_handler(pace, _PACE)
            base.text_factory = lambda raw: raw.decode("utf-8", "replace")
            base.execute("PRAGMA trusted_schema=OFF")
            if not base.execute("SELECT 1 FROM sqlite_master WHERE type='table' AND name='message'").fetchone():
                raise Refused("format", file.name, "SQLite", "OpenCode's table of messages")
            yield from base.execute("SELECT id, session_id, data FROM message")
    except (sqlite3.Error, UnicodeDecodeError, OverflowError, MemoryError):  # its own messages may be damaged
        raise Refused("sqlite", file.name, "SQLite", "a whole SQLite database") from None


def _base(file: File, reading: Reading) -> "sqlite3.Connection":
    """The database, open for reading: in its place, or in memory out of a zip.

    SQLite reads the write-ahead log beside a database only where it can write a file of its own there: not in a page,
    nor in a folder of another's. Then the database is read without it, and `reading` is told of a log that is left out.
    """
    import sqlite3

    if file.path:
        place = f"file:{_quoted(file.path)}?mode=ro"
        base = sqlite3.connect(place, uri=True)
        try:
            base.execute("SELECT 1 FROM sqlite_master").fetchone()
            return base
        except sqlite3.OperationalError:
            base.close()
        base = sqlite3.connect(f"{place}&immutable=1", uri=True)
    else:
        if file.size > LARGEST:
            raise Refused("json_long", file.name, "SQLite", f"up to {LARGEST:,} bytes")
        with file.open() as stream:
            raw = stream.read()
        base = sqlite3.connect(":memory:")
        base.deserialize(raw[: _VERSIONS.start] + _PLAIN + raw[_VERSIONS.stop :])
    if file.logged:
        log = f"{file.name}{WRITE_AHEAD}"
        reading.refuse(Refused("sqlite_log", file.name, log, "a database that no program has open"))
    return base


def _quoted(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _event(known: str | None, session: str | None, data: Any, reading: Reading) -> UsageEvent | None:
    counts = inner(data, "tokens")
    if not isinstance(counts, dict):
        return None  # a question, or an answer that failed
    turn = Turn()
    turn.tokens = {
        "input": whole(counts.get("input")) + whole(inner(counts, "cache", "write")),
        "cached": whole(inner(counts, "cache", "read")),
        "output": whole(counts.get("output")),
        "reasoning": whole(counts.get("reasoning")),
    }
    if not any(turn.tokens.values()):
        turn.tokens["output"] = whole(counts.get("total"))
    if not any(turn.tokens.values()):
        return None
    turn.when(inner(data, "time", "created"))
    turn.called(data.get("modelID"))
    turn.id = known or digest(str(session), str(inner(data, "time", "created")), *map(str, turn.tokens.values()))
    return turn.event(SITE, session, None, reading)
