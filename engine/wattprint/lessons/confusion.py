"""Right and wrong answers, counted in the four ways that matter: one accuracy hides which mistakes are made."""

from collections.abc import Iterable
from math import log, sqrt
from typing import NamedTuple


class Confusion(NamedTuple):
    """Cats found, cats missed, false alarms, and others rightly left alone."""

    found: int
    missed: int
    alarms: int
    spared: int

    @property
    def total(self) -> int:
        """All that was judged."""
        return sum(self)

    @property
    def right(self) -> int:
        """All that was judged rightly."""
        return self.found + self.spared

    @property
    def accuracy(self) -> float:
        """The share of right answers; 0 where nothing was judged."""
        return self.right / self.total if self.total else 0.0


def confusion(pairs: Iterable[tuple[bool, bool]]) -> Confusion:
    """Counted from pairs (it is a cat, it was called a cat)."""
    counts = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    for truth, said in pairs:
        counts[truth, said] += 1
    return Confusion(counts[True, True], counts[True, False], counts[False, True], counts[False, False])


def margin(judged: int, doubt: float) -> float:
    """How far the true accuracy may lie from the one measured on `judged` drawings, except with a chance of `doubt`:
    the inequality of Hoeffding, which holds for every model and every kind of drawing."""
    return sqrt(log(2 / doubt) / (2 * judged))
