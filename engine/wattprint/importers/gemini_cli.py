"""Gemini CLI's logs: ~/.gemini/tmp/<project>/chats/session-*.jsonl, or one JSON document in older versions.

{id, timestamp, type: "gemini", model, tokens: {input, output, cached, thoughts, tool, total}} beside lines that set
something or go back; a record that is written again replaces the one with its id.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from ..records import UsageEvent
from .base import File, Head, Reading
from .stream import elements, lines
from .turn import Turn, digest, inner, key, name, whole

SITE = "gemini-cli"


class GeminiCLI:
    """Sessions as lines, or as one document."""

    id = "gemini-cli"

    def knows(self, head: Head) -> bool:
        """A session of a project."""
        return {"sessionId", "projectHash"} <= head.keys or {"thoughts", "tokens", "cached"} <= head.keys

    def read(self, files: Iterable[File], reading: Reading) -> Iterator[UsageEvent]:
        """One event per answer."""
        for file in files:
            session: str | None = None
            model: str | None = None
            found: dict[str, UsageEvent] = {}
            for record in _records(file, reading):
                session = key(inner(record, "sessionId")) or session
                model = name(inner(record, "model")) or model
                if inner(record, "type") != "gemini" or not isinstance(inner(record, "tokens"), dict):
                    continue
                if made := _event(record, model, session, reading):
                    found[made.id] = made
            yield from found.values()


def _records(file: File, reading: Reading) -> Iterator[Any]:
    """The records of either form: a document has its session beside its messages."""
    head = file.head()
    if b"\n{" not in head.replace(b"\r", b"").rstrip() and b'"messages"' in head:
        for document in elements(file, reading):
            messages = inner(document, "messages")
            yield {k: v for k, v in document.items() if k != "messages"} if isinstance(document, dict) else document
            yield from messages if isinstance(messages, list) else ()
    else:
        yield from lines(file, reading)


def _event(record: dict[str, Any], model: str | None, session: str | None, reading: Reading) -> UsageEvent | None:
    counts = record["tokens"]
    asked, written, cached, thought, tool = (
        whole(counts.get(name)) for name in ("input", "output", "cached", "thoughts", "tool")
    )
    total = whole(counts.get("total"))
    if total != asked + cached + written + thought + tool:  # else the total says that the input is without the cached
        asked -= min(asked, cached)
    if not (asked or written or cached or thought or tool):
        written = total
    if not (asked or written or cached or thought or tool):
        return None
    turn = Turn()
    turn.when(record.get("timestamp"))
    turn.model = model
    turn.tokens = {"input": asked + tool, "cached": cached, "output": written, "reasoning": thought}
    known = key(record.get("id"))
    stamp = str(record.get("timestamp"))
    turn.id = digest(str(session), known) if known else digest(str(session), stamp, *map(str, turn.tokens.values()))
    return turn.event(SITE, session, None, reading)
