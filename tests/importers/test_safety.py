"""Bombs, climbing names, nesting, locks, encodings: refused, each with one sentence in both languages."""

import errno
import io
import json
import struct
import zipfile
from pathlib import Path

import pytest
from tests.importers.homes import EXPORTS
from tests.importers.reading import zipped

from wattprint.importers import File, Reading, archive, in_memory, read, stream
from wattprint.records import Refused, UsageEvent
from wattprint.wording import Wording

CHATS = (EXPORTS / "chatgpt/conversations-001.json").read_bytes()


def attempt(name: str, content: bytes) -> tuple[list[UsageEvent], list[str]]:
    reading = Reading()
    found = list(read(archive.opened(in_memory(name, content), reading), reading))
    for error in reading.refused:
        for lang in ("fr", "en"):
            said = Wording(lang).error(error)
            assert said
            assert "\n" not in said
            assert "Good morning" not in said
    return found, [error.kind for error in reading.refused]


def test_a_bomb_is_refused_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "SUSPECT", 1 << 20)
    found, refused = attempt("x.zip", zipped({"conversations.json": CHATS, "bomb.json": b"[" * (4 << 20)}))
    assert len(found) == 1
    assert refused == ["zip_bomb"]


def test_an_archive_that_says_it_is_huge_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST", 10)
    assert attempt("x.zip", zipped({"conversations.json": CHATS})) == ([], ["zip_bomb"])


@pytest.mark.parametrize("name", ["../chats.json", "/etc/chats.json", "a/../../b.json", "C:/a.json", "..\\a.json"])
def test_a_name_that_climbs_out_is_left_out(name: str) -> None:
    assert attempt("x.zip", zipped({name: CHATS})) == ([], ["zip_path"])


def test_an_archive_in_an_archive_is_refused() -> None:
    inner = zipped({"conversations.json": CHATS})
    found, refused = attempt("x.zip", zipped({"inner.zip": inner, "conversations.json": CHATS}))
    assert (len(found), refused) == (1, ["zip_nested"])


def test_a_locked_archive_is_refused() -> None:
    locked = bytearray(zipped({"conversations.json": CHATS}))
    central = locked.index(b"PK\x01\x02")
    locked[6:8] = locked[central + 8 : central + 10] = struct.pack("<H", 1)
    assert attempt("x.zip", bytes(locked)) == ([], ["zip_locked"])


def test_a_damaged_archive_is_refused() -> None:
    whole = zipped({"conversations.json": CHATS * 30})
    assert attempt("x.zip", whole[: len(whole) // 2])[1] == ["zip_broken"]
    damaged = bytearray(whole)
    damaged[60:80] = bytes(20)
    assert attempt("x.zip", bytes(damaged))[1][-1:] == ["zip_broken"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_wide_encodings_are_refused(encoding: str) -> None:
    found, refused = attempt("conversations.json", CHATS.decode().encode(encoding))
    assert (found, refused) == ([], ["encoding"])


def test_latin_1_is_refused_where_it_starts() -> None:
    text = CHATS.replace(b"Good morning!", "Cet été".encode("latin-1"))
    assert attempt("conversations.json", text)[1] == ["encoding"]


def test_a_byte_order_mark_is_fine() -> None:
    assert len(attempt("conversations.json", b"\xef\xbb\xbf" + CHATS)[0]) == 1


def test_depth_is_refused() -> None:
    deep = b'[{"mapping": 0, "create_time": ' + b"[" * 200_000 + b"]" * 200_000 + b"}]"
    assert attempt("conversations.json", deep)[1] == ["json_deep"]


def test_a_long_element_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LONGEST", 1 << 21)
    long = b'[{"mapping": {}, "create_time": 1, "x": "' + b"y" * (1 << 23) + b'"}]'
    assert attempt("conversations.json", long)[1] == ["json_long"]


@pytest.mark.parametrize(
    "name", ["MyActivity.html", "Mon activité/Applications Gemini/MonActivité.html", "我的活动/Gemini/活动.html"]
)
def test_an_activity_in_html_says_what_to_ask_for(tmp_path: Path, name: str) -> None:
    members = {f"Takeout/{name}": b"<html>", "Takeout/archive_browser.html": b"<html>"}
    assert attempt("x.zip", zipped(members)) == ([], ["html"])
    page = tmp_path / "Takeout" / name
    page.parent.mkdir(parents=True)
    page.write_bytes(b"<html>")
    (tmp_path / "archive_browser.html").write_bytes(b"<html>")
    reading = Reading()
    assert list(read(archive.found([tmp_path], reading), reading)) == []
    assert [error.kind for error in reading.refused] == ["html"]


def test_a_page_that_holds_the_whole_export_is_not_taken_for_it() -> None:
    page = (EXPORTS / "chatgpt/chat.html").read_bytes()
    assert CHATS.strip()[1:-1] in page, "it has the keys of the format"
    assert attempt("x.zip", zipped({"chat.html": page, "conversations.json": CHATS}))[1] == []
    assert attempt("chat.html", page) == ([], ["html"]), "given alone, it says what to give instead"


def test_a_database_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    from wattprint.importers import opencode

    monkeypatch.setattr(opencode, "STEPS", 2_000_000)
    base = sqlite3.connect(tmp_path / "opencode.db")
    base.execute("CREATE TABLE real (id, session_id, data)")
    base.execute("CREATE VIEW message AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
                 "SELECT x AS id, x AS session_id, x AS data FROM n")  # fmt: skip
    base.commit()
    base.close()
    reading = Reading()
    assert list(read(archive.found([tmp_path], reading), reading)) == []
    assert [error.kind for error in reading.refused] == ["format"]


def test_a_format_that_is_not_known_is_said() -> None:
    with pytest.raises(Refused, match="chatgpt"):
        list(read([], Reading(), "telepathy"))


def test_the_drift_of_an_unknown_shape_has_keys_and_types_only() -> None:
    reading = Reading(shapes=True)
    secret = {"thread": {"id-of-someone-1234": "Marie", "text": "my secret", "n": [1, 2.5, None]}, "é": True}
    list(read([in_memory("new.json", json.dumps([secret]).encode())], reading))
    thread = {"*": "text", "text": "text", "n": ["list", ["any", "integer", "number", "null"]]}
    assert reading.shapes == {("unknown", "file"): {"thread": thread, "*": "boolean"}}
    assert reading.unread == {("unknown", "file"): 1}


class Failing(io.BytesIO):
    """A disk that gives the start of a file, and then an error."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() >= len(self.getvalue()) // 2:
            raise OSError(errno.EIO, "Input/output error")
        return super().read(min(size, 4096) if size and size > 0 else 4096)

    def readline(self, size: int | None = -1) -> bytes:
        if self.tell() >= len(self.getvalue()) // 2:
            raise OSError(errno.EIO, "Input/output error")
        return super().readline(size)


@pytest.mark.parametrize("only", [None, "chatgpt"])
def test_what_a_disk_does_not_give_is_said_of_its_file(only: str | None) -> None:
    """Not of the file that is written; what stands before is kept, and so are other files."""
    whole = b"[" + b",".join([CHATS.strip()[1:-1]] * 40) + b"]"
    reading = Reading()
    files = [File("bad.json", len(whole), lambda: Failing(whole)), in_memory("good.json", CHATS)]
    found = list(read(files, reading, only))
    assert len(found) > 1
    assert [(error.kind, error.field) for error in reading.refused] == [("no_file", "bad.json")]


def test_a_log_that_a_disk_does_not_give_is_said() -> None:
    lines = (EXPORTS / "claude-code/projects/-home-x-p/s-1.jsonl").read_bytes()
    reading = Reading()
    assert list(read([File("s.jsonl", len(lines), lambda: Failing(lines))], reading))
    assert [(error.kind, error.field) for error in reading.refused] == [("no_file", "s.jsonl")]


def test_a_member_is_never_written_to_a_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(zipfile.ZipFile, "extract", lambda *_: pytest.fail("extracted"))
    attempt("x.zip", zipped({"conversations.json": CHATS}))
    assert list(tmp_path.iterdir()) == []
