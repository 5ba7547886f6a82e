"""Lines over time or size: how one thing grows beside another, and where they meet; each with its band."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from ..units import Quantity
from .axis import FAINT, Axis, apart, axis, inside
from .columns import NARROW
from .frame import colour, rule, sheet
from .row import Row, Words
from .text import SMALL, SMALL_LINE, Text, number, wrap
from .text import width as width_of

TALL = 260
HEAD = 12
BASELINE = 18
FOOT = 26
AIR = 8
MIDDLE = 4  # lowers a label so that its mark meets its middle
HALF = 0.5
BAND = 0.16
THICK = 2.5
FIRM = 0.5
MARK = 0.75
DASHES = "6 4"
DOT, RING = 5, 9
RIM = 1.5
APART = 52
TITLE = 20
NAMED = 0.26  # share of a wide figure kept for the names of the lines
STROKE = 22
MOST_LINES = 3


class Line(NamedTuple):
    """A name and its points: (x, quantity), x rising. A `dashed` line is what stays the same, or what was."""

    name: str
    points: tuple[tuple[Quantity, Quantity], ...]
    tone: str = "energy"
    dashed: bool = False


class Mark(NamedTuple):
    """A place to look at: a point, and the words above it; without words, a ring."""

    x: Quantity
    y: Quantity
    words: str
    line: bool = True


def lines(
    drawn: Sequence[Line],
    words: Words,
    *,
    title: str,
    described: str,
    name: str = "lines",
    width: int = 640,
    log: bool = True,
    marks: Sequence[Mark] = (),
    ticks: Sequence[Quantity] = (),
) -> str:
    """The lines in one frame; both axes logarithmic, or both linear from zero. `ticks` name places along x."""
    narrow = width < NARROW
    across = width if narrow else width * (1 - NAMED)
    top, bottom = HEAD + (TITLE if marks else 0), HEAD + TALL
    ys = axis([Row("", y) for line in drawn for _, y in line.points], words, bottom, top, logarithmic=log, apart=APART)
    labels = [Text(0, ys.scale.at(v) + MIDDLE, label, "end", SMALL, soft=True) for v, label in ys.marks]
    start = max(width_of(text.words, SMALL) for text in labels) + AIR
    xs = axis(
        [Row("", x) for line in drawn for x, _ in line.points],
        words,
        start,
        across - AIR,
        logarithmic=log,
        apart=APART * 2,
    )
    body = [text._replace(x=start - AIR).svg() for text in labels]
    body += [rule(start, ys.scale.at(v), across, ys.scale.at(v), FAINT) for v, _ in ys.marks]
    body.append(rule(start, bottom, across, bottom, FIRM))
    unit = drawn[0].points[0][0].unit
    named = [(tick.to(unit).median, words.quantity(tick)) for tick in ticks] or xs.marks
    names = [inside(xs.scale.at(v), bottom + BASELINE, label, start, across) for v, label in named]
    body += [text.svg() for text in apart(names)]
    body += [_band(line, xs, ys) + _stroke(line, xs, ys) for line in drawn]
    body += [_mark(mark, xs, ys, start, across) for mark in marks]
    if narrow:
        legend, height = _below(drawn, bottom + FOOT, width)
    else:
        legend, height = _beside(drawn, xs, ys, across, width), bottom + FOOT
    return sheet([*body, *legend], name=name, title=title, described=described, width=width, height=height)


def _places(line: Line, xs: Axis, ys: Axis, end: str) -> list[tuple[float, float]]:
    x_unit, y_unit = line.points[0][0].unit, line.points[0][1].unit
    return [(xs.at(x.to(x_unit).median), ys.at(getattr(y.to(y_unit), end))) for x, y in line.points]


def _band(line: Line, xs: Axis, ys: Axis) -> str:
    """The interval, as an area behind the line."""
    outline = [*_places(line, xs, ys, "high"), *reversed(_places(line, xs, ys, "low"))]
    points = " ".join(f"{number(x)},{number(y)}" for x, y in outline)
    return f'<polygon points="{points}" fill="{colour(line.tone)}" fill-opacity="{BAND}" class="band"/>'


def _stroke(line: Line, xs: Axis, ys: Axis) -> str:
    points = " ".join(f"{number(x)},{number(y)}" for x, y in _places(line, xs, ys, "median"))
    return f'<polyline points="{points}" fill="none" {_pen(line)}/>'


def _pen(line: Line) -> str:
    dashes = f' stroke-dasharray="{DASHES}"' if line.dashed else ""
    return f'stroke="{colour(line.tone)}" stroke-width="{THICK}"{dashes}'


def _mark(mark: Mark, xs: Axis, ys: Axis, start: float, across: float) -> str:
    """A dot, a dashed line down to the axis, and the words above all; or a ring where two lines meet."""
    x, y = xs.at(mark.x.median), ys.at(mark.y.median)
    if not mark.line:
        ring = f'cx="{number(x)}" cy="{number(y)}" r="{RING}"'
        return f'<circle {ring} fill="none" stroke="currentColor" stroke-width="{RIM}"/>'
    words = inside(x, HEAD, mark.words, start, across)._replace(soft=False)
    down = (
        f'<line x1="{number(x)}" y1="{number(HEAD + AIR)}" x2="{number(x)}" y2="{number(HEAD + TALL)}"'
        f' stroke="currentColor" stroke-opacity="{MARK}" stroke-dasharray="{DASHES}"/>'
    )
    place = f'cx="{number(x)}" cy="{number(y)}" r="{DOT}"'
    dot = f'<circle {place} fill="currentColor" stroke="var(--sheet, none)" stroke-width="{RIM}"/>'
    return down + dot + words.svg()


def _beside(drawn: Sequence[Line], xs: Axis, ys: Axis, across: float, width: int) -> list[str]:
    """The name of each line at its end, pushed down where two would touch."""
    ends = sorted((_places(line, xs, ys, "median")[-1][1], line) for line in drawn)
    body: list[str] = []
    floor = 0.0
    for y, line in ends:
        said = wrap(line.name, width - across - AIR, SMALL, MOST_LINES)
        first = max(y + MIDDLE - (len(said) - 1) * SMALL_LINE * HALF, floor + SMALL_LINE)
        for place, part in enumerate(said):
            body.append(
                f'<text x="{number(across + AIR)}" y="{number(first + place * SMALL_LINE)}" font-size="{SMALL}"'
                f' font-weight="600" fill="{colour(line.tone)}">{escape(part)}</text>'
            )
        floor = first + (len(said) - 1) * SMALL_LINE + AIR * HALF
    return body


def _below(drawn: Sequence[Line], top: float, width: int) -> tuple[list[str], float]:
    """The name of each line under the figure, after a piece of it."""
    body: list[str] = []
    for line in drawn:
        for place, part in enumerate(wrap(line.name, width - STROKE - AIR, SMALL, MOST_LINES)):
            top += SMALL_LINE
            if not place:
                middle = number(top - MIDDLE)
                body.append(f'<line x1="0" y1="{middle}" x2="{STROKE}" y2="{middle}" {_pen(line)}/>')
            body.append(Text(STROKE + AIR, top, part, size=SMALL).svg())
        top += AIR * HALF
    return body, top + AIR
