"""Rules for "cat" as a programmer would write them: measures of a drawing, a threshold each, and a way to combine."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from .drawing import SIDE, Cells, Drawing, mirrored, rows

INKED = 0.5  # from here on a cell counts as drawn
HALF = SIDE // 2
QUARTER = SIDE // 4
SHARES = 20  # of the steps that a threshold can take from 0 to 1
PEAKS = 4  # as many are told apart


def _mean(cells: Sequence[float]) -> float:
    return sum(cells) / len(cells)


def _block(cells: Cells, top: int, bottom: int, left: int, right: int) -> float:
    return _mean([cell for row in rows(cells)[top:bottom] for cell in row[left:right]])


def ink(cells: Cells) -> float:
    """How dark the whole is."""
    return _mean(cells)


def top_left(cells: Cells) -> float:
    """How dark the upper left quarter is."""
    return _block(cells, 0, HALF, 0, HALF)


def centre(cells: Cells) -> float:
    """How dark the middle is."""
    return _block(cells, QUARTER, SIDE - QUARTER, QUARTER, SIDE - QUARTER)


def bottom(cells: Cells) -> float:
    """How dark the lower quarter is."""
    return _block(cells, SIDE - QUARTER, SIDE, 0, SIDE)


def symmetry(cells: Cells) -> float:
    """1 when the left half is the mirror of the right half."""
    return 1 - _mean([abs(a - b) for a, b in zip(cells, mirrored(cells), strict=True)])


def peaks(cells: Cells) -> float:
    """Points that stand up from the rest: runs of ink in the first row that has any, as a share of four."""
    for row in rows(cells):
        drawn = [cell >= INKED for cell in row]
        if any(drawn):
            runs = sum(here and not before for before, here in zip([False, *drawn], drawn, strict=False))
            return min(runs, PEAKS) / PEAKS
    return 0.0


MEASURES: dict[str, Callable[[Cells], float]] = {
    "peaks": peaks,
    "symmetry": symmetry,
    "ink": ink,
    "top_left": top_left,
    "centre": centre,
    "bottom": bottom,
}
"""Each from 0 to 1."""


class Rule(NamedTuple):
    """ "If the measure is above (or below) the threshold"."""

    measure: str
    above: bool
    threshold: float

    def holds(self, cells: Cells) -> bool:
        """Whether the drawing passes."""
        value = MEASURES[self.measure](cells)
        return value > self.threshold if self.above else value <= self.threshold


JOINS: dict[str, Callable[[list[bool]], bool]] = {
    "all": all,
    "any": any,
    "most": lambda passed: sum(passed) + sum(passed) > len(passed),
}


def judge(rules: Sequence[Rule], join: str, cells: Cells) -> bool:
    """What the rules say together; without a rule nothing is a cat."""
    return bool(rules) and JOINS[join]([rule.holds(cells) for rule in rules])


def best(drawings: Sequence[Drawing], kind: str) -> tuple[Rule, int]:
    """The single rule that judges most of the drawings rightly, and how many: every measure, side and step tried."""
    tried = []
    for name, measure in MEASURES.items():
        values = [(measure(drawing.cells), drawing.kind == kind) for drawing in drawings]
        for step in range(SHARES):
            above = sum((value > step / SHARES) == truth for value, truth in values)
            tried += [(above, Rule(name, True, step / SHARES))]
            tried += [(len(values) - above, Rule(name, False, step / SHARES))]
    right, rule = max(tried, key=lambda each: each[0])
    return rule, right
