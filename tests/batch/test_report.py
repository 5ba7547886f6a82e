"""`wattprint report` on what a batch wrote: totals that add up, and levers that the engine agrees with."""

from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from tests.batch.batch_log import parquet

import wattprint
from wattprint.batch import duck, grouped
from wattprint.batch.coefficients import Options
from wattprint.batch.job import Job
from wattprint.batch.levers import SHORTER, levers
from wattprint.batch.mapping import columns
from wattprint.batch.result import Result, opened
from wattprint.cli import main
from wattprint.tally import Total
from wattprint.wording import Wording


def row_by_row(path: str, connection: duckdb.DuckDBPyConnection) -> Result:
    found = opened(path, connection, Wording())
    assert isinstance(found, Result)
    return found


@pytest.fixture
def result(tmp_path: Path, a_log: Path) -> str:
    out = str(tmp_path / "out")
    duck.run(Job(str(a_log), out, columns(), part=100))
    return out


def test_groups_add_up_to_the_rows(tmp_path: Path, result: str) -> None:
    rows = pq.read_table(result).to_pylist()
    with duck.connect("1GB", None, tmp_path / "spilled") as connection:
        found = opened(result, connection, Wording())
        tallies, total = found.tallies(), found.total()
    assert total.requests == 300
    assert list(tallies) == ["team", "model", "month"]
    for name, made in tallies.items():
        assert made.total.requests == sum(total.requests for total in made.groups.values()) == 300
        assert made.total.results["energy"].high == pytest.approx(sum(row["energy_high"] for row in rows), rel=1e-12)
        for key, total in made.groups.items():
            of_group = [
                row
                for row in rows
                if key == {"team": row["team"], "model": row["model_id"], "month": row["time"][:7]}[name]
            ]
            assert total.results["water"].median == pytest.approx(sum(row["water"] for row in of_group), rel=1e-12)


def test_levers_are_the_engine_s_own(tmp_path: Path) -> None:
    rows = [{"model": "gpt-4o", "output_tokens": 400, "input_tokens": 90, "zone": "POL", "team": "a"}] * 10
    out = str(tmp_path / "out.parquet")
    duck.run(Job(str(parquet(tmp_path / "log.parquet", rows)), out, columns(), Options()))
    with duck.connect("1GB", None, tmp_path / "spilled") as connection:
        found = {lever.id: lever for lever in levers(row_by_row(out, connection), ["FRA"])}
    was = wattprint.estimate("gpt-4o", output_tokens=400, input_tokens=90, zone="POL")
    moved = wattprint.estimate("gpt-4o", output_tokens=400, input_tokens=90, zone="FRA")
    shorter = wattprint.estimate("gpt-4o", output_tokens=400 * SHORTER, input_tokens=90, zone="POL")
    assert found["zone"].what == "FRA"
    assert found["zone"].carbon == pytest.approx(1 - moved.carbon.median / was.carbon.median, rel=1e-9)
    assert found["shorter"].energy == pytest.approx(1 - shorter.energy.median / was.energy.median, rel=1e-9)
    assert "reasoning" not in found


class Closed(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for key, value in attrs if key == "id"]
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page(tmp_path: Path, result: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "report.html"
    assert main(["report", result, "--out", str(out), "--lang", lang]) == 0
    said, words = capsys.readouterr().out, Wording(lang)
    html = out.read_text(encoding="utf-8")
    reader = Closed()
    reader.feed(html)
    assert not reader.open
    assert len(reader.ids) == len(set(reader.ids))
    for key in ("by.team", "by.model", "by.month", "levers"):
        assert words.say(f"batch.{key}") in html
        assert words.say(f"batch.{key}") in said
    assert "team-2" in html


def test_totals_are_reported_as_the_rows_they_come_from(
    tmp_path: Path, a_log: Path, result: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "sums.parquet")
    assert main(["batch", str(a_log), out, "--group-by", "team,day,model", "--part", "100"]) == 0
    with duck.connect("1GB", None, tmp_path / "spilled") as connection:
        sums, rows = (opened(path, connection, Wording()) for path in (out, result))
        told = sums.tallies()
        assert list(told) == ["team", "day", "model", "month"]
        for name in ("team", "month"):
            of_rows = rows.tallies()[name]
            assert list(told[name].groups) == list(of_rows.groups)
            for key, total in told[name].groups.items():
                assert (total.requests, total.proxies) == (of_rows.groups[key].requests, of_rows.groups[key].proxies)
                for criterion, value in total.results.items():
                    assert value.high == pytest.approx(of_rows.groups[key].results[criterion].high, rel=1e-9)
        assert sums.total().results["google_searches"].low == pytest.approx(
            rows.total().results["google_searches"].low, rel=1e-9
        )
    capsys.readouterr()
    for lang in ("fr", "en"):
        assert main(["report", out, "--out", str(tmp_path / "report.html"), "--lang", lang]) == 0
        assert Wording(lang).say("batch.no_rows") in capsys.readouterr().out


def test_columns_of_the_log_s_own_are_told_by_their_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"model": "gpt-4o", "output_tokens": 9, "cost centre": f"c-{n % 3}"} for n in range(9)]
    given, out = parquet(tmp_path / "log.parquet", rows), str(tmp_path / "sums.parquet")
    assert main(["batch", str(given), out, "--group-by", "cost centre"]) == 0
    assert main(["report", out, "--out", str(tmp_path / "report.html")]) == 0
    assert "By the column “cost centre”" in capsys.readouterr().out
    assert "c-2" in (tmp_path / "report.html").read_text()


@pytest.mark.parametrize("groups", [[], ["--group-by", "user,month"]])
def test_more_groups_than_a_report_holds_are_not_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, groups: list[str]
) -> None:
    monkeypatch.setattr("wattprint.batch.result.MOST", 50)
    monkeypatch.setattr("wattprint.batch.totals.MOST", 50)
    monkeypatch.setattr(grouped, "MOST", 50)
    made: list[Sequence[float]] = []

    def counted(row: Sequence[float]) -> Total:
        made.append(row)
        return grouped.total(row)

    for room in ("result", "totals"):
        monkeypatch.setattr(f"wattprint.batch.{room}.total", counted)
    rows = [
        {"model": "gpt-4o", "output_tokens": 9, "user": f"u-{n}", "time": "2026-05-05T10:00:00"} for n in range(400)
    ]
    out = str(tmp_path / "out")
    assert main(["batch", str(parquet(tmp_path / "log.parquet", rows)), out, *groups]) == 0
    with duck.connect("1GB", None, tmp_path / "spilled") as connection:
        found = opened(out, connection, Wording())
        assert "user" not in found.tallies()
        assert "month" in found.tallies()
    assert len(made) < 300


def test_the_memory_of_a_report_can_be_said(tmp_path: Path, result: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "report.html")
    assert main(["report", result, "--out", out, "--memory", "300MB"]) == 0
    assert main(["report", result, "--out", out, "--memory", "plenty"]) == 2
    assert "memory" in capsys.readouterr().err


def test_what_is_no_result_says_so(tmp_path: Path, a_log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (str(a_log), str(tmp_path / "nowhere.parquet"), str(tmp_path)):
        assert main(["report", path, "--out", str(tmp_path / "report.html")]) == 2
    assert capsys.readouterr().err.count("\n") == 3
