"""Every format: an invented export in, the events it must give, as text under golden/."""

import json
import os
from pathlib import Path

import pytest
from tests.importers.homes import EXPORTS
from tests.importers.reading import files, golden, imported

from wattprint import events
from wattprint.importers import IMPORTERS, Reading, archive, in_memory, read, recognise
from wattprint.records import UsageEvent

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("format", IMPORTERS)
def test_an_export_gives_the_events_written_down(format: str, tmp_path: Path) -> None:
    found, reading = imported(files(format, tmp_path))
    text = golden(found, reading)
    path = GOLDEN / f"{format}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("format", IMPORTERS)
def test_a_format_is_recognised_by_content_and_read_alike_when_named(format: str, tmp_path: Path) -> None:
    path = files(format, tmp_path)
    found, _ = imported(path)
    reading = Reading(b"a salt for tests")
    nameless = [file._replace(name="x") for file in archive.found([path], reading) if recognise(file)]
    assert {importer.id for file in nameless if (importer := recognise(file))} == {format}
    assert list(read(nameless, reading, format)) == found


@pytest.mark.parametrize("format", IMPORTERS)
def test_every_event_is_valid_and_holds_no_text(format: str, tmp_path: Path) -> None:
    found, _ = imported(files(format, tmp_path))
    lines = list(events.read(events.write(event) for event in found))
    assert [line.event for line in lines] == found
    for word in ("heat", "pompe", "Flour", "Oslo", "owls", "pasta", "Pasta", "rain", "marée"):
        assert word.lower() not in "\n".join(map(events.write, found)).lower()


def test_every_format_has_an_invented_export() -> None:
    assert {path.name for path in EXPORTS.iterdir() if path.is_dir()} == set(IMPORTERS)
    assert {path.stem for path in GOLDEN.iterdir()} == set(IMPORTERS)


def test_all_branches_of_a_conversation_count(tmp_path: Path) -> None:
    found, _ = imported(files("chatgpt", tmp_path))
    assert {"a-0", "a-1"} <= {event.id for event in found}


def test_the_salt_decides_the_hashes_and_nothing_else(tmp_path: Path) -> None:
    path = files("claude", tmp_path)
    one, other = (list(read(archive.found([path], r := Reading(salt)), r)) for salt in (b"1", b"2"))
    assert [event._replace(conversation=None, parent=None) for event in one] == [
        event._replace(conversation=None, parent=None) for event in other
    ]
    assert {event.conversation for event in one}.isdisjoint({event.conversation for event in other})


def test_what_was_read_before_a_break_is_kept() -> None:
    whole = (EXPORTS / "claude/conversations.json").read_bytes()
    first = json.dumps(json.loads(whole)[0]).encode()
    reading = Reading()
    kept = list(read([in_memory("conversations.json", b"[" + first + b", {broken")], reading))
    assert [event.id for event in kept] == ["b-1", "b-2"]
    assert [error.kind for error in reading.refused] == ["json_broken"]


def test_chats_of_ai_studio_with_equal_counts_are_two_and_a_copy_of_one_is_none() -> None:
    def chat(question: str, answer: str, more: str = "") -> bytes:
        said = [("user", question), ("model", answer), *([("user", more), ("model", "Yes.")] if more else [])]
        chunks = [{"role": role, "text": text, "tokenCount": 9} for role, text in said]
        return json.dumps({"runSettings": {"model": "models/x"}, "chunkedPrompt": {"chunks": chunks}}).encode()

    def found(*chats: bytes) -> list[UsageEvent]:
        files = [in_memory(f"chat {n}", content, 1.79e9) for n, content in enumerate(chats)]
        return list(read(files, Reading(b"salt")))

    two = found(chat("How are you?", "Well."), chat("Who is here?", "Owls."))
    assert len({event.id for event in two}) == len({event.conversation for event in two}) == 2
    forked = found(chat("How are you?", "Well."), chat("How are you?", "Well.", "And now?"))
    assert (len(forked), len({event.id for event in forked})) == (3, 2)
    assert len({event.conversation for event in forked}) == 1


def test_gemini_cli_counts_what_was_cached_once_whatever_it_says_of_the_total() -> None:
    def tokens(**total: int) -> dict[str, int]:
        counts = {"input": 100, "output": 10, "cached": 60, "thoughts": 5, "tool": 0, **total}
        line = {"id": "a", "timestamp": "2026-09-01T10:00:00Z", "type": "gemini", "model": "gemini-2.5-pro",
                "tokens": counts}  # fmt: skip
        text = json.dumps({"sessionId": "s", "projectHash": "h"}) + "\n" + json.dumps(line) + "\n"
        (event,) = read([in_memory("session.jsonl", text.encode())], Reading())
        return event.tokens or {}

    within = {"input": 40, "cached": 60, "output": 10, "reasoning": 5}
    assert tokens() == tokens(total=115) == tokens(total=0) == within
    assert tokens(total=175) == within | {"input": 100}, "here the total says that it is beside the input"


def test_a_backup_of_events_comes_back_as_it_was(tmp_path: Path) -> None:
    found, _ = imported(files("chatgpt", tmp_path))
    text = "".join(events.write(event) + "\n" for event in found)
    assert list(read([in_memory("backup.jsonl", text.encode())], Reading())) == found
