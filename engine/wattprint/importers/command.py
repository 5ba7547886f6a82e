"""`wattprint import PATH...`: histories and logs into EVENTS.jsonl, on this machine."""

import argparse
import json
import os
import secrets
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ..records import Refused
from ..version import __version__
from ..wording import Wording
from . import IMPORTERS, Reading, archive, drift, read
from .base import File
from .merge import merge

SALT = 16  # bytes
_BAR = 24
_STEP = 1 << 22  # bytes between two drawings of the bar


def run(options: argparse.Namespace, wording: Wording) -> Iterable[str]:
    """Imports, and says what was added, what was there, and what could not be read."""
    out = Path(options.out)
    bar = _Bar(wording)
    _kit(options.drift, {})  # where it cannot be written, that is said before a long reading
    try:
        reading = Reading(_salt(out), _offset, shapes=options.drift is not None, progress=bar.moved)
        made = merge(read(_measured(archive.found(options.paths, reading), bar), reading, options.format), out)
    except OSError as error:  # what cannot be read is noted in `reading`
        raise OSError(error.errno, error.strerror, options.out) from error
    finally:
        bar.close()
        if os.access(_beside(out), os.F_OK) and not out.exists():
            _beside(out).unlink()
    _kit(options.drift, reading.shapes)
    for refused in reading.refused:
        print(wording.error(refused), file=sys.stderr)
    if not (made.added or made.known or made.grown):
        raise Refused("nothing", "import", ", ".join(options.paths), ", ".join(IMPORTERS))
    if options.json:
        unread = {f"{format}.{kind}": n for (format, kind), n in reading.unread.items()}
        said = [wording.error(refused) for refused in reading.refused]
        answer = {**made._asdict(), "out": str(out), "unread": unread, "refused": said}
        yield json.dumps(answer, ensure_ascii=False, indent=2)
        return
    yield wording.say("import.added", n=made.added, path=out)
    for key, n in (("known", made.known), ("grown", made.grown)):
        if n:
            yield wording.say(f"import.{key}", n=n)
    for (format, kind), n in sorted(reading.unread.items()):
        yield wording.say(f"import.unread.{kind}", n=n, format=format)
    if (reading.unread or reading.refused) and not options.drift:
        yield wording.say("import.drift")
    yield wording.say("import.next", path=out)


def _kit(path: str | None, shapes: dict[tuple[str, str], Any] | None) -> None:
    if path:
        Path(path).write_text(drift.written(__version__, shapes or {}), encoding="utf-8")


def _salt(out: Path) -> bytes:
    """The salt of the hashes of conversations, kept beside the events and not in them: they may be handed on."""
    path = _beside(out)
    try:
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        made = secrets.token_bytes(SALT)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(made.hex() + "\n", encoding="ascii")
        return made


def _beside(out: Path) -> Path:
    return out.with_name(out.name + ".salt")


def _offset(at: float) -> int:
    """This machine's minutes east of Greenwich at an instant."""
    shift = datetime.fromtimestamp(at).astimezone().utcoffset()
    return round(shift / timedelta(minutes=1)) if shift else 0


def _measured(files: Iterable[File], bar: "_Bar") -> Iterator[File]:
    for file in files:
        bar.of += file.size
        yield file


class _Bar:
    """How far an import is, on a terminal's standard error."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.done = self.of = self.drawn = 0
        self.shown = sys.stderr.isatty()

    def moved(self, size: int) -> None:
        self.done += size
        if self.shown and self.done - self.drawn >= _STEP:
            self.drawn = self.done
            share = min(1.0, self.done / max(1, self.of))
            full = round(_BAR * share)
            line = self.wording.say("import.progress", share=f"{share:.0%}")
            print(f"\r{'█' * full}{'░' * (_BAR - full)} {line}", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        if self.drawn:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
