"""Reading an invented export, and writing down what came out so that a person can check it by hand."""

import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from tests.importers.homes import EXPORTS, database

from wattprint.facts.schema import Class
from wattprint.importers import Reading, archive, in_memory, read
from wattprint.records import UsageEvent

PARTS = ("prompt", "answer", "reasoning", "attachments")
CLASSES = get_args(Class)


def files(format: str, folder: Path) -> Path:
    """The export as a person has it: a folder, a zip, or a database."""
    source = EXPORTS / format
    if format in ("chatgpt", "claude"):
        made = folder / f"{format}.zip"
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
            for path in sorted(source.iterdir()):
                zipped.write(path, f"export/{path.name}")
        return made
    if format == "opencode":
        database(folder / "opencode.db", json.loads((source / "rows.json").read_text()))
        return folder
    return source


def dropped(format: str, folder: Path) -> list[tuple[str, bytes]]:
    """The export as files that are dropped on a page, a database among them."""
    made = files(format, folder)
    paths = [made] if made.is_file() else sorted(path for path in made.rglob("*") if path.is_file())
    if format == "opencode":
        paths += sorted((EXPORTS / "opencode/storage").rglob("*.json"))
    return [(path.name, path.read_bytes()) for path in paths]


def found(given: Iterable[tuple[str, bytes]], reading: Reading) -> list[UsageEvent]:
    """What CPython finds in files that are dropped on a page."""
    opened = (file for name, content in given for file in archive.opened(in_memory(name, content), reading))
    return list(read(opened, reading))


def golden(events: Iterable[UsageEvent], reading: Reading) -> str:
    """One line an event: its id, instant, label, the characters of each part, and exact tokens."""
    lines = []
    for event in events:
        said = [event.id, event.site, event.at, event.model or "-", event.kind]
        for part in PARTS:
            counts = getattr(event, part)
            if counts is not None:
                said.append(f"{part} {sum(n for name, n in counts.items() if name in CLASSES)}")
        said += [f"{name} {n}" for name, n in (event.tokens or {}).items()]
        said += [f"{name} {getattr(event, name)}" for name in ("images", "tools") if getattr(event, name)]
        said.append(f"in {event.conversation} after {event.parent}" if event.conversation else "alone")
        lines.append(", ".join(said))
    lines += [f"unread: {format}, {kind}: {n}" for (format, kind), n in sorted(reading.unread.items())]
    lines += [f"refused: {error.kind}" for error in reading.refused]
    return "\n".join(lines) + "\n"


def imported(path: Path, only: str | None = None) -> tuple[list[UsageEvent], Reading]:
    reading = Reading(b"a salt for tests")
    return list(read(archive.found([path], reading), reading, only)), reading


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return buffer.getvalue()
