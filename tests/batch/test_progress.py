"""What a person sees while a batch runs: lines of text become Parquet, then rows are estimated."""

import re
from pathlib import Path

import duckdb
import pytest
from tests.batch.batch_log import log
from tests.batch.test_files import as_csv, as_jsonl
from tests.terminal import seen

from wattprint.batch import duck, progress
from wattprint.batch.progress import Progress
from wattprint.cli import main
from wattprint.wording import Wording


@pytest.mark.parametrize(("lang", "turned", "rows"), [
    ("en", "turned into Parquet", "rows, "), ("fr", "mis en Parquet", "lignes, "),
])  # fmt: skip
def test_both_halves_of_a_run_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, turned: str, rows: str
) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.001)
    monkeypatch.setattr(duck, "LARGE", 1000)
    logs = tmp_path / "logs"
    logs.mkdir()
    as_csv(logs / "a.csv", log(1200))
    as_jsonl(logs / "b.jsonl", log(1200))
    text = seen(["batch", str(logs), str(tmp_path / "out"), "--part", "200", "--lang", lang], monkeypatch)
    before, _, _ = text.partition("[")
    assert str(tmp_path / "out.parts/staged") in before.replace("\r\n", ""), "how much room it needs is said first"
    lines = [line for line in re.split(r"\r\x1b\[K|\r\n", text) if line.startswith("[")]
    shares = [int(found[1]) for line in lines if (found := re.search(r"\] +(\d+) ?%", line))]
    assert len(shares) == len(lines)
    staged = [share for share, line in zip(shares, lines, strict=True) if turned in line]
    counted = [share for share, line in zip(shares, lines, strict=True) if rows in line]
    assert staged
    assert counted
    assert len(staged) + len(counted) == len(lines)
    for each in (staged, counted):
        assert each == sorted(each), "it never goes back"
        assert 0 <= each[0] <= each[-1] <= 100


def test_a_run_that_goes_on_counts_what_was_done_and_not_its_speed() -> None:
    with duckdb.connect() as connection:
        shown = Progress(connection, 400, False, Wording())
        shown.part_of(100)
        shown.part_done(True)
        shown.part_of(200, passes=2)
        assert " 25%" in shown.line(0.0)
        assert "100 rows, 0 a second" in shown.line(0.0).replace("\N{NO-BREAK SPACE}", " ")
        assert " 37%" in shown.line(0.5)
        shown.passed()
        assert " 50%" in shown.line(0.0)
        shown.part_done(False)
        assert " 75%" in shown.line(0.0)


def test_no_line_is_drawn_where_nobody_looks(tmp_path: Path, a_log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", str(a_log), str(tmp_path / "out.parquet")]) == 0
    assert capsys.readouterr().err == ""
