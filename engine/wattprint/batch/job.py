"""A batch to do, what came of it, and the parts it is cut into."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..estimate import checked as checked_day
from ..facts import load
from ..methods import named
from ..records import Refused
from .coefficients import Options
from .mapping import Columns
from .sources import Source

PART = 20_000_000
"""Rows of a part: what a kill may cost, some ten seconds."""


class Job(NamedTuple):
    """What to do: `given` -> `out`. With `groups`, only totals are written."""

    given: str
    out: str
    columns: Columns
    options: Options = Options()
    groups: tuple[str, ...] = ()
    memory: str = "2GB"
    threads: int | None = None
    part: int = PART
    overwrite: bool = False
    lang: str = "en"


class Outcome(NamedTuple):
    """What was done: rows estimated, those by proxy, those refused by (field, kind) with the first place, what could
    not be read (`damage.Lost`, as objects), and totals. The rows of the three add up to those of the input."""

    rows: int
    proxies: int
    rejected: dict[str, dict[str, Any]]
    unreadable: list[dict[str, Any]]
    totals: dict[str, float]
    written: str
    rejected_file: str
    resumed: int


class Part(NamedTuple):
    """Whole files, or a range of rows of one."""

    files: tuple[Source, ...]
    start: int = 0
    rows: int = 0


def beside(out: Path) -> Path:
    """OUT.rejected.parquet."""
    name = out.stem if out.suffix in (".parquet", ".pq") else out.name
    return out.with_name(f"{name}.rejected.parquet")


def checked(options: Options) -> None:
    """Raises Refused for an option that would refuse every row."""
    facts = load()
    named(options.method)
    checked_day(None, options.boundary)
    for field, label in (("zone", options.zone), ("reader", options.reader)):
        if label is not None:
            facts.zone(label, field)
    names = [name for name, grid in facts.compiled["grids"].items() if grid["quantity"] == "carbon"]
    if options.grid is not None and not any(options.grid in (name, name.rpartition("-")[0]) for name in names):
        raise Refused("grid", "grid", options.grid, ", ".join(names))


def cut(sources: Sequence[Source], size: int) -> list[Part]:
    """Large files in ranges of rows, small ones together."""
    parts: list[Part] = []
    small: list[Source] = []
    for source in sources:
        if source.rows > size:
            parts += [Part((source,), start, min(size, source.rows - start)) for start in range(0, source.rows, size)]
            continue
        if small and sum(each.rows for each in small) + source.rows > size:
            parts.append(Part(tuple(small), 0, sum(each.rows for each in small)))
            small = []
        small.append(source)
    return [*parts, Part(tuple(small), 0, sum(each.rows for each in small))] if small else parts


def whole(part: Part) -> int:
    """The rows of all its files: more than the part has where it is a range of one."""
    return sum(source.rows for source in part.files)
