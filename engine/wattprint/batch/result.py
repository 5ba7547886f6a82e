"""Reading a batch again: its totals by team, model and month, and what would have cost less."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from ..records import DRIVERS, Refused
from ..table import COLUMNS
from ..tally import Tally, Total
from ..wording import Wording
from .amounts import KEYS, totals
from .coefficients import Coefficients, Options, Table, periods, table
from .grouped import MOST, by_group, total
from .mapping import Columns, bound, path_of
from .rows import Rows
from .totals import Totals

BY = ("team", "user", "model", "month")


class Key(NamedTuple):
    """Rows that share model, zone and period, and the sums of their drivers."""

    model: str
    zone: str
    day: str | None
    drivers: tuple[float, ...]


def opened(path: str, connection: duckdb.DuckDBPyConnection, wording: Wording) -> "Result | Totals":
    """A file or a folder that `duck.run` wrote, row by row or totals only. Raises Refused for anything else."""
    parts = sorted(map(str, Path(path).glob("*.parquet"))) if Path(path).is_dir() else [path]
    inside = ", ".join(map(path_of, parts)) or "''"
    try:
        found = connection.execute(
            f"SELECT decode(value) FROM parquet_kv_metadata([{inside}]) WHERE decode(key) = 'wattprint' LIMIT 1"
        ).fetchall()
    except duckdb.Error:
        found = []
    if not found:
        raise Refused("no_result", "report", path, "a file or folder that wattprint batch wrote")
    said, read = json.loads(found[0][0]), f"read_parquet([{inside}], union_by_name=true)"
    return Totals(read, said["groups"], connection) if said["groups"] else Result(read, said, connection, wording)


class Result:
    """A batch that was written row by row: `read` is its rows, in SQL, `said` how they were made."""

    def __init__(self, read: str, said: Any, connection: duckdb.DuckDBPyConnection, wording: Wording):
        self.connection, self.wording = connection, wording
        self.options = Options(*said["options"])
        self.made = Coefficients(self.options)
        paths, inclusive = said["columns"]
        added = set(said["names"].values())
        schema = {name: kind for name, kind, *_ in connection.execute(f"DESCRIBE SELECT * FROM {read}").fetchall()}
        input_ = {name: kind for name, kind in schema.items() if name not in added}
        values = bound(Columns({field: tuple(each) for field, each in paths.items()}, inclusive), input_)
        self.rows = Rows(read, values, inclusive, list(input_))
        self.days = periods(connection.execute(self.rows.labels()).fetchall())
        kinds = {"month": "time"}
        self.by = [name for name in BY if kinds.get(name, name) in values]

    def tallies(self) -> dict[str, Tally]:
        """Totals by each of `BY` that the log has, largest first (months in order)."""
        made = {}
        for name in self.by:
            groups = {} if name == "model" else {name: self.rows.group(name)}
            if tally := by_group(name, self._totals(self.rows, groups, "__id" if name == "model" else "")):
                made[name] = tally
        return made

    def total(self) -> Total:
        """Over all."""
        made = self._gather(self.rows, {})
        return total(self.connection.execute(totals({}, made, COLUMNS)).fetchall()[0])

    def asked(self, rows: Rows | None = None) -> list[Key]:
        """What was asked of whom: the whole log in a few lines."""
        self._gather(rows or self.rows, {})
        sums = ", ".join(f"sum(__d{driver})" for driver in range(len(DRIVERS)))
        found = self.connection.execute(
            f"SELECT __m, __z, __p, {sums} FROM gathered WHERE __fine GROUP BY ALL"
        ).fetchall()
        return [
            Key(model, zone, self.days[period] if period >= 0 else None, tuple(drivers))
            for model, zone, period, *drivers in found
        ]

    def _gather(self, rows: Rows, groups: Mapping[str, str]) -> Table:
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE gathered AS {rows.gathered(self.days, groups)}")
        keys = self.connection.execute(KEYS).fetchall()
        made = table(keys, self.days, self.made, set(), self.wording, COLUMNS)
        self.connection.execute("DROP VIEW IF EXISTS coefficients")
        self.connection.register("coefficients", made.lines)
        return made

    def _totals(self, rows: Rows, groups: Mapping[str, str], by: str) -> dict[str | None, Total]:
        made = self._gather(rows, groups)
        if by:
            self.connection.execute(
                "CREATE OR REPLACE TEMP TABLE gathered AS "
                f"SELECT g.*, {by} AS __by0 FROM gathered AS g JOIN coefficients USING (__m, __z, __p)"
            )
        sql = totals(groups or {"model": "__id"}, made, COLUMNS)
        return {key: total(rest) for key, *rest in self.connection.execute(f"{sql} LIMIT {MOST + 1}").fetchall()}
