"""Chance with a seed: the same draws from the same seed, in every Python and every browser (SplitMix64)."""

from collections.abc import Sequence
from math import cos, log, pi, sqrt
from typing import TypeVar

_WORD = 2**64
_STEP = 0x9E3779B97F4A7C15
_MIX = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
_LAST = 31
_KEPT, _SPAN = 11, 2**53  # a float holds 53 bits

Item = TypeVar("Item")


class Chance:
    """A stream of draws."""

    __slots__ = ("_state",)

    def __init__(self, seed: int):
        self._state = seed % _WORD

    def unit(self) -> float:
        """A number of [0, 1)."""
        self._state = (self._state + _STEP) % _WORD
        mixed = self._state
        for shift, factor in _MIX:
            mixed = (mixed ^ (mixed >> shift)) * factor % _WORD
        return ((mixed ^ (mixed >> _LAST)) >> _KEPT) / _SPAN

    def below(self, n: int) -> int:
        """A whole number of 0 .. n - 1."""
        return int(self.unit() * n)

    def normal(self) -> float:
        """A number of the standard normal law (Box and Muller)."""
        return sqrt(-2 * log(1 - self.unit())) * cos(2 * pi * self.unit())

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in another order (Fisher and Yates)."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed

    def pick(self, shares: Sequence[float]) -> int:
        """A place, as often as its share of the sum says."""
        rest = self.unit() * sum(shares)
        for place, share in enumerate(shares):
            rest -= share
            if rest < 0:
                return place
        return max(range(len(shares)), key=shares.__getitem__)  # only what rounding leaves
