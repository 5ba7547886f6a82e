"""A history that was dropped on a page: read in the page's own worker, handed over a few hundred events at a time."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from pydantic import TypeAdapter, ValidationError

from .. import events
from ..facts.schema import Event
from ..records import UsageEvent
from ..version import __version__
from ..wording import Wording
from . import Reading, archive, drift, read

TOGETHER = 500
"""Events in one message."""

STEP = 1 << 21
"""Bytes between two messages on how far it is."""


def bring(
    paths: Iterable[str],
    salt: str,
    tell: Callable[[str], Any],
    offset: Callable[[float], int],
    wording: Wording,
) -> dict[str, Any]:
    """Reads the files at `paths`; `tell` is given JSON: {"events": [...]} and {"read", "of"} in bytes.

    Returns how many events there were, a sentence for each kind of thing that was left out and, if anything was, the
    text of a drift kit. `offset` is the reader's clock at an instant, minutes east of Greenwich: this Python knows no
    time zones.
    """
    far = [0, 0, 0]  # read, of, last told

    def moved(size: int) -> None:
        far[0] += size
        if far[0] - far[2] >= STEP:
            far[2] = far[0]
            tell(json.dumps({"read": min(far[0], far[1]), "of": far[1]}))

    reading = Reading(salt.encode(), lambda at: int(offset(at)), shapes=True, progress=moved)
    files = []
    for file in archive.found(paths, reading):
        far[1] += file.size
        files.append(file)
    found = 0
    waiting: list[UsageEvent] = []

    def hand_over() -> int:
        text, valid = _validated(waiting, reading)
        waiting.clear()
        tell(text)
        return valid

    for event in read(files, reading):
        waiting.append(event)
        if len(waiting) >= TOGETHER:
            found += hand_over()
    found += hand_over()
    lines = [wording.error(error) for error in reading.refused]
    lines += [
        wording.say(f"import.unread.{kind}", n=n, format=format) for (format, kind), n in sorted(reading.unread.items())
    ]
    kit = drift.written(__version__, reading.shapes or {}) if lines else ""
    return {"events": found, "lines": lines, "drift": kit}


_EVENTS = TypeAdapter(list[Event])


def _validated(waiting: list[UsageEvent], reading: Reading) -> tuple[str, int]:
    """The message of these events and how many they are; one that pydantic refuses is counted instead."""
    written = [events.write(event) for event in waiting]
    text = f"[{','.join(written)}]"
    try:
        _EVENTS.validate_json(text)
    except ValidationError as error:
        bad = {wrong["loc"][0] for wrong in error.errors(include_input=False, include_url=False, include_context=False)}
        for place in bad:
            reading.miss("event", waiting[int(place)]._asdict())
        written = [line for place, line in enumerate(written) if place not in bad]
        text = f"[{','.join(written)}]"
    return f'{{"events":{text}}}', len(written)
