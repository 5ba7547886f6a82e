"""Cat or not: the smallest program that learns, one neuron fed with the 144 cells of a drawing.

Its 145 parameters start at 0. At every epoch each labelled drawing pushes them a little towards its label: down
the slope (the gradient) of the loss. That is logistic regression, and the same loop trains a language model.
"""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import exp, log
from typing import NamedTuple

from .chance import Chance
from .confusion import Confusion, confusion
from .drawing import CELLS, Cells, Drawing, mirrored

RATE = 0.2  # how long each step is: longer ones overshoot
STEEPEST = 30.0  # beyond it a probability is 0 or 1 to thirteen digits
SURE = 1e-12  # the least probability whose logarithm is taken
HALF = 0.5
THIRD = 3  # of the drawings, one is kept apart


def _plain(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


product: Callable[[Sequence[float], Sequence[float]], float] = getattr(math, "sumprod", _plain)
"""The sum of the products: many times faster from Python 3.12 on."""

Weights = tuple[float, ...]
"""One per cell, and the bias."""

Example = tuple[Cells, bool]
START: Weights = (0.0,) * (CELLS + 1)


class Epoch(NamedTuple):
    """The parameters after an epoch, and the loss they were moved down from."""

    weights: Weights
    loss: float


def score(weights: Weights, cells: Cells) -> float:
    """Positive for cat: a weighted sum of the cells, and the bias."""
    return product(weights[:CELLS], cells) + weights[CELLS]


def probability(weights: Weights, cells: Cells) -> float:
    """How sure the model is that this is a cat, from 0 to 1."""
    return _sure(score(weights, cells))


def loss(weights: Weights, examples: Sequence[Example]) -> float:
    """How wrong, on average: the surprise at each label, 0 when all are foreseen with certainty."""
    return sum(_surprise(probability(weights, cells), label) for cells, label in examples) / len(examples)


def gradient(weights: Weights, examples: Sequence[Example]) -> Weights:
    """How fast the loss grows with each parameter: the mean over the examples of (error x cell)."""
    return _descend(weights, examples, _columns(examples))[0]


def _descend(weights: Weights, examples: Sequence[Example], columns: list[Cells]) -> tuple[Weights, float]:
    """The gradient and the loss, in one passage; `columns` are the examples cell by cell."""
    cells_of, n = weights[:CELLS], len(examples)
    sure = [_sure(product(cells_of, cells) + weights[CELLS]) for cells, _ in examples]
    errors = [share - label for share, (_, label) in zip(sure, examples, strict=True)]
    surprise = sum(_surprise(share, label) for share, (_, label) in zip(sure, examples, strict=True))
    return (*(product(errors, column) / n for column in columns), sum(errors) / n), surprise / n


def _columns(examples: Sequence[Example]) -> list[Cells]:
    return list(zip(*(cells for cells, _ in examples), strict=True))


def _sure(score_: float) -> float:
    return 1 / (1 + exp(-min(max(score_, -STEEPEST), STEEPEST)))


def _surprise(sure: float, label: bool) -> float:
    return -log(max(sure if label else 1 - sure, SURE))


@lru_cache(maxsize=8)
def train(examples: tuple[Example, ...], epochs: int, rate: float = RATE) -> tuple[Epoch, ...]:
    """All epochs: at each, every example is seen once, then comes one step down the slope. The first is the start.

    Kept, so that a reader may go back and forth without learning anew.
    """
    columns = _columns(examples)
    made = [Epoch(START, loss(START, examples))]
    for _ in range(epochs):
        weights = made[-1].weights
        slope, before = _descend(weights, examples, columns)
        moved = tuple(weight - rate * part for weight, part in zip(weights, slope, strict=True))
        made.append(Epoch(moved, before))
    return tuple(made)


def split(drawings: Sequence[Drawing], kind: str, training: int, seed: int) -> tuple[list[Drawing], list[Drawing]]:
    """Drawings to learn from, as many of the kind as not, and a third of each kept apart to be judged on.

    The drawings kept apart do not depend on `training`, so that few and many examples are judged alike.
    """
    chance = Chance(seed)
    some = chance.shuffled([drawing for drawing in drawings if drawing.kind == kind])
    others = chance.shuffled([drawing for drawing in drawings if drawing.kind != kind])
    apart = [group[: len(group) // THIRD] for group in (some, others)]
    left = [group[len(group) // THIRD :] for group in (some, others)]
    half = (training + 1) // 2
    return [*left[0][:half], *left[1][: training - half]], [*apart[0], *apart[1]]


def examples(drawings: Sequence[Drawing], labels: Sequence[bool], mirror: bool = False) -> tuple[Example, ...]:
    """Drawings with their labels, and with their mirror images where asked: twice the data, for nothing."""
    plain = [(drawing.cells, label) for drawing, label in zip(drawings, labels, strict=True)]
    return tuple(plain + [(mirrored(cells), label) for cells, label in plain if mirror])


def judged(weights: Weights, drawings: Sequence[Drawing], kind: str, threshold: float = HALF) -> Confusion:
    """The model's answers held against what the drawings are."""
    return confusion((drawing.kind == kind, probability(weights, drawing.cells) > threshold) for drawing in drawings)


def fewest(weights: Weights, cells: Cells) -> list[int]:
    """The fewest cells to turn from ink to paper, or back, so that the answer changes: those that weigh most first.

    Exact for one neuron, since every cell acts alone. [] when no change of cells is enough.
    """
    now = score(weights, cells)
    side = 1 if now > 0 else -1
    gains = sorted(
        (side * weight * ((1 - cell) - cell), place)
        for place, (weight, cell) in enumerate(zip(weights, cells, strict=False))
    )
    turned = []
    rest = side * now
    for gain, place in gains:
        if rest < 0 or gain >= 0:
            break
        rest += gain
        turned.append(place)
    return turned if rest < 0 else []


def turned(cells: Cells, places: Sequence[int]) -> Cells:
    """The drawing with some cells turned."""
    return tuple(1 - cell if place in places else cell for place, cell in enumerate(cells))


def operations(examples_seen: int, epochs: int) -> int:
    """Multiplications of a training: each parameter once for the answer and once for the slope."""
    return 2 * (CELLS + 1) * examples_seen * epochs
