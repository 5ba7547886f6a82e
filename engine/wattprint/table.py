"""The numbers of many requests, without the working: the coefficients of `estimate`, column by column."""

from collections.abc import Iterable, Mapping, Sequence
from math import isclose, isfinite
from typing import Any, NamedTuple

from .estimate import COUNTS, Plan, planned, work
from .records import DRIVERS, MOST_TOKENS, RESULTS, Refused, Request

COLUMNS = tuple(f"{name}{end}" for name in RESULTS for end in ("", "_low", "_high"))
"""energy energy_low energy_high carbon ... google_searches_high, in the units of `RESULTS`."""

_SAME = 1e-13
_ALONE = {DRIVERS.index(name): COUNTS.index(name) for name in ("images", "searches")}
"""Drivers that are one count each: where nobody has any, their terms need not be computed."""


class Term(NamedTuple):
    """Drivers whose columns are proportional: column = ratio x sum of driver x weight. One weight per driver of
    `Work`, one ratio per column."""

    weights: tuple[float, ...]
    ratios: tuple[float, ...]


def table(requests: Iterable[Request | Mapping[str, Any]]) -> dict[str, list[float]]:
    """`COLUMNS`, one row per request (a `Request`, or a mapping of its fields), in their order.

    Equal to `estimate` to 1e-12 relative. Raises Refused naming the row and the field.
    """
    made = [row if isinstance(row, Request) else request(row, f"row {n}: ") for n, row in enumerate(requests)]
    if not made:
        return {name: [] for name in COLUMNS}
    counts, shared = _turned(made)
    if all(len(set(column)) == 1 for column in shared):
        return _columns(made, counts)
    groups: dict[tuple[Any, ...], list[int]] = {}
    for number, key in enumerate(zip(*shared, strict=True)):
        groups.setdefault(key, []).append(number)
    columns = {name: [0.0] * len(made) for name in COLUMNS}
    for numbers in groups.values():
        of_group = [made[number] for number in numbers]
        for name, found in _columns(of_group, _turned(of_group)[0]).items():
            column = columns[name]
            for number, value in zip(numbers, found, strict=True):
                column[number] = value
    return columns


def request(fields: Any, where: str = "") -> Request:
    """A request from foreign keys. Raises Refused for a key that is unknown, missing or no text."""
    if not isinstance(fields, Mapping):
        raise Refused("line", f"{where}request", fields, "an object")
    for key, value in fields.items():
        if key not in Request._fields:
            raise Refused("key", f"{where}{key}", key, ", ".join(Request._fields))
        if key in COUNTS:
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise Refused("count", f"{where}{key}", value, "a number")
        elif not isinstance(value, str) and (value is not None or key in ("model", "boundary")):
            raise Refused("label", f"{where}{key}", value, "a text")
    if "model" not in fields:
        raise Refused("key", f"{where}model", None, "the name of a model")
    return Request(**fields)


def _turned(rows: Sequence[Request]) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """The rows as columns: (the counts, what else a request says)."""
    model, *columns = zip(*rows, strict=True)
    return columns[: len(COUNTS)], [model, *columns[len(COUNTS) :]]


def _columns(rows: Sequence[Request], counts: Sequence[tuple[Any, ...]]) -> dict[str, list[float]]:
    """The columns of requests that share everything but their counts."""
    found = terms(planned(rows[0]))
    if not all(map(_fine, counts)):
        for row in rows:
            work(row)  # raises for the first bad count
    idle = {driver for driver, count in _ALONE.items() if not any(counts[count])}
    every = [
        (_amounts(weights, counts), ratios)
        for weights, ratios in found
        if any(weight for driver, weight in enumerate(weights) if driver not in idle)
    ]
    columns: dict[str, list[float]] = {}
    for place, name in enumerate(COLUMNS):
        parts = [[amount * ratios[place] for amount in amounts] for amounts, ratios in every]
        columns[name] = parts[0] if len(parts) == 1 else _sums(parts, len(rows))
    return columns


def _sums(parts: list[list[float]], rows: int) -> list[float]:
    return [float(sum(values)) for values in zip(*parts, strict=True)] if parts else [0.0] * rows


def _fine(column: tuple[Any, ...]) -> bool:
    if column.count(0) == len(column):
        return True
    try:
        return bool(min(column) >= 0 and max(column) <= MOST_TOKENS and isfinite(sum(column)))
    except TypeError:
        return False


def _amounts(weights: tuple[float, ...], counts: Sequence[tuple[float, ...]]) -> list[float]:
    """The weighted drivers of each row: `estimate.work` times `weights`, without a record per row."""
    requests, prefill, attention, cached, decode, context, shown, images, searches = weights
    return [
        requests
        + fresh * (prefill + attention * (kept + fresh / 2))
        + kept * cached
        + (answer + reasoning) * (decode + context * (kept + fresh + (answer + reasoning) / 2))
        + answer * shown
        + drawn * images
        + searched * searches
        for fresh, kept, answer, reasoning, drawn, searched in zip(*counts, strict=True)
    ]


def terms(found: Plan) -> list[Term]:
    """The plan's coefficients in as few terms as its proportional drivers allow: one, for text by most methods."""
    vectors: dict[int, list[float]] = {}
    for _, criterion, _, parts, _ in found.forms:
        start = COLUMNS.index(criterion)
        for driver, *bounds in parts:
            vector = vectors.setdefault(driver, [0.0] * len(COLUMNS))
            for offset, value in enumerate(bounds, start):
                vector[offset] += value
    made: list[Term] = []
    for driver, vector in vectors.items():
        for place, (weights, ratios) in enumerate(made):
            weight = _factor(vector, ratios)
            if weight is not None:
                made[place] = Term(_unit(driver, weight, weights), ratios)
                break
        else:
            made.append(Term(_unit(driver, 1.0, (0.0,) * len(DRIVERS)), tuple(vector)))
    return made


def _unit(driver: int, weight: float, weights: tuple[float, ...]) -> tuple[float, ...]:
    return (*weights[:driver], weight, *weights[driver + 1 :])


def _factor(vector: Sequence[float], ratios: Sequence[float]) -> float | None:
    """The number by which `vector` is `ratios`, if it is the same for every column."""
    largest = max(range(len(ratios)), key=ratios.__getitem__)
    weight = vector[largest] / ratios[largest]
    same = all(isclose(value, weight * ratio, rel_tol=_SAME) for value, ratio in zip(vector, ratios, strict=True))
    return weight if same else None
