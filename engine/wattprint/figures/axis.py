"""The marks along an axis and their words, thinned so that none touches another."""

from typing import NamedTuple

from ..units import Quantity
from .columns import Columns
from .frame import rule
from .row import Row, Words
from .scale import Linear, Log, linear, log
from .text import SMALL, Text, width

APART = 64  # pixels between marks, about
FAINT = 0.14
BELOW = 20  # from the last row to the words of the axis
AIR = 10  # between two words
DESCENT = 4


class Axis(NamedTuple):
    """A scale, the number that brings a quantity's values onto it, and its marks (value, words)."""

    scale: Linear | Log
    factor: float
    marks: tuple[tuple[float, str], ...]

    def at(self, value: float) -> float:
        return self.scale.at(value * self.factor)


def axis(rows: list[Row], words: Words, start: float, end: float, *, logarithmic: bool, apart: float = APART) -> Axis:
    """The axis that holds every row with its interval."""
    unit = rows[0].quantity.unit
    values = [value for row in rows for value in (row.quantity.low, row.quantity.median, row.quantity.high)]
    wanted = max(1, round(abs(end - start) / apart))
    if logarithmic:
        scale = log(values, start, end)
        marks = [(tick, words.quantity(Quantity(tick, unit=unit))) for tick in scale.ticks(wanted)]
        return Axis(scale, 1, tuple(marks))
    symbol, factor = words.unit(Quantity(max(values), unit=unit))
    even = linear([value * factor for value in values], start, end)
    named = [(tick, words.number(tick)) for tick in even.ticks(wanted)]
    last, label = named[-1]
    return Axis(even, factor, (*named[:-1], (last, label + symbol)))


def below(found: Axis, placed: Columns) -> tuple[list[str], float]:
    """The marks of a horizontal axis, behind the rows and named under them, and where the figure ends."""
    lines: list[str] = []
    names: list[Text] = []
    baseline = placed.bottom + BELOW
    for value, label in found.marks:
        x = found.scale.at(value)
        spans = [(0.0, placed.bottom)]
        if placed.narrow:
            spans = [(place.middle + place.middle - place.bottom, place.bottom) for place in placed.places]
        lines += [rule(x, top, x, bottom, FAINT) for top, bottom in spans]
        names.append(inside(x, baseline, label, placed.start, placed.end))
    texts = [text.svg() for text in apart(names)]
    return lines + texts, baseline + DESCENT


def apart(texts: list[Text]) -> list[Text]:
    """As many of the texts, from the last to the first, as leave air between each other: the last one names
    the unit."""
    kept: list[Text] = []
    for text in reversed(texts):
        if not kept or right(text) + AIR <= left(kept[-1]):
            kept.append(text)
    return kept[::-1]


def left(text: Text) -> float:
    """Where a line of text begins."""
    shares = {"start": 0.0, "middle": 0.5, "end": 1.0}
    return text.x - shares[text.anchor] * width(text.words, text.size, text.bold)


def right(text: Text) -> float:
    """Where a line of text ends."""
    return left(text) + width(text.words, text.size, text.bold)


def inside(x: float, y: float, label: str, start: float, end: float) -> Text:
    """A label centred on its mark, or pushed back between `start` and `end`."""
    text = Text(x, y, label, "middle", SMALL, soft=True)
    if left(text) < start:
        return text._replace(x=start, anchor="start")
    return text._replace(x=end, anchor="end") if right(text) > end else text
