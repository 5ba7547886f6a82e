"""A long count: many cases of one thing, none of which may raise, or go on for ever."""

import hashlib
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 10.0
"""Seconds of the processor's time that a case may take: a thousand times what one takes. It is how a hang is told."""


class Count(NamedTuple):
    """How many cases, each known by its number, and a hash of the files whose working they try."""

    of: int
    run: Callable[[int], None]
    code: str


class Hung(Exception):
    """A case that would not end."""


def hash_of(files: Iterable[Path]) -> str:
    """What tells these files from others, whatever the machine."""
    made = hashlib.sha256()
    for path in sorted(files):
        made.update(path.relative_to(ROOT).as_posix().encode() + b"\n" + hashlib.sha256(path.read_bytes()).digest())
    return made.hexdigest()


@contextmanager
def limited(seconds: float = LIMIT) -> Iterator[None]:
    """Raises Hung in what goes on for so long; where there is no such clock (in Pyodide), it is not looked at."""

    def ring(*_: object) -> None:
        raise Hung(f"more than {seconds} s")

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
