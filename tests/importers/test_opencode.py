"""OpenCode's database, which keeps its newest rows in a write-ahead log beside it."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.importers.homes import EXPORTS, database
from tests.importers.reading import zipped

from wattprint.importers import Reading, archive, in_memory, read
from wattprint.importers.base import WRITE_AHEAD

ROWS: list[list[Any]] = json.loads((EXPORTS / "opencode/rows.json").read_text())
IDS = {"msg_b", "msg_c"}  # the others have no tokens
NEWEST = "msg_newest"


def found(path: Path) -> tuple[set[str], list[str]]:
    """The ids of the events, and what was refused."""
    reading = Reading()
    events = {event.id for event in read(archive.found([path], reading), reading)}
    return events, [error.kind for error in reading.refused]


def barred(path: Path) -> None:
    """SQLite makes a file beside a database with a log; now it cannot, as where a reader has no right to write."""
    path.with_name(f"{path.name}-shm").symlink_to("nowhere")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Path]:
    """A database that OpenCode has open: its newest answer stands in the log."""
    path = database(tmp_path / "opencode.db", ROWS)
    base = sqlite3.connect(path)
    data = {"tokens": {"input": 3, "output": 4}, "time": {"created": 1_790_000_000_000}, "modelID": "gpt-5"}
    base.execute("INSERT INTO message VALUES (?, 's', ?)", (NEWEST, json.dumps(data)))
    base.commit()
    assert path.with_name(path.name + WRITE_AHEAD).stat().st_size > 0
    yield path
    base.close()


def test_a_database_has_a_log_and_is_read_in_an_archive(tmp_path: Path) -> None:
    content = database(tmp_path / "opencode.db", ROWS).read_bytes()
    assert content[18:20] == b"\x02\x02", "as OpenCode leaves it"
    reading = Reading()
    given = in_memory("x.zip", zipped({"opencode.db": content}))
    assert {event.id for event in read(archive.opened(given, reading), reading)} == IDS
    assert reading.refused == []


def test_a_database_is_read_where_nothing_can_be_written_beside_it(tmp_path: Path) -> None:
    path = database(tmp_path / "opencode.db", ROWS)
    barred(path)
    assert found(path) == (IDS, [])


def test_the_newest_answers_are_read_while_the_program_runs(running: Path) -> None:
    assert found(running) == (IDS | {NEWEST}, [])


def test_a_log_that_cannot_be_read_is_said(running: Path, tmp_path: Path) -> None:
    names = [path.name for path in (running, running.with_name(running.name + WRITE_AHEAD))]
    members = {name: running.with_name(name).read_bytes() for name in names}
    (tmp_path / "x.zip").write_bytes(zipped(members))
    assert found(tmp_path / "x.zip") == (IDS, ["sqlite_log"])
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name, content in members.items():
        (elsewhere / name).write_bytes(content)
    barred(elsewhere / "opencode.db")
    assert found(elsewhere) == (IDS, ["sqlite_log"])
