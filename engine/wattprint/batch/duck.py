"""A batch on one machine: DuckDB, out of core, part by part."""

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from ..facts import load
from ..records import Refused
from ..table import COLUMNS
from ..units import Quantity
from ..version import __version__
from ..wording import Wording
from .amounts import IN_ORDER, KEYS, PERIODS, SUMS, idle_drivers, totals
from .coefficients import RESULTS, Coefficients, periods, table
from .damage import Lost, parted
from .failure import failed, why
from .job import Job, Outcome, Part, beside, checked, cut, whole
from .ledger import Ledger, hash_of
from .mapping import bound, literal, path_of, quoted
from .progress import Progress
from .rows import ADDED, REJECTED, Rows
from .sources import Source, count, found, is_parquet, passes, stage

WRITTEN = "FORMAT parquet, DICTIONARY_SIZE_LIMIT 4096"
"""Amounts hardly ever repeat: giving up on their dictionary early saves a third of the writing."""

WHOLE = "whole"
"""The last work of a run, and what it makes before it takes its place at OUT."""

PASSES = 3
"""How many times the rows of a part are read: for their models, for their sums, and to write them."""

LARGE = 1_000_000_000
"""Bytes of lines from which on it is said beforehand that their copies need room."""

SHARE = 0.7
"""Of the memory asked for, what DuckDB may hold: the rest is for Python, Arrow and the allocator."""


def run(job: Job, shown: bool = False, tell: Callable[[str], object] = lambda _: None) -> Outcome:
    """Does the job. Raises Refused when nothing can be done; bad rows and bad files are part of the outcome.

    `shown`: a line on the terminal says how far it is. `tell` is given what must be known beforehand.
    """
    checked(job.options)
    out = Path(job.out)
    folder, rejected = out.with_name(f"{out.name}.parts"), beside(out)
    files = found(job.given, (str(out), str(folder), str(rejected)))
    if any(os.path.abspath(name) == os.path.abspath(job.out) for name in files):
        raise Refused("out", "OUT", job.out, "another path than IN")
    for path in (out, rejected):
        if path.exists() and not job.overwrite and not folder.exists():
            raise Refused("out_exists", "OUT", str(path), "a path where nothing stands, or --overwrite")
    describe = {
        "version": __version__,
        "facts": hash_of(load().compiled),
        "job": [*job.columns.paths.items(), job.columns.inclusive, job.options, job.groups, job.part, job.lang],
        "files": [[name, os.stat(name).st_size, os.stat(name).st_mtime_ns] for name in files],
    }
    ledger = Ledger(folder, describe, job.overwrite)
    if (finished := ledger.made(WHOLE)) is not None:
        return _placed(Outcome(**finished), ledger)
    try:
        with connect(job.memory, job.threads, folder / "spilled") as connection:
            return Run(job, ledger, connection, files).all(shown, tell)
    except (Refused, duckdb.Error) as error:
        refused = error if isinstance(error, Refused) else failed(error)
        if refused.kind != "write":  # a full disk can be emptied, and the run go on; the rest begins anew
            ledger.close()
        raise refused from None


def connect(memory: str, threads: int | None, spill: Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory, within bounds. Raises Refused for a size that it does not know."""
    connection = duckdb.connect()
    try:
        connection.execute(f"SET memory_limit = {literal(memory)}")
    except duckdb.Error:
        raise Refused("memory", "memory", memory, "a size such as 2GB") from None
    limit = connection.execute("SELECT current_setting('memory_limit')").fetchall()[0]
    number, unit = str(limit[0]).split()
    connection.execute(f"SET memory_limit = '{float(number) * SHARE:.1f}{unit}'")
    connection.execute(f"SET temp_directory = {literal(str(spill))}")
    connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
    connection.execute(IN_ORDER)
    if threads is not None:
        connection.execute(f"SET threads = {int(threads)}")
    return connection


class Run:
    """A job under way."""

    def __init__(self, job: Job, ledger: Ledger, connection: duckdb.DuckDBPyConnection, files: Sequence[str]):
        self.job, self.ledger, self.connection, self.files = job, ledger, connection, files
        self.wording = Wording(job.lang)
        self.made = Coefficients(job.options)
        self.lines: dict[int, str] = {}  # the files that are no Parquet, by their number
        self.unreadable: list[Lost] = []
        self.passed: Callable[[], object] = lambda: None

    def all(self, shown: bool, tell: Callable[[str], object]) -> Outcome:
        sources = self._sources(shown, tell)
        self.schema = self._schema(sources)
        self.text = any(source.text for source in sources)
        self.values = bound(self.job.columns, self.schema)
        parts = cut(sources, self.job.part)
        self._grouped()
        done: list[dict[str, Any]] = []
        resumed = 0
        with Progress(self.connection, sum(part.rows for part in parts), shown, self.wording) as progress:
            self.passed = progress.passed
            for number, part in enumerate(parts):
                progress.part_of(part.rows, PASSES)
                made = self.ledger.made(f"part {number}")
                known = made is not None
                if made is None:
                    made = self._part(part, number)
                    self.ledger.finish(f"part {number}", made)
                progress.part_done(known)
                resumed += known
                done.append(made)
        return self._finish(done, resumed)

    def _sources(self, shown: bool, tell: Callable[[str], object]) -> list[Source]:
        """Parquet files as they are, others staged; those that cannot be read at all are put aside."""
        sources: list[Source] = []
        for number, path in enumerate(self.files):
            try:
                if is_parquet(path):
                    sources.append(Source(path, path, count(self.connection, path)))
                else:
                    self.lines[number] = path
            except (duckdb.Error, OSError) as error:
                self.unreadable.append(Lost(path, None, None, why(error)))
        sources += self._staged(shown, tell)
        if not sources:
            raise self._nothing()
        return sources

    def _staged(self, shown: bool, tell: Callable[[str], object]) -> list[Source]:
        """The files of lines as Parquet."""
        folder = self.ledger.folder / "staged"
        folder.mkdir(exist_ok=True)
        sizes = {number: os.stat(path).st_size for number, path in self.lines.items()}
        left = sum(size for number, size in sizes.items() if self.ledger.made(f"stage {number}") is None)
        if left >= LARGE:
            tell(self.wording.say("batch.staging", size=self._bytes(left), path=folder))
        sources: list[Source] = []
        with Progress(self.connection, sum(sizes.values()), shown, self.wording, "staging", self._bytes) as progress:
            for number, path in self.lines.items():
                progress.part_of(sizes[number], passes(path))
                made = self.ledger.made(f"stage {number}")
                known = made is not None
                if made is None:
                    try:
                        made = stage(self.connection, path, folder, number, progress.passed)
                    except (duckdb.Error, OSError) as error:
                        self.unreadable.append(Lost(path, None, None, why(error)))
                    else:
                        self.ledger.finish(f"stage {number}", made)
                sources += [Source(*each) for each in made or ()]
                progress.part_done(known)
        return sources

    def _bytes(self, size: float) -> str:
        return self.wording.quantity(Quantity(size, unit="B"))

    def _nothing(self) -> Refused:
        """The error of a run that found nothing it could read."""
        lost = self.unreadable[0]
        return Refused("unreadable", lost.file, lost.why, "a file that is whole")

    def _schema(self, sources: Sequence[Source]) -> dict[str, str]:
        """Columns of all files, with types that hold all of them."""
        found_ = self.connection.execute(f"DESCRIBE SELECT * FROM {_read(sources)}").fetchall()
        schema = {name: kind for name, kind, *_ in found_ if name not in ("__unreadable", "__row")}
        taken = {name.lower() for name in schema}
        self.names = {name: f"wattprint_{name}" if name.lower() in taken else name for name in (*ADDED, *REJECTED)}
        return schema

    def _grouped(self) -> None:
        """Raises Refused for a column to group by that is not there."""
        for name in self.job.groups:
            timed = name in PERIODS and "time" in self.values
            if not (timed or name in self.values or name in self.schema):
                there = ", ".join(dict.fromkeys([*PERIODS, *self.values, *self.schema]))
                raise Refused("key", "group-by", name, there)

    def _rows(self, part: Part, placed: bool = False) -> Rows:
        """The rows of a part, in the columns of all; `placed`: with the file and the row each comes from."""
        options = ["union_by_name=true"] + (["file_row_number=true"] if placed or part.rows < whole(part) else [])
        options += ["filename='__path'"] if placed else []
        paths = ", ".join(path_of(source.path) for source in part.files)
        inside = f"read_parquet([{paths}], {', '.join(options)})"
        mine = {name: kind for name, kind, *_ in self.connection.execute(f"DESCRIBE SELECT * FROM {inside}").fetchall()}
        columns = [
            quoted(name)
            if mine.get(name) == kind
            else f"CAST({quoted(name) if name in mine else 'NULL'} AS {kind}) AS {quoted(name)}"
            for name, kind in self.schema.items()
        ]
        if self.text:
            columns.append("__unreadable" if "__unreadable" in mine else "CAST(NULL AS VARCHAR) AS __unreadable")
        if placed:
            origins = {source.path: source.origin for source in part.files}
            names = " ".join(f"WHEN {literal(path)} THEN {literal(origin)}" for path, origin in origins.items())
            row = "coalesce(__row, file_row_number + 1)" if "__row" in mine else "file_row_number + 1"
            columns += [f"CASE __path {names} END AS __file", f"CAST({row} AS BIGINT) AS __row"]
        ranged = part.rows < whole(part)
        where = f" WHERE file_row_number BETWEEN {part.start} AND {part.start + part.rows - 1}" if ranged else ""
        source = f"(SELECT {', '.join(columns)} FROM {inside}{where})"
        return Rows(source, self.values, self.job.columns.inclusive, list(self.schema), self.text)

    def _part(self, part: Part, number: int) -> dict[str, Any]:
        """Estimates a part; of one that turns out to be damaged, what can be read."""
        name = f"{number:05}"
        try:
            return self._estimated(part, name)
        except duckdb.Error as error:
            good, lost = parted(self.connection, part)
            if not lost:
                raise failed(error) from error
            (self.ledger.folder / f"part-{name}.parquet").unlink(missing_ok=True)
            made = [self._estimated(each, f"{name}-{place:05}") for place, each in enumerate(good)]
            return {**_together(made), "unreadable": [each._asdict() for each in lost]}

    def _estimated(self, part: Part, name: str) -> dict[str, Any]:
        rows, connection = self._rows(part), self.connection
        days = periods(connection.execute(rows.labels()).fetchall())
        self.passed()
        groups = {name: rows.group(name) for name in self.job.groups}
        connection.execute(f"CREATE OR REPLACE TEMP TABLE gathered AS {rows.gathered(days, groups)}")
        self.passed()
        keys = connection.execute(KEYS).fetchall()
        idle, _ = idle_drivers(connection.execute(SUMS).fetchall()[0])
        results = COLUMNS if groups else RESULTS
        coefficients = table(keys, days, self.made, idle, self.wording, results)
        connection.execute("DROP VIEW IF EXISTS coefficients")
        connection.register("coefficients", coefficients.lines)
        every = connection.execute(
            "SELECT coalesce(sum(__d0) FILTER (__fine AND __kind IS NULL), 0), coalesce(sum(__d0), 0), "
            "coalesce(sum(__d0) FILTER (__fine AND __kind IS NULL AND NOT __exact), 0) "
            "FROM gathered JOIN coefficients USING (__m, __z, __p)"
        ).fetchall()[0]
        good, all_, proxies = map(int, every)
        written = self.ledger.folder / f"part-{name}.parquet"
        added = connection.execute(totals({}, coefficients)).fetchall()[0]
        sql = (
            totals(groups, coefficients, results) if groups else rows.good(days, coefficients, self.names, good == all_)
        )
        self._copy(sql, written)
        made = {"rows": good, "proxies": proxies, "rejected": {}}
        made["totals"] = dict(zip(RESULTS, added[-len(RESULTS) :], strict=False)) if good else {}
        if good < all_:
            bad = self.ledger.folder / f"rejected-{name}.parquet"
            self._copy(self._rows(part, placed=True).rejected(days, self.names, self.wording), bad)
            made["rejected"] = self._reasons(bad)
        return made

    def _copy(self, sql: str, path: Path) -> None:
        """To a file that bears its name only when it is whole; it says inside how it was made, for `report`."""
        unfinished = f"{path}.unfinished"
        said = {
            "columns": self.job.columns,
            "options": self.job.options,
            "groups": self.job.groups,
            "names": self.names,
        }
        self.connection.execute(
            f"COPY ({sql}) TO {literal(unfinished)} ({WRITTEN}, KV_METADATA {{wattprint: {literal(json.dumps(said))}}})"
        )
        os.replace(unfinished, path)

    def _reasons(self, bad: Path) -> dict[str, Any]:
        """How many rows were refused for what, and the first of each: its file, row and reason."""
        file, row, field, kind, reason = (quoted(self.names[name]) for name in REJECTED)
        first = f"first({{'file': {file}, 'row': {row}, 'reason': {reason}}} ORDER BY {file}, {row})"
        found_ = self.connection.execute(
            f"SELECT {field} || ': ' || {kind} AS what, count(*) AS n, {first} "
            f"FROM read_parquet({path_of(str(bad))}) GROUP BY what"
        ).fetchall()
        return {what: {"rows": n, **place} for what, n, place in found_}

    def _finish(self, done: Sequence[Mapping[str, Any]], resumed: int) -> Outcome:
        """Puts the parts in place: one file, or a folder of them."""
        out, folder = Path(self.job.out), self.ledger.folder
        rejected, made_whole = beside(out), self.ledger.folder / WHOLE
        parts, bad = sorted(folder.glob("part-*.parquet")), sorted(folder.glob("rejected-*.parquet"))
        if not parts:
            self.unreadable += [Lost(**each) for made in done for each in made.get("unreadable", ())]
            raise self._nothing()
        out.parent.mkdir(parents=True, exist_ok=True)
        if self.job.groups:
            self._copy(_again(self.job.groups, parts), made_whole)
        elif out.suffix not in (".parquet", ".pq"):
            made_whole.mkdir(exist_ok=True)
            for path in parts:
                os.replace(path, made_whole / path.name)
        elif len(parts) == 1:
            os.replace(parts[0], made_whole)
        else:
            self._copy(f"SELECT * FROM {_list(parts)}", made_whole)
        if bad:
            self._copy(f"SELECT * FROM {_list(bad)}", rejected)
        else:
            rejected.unlink(missing_ok=True)
        made, lost = _together(done), [each._asdict() for each in self.unreadable]
        outcome = Outcome(
            made["rows"], made["proxies"], made["rejected"], lost + made["unreadable"], made["totals"], str(out),
            str(rejected) if bad else "", resumed,
        )  # fmt: skip
        self.ledger.finish(WHOLE, outcome._asdict())
        return _placed(outcome, self.ledger)


def _together(made: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What came of several parts, added up."""
    reasons: dict[str, dict[str, Any]] = {}
    for each in made:
        for what, found_ in each["rejected"].items():
            before = reasons.get(what, {"rows": 0})
            reasons[what] = {**found_, **before, "rows": found_["rows"] + before["rows"]}
    return {
        "rows": sum(each["rows"] for each in made),
        "proxies": sum(each["proxies"] for each in made),
        "rejected": reasons,
        "totals": {name: sum(each["totals"].get(name, 0.0) for each in made) for name in RESULTS},
        "unreadable": [lost for each in made for lost in each.get("unreadable", ())],
    }


def _placed(outcome: Outcome, ledger: Ledger) -> Outcome:
    """Puts what a run made in its place, in one move, and ends the run. Can be done again after a kill."""
    made_whole, out = ledger.folder / WHOLE, Path(outcome.written)
    if made_whole.exists():
        _remove(out)
        os.replace(made_whole, out)
    ledger.close()
    return outcome


def _read(sources: Sequence[Source]) -> str:
    return f"read_parquet([{', '.join(path_of(source.path) for source in sources)}], union_by_name=true)"


def _list(paths: Sequence[Path]) -> str:
    return f"read_parquet([{', '.join(path_of(str(path)) for path in paths)}])"


def _again(groups: Sequence[str], parts: Sequence[Path]) -> str:
    """Totals of parts, added up."""
    by = ", ".join(map(quoted, groups))
    others = f"COLUMNS(* EXCLUDE ({by}))"
    return f"SELECT {by}, sum({others}) FROM {_list(parts)} GROUP BY {by} ORDER BY {by}"


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
