"""A run that was killed goes on where it was, and gives the same as one that was not."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.batch.batch_log import log, parquet

from wattprint.batch import duck
from wattprint.batch.coefficients import Options
from wattprint.batch.job import Job
from wattprint.batch.ledger import Ledger
from wattprint.batch.mapping import columns
from wattprint.records import Refused

ROWS, PART = 30_000, 1_000
METHOD = "epoch-2025"


def started(given: Path, out: Path, *more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "wattprint", "batch", str(given), str(out), "--part", str(PART), "--threads", "1",
         "--method", METHOD, *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_killed_again_and_again(tmp_path: Path) -> None:
    rows = log(ROWS)
    rows[12_345]["output_tokens"] = -1
    given = parquet(tmp_path / "log.parquet", rows)
    whole, out = tmp_path / "whole.parquet", tmp_path / "out.parquet"
    duck.run(Job(str(given), str(whole), columns(), Options(METHOD), part=PART))
    ledger = tmp_path / "out.parquet.parts/ledger.jsonl"
    kept: dict[str, int] = {}
    for kills in range(1, 4):
        running = started(given, out)
        deadline = time.monotonic() + 60
        while not (ledger.exists() and ledger.read_text().count("\n") > 5 * kills) and running.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.005)
        running.send_signal(signal.SIGKILL)
        running.communicate()
        assert running.returncode == -signal.SIGKILL, "it ended before it could be killed"
        assert not out.exists()
        parts = {path.name: path.stat().st_mtime_ns for path in ledger.parent.glob("part-*.parquet")}
        done = {
            f"part-{int(json.loads(line)['work'].split()[1]):05}.parquet"
            for line in ledger.read_text().splitlines()[1:]
            if line.endswith("}")
        }
        assert done <= set(parts)
        assert all(parts[name] == at for name, at in kept.items() if name in done), "a finished part was done twice"
        kept = {name: parts[name] for name in done}
    running = started(given, out, "--json")
    said, _ = running.communicate()
    assert running.returncode == 0
    assert json.loads(said)["resumed"] >= len(kept) > 10
    assert pq.read_table(out).to_pylist() == pq.read_table(whole).to_pylist()
    assert pq.read_table(tmp_path / "out.rejected.parquet").num_rows == 1
    assert not ledger.parent.exists()


def test_another_command_does_not_take_over(tmp_path: Path, a_log: Path) -> None:
    out = tmp_path / "out.parquet"
    job = Job(str(a_log), str(out), columns(), part=100)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duck.Run, "_finish", _stopped)
        with pytest.raises(KeyboardInterrupt):
            duck.run(job)
    with pytest.raises(Refused, match="the command that began it"):
        duck.run(job._replace(options=Options(zone="FRA")))
    made = duck.run(job)
    assert (made.rows, made.resumed) == (300, 3)


def test_a_line_cut_by_the_kill_is_no_part(tmp_path: Path, a_log: Path) -> None:
    out = tmp_path / "out.parquet"
    job = Job(str(a_log), str(out), columns(), part=100)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duck.Run, "_finish", _stopped)
        with pytest.raises(KeyboardInterrupt):
            duck.run(job)
    ledger = tmp_path / "out.parquet.parts/ledger.jsonl"
    os.truncate(ledger, ledger.stat().st_size - 10)
    assert duck.run(job).resumed == 2


def test_files_of_lines_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").write_text("".join(json.dumps(row) + "\n" for row in log(300)))
    job = Job(str(tmp_path / "log.jsonl"), str(tmp_path / "out"), columns(), part=100)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duck.Run, "_finish", _stopped)
        with pytest.raises(KeyboardInterrupt):
            duck.run(job)
        patch.setattr(duck, "stage", _stopped)
        patch.undo()
        patch.setattr(duck, "stage", _stopped)
        assert duck.run(job).rows == 300


def _stopped(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", ["out.parquet", "out"])
@pytest.mark.parametrize("moment", ["_placed", "_remove"])
def test_killed_at_the_very_end(tmp_path: Path, a_log: Path, name: str, moment: str) -> None:
    job = Job(str(a_log), str(tmp_path / name), columns(), part=100)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duck, moment, _stopped)
        with pytest.raises(KeyboardInterrupt):
            duck.run(job)
    assert duck.run(job).rows == 300
    assert pq.read_table(tmp_path / name).num_rows == 300
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["log.parquet", name])


def test_one_run_at_a_time(tmp_path: Path, a_log: Path) -> None:
    out = tmp_path / "out.parquet"
    first = Ledger(out.with_name("out.parquet.parts"), {"run": "under way"}, False)
    second = started(a_log, out, "--overwrite")
    _, said = second.communicate()
    assert second.returncode == 2
    assert b"another run is writing" in said
    first.close()
    last = started(a_log, out)
    last.communicate()
    assert last.returncode == 0
    assert pq.read_table(out).num_rows == 300
