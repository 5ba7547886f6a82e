"""Squares to scale: areas beside each other, so that a thousand times more looks like it."""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from ..units import Quantity
from .frame import colour, said, sheet, titled
from .row import Row, Words
from .text import LABEL, LINE, SMALL, SMALL_LINE, Text, number, wrap

FULL = 0.42  # width of the largest square, of the figure's
NARROW_FULL = 0.62
NARROW = 520
FIRM = 0.28
EDGE = 0.9
LEAST = 1.2  # pixels: what is too small to be seen is a point, and said to be one
GAP = 24
HALF = 0.5
ASCENT = 0.78
SWATCH, INDENT = 12, 20


class Square(NamedTuple):
    """A thing and its size; `inside` it, a part of it drawn to the same scale."""

    label: str
    quantity: Quantity
    sublabel: str = ""
    tone: str = "energy"


def squares(drawn: Sequence[Square], words: Words, *, title: str, name: str = "squares", width: int = 640) -> str:
    """The largest at the left, the others within its lower left corner, each named beside it, the largest first."""
    ordered = sorted(drawn, key=lambda square: -square.quantity.median)
    unit = ordered[0].quantity.unit
    narrow = width < NARROW
    full = width * (NARROW_FULL if narrow else FULL)
    most = ordered[0].quantity.median
    body: list[str] = []
    for square in ordered:
        side = max(full * sqrt(square.quantity.to(unit).median / most), LEAST)
        fill = colour(square.tone)
        box = (
            f'<rect x="0.5" y="{number(full - side)}" width="{number(side)}" height="{number(side)}" fill="{fill}"'
            f' fill-opacity="{FIRM}" stroke="{fill}" stroke-opacity="{EDGE}"/>'
        )
        body.append(titled(Row(square.label, square.quantity, square.sublabel), words, box))
    x, room = (0.0, width) if narrow else (full + GAP, width - full - GAP)
    top = full + GAP * HALF if narrow else 0.0
    for square in ordered:
        fill = colour(square.tone)
        place = f'x="{number(x + HALF)}" y="{number(top + SWATCH * HALF * HALF)}" width="{SWATCH}" height="{SWATCH}"'
        body.append(f'<rect {place} fill="{fill}" fill-opacity="{FIRM}" stroke="{fill}" stroke-opacity="{EDGE}"/>')
        for line in wrap(square.label, room - INDENT, LABEL):
            body.append(Text(x + INDENT, top + LINE * ASCENT, line).svg())
            top += LINE
        median, bounds = words.parts(square.quantity, form="range")
        value = f"{median} ({bounds})" if bounds else median
        body.append(Text(x + INDENT, top + LINE * ASCENT, value, bold=True).svg())
        top += LINE
        for line in wrap(square.sublabel, room - INDENT, SMALL) if square.sublabel else []:
            body.append(Text(x + INDENT, top + SMALL_LINE * ASCENT, line, size=SMALL, soft=True).svg())
            top += SMALL_LINE
        top += GAP * HALF
    described = " ".join(said(Row(s.label, s.quantity, s.sublabel), words) for s in ordered)
    return sheet(body, name=name, title=title, described=described, width=width, height=max(full + 1, top))
