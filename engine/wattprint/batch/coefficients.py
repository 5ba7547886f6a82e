"""Plans of the engine -> a small table: one line per distinct (model, zone, period).

A date matters only through the year of the grid's edition and, for the name of a chatbot, through the model it
ran on that day. So time is cut into a few periods, within which nothing changes.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa

from ..estimate import plan
from ..facts import load
from ..records import DRIVERS, Refused
from ..table import COLUMNS, Term, terms
from ..wording import Wording

RESULTS = COLUMNS[: COLUMNS.index("water_high") + 1]
"""The columns a batch adds: energy, carbon and water, each with its bounds, in Wh, g and mL."""

FOUND = "\x01"
"""Where, in a sentence, the value that was found goes: a character that no sentence has."""

MOST_LABELS, MOST_KEYS = 10_000, 100_000
"""Names of models in a part of a log, and of models with their zones and periods: a log with more has something else in
that column, as the id of each request, and looking each up takes milliseconds."""

NO_TIME = -1
"""The period of rows without a time: the latest edition, the latest model of a chatbot."""


class Options(NamedTuple):
    """What is the same for every row; `zone` stands in where a row names none."""

    method: str | None = None
    boundary: str = "hardware"
    grid: str | None = None
    reader: str | None = None
    zone: str | None = None


class Entry(NamedTuple):
    """A line of the table: who answers and the coefficients, or why the engine refuses."""

    model_id: str
    exact: bool
    terms: tuple[Term, ...]
    refused: Refused | None = None


def periods(labels: Sequence[tuple[str, date | None, date | None]]) -> tuple[str, ...]:
    """The first day of each period, between which nothing changes, from (label, first day, last day) rows.

    Raises Refused for more labels than a log can have.
    """
    few("model", labels, MOST_LABELS)
    begin = min((first.isoformat() for _, first, _ in labels if first), default=None)
    end = max((last.isoformat() for *_, last in labels if last), default=None)
    if begin is None or end is None:
        return ()
    facts = load()
    days = {f"{grid['year']}-01-01" for grid in facts.compiled["grids"].values()}
    for label, *_ in labels:
        try:
            note = facts.model(label).note
        except Refused:
            continue
        if note.startswith("product:"):
            days |= {_whole_day(run["since"]) for run in facts.compiled["products"][note.split(":")[1]]}
    return (begin, *sorted(day for day in days if begin < day <= end))


def few(field: str, found: Sequence[Any], most: int) -> None:
    """Raises Refused for more values of a field than can be looked up."""
    if len(found) > most:
        raise Refused("labels", field, most, f"--map {field}=COLUMN")


class Coefficients:
    """Entries, computed by the engine once each and kept for the next rows."""

    def __init__(self, options: Options):
        self.options = options
        self._entries: dict[tuple[str, str, str | None], Entry] = {}

    def entry(self, model: str, zone: str, day: str | None) -> Entry:
        """The coefficients of a model in a zone ("": none given) on a day; never raises."""
        key = model, zone, day
        if key not in self._entries:
            self._entries[key] = self._made(*key)
        return self._entries[key]

    def _made(self, model: str, zone: str, day: str | None) -> Entry:
        given = self.options
        try:
            found = plan(model, zone or given.zone, given.reader, given.grid, day, given.boundary, given.method)
        except Refused as refused:
            return Entry("", False, (), refused)
        return Entry(found.match.model.id, found.match.exact, tuple(terms(found)))


class Table(NamedTuple):
    """The lines as an Arrow table, and how its columns make amounts: for each term, the SQL of the weight of
    each driver of `Work` that has one, and of each ratio. What is the same on every line is a number."""

    lines: pa.Table
    weights: tuple[dict[int, str], ...]
    ratios: tuple[tuple[str, ...], ...]
    entries: tuple[Entry, ...]


def table(
    keys: list[tuple[str, str, int]],
    days: tuple[str, ...],
    made: Coefficients,
    idle: set[int],
    wording: Wording,
    results: tuple[str, ...] = RESULTS,
) -> Table:
    """One line per key (model, zone, period); `idle` are drivers that no row has. Raises Refused for too many keys."""
    few("zone", keys, MOST_KEYS)
    entries = tuple(made.entry(model, zone, _day(period, days)) for model, zone, period in keys)
    every = [[term for term in entry.terms if _works(term, idle)] for entry in entries]
    columns: dict[str, Any] = {
        "__m": pa.array([key[0] for key in keys], pa.string()),
        "__z": pa.array([key[1] for key in keys], pa.string()),
        "__p": pa.array([key[2] for key in keys], pa.int32()),
        "__id": pa.array([entry.model_id for entry in entries], pa.string()),
        "__exact": pa.array([entry.exact for entry in entries], pa.bool_()),
        "__kind": pa.array([entry.refused and _kind(entry.refused) for entry in entries], pa.string()),
        "__field": pa.array([entry.refused and entry.refused.field for entry in entries], pa.string()),
        "__said": pa.array([entry.refused and _said(entry.refused, wording) for entry in entries], pa.string()),
    }
    weights: list[dict[int, str]] = []
    ratios: list[tuple[str, ...]] = []
    fine = [entry.refused is None for entry in entries]
    for place in range(max(map(len, every), default=0)):
        of_place = [found[place] if place < len(found) else _NOTHING for found in every]

        def column(name: str, values: list[float]) -> str:
            kept = {value for value, good in zip(values, fine, strict=True) if good}
            if len(kept) == 1:
                return number(kept.pop())
            columns[name] = pa.array(values, pa.float64())
            return name

        weights.append({
            driver: sql
            for driver in range(len(DRIVERS))
            if driver not in idle and any(term.weights[driver] for term in of_place)
            for sql in [column(f"__w{place}_{driver}", [term.weights[driver] for term in of_place])]
        })  # fmt: skip
        ranks = map(COLUMNS.index, results)
        ratios.append(tuple(column(f"__r{place}_{rank}", [term.ratios[rank] for term in of_place]) for rank in ranks))
    return Table(pa.table(columns), tuple(weights), tuple(ratios), entries)


def number(value: float) -> str:
    """A double in SQL, to its last bit."""
    return f"CAST('{value!r}' AS DOUBLE)"


_NOTHING = Term((0.0,) * len(DRIVERS), (0.0,) * len(COLUMNS))


def _whole_day(since: str) -> str:
    """The first day of a date that may be a year or a month only."""
    return f"{since}-01-01"[: len("2026-11-22")]


def _works(term: Term, idle: set[int]) -> bool:
    return any(weight for driver, weight in enumerate(term.weights) if driver not in idle)


def _day(period: int, days: tuple[str, ...]) -> str | None:
    return days[period] if period != NO_TIME and days else None


def _said(refused: Refused, wording: Wording) -> str:
    """The sentence, with FOUND where the value goes: the rows put it in, each its own."""
    if _kind(refused) == "missing":
        return wording.error(Refused("missing", refused.field, None, refused.allowed))
    return wording.error(Refused(refused.kind, refused.field, FOUND, refused.allowed))


def _kind(refused: Refused) -> str:
    return "missing" if refused.field == "model" and not refused.found else refused.kind
