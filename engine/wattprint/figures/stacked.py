"""Bars made of parts: what a whole is made of, and how several wholes compare."""

from collections.abc import Sequence
from functools import reduce
from operator import add
from typing import NamedTuple

from ..units import Quantity
from .axis import axis, below
from .columns import columns
from .frame import colour, said, sheet, titled
from .row import Row, Words
from .text import SMALL, SMALL_LINE, Text, number, wrap
from .text import width as width_of

BAR = 18
HALF = 0.5
SHADES = (0.95, 0.68, 0.46, 0.3, 0.17, 0.08)
"""How full its colour a part is, by its place: parts of one tone are told apart by depth, and named below."""

EDGE = 0.7  # the outline of a part, in its own colour, so that the palest one is seen
SWATCH = 12
GAP = 6
LINE = 20
APART = 18
ABOVE = 14  # between the axis and the legend
ASCENT = 10


class Part(NamedTuple):
    """A part of a whole; `shade` is its place in `SHADES`, the same in every whole."""

    name: str
    quantity: Quantity
    tone: str
    shade: int = 0


class Whole(NamedTuple):
    """A bar and its parts, in order."""

    label: str
    parts: tuple[Part, ...]
    sublabel: str = ""
    strong: bool = False

    def row(self) -> Row:
        """The whole as one row: the sum of its parts."""
        total = reduce(add, (part.quantity for part in self.parts))
        return Row(self.label, total, self.sublabel, strong=self.strong)


def stacked(wholes: Sequence[Whole], words: Words, *, title: str, name: str = "stacked", width: int = 640) -> str:
    """One bar per whole, in the order given, all on one linear axis. Every part of one name has one look."""
    rows = [whole.row() for whole in wholes]
    unit = rows[0].quantity.unit
    placed = columns(rows, words, width)
    scale = axis(rows, words, placed.start, placed.end, logarithmic=False)
    body, height = below(scale, placed)
    legend: dict[str, Part] = {}
    for whole, place in zip(wholes, placed.places, strict=True):
        start = 0.0
        for part in whole.parts:
            legend.setdefault(part.name, part)
            end = start + part.quantity.to(unit).median
            left, right = scale.at(start), scale.at(end)
            row = Row(part.name, part.quantity, whole.label)
            body.append(titled(row, words, _swatch(left, place.middle - BAR * HALF, right - left, BAR, part)))
            start = end
        body += [text.svg() for text in place.texts]
    named, foot = _legend(list(legend.values()), height + ABOVE, width)
    described = " ".join(
        said(Row(f"{whole.label}, {part.name}", part.quantity), words) for whole in wholes for part in whole.parts
    )
    return sheet([*body, *named], name=name, title=title, described=described, width=width, height=foot)


def _legend(parts: list[Part], top: float, across: int) -> tuple[list[str], float]:
    """The parts by name, as many to a line as fit, and where they end."""
    body: list[str] = []
    x = 0.0
    for part in parts:
        said = wrap(part.name, across - SWATCH - GAP, SMALL)
        wide = SWATCH + GAP + max(width_of(line, SMALL) for line in said)
        if x and x + wide > across:
            x, top = 0.0, top + LINE
        body.append(_swatch(x, top, SWATCH, SWATCH, part))
        for place, line in enumerate(said):
            body.append(Text(x + SWATCH + GAP, top + ASCENT + place * SMALL_LINE, line, size=SMALL).svg())
        top += (len(said) - 1) * SMALL_LINE
        x += wide + APART
    return body, top + LINE


def _swatch(x: float, y: float, across: float, down: float, part: Part) -> str:
    fill = colour(part.tone)
    place = f'x="{number(x)}" y="{number(y)}" width="{number(max(across, 0))}" height="{number(down)}"'
    return f'<rect {place} fill="{fill}" fill-opacity="{SHADES[part.shade]}" stroke="{fill}" stroke-opacity="{EDGE}"/>'
