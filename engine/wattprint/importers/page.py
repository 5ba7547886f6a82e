"""A history that was dropped on a page: read in the page's own worker, handed over a few hundred events at a time."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from .. import events
from ..records import UsageEvent
from ..wording import Wording
from . import Reading, archive, read

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

    Returns how many events there were, and a sentence for each kind of thing that was left out. `offset` is the
    reader's clock at an instant, minutes east of Greenwich: this Python knows no time zones.
    """
    far = [0, 0, 0]  # read, of, last told

    def moved(size: int) -> None:
        far[0] += size
        if far[0] - far[2] >= STEP:
            far[2] = far[0]
            tell(json.dumps({"read": min(far[0], far[1]), "of": far[1]}))

    reading = Reading(salt.encode(), lambda at: int(offset(at)), progress=moved)
    files = []
    for file in archive.found(paths, reading):
        far[1] += file.size
        files.append(file)
    found = 0
    waiting: list[UsageEvent] = []
    for event in read(files, reading):
        waiting.append(event)
        found += 1
        if len(waiting) >= TOGETHER:
            tell(_told(waiting))
            waiting = []
    tell(_told(waiting))
    lines = [wording.error(error) for error in reading.refused]
    lines += [
        wording.say(f"import.unread.{kind}", n=n, format=format) for (format, kind), n in sorted(reading.unread.items())
    ]
    return {"events": found, "lines": lines}


def _told(waiting: list[UsageEvent]) -> str:
    return f'{{"events":[{",".join(map(events.write, waiting))}]}}'
