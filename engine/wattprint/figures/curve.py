"""Lines over steps: how something falls or rises while a program learns."""

from collections.abc import Sequence
from typing import NamedTuple

from .axis import FAINT, right
from .frame import colour, rule
from .row import Words
from .scale import linear
from .text import SMALL, SMALL_LINE, Text, number, width

AIR = 6
MIDDLE = 4  # lowers a label so that its mark meets its middle
THICK = 2
DOT = 4
DASHES = "5 4"
STROKE = 20  # of a line beside its name
BASELINE = 16
FIRM = 0.5


class Line(NamedTuple):
    """A name, its values from step 0 on, and how it is drawn."""

    name: str
    values: Sequence[float]
    tone: str = "energy"
    dashed: bool = False


class Area(NamedTuple):
    """Where on the sheet the lines stand, marks and words included."""

    x: float
    y: float
    across: float
    down: float


def curve(
    lines: Sequence[Line], words: Words, area: Area, *, below: str, at: int | None = None, most: float = 0
) -> str:
    """The lines over the same steps, from 0; `at` puts a dot at one step, `below` names the steps, `most` is the
    least that the axis holds."""
    last = max(len(line.values) for line in lines) - 1 or 1
    top, bottom = area.y + SMALL_LINE + AIR, area.y + area.down - BASELINE - AIR
    scale = linear([most, *(value for line in lines for value in line.values)], bottom, top)
    marks = [(value, words.number(value)) for value in scale.ticks(3)]
    start = area.x + max(width(label, SMALL) for _, label in marks) + AIR
    end = area.x + area.across - DOT
    made = [rule(start, scale.at(value), end, scale.at(value), FIRM if not value else FAINT) for value, _ in marks]
    made += [Text(start - AIR, scale.at(v) + MIDDLE, label, "end", SMALL, soft=True).svg() for v, label in marks]
    for line in lines:
        points = [(start + (end - start) * step / last, scale.at(value)) for step, value in enumerate(line.values)]
        shape = "L".join(f"{number(x)} {number(y)}" for x, y in points)
        dashes = f' stroke-dasharray="{DASHES}"' if line.dashed else ""
        made.append(f'<path d="M{shape}" fill="none" stroke="{colour(line.tone)}" stroke-width="{THICK}"{dashes}/>')
        if at is not None and at < len(points):
            x, y = points[at]
            made.append(f'<circle cx="{number(x)}" cy="{number(y)}" r="{DOT}" fill="{colour(line.tone)}"/>')
    made.append(Text(end, bottom + BASELINE, f"{below} {words.number(last, 4)}", "end", SMALL, soft=True).svg())
    made.append(Text(start, bottom + BASELINE, "0", "start", SMALL, soft=True).svg())
    return "".join(made) + _key(lines, start, area.y + SMALL)


def _key(lines: Sequence[Line], x: float, y: float) -> str:
    """The names of the lines, each after a stroke of its own."""
    made = []
    for line in lines:
        dashes = f' stroke-dasharray="{DASHES}"' if line.dashed else ""
        made.append(
            f'<path d="M{number(x)} {number(y - MIDDLE)}h{STROKE}" stroke="{colour(line.tone)}"'
            f' stroke-width="{THICK}"{dashes}/>'
        )
        text = Text(x + STROKE + AIR, y, line.name, "start", SMALL, soft=True)
        made.append(text.svg())
        x = right(text) + AIR + AIR
    return "".join(made)
