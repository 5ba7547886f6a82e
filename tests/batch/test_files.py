"""What comes in: formats, folders, mappings, and everything that can be wrong with them."""

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.batch.batch_log import log, parquet, same

from wattprint.batch import coefficients, duck
from wattprint.batch.coefficients import Options
from wattprint.batch.job import Job, Outcome
from wattprint.batch.mapping import columns
from wattprint.cli import main
from wattprint.records import Refused

COUNTS = ("input_tokens", "cached_tokens", "output_tokens", "reasoning_tokens", "images")


def run(given: Path, out: Path, **more: Any) -> Outcome:
    return duck.run(Job(str(given), str(out), more.pop("columns", columns()), **more))


def written(out: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(out).to_pylist()
    return rows


def as_csv(path: Path, rows: list[dict[str, Any]]) -> None:
    with gzip.open(path, "wt", newline="") if path.suffix == ".gz" else path.open("w", newline="") as file:
        made = csv.DictWriter(file, list(rows[0]))
        made.writeheader()
        made.writerows(rows)


def as_jsonl(path: Path, rows: list[dict[str, Any]]) -> None:
    with gzip.open(path, "wt") if path.suffix == ".gz" else path.open("w") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.mark.parametrize("form", ["lines", "array", "indented", "gzipped"])
def test_json_is_lines_or_an_array(tmp_path: Path, form: str) -> None:
    """Exports of gateways are often one array; a number or a text in it is no row."""
    path = tmp_path / ("log.json.gz" if form == "gzipped" else "log.json")
    rows = [*log(50), "no row", {"model": "gpt-4o", "output_tokens": -1}]
    text = json.dumps(rows, indent=2 if form == "indented" else None)
    if form == "lines":
        text = "\n".join(map(json.dumps, rows))
    with gzip.open(path, "wt") if form == "gzipped" else path.open("w") as file:
        file.write(text)
    made = run(path, tmp_path / "out.parquet")
    assert (made.rows, sorted(made.rejected), made.unreadable) == (50, ["line: line", "output_tokens: negative"], [])
    assert same(written(tmp_path / "out.parquet")) == 50
    assert [row["row"] for row in written(tmp_path / "out.rejected.parquet")] == [51, 52]


@pytest.mark.parametrize("name", ["log.csv", "log.csv.gz", "log.tsv", "log.jsonl", "log.jsonl.gz", "log.ndjson"])
def test_text_files(tmp_path: Path, name: str) -> None:
    (as_csv if "sv" in name else as_jsonl)(tmp_path / name, log(50))
    made = run(tmp_path / name, tmp_path / "out.parquet")
    assert (made.rows, made.rejected) == (50, {})
    rows = written(tmp_path / "out.parquet")
    assert [row["output_tokens"] for row in rows] == [row["output_tokens"] for row in log(50)]
    assert same(rows) == 50


def test_a_folder_of_many_kinds_is_one_log(tmp_path: Path) -> None:
    logs = tmp_path / "logs" / "2025"
    logs.mkdir(parents=True)
    parquet(logs / "a.parquet", log(30, 1))
    parquet(logs / "b.parquet", [row | {"extra": 1.5} for row in log(20, 2)])
    as_csv(tmp_path / "logs" / "c.csv.gz", log(10, 3))
    as_jsonl(tmp_path / "logs" / "d.jsonl", log(5, 4))
    (logs / "notes.txt").write_text("not a log")
    made = run(tmp_path / "logs", tmp_path / "out", part=25)
    assert (made.rows, made.rejected, made.unreadable) == (65, {}, [])
    assert len(list((tmp_path / "out").glob("part-*.parquet"))) > 1
    rows = written(tmp_path / "out")
    assert sum(row["extra"] == 1.5 for row in rows) == 20
    assert run(logs / "*.parquet", tmp_path / "glob.parquet").rows == 50


BAD: dict[str, tuple[dict[str, Any], str, str]] = {
    "negative": ({"output_tokens": -3}, "output_tokens", "negative"),
    "absurd": ({"input_tokens": 10_000_001}, "input_tokens", "absurd"),
    "nan": ({"cached_tokens": float("nan")}, "cached_tokens", "not_a_number"),
    "infinite": ({"images": float("inf")}, "images", "infinite"),
    "no model": ({"model": None}, "model", "missing"),
    "empty model": ({"model": ""}, "model", "missing"),
    "long model": ({"model": "x" * 201}, "model", "model"),
    "zone": ({"zone": "Atlantis"}, "zone", "zone"),
    "old": ({"time": "2021-12-31T23:59:59"}, "time", "date"),
    "no time": ({"time": "yesterday"}, "time", "date"),
    "no count": (dict.fromkeys(COUNTS), "input_tokens", "missing"),
}


@pytest.mark.parametrize("kind", ["parquet", "csv", "jsonl"])
def test_bad_rows_go_apart_with_a_reason(tmp_path: Path, kind: str) -> None:
    rows: list[dict[str, Any]] = [{**row, **{name: float(row[name]) for name in COUNTS}} for row in log(40)]
    for place, (changes, _, _) in enumerate(BAD.values(), 2):
        rows[3 * place] |= changes
    {"parquet": parquet, "csv": as_csv, "jsonl": as_jsonl}[kind](tmp_path / f"log.{kind}", rows)
    made = run(tmp_path / f"log.{kind}", tmp_path / "out.parquet")
    assert made.rows == 40 - len(BAD)
    assert same(written(tmp_path / "out.parquet")) == made.rows
    refused = written(tmp_path / "out.rejected.parquet")
    found = [(row["row"], row["field"], row["kind"]) for row in refused]
    assert found == [(3 * place + 1, field, why) for place, (_, field, why) in enumerate(BAD.values(), 2)]
    assert all(row["file"].endswith(f"log.{kind}") and len(row["reason"]) < 250 for row in refused)
    assert sum(each["rows"] for each in made.rejected.values()) == len(BAD)
    good = sum(row["output_tokens"] for row in written(tmp_path / "out.parquet"))
    bad = sum(float(row["output_tokens"] or 0) for row in refused)
    assert good + bad == sum(row["output_tokens"] or 0 for row in rows)


def test_mixed_types_and_broken_lines(tmp_path: Path) -> None:
    good = [json.dumps(row) for row in log(20)]
    (tmp_path / "log.jsonl").write_text("\n".join(
        [*good[:9], "not json", '{"model": "gpt-4o", "output_tokens": "many"}', "[1]",
         '{"model": {"a": 1}, "output_tokens": "3"}',
         "", *good[9:], '{"model": "gpt-4o", "outp']
    ))  # fmt: skip
    made = run(tmp_path / "log.jsonl", tmp_path / "out.parquet")
    assert made.rows == 21
    assert {what: found["rows"] for what, found in made.rejected.items()} == {
        "line: line": 3,
        "output_tokens: not_a_number": 1,
    }
    lines = [row["line"] for row in written(tmp_path / "out.rejected.parquet")]
    assert {"not json", "[1]", '{"model": "gpt-4o", "outp'} <= set(lines)


def test_bad_lines_of_a_csv(tmp_path: Path) -> None:
    text = (
        "model,output_tokens,team\n"
        + "gpt-4o,400,a\n" * 30
        + "gpt-4o,400,a,b,c\n"
        + "gpt-4o\n"
        + "gpt-4o,400,b\n" * 5
        + "gpt-4o,many,b\n"
        + "gpt-4o,400,a,b,c\n"
        + "gpt-4o,-1,b\n"
    )
    (tmp_path / "log.csv").write_text(text)
    made = run(tmp_path / "log.csv", tmp_path / "out.parquet")
    assert (made.rows, made.rejected["line: line"]["rows"], made.rejected["line: line"]["row"]) == (35, 3, 31)
    assert made.rejected["output_tokens: not_a_number"]["row"] == 38, "the lines that could not be read count, too"
    assert made.rejected["output_tokens: negative"]["row"] == 40


def test_columns_of_another_type_in_another_file(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    parquet(tmp_path / "logs/a.parquet", log(5))
    texts = [row | {"output_tokens": str(row["output_tokens"])} for row in log(5, 2)]
    parquet(tmp_path / "logs/b.parquet", [*texts, texts[0] | {"output_tokens": "lots"}])
    made = run(tmp_path / "logs", tmp_path / "out.parquet")
    assert (made.rows, list(made.rejected)) == (10, ["output_tokens: not_a_number"])


def test_columns_that_do_not_go_together_are_no_full_disk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "logs").mkdir()
    parquet(tmp_path / "logs/a.parquet", [{"model": "gpt-4o", "output_tokens": 3, "x": {"a": 1}}])
    parquet(tmp_path / "logs/b.parquet", [{"model": "gpt-4o", "output_tokens": 3, "x": 5}])
    assert main(["batch", str(tmp_path / "logs"), str(tmp_path / "out.parquet")]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "cannot be read" in said
    assert not (tmp_path / "out.parquet.parts").exists()


def test_a_truncated_file_is_named_and_the_others_are_all_there(tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    parquet(logs / "a.parquet", log(30))
    cut = parquet(logs / "b.parquet", log(30, 2)).read_bytes()
    (logs / "b.parquet").write_bytes(cut[: len(cut) // 2])
    (logs / "c.parquet").write_bytes(b"")
    made = run(logs, tmp_path / "out.parquet")
    assert made.rows == 30
    assert sorted(Path(lost["file"]).name for lost in made.unreadable) == ["b.parquet", "c.parquet"]
    assert all(lost["rows"] is None for lost in made.unreadable), "their footer is lost"
    with pytest.raises(Refused, match=r"b\.parquet"):
        run(logs / "b.parquet", tmp_path / "alone.parquet")


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([{"name": "gpt-4o", "output_tokens": 3}], "model"),
        ([{"model": "gpt-4o", "text": "hello"}], "output_tokens"),
        ([{"model": 3, "output_tokens": 3}], "model"),
        ([{"model": "gpt-4o", "output_tokens": [3]}], "output_tokens"),
        ([{"model": "gpt-4o", "output_tokens": True}], "output_tokens"),
    ],
)
def test_wrong_columns_are_one_line_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: list[dict[str, Any]], field: str
) -> None:
    parquet(tmp_path / "log.parquet", rows)
    assert main(["batch", str(tmp_path / "log.parquet"), str(tmp_path / "out.parquet")]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"{field}:" in said
    assert not (tmp_path / "out.parquet").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--method", "mine"], ["--zone", "Atlantis"], ["--boundary", "all"], ["--grid", "ember-1999"],
        ["--map", "modle=x"], ["--map", "model=nowhere"], ["--preset", "mine"], ["--group-by", "planet"],
        ["--memory", "plenty"],        ["--threads", "0"], ["--part", "-1"],
    ],
)  # fmt: skip
def test_a_wrong_option_is_one_line_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], a_log: Path
) -> None:
    assert main(["batch", str(a_log), str(tmp_path / "out.parquet"), *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "out.parquet").exists()


@pytest.mark.parametrize("field", ["model", "zone"])
def test_a_column_of_ids_is_refused_before_each_is_looked_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    monkeypatch.setattr(coefficients.Coefficients, "entry", lambda *_: pytest.fail("looked up"))
    ids = [row | {"request_id": f"r-{place % 100_001}"} for place, row in enumerate(log(10_001) * 11)]
    given = parquet(tmp_path / "log.parquet", ids[: 10_001 if field == "model" else None])
    assert main(["batch", str(given), str(tmp_path / "out.parquet"), "--map", f"{field}=request_id"]) == 2
    assert f"--map {field}=COLUMN" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["log.parquet"]


def test_nothing_is_overwritten_unasked(tmp_path: Path, a_log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "out.parquet")
    assert main(["batch", str(a_log), out]) == 0
    assert "300\N{NO-BREAK SPACE}rows estimated" in capsys.readouterr().out
    assert main(["batch", str(a_log), out]) == 2
    assert main(["batch", str(a_log), out, "--overwrite", "--json"]) == 0
    assert main(["batch", str(a_log), str(a_log), "--overwrite"]) == 2
    assert len(written(a_log)) == 300


def test_rows_that_were_refused_before_are_not_deleted_unasked(tmp_path: Path, a_log: Path) -> None:
    kept = tmp_path / "out.rejected.parquet"
    kept.write_bytes(b"of an earlier run")
    with pytest.raises(Refused, match="--overwrite"):
        run(a_log, tmp_path / "out.parquet")
    assert kept.read_bytes() == b"of an earlier run"
    assert run(a_log, tmp_path / "out.parquet", overwrite=True).rows == 300
    assert not kept.exists()


def test_rows_without_a_place_or_a_time_take_the_default(tmp_path: Path) -> None:
    rows = [{"model": "gpt-4o", "output_tokens": 400}, {"model": "chatgpt", "output_tokens": 10}]
    made = run(parquet(tmp_path / "log.parquet", rows), tmp_path / "out.parquet", options=Options(zone="FRA"))
    assert made.rows == 2
    assert same(written(tmp_path / "out.parquet"), Options(zone="FRA")) == 2


def test_times_may_be_times_dates_or_counts_since_1970(tmp_path: Path) -> None:
    at = 1_720_000_000
    for kind, value in {
        "seconds": at, "milliseconds": at * 10**3, "microseconds": at * 10**6, "nanoseconds": at * 10**9,
        "text": str(at), "zoned": "2024-07-03T11:46:40+02:00", "time": pa.scalar(at, pa.timestamp("s", "UTC")).as_py(),
    }.items():  # fmt: skip
        rows = [{"model": "chatgpt", "output_tokens": 400, "time": value}]
        run(parquet(tmp_path / f"{kind}.parquet", rows), tmp_path / f"{kind}-out.parquet", groups=("day", "model"))
        assert written(tmp_path / f"{kind}-out.parquet")[0]["day"] == "2024-07-03", kind


def test_paths_may_have_any_character(tmp_path: Path) -> None:
    logs = tmp_path / "logs [1] 'x' *"
    logs.mkdir()
    parquet(logs / "a?.parquet", log(5))
    as_csv(logs / "b[2].csv", log(5))
    assert run(logs, tmp_path / "out [3]").rows == 10
    assert main(["report", str(tmp_path / "out [3]"), "--out", str(tmp_path / "report.html")]) == 0


def test_a_refused_run_leaves_nothing_behind(tmp_path: Path) -> None:
    as_csv(tmp_path / "log.csv", [{"name": "gpt-4o", "output_tokens": 3}])
    with pytest.raises(Refused):
        run(tmp_path / "log.csv", tmp_path / "out.parquet")
    assert run(tmp_path / "log.csv", tmp_path / "out.parquet", columns=columns(pairs=["model=name"])).rows == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.csv", "out.parquet"]
