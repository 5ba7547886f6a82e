"""`wattprint import`: what it adds, what it says, and that it never loses what was there."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.importers.homes import EXPORTS
from tests.importers.reading import files
from tests.terminal import seen

from wattprint import events
from wattprint.cli import main
from wattprint.importers import IMPORTERS, merge
from wattprint.records import UsageEvent


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def event(number: int, **fields: object) -> UsageEvent:
    base = {"id": f"e-{number}", "site": "codex", "kind": "text", "at": "2026-11-22T10:00:00.000Z"}
    return UsageEvent(**{**base, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(("lang", "word"), [("fr", "lus"), ("en", "read")])
def test_a_terminal_shows_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str, word: str
) -> None:
    monkeypatch.setattr("wattprint.importers.command._STEP", 1)
    paths = [str(EXPORTS / "chatgpt"), str(EXPORTS / "claude-code/projects")]
    text = seen(["import", *paths, "--out", str(tmp_path / "events.jsonl"), "--lang", lang], monkeypatch)
    shares = [int(share) for share in re.findall(rf"\r[█░]{{24}} (\d+)% {word}", text)]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] <= 100
    assert text.endswith("\r\x1b[K"), "and leaves the line empty"
    assert run(capsys, "import", *paths, "--out", tmp_path / "events.jsonl")[2] == "", "nothing where nobody looks"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_run_twice_it_adds_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path, lang: str) -> None:
    out = tmp_path / "deep/events.jsonl"
    paths = [EXPORTS / "chatgpt", files("claude", tmp_path), EXPORTS / "claude-code/projects"]
    status, said, err = run(capsys, "import", *paths, "--out", out, "--lang", lang)
    assert (status, err) == (0, "")
    assert "13" in said
    first = out.read_bytes()
    assert len(first.splitlines()) == 13
    assert all(line.event for line in events.read(first.decode().splitlines()))
    status, said, _ = run(capsys, "import", *paths, "--out", out, "--lang", lang)
    assert status == 0
    assert out.read_bytes() == first
    assert sorted(path.name for path in out.parent.iterdir()) == ["events.jsonl", "events.jsonl.salt"]


def test_every_format_at_once_then_a_tally_and_a_report(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out, page = tmp_path / "events.jsonl", tmp_path / "report.html"
    (tmp_path / "db").mkdir()
    files("opencode", tmp_path / "db")
    status, said, err = run(capsys, "import", EXPORTS, tmp_path / "db", "--out", out, "--json")
    assert status == 0, err
    made = json.loads(said)
    assert made["added"] == len(out.read_text(encoding="utf-8").splitlines())
    sites = {json.loads(line)["site"] for line in out.read_text(encoding="utf-8").splitlines()}
    assert len(sites) >= len(IMPORTERS) - 1  # a backup is of any site
    status, said, err = run(capsys, "tally", out, "--method", "epoch-2025", "--by", "chatbot")
    assert status == 0, err
    assert "heaviest conversations" in said
    assert "searches or tool calls" in said
    for lang in ("fr", "en"):
        status, _, err = run(capsys, "report", out, "--method", "epoch-2025", "--out", page, "--lang", lang)
        assert status == 0, err
        html = page.read_text(encoding="utf-8")
        assert html.count("<table") >= 4
        assert "claude.ai" in html


def test_a_format_can_be_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    export = tmp_path / "x"
    export.write_bytes((EXPORTS / "le-chat/chat-0001.json").read_bytes())
    assert run(capsys, "import", export, "--from", "le-chat", "--out", tmp_path / "e.jsonl")[0] == 0
    assert run(capsys, "import", export, "--from", "telepathy", "--out", tmp_path / "e.jsonl")[0] == 2


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_nothing_found_is_one_clear_line(capsys: pytest.CaptureFixture[str], tmp_path: Path, lang: str) -> None:
    (tmp_path / "poem.txt").write_text("roses")
    for path in (tmp_path / "poem.txt", tmp_path / "absent"):
        status, said, err = run(capsys, "import", path, "--out", tmp_path / "events.jsonl", "--lang", lang)
        assert (status, said) == (2, "")
        assert len(err.splitlines()) == 1
        assert not (tmp_path / "events.jsonl").exists()


def test_what_could_not_be_read_is_counted_and_its_shape_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    export = json.loads((EXPORTS / "chatgpt/conversations-001.json").read_text())
    (tmp_path / "conversations.json").write_text(json.dumps([*export, {"title": "private words", "nodes": [1]}]))
    (tmp_path / "strange.json").write_text(json.dumps({"diary": "dear me"}))
    shape = tmp_path / "shape.txt"
    status, said, _ = run(capsys, "import", tmp_path, "--out", tmp_path / "o/e.jsonl", "--drift", shape)
    assert status == 0
    assert "conversation could not be read" in said
    text = shape.read_text()
    assert "private words" not in text
    assert "dear me" not in text
    assert json.loads(text)["found"] == [
        {"format": "unknown", "unread": "file", "shape": {"diary": "text"}},
        {"format": "chatgpt", "unread": "conversation", "shape": {"title": "text", "nodes": ["list", "integer"]}},
    ]


def test_lines_that_were_there_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text('{"not": "ours"}\nbroken', encoding="utf-8")
    assert merge.merge([event(1), event(1), event(2)], path) == (2, 1, 0)
    assert path.read_text().splitlines()[:2] == ['{"not": "ours"}', "broken"]
    assert merge.merge([event(2)], path) == (0, 1, 0)


def test_an_answer_that_was_still_being_written_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    merge.merge([event(1, tokens={"output": 5}), event(2, tokens={"output": 1})], path)
    assert merge.merge([event(1, tokens={"output": 50}), event(1, tokens={"output": 60})], path) == (0, 0, 1)
    found = [line.event for line in events.read(path.read_text().splitlines())]
    assert [(e.id, e.tokens) for e in found if e] == [("e-2", {"output": 1}), ("e-1", {"output": 60})]


def test_a_kill_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    merge.merge([event(1)], path)
    before = path.read_bytes()
    code = f"""
import os, pathlib
from wattprint.importers import merge
from tests.importers.test_command import event
def stream():
    for n in range(2, 100):
        yield event(n)
    os._exit(9)
merge.merge(stream(), pathlib.Path({str(path)!r}))
"""
    root = Path(__file__).resolve().parents[2]
    env = {**os.environ, "PYTHONPATH": f"{root}/engine:{root}"}
    done = subprocess.run([sys.executable, "-c", code], cwd=root, env=env, capture_output=True, check=False)
    assert done.returncode == 9
    assert path.read_bytes() == before
