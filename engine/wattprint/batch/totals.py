"""Reading a batch again that wrote totals only: the same totals, by each of the columns they are grouped by."""

import duckdb

from ..table import COLUMNS
from ..tally import Tally, Total
from .grouped import MOST, by_group, total
from .mapping import quoted

DAY, MONTH = "day", "month"
_MONTH = len("2026-11")


class Totals:
    """A file that `duck.run` wrote with `groups`; `read` is its rows, in SQL."""

    def __init__(self, read: str, groups: list[str], connection: duckdb.DuckDBPyConnection):
        self.read, self.connection = read, connection
        self.by = {name: quoted(name) for name in groups}
        if DAY in self.by and MONTH not in self.by:
            self.by[MONTH] = f"left({self.by[DAY]}, {_MONTH})"

    def tallies(self) -> dict[str, Tally]:
        """Totals by each column, and by month where the days are there, largest first (periods in order)."""
        found = {name: by_group(name, self._sums(sql)) for name, sql in self.by.items()}
        return {name: made for name, made in found.items() if made}

    def total(self) -> Total:
        """Over all."""
        return next(iter(self._sums("''").values()), total((0, 0, *(0.0 for _ in COLUMNS))))

    def _sums(self, by: str) -> dict[str | None, Total]:
        sums = ", ".join(f"sum({quoted(name)})" for name in ("requests", "proxies", *COLUMNS))
        sql = f"SELECT CAST({by} AS VARCHAR) AS key, {sums} FROM {self.read} GROUP BY key LIMIT {MOST + 1}"
        return {key: total(rest) for key, *rest in self.connection.execute(sql).fetchall()}
