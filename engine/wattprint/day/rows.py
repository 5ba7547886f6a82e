"""The totals of a chatbot and a model on one day, short enough that a year of them is a small file."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from ..records import RESULTS, Refused
from ..units import Quantity

DIGITS = 7  # of a kept number: far more than is ever shown, and half the length
TOKENS = ("input", "cached", "output", "reasoning")
KINDS = ("image", "voice", "video", "research", "other")
"""What is not plain text; voice and video are counted, and said to be known badly."""


class Row(NamedTuple):
    """`context` and `reasoning` are the watt-hours that went to reading conversations again and to reasoning,
    `tokens` the sums of the medians of `TOKENS`, `kinds` how many were not text."""

    site: str
    model: str
    requests: int
    unknown: int
    proxies: int
    searches: int
    images: int
    results: dict[str, Quantity]
    context: float
    reasoning: float
    tokens: tuple[float, ...]
    kinds: dict[str, int]


class Talk(NamedTuple):
    """A conversation on one day: its hash, where it was, and what it took."""

    conversation: str
    site: str
    requests: int
    energy: Quantity


class Day(NamedTuple):
    """All of one day."""

    rows: tuple[Row, ...] = ()
    talks: tuple[Talk, ...] = ()


def added(quantities: Iterable[Quantity], unit: str) -> Quantity:
    """Medians add and bounds add: requests share what is uncertain about them."""
    every = list(quantities)
    median, low, high = (float(sum(getattr(each, end) for each in every)) for end in ("median", "low", "high"))
    return Quantity(median, low, high, unit)


def summed(rows: Iterable[Row], site: str = "", model: str = "") -> Row:
    """One row of many; no rows make one of zeros."""
    every = list(rows)
    return Row(
        site,
        model,
        sum(row.requests for row in every),
        sum(row.unknown for row in every),
        sum(row.proxies for row in every),
        sum(row.searches for row in every),
        sum(row.images for row in every),
        {name: added((row.results[name] for row in every), unit) for name, unit in RESULTS.items()},
        sum(row.context for row in every),
        sum(row.reasoning for row in every),
        tuple(sum(row.tokens[place] for row in every) for place in range(len(TOKENS))),
        {kind: n for kind in KINDS if (n := sum(row.kinds.get(kind, 0) for row in every))},
    )


def grouped(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, Row]:
    """The rows summed by a key, the one of most energy first."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    made = {name: summed(of_group) for name, of_group in groups.items()}
    return dict(sorted(made.items(), key=lambda group: (-group[1].results["energy"].median, group[0])))


def written(day: Day) -> dict[str, list[Any]]:
    """A day as JSON that is kept."""
    return {
        "rows": [
            [
                *row[:7],
                [_ends(row.results[name]) for name in RESULTS],
                [_short(row.context), _short(row.reasoning)],
                [_short(n) for n in row.tokens],
                row.kinds,
            ]
            for row in day.rows
        ],
        "talks": [[*talk[:3], _ends(talk.energy)] for talk in day.talks],
    }


def read(kept: Any, key: str) -> Day:
    """A day that was kept. Raises Refused for one that this engine has not written."""
    try:
        rows = tuple(_row(*each) for each in kept["rows"])
        talks = tuple(Talk(str(a), str(b), int(n), _quantity(ends, "Wh")) for a, b, n, ends in kept["talks"])
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        raise Refused("line", f"days.{key}", "another shape", "the totals of a day, as the engine gave them") from None
    return Day(rows, talks)


def read_all(kept: Any) -> dict[str, Day]:
    """The days that were kept, in order. Raises Refused."""
    if not isinstance(kept, Mapping):
        raise Refused("line", "days", type(kept).__name__, "an object of days")
    return {str(key): read(kept[key], str(key)) for key in sorted(kept)}


def _row(
    site: str, model: str, requests: int, unknown: int, proxies: int, searches: int, images: int,
    results: list[list[float]], parts: list[float], tokens: list[float], kinds: dict[str, int],
) -> Row:  # fmt: skip
    context, reasoning = map(float, parts)
    named = {name: _quantity(ends, unit) for (name, unit), ends in zip(RESULTS.items(), results, strict=True)}
    of_kinds = {kind: int(kinds[kind]) for kind in KINDS if kind in kinds}
    asked = tuple(float(n) for n in tokens)
    return Row(
        str(site), str(model), int(requests), int(unknown), int(proxies), int(searches), int(images), named,
        context, reasoning, asked, of_kinds,
    )  # fmt: skip


def _quantity(ends: list[float], unit: str) -> Quantity:
    median, low, high = ends
    return Quantity(median, low, high, unit)


def _ends(quantity: Quantity) -> list[float]:
    return [_short(end) for end in (quantity.median, quantity.low, quantity.high)]


def _short(number: float) -> float:
    return float(f"{number:.{DIGITS}g}")
