"""Mutated exports of every format: each gives valid events or says what it could not read, none raises."""

import io
import json
import random
import sqlite3
import zipfile
from functools import cache, partial
from pathlib import Path

from tests.soak.count import Count, hash_of
from tests.soak.mutations import PIECES

from wattprint import events
from wattprint.importers import IMPORTERS, Reading, archive, in_memory, read

ROOT = Path(__file__).resolve().parents[2]
EXPORTS, ENGINE = ROOT / "tests/importers/exports", ROOT / "engine/wattprint"
VALUES = (b"null", b"[]", b"{}", b"-1", b"1e400", b"true", b'"x"', b'{"a":[1]}', b"[null]", b"9" * 5000)
MOST = 4  # times the mutated bytes of a seed: a gift that inflates would be found


@cache
def seeds(format: str) -> tuple[tuple[str, bytes], ...]:
    """The invented exports of a format, a database and an archive among them."""
    found = [(path.name, path.read_bytes()) for path in sorted((EXPORTS / format).rglob("*")) if path.is_file()]
    if format == "opencode":
        base = sqlite3.connect(":memory:")
        base.execute("CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT, data TEXT)")
        rows = json.loads((EXPORTS / "opencode/rows.json").read_text())
        base.executemany("INSERT INTO message VALUES (?, ?, ?)", [(i, s, json.dumps(data)) for i, s, data in rows])
        base.commit()
        content = base.serialize()
        content = content[:18] + b"\x02\x02" + content[20:]  # with a write-ahead log, as OpenCode's own
        base.close()
        found = [("opencode.db", content), *[seed for seed in found if seed[0] != "rows.json"]]
    if format in ("chatgpt", "claude"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
            for name, content in found:
                made.writestr(name, content)
        found.append(("export.zip", buffer.getvalue()))
    return tuple(found)


def mutated(format: str, number: int) -> tuple[str, bytes]:
    """The mutated file with this number, always the same."""
    chance = random.Random(f"{format} {number}")
    name, content = chance.choice(seeds(format))
    for _ in range(1 + number % MOST):
        content = _mutated(content, chance)
    return name, content


def _mutated(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) or 1)
    end = start + chance.randrange(1, 40)
    way = chance.randrange(6)
    if way == 0:
        return content[:start] + content[end:]
    if way == 1:
        return content[:start] + chance.choice(PIECES).encode("utf-8", "surrogatepass") + content[start:]
    if way == 2:
        return content[:start] + bytes([chance.randrange(256)]) + content[start + 1 :]
    if way == 3:
        return content[:end] + content[start:end] + content[end:]
    if way == 4:
        return content[:start]
    return _swapped(content, chance)


def _swapped(content: bytes, chance: random.Random) -> bytes:
    """A value of another type in the place of one: what drift looks like."""
    place = content.find(b":", chance.randrange(len(content) or 1))
    if place < 0:
        return content
    value = chance.choice(VALUES)
    end = min((end for mark in (b",", b"}", b"\n") if (end := content.find(mark, place)) > 0), default=len(content))
    return content[: place + 1] + value + content[end:]


def run(format: str, number: int) -> None:
    """One case. Raises whatever the importer raises: it should raise nothing."""
    name, content = mutated(format, number)
    for only in (None, format):
        reading = Reading(b"salt", shapes=True)
        found = list(read(archive.opened(in_memory(name, content, 1.79e9), reading), reading, only))
        written = [events.write(event) for event in found]
        "\n".join(written).encode("utf-8")
        for line in events.read(written):
            assert line.event is not None, line.refused
        assert len(found) <= 100


def counts(of: int) -> dict[str, Count]:
    """One long count per format, for run.py."""
    return {f"import-{format}": Count(of, partial(run, format), hash_of(code(format))) for format in IMPORTERS}


def code(format: str) -> list[Path]:
    """What a count of this format tries: its importer, what all importers share, and its invented exports."""
    others = {ENGINE / f"importers/{other.replace('-', '_')}.py" for other in IMPORTERS if other != format}
    terminal = {ENGINE / f"importers/{name}.py" for name in ("command", "merge", "page")}
    shared = [ENGINE / f"{name}.py" for name in ("characters", "context", "events")]
    importers = [path for path in (ENGINE / "importers").glob("*.py") if path not in others | terminal]
    seeds = [path for path in (EXPORTS / format).rglob("*") if path.is_file()]
    return [*importers, *shared, *seeds, Path(__file__), Path(__file__).with_name("mutations.py")]
