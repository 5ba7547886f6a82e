"""From noise to a picture: at each step, guess the drawing under the noise, and go a little towards the guess.

The guess is exact for the drawings we have: an average of them, each weighted by how well it explains what is seen
under that much noise. With the whole sheet as its view the guess can only end at a drawing it was given; when each
cell is guessed from its neighbours alone, pieces of several drawings meet in one that nobody drew.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import exp, sqrt

from .chance import Chance
from .drawing import CELLS, SIDE, Cells

LOUDEST, QUIETEST = 2.0, 0.05
"""How strong the noise is at the first step and at the last, beside ink = 1."""

STEPS = 16
WHOLE = SIDE
"""A view that holds the whole sheet from every cell."""

FAINT = 60.0  # an explanation exp(60) times worse than the best one weighs nothing


def noise(level: int, steps: int = STEPS) -> float:
    """How strong the noise is before step `level`: it shrinks by the same factor at each; 0 after the last."""
    if level >= steps:
        return 0.0
    ratio = QUIETEST / LOUDEST
    return float(LOUDEST * ratio ** (level / (steps - 1)))


def guess(seen: Cells, drawings: Sequence[Cells], strength: float, view: int = WHOLE) -> Cells:
    """The mean of the drawings, cell by cell, as likely as each explains the cells within `view` of it."""
    gaps = [_windows([(a - b) ** 2 for a, b in zip(seen, drawing, strict=True)], view) for drawing in drawings]
    twice = 2 * strength * strength
    made = []
    for place in range(CELLS):
        here = [gap[place] for gap in gaps]
        least = min(here)
        total = ink = 0.0
        for gap, drawing in zip(here, drawings, strict=True):
            worse = (gap - least) / twice
            if worse < FAINT:
                weight = exp(-worse)
                total += weight
                ink += weight * drawing[place]
        made.append(ink / total)
    return tuple(made)


def step(seen: Cells, drawings: Sequence[Cells], level: int, view: int, steps: int = STEPS) -> Cells:
    """One step: part of the noise is replaced by the guess, in the measure in which noise should shrink."""
    before, after = noise(level, steps), noise(level + 1, steps)
    keep = after / before
    guessed = guess(seen, drawings, before, view)
    return tuple(keep * cell + (1 - keep) * drawn for cell, drawn in zip(seen, guessed, strict=True))


@lru_cache(maxsize=512)
def after(drawings: tuple[Cells, ...], seed: int, level: int, view: int = WHOLE, steps: int = STEPS) -> Cells:
    """What the noise of this seed has become after `level` steps. Each is kept, so that a reader may go on step by
    step, and back, at the price of one."""
    if not level:
        return start(seed)
    return step(after(drawings, seed, level - 1, view, steps), drawings, level - 1, view, steps)


def start(seed: int) -> Cells:
    """Nothing but noise."""
    chance = Chance(seed)
    return tuple(LOUDEST * chance.normal() for _ in range(CELLS))


def spoilt(cells: Cells, strength: float, seed: int) -> Cells:
    """A drawing with noise over it: what a model of this kind is shown while it learns."""
    chance = Chance(seed)
    return tuple(cell + strength * chance.normal() for cell in cells)


def error(one: Cells, other: Cells) -> float:
    """The root of the mean square of the differences."""
    return sqrt(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) / CELLS)


def _windows(values: list[float], view: int) -> list[float]:
    """For each cell, the sum over the cells at most `view` rows and columns away."""
    if view >= SIDE:
        return [sum(values)] * CELLS
    across: list[float] = []
    for start_ in range(0, CELLS, SIDE):
        across += _sums(values[start_ : start_ + SIDE], view)
    down = [_sums(across[column::SIDE], view) for column in range(SIDE)]
    return [down[column][row] for row in range(SIDE) for column in range(SIDE)]


def _sums(line: list[float], view: int) -> list[float]:
    """Sums over a window that slides along a line."""
    until = [0.0]
    for value in line:
        until.append(until[-1] + value)
    last = len(line)
    return [until[min(place + view + 1, last)] - until[max(place - view, 0)] for place in range(last)]
