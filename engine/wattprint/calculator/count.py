"""A count that is known within a range: the tokens of a text that was counted by its characters.

In an address it is "3091-3739-4523": the 90 % interval around the median. Everywhere else it is its median; the
estimate takes the ends, too (see served).
"""

import re
from math import isfinite

from ..units import Quantity

TEXT = re.compile(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)")


class Count(float):
    """The median, with `low` and `high`."""

    low: float
    high: float

    @classmethod
    def of(cls, low: float, median: float, high: float) -> "Count":
        """Raises ValueError unless 0 < low <= median <= high, all finite."""
        if not (0 < low <= median <= high and isfinite(high)):
            raise ValueError(f"a range needs 0 < low <= median <= high: {low}-{median}-{high}")
        made = cls(median)
        made.low, made.high = low, high
        return made


def parsed(text: str) -> float:
    """A number, or a range of one. Raises ValueError for anything else."""
    if found := TEXT.fullmatch(text):
        return Count.of(*map(float, found.groups()))
    return float(text)


def plain(number: float) -> str:
    """300.0 -> "300", a count within a range -> "250-300-360": as an address holds it."""
    if isinstance(number, Count):
        return "-".join(map(plain, (number.low, float(number), number.high)))
    return str(int(number)) if number == int(number) else repr(number)


def end(number: float, name: str) -> float:
    """The "low" or "high" end of a count; an exact one is its own."""
    return float(getattr(number, name, number))


def widened(result: Quantity, fewer: float, more: float) -> Quantity:
    """A result whose counts lie between two ends that give `fewer` and `more` of it: the range of the estimate and that
    of the counts are independent, and combine in quadrature (units.py)."""
    if not (fewer and result.low):
        return result
    return result * Quantity(1.0, fewer / result.median, more / result.median)
