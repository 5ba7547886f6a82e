"""Groups of requests, from the rows that SQL gives of them."""

from collections.abc import Mapping, Sequence
from functools import reduce

from ..records import RESULTS
from ..table import COLUMNS
from ..tally import Tally, Total
from ..units import Quantity

PERIODS = ("year", "month", "day")

MOST = 5_000
"""Groups of a kind that a report can hold; beyond it (users of a large company, say), that kind is left out."""


def total(row: Sequence[float]) -> Total:
    """(requests, proxies, ..., the values of `COLUMNS`) -> the total of a group."""
    ends = dict(zip(COLUMNS, row[-len(COLUMNS) :], strict=True))
    results = {
        name: Quantity(ends[name], ends[f"{name}_low"], ends[f"{name}_high"], unit) for name, unit in RESULTS.items()
    }
    return Total(int(row[0]), 0, int(row[1]), results)


def by_group(name: str, found: Mapping[str | None, Total]) -> Tally | None:
    """The groups in order: periods by time, others by their energy. None if there are none, or more than `MOST`."""
    if not 0 < len(found) <= MOST:
        return None
    periods = name in PERIODS
    order = sorted(found, key=lambda key: (key or "") if periods else -found[key].results["energy"].median)
    return Tally(name, {key or "-": found[key] for key in order}, reduce(_added, found.values()), 0)


def _added(one: Total, other: Total) -> Total:
    results = {name: value + other.results[name] for name, value in one.results.items()}
    return Total(one.requests + other.requests, 0, one.proxies + other.proxies, results)
