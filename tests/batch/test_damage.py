"""Files that are damaged inside, and disks that are full: every row of the input is estimated, refused or lost."""

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.batch.batch_log import log, parquet, same
from tests.batch.test_files import as_csv, run, written

from wattprint.cli import main
from wattprint.records import Refused

ROWS, GROUP = 4_000, 500
BROKEN = {2, 3, 6}
"""Row groups, from 0."""


def damaged(path: Path, broken: set[int], rows: int = ROWS) -> Path:
    """A log whose pages are zeros in some of its row groups: its footer is whole."""
    entries = log(rows, 2)
    entries[10]["output_tokens"] = -1
    pq.write_table(pa.Table.from_pylist(entries), path, row_group_size=GROUP)
    content = bytearray(path.read_bytes())
    found = pq.ParquetFile(path).metadata
    for group in broken:
        columns = [found.row_group(group).column(place) for place in range(found.num_columns)]
        start = min(column.dictionary_page_offset or column.data_page_offset for column in columns)
        end = start + sum(column.total_compressed_size for column in columns)
        content[start:end] = bytes(end - start)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("part", [10**6, 1_300, 500], ids=["in one part", "in ranges", "a range a group"])
@pytest.mark.parametrize("groups", [(), ("team",)], ids=["rows", "totals"])
def test_what_can_be_read_is_there_and_the_rest_is_counted(tmp_path: Path, part: int, groups: tuple[str, ...]) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    damaged(logs / "b.parquet", BROKEN)
    parquet(logs / "a.parquet", log(30))
    parquet(logs / "c.parquet", log(20, 3))
    made = run(logs, tmp_path / "out.parquet", part=part, groups=groups)
    lost = sorted((row["row"], row["rows"]) for row in made.unreadable)
    assert sum(rows for _, rows in lost) == len(BROKEN) * GROUP
    assert lost[0][0] == 2 * GROUP + 1
    assert {Path(each["file"]).name for each in made.unreadable} == {"b.parquet"}
    refused = sum(each["rows"] for each in made.rejected.values())
    assert (made.rows + refused + sum(rows for _, rows in lost), refused) == (ROWS + 50, 1)
    out = written(tmp_path / "out.parquet")
    assert sum(row["requests"] for row in out) == made.rows if groups else same(out) == made.rows


@pytest.mark.parametrize("arguments", [[], ["--group-by", "team"], ["--part", "100"]])
def test_where_nothing_can_be_read_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    given = damaged(tmp_path / "log.parquet", {0}, GROUP)
    assert main(["batch", str(given), str(tmp_path / "out.parquet"), *arguments]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "log.parquet" in said
    assert [path.name for path in tmp_path.iterdir()] == ["log.parquet"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_command_says_which_rows_are_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    given = damaged(tmp_path / "log.parquet", {1})
    assert main(["batch", str(given), str(tmp_path / "out.parquet"), "--lang", lang]) == 0
    said = capsys.readouterr().err
    assert {"fr": "500 lignes laissées de côté, à partir de la ligne 501", "en": "500 rows left out, from row 501"}[
        lang
    ] in said.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("kind", "room"), [("csv", 20_000), ("parquet", 20_000), ("parquet", 300_000)])
def test_a_full_disk_is_not_taken_for_a_file_that_cannot_be_read(tmp_path: Path, kind: str, room: int) -> None:
    """Here no file may grow beyond a size, which says the same to a program as a full disk: at the first file that is
    written, or at the last, which holds all."""
    {"csv": as_csv, "parquet": parquet}[kind](tmp_path / f"log.{kind}", log(20_000))
    command = ["batch", str(tmp_path / f"log.{kind}"), str(tmp_path / "out.parquet"), "--part", "2000"]
    code = f"""
import resource, sys
from wattprint.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, resource.RLIM_INFINITY))
sys.exit(main({command!r}))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2, done
    assert "cannot be written" in done.stderr
    assert not (tmp_path / "out.parquet").exists()
    made = run(tmp_path / f"log.{kind}", tmp_path / "out.parquet", part=2000)
    assert (made.rows, made.resumed) == (20_000, 10 if room > 20_000 else 0), "with room it goes on"


def test_a_file_that_is_cut_is_unreadable_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "log.json").write_text('[{"model": "gpt-4o", "output_tokens": 3}, {"model": "gpt')
    with pytest.raises(Refused, match="Malformed JSON"):
        run(tmp_path / "log.json", tmp_path / "out.parquet")
