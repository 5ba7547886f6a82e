"""A result as one picture that stands anywhere: an SVG with its colours inside, for pages that take nothing else."""

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files

from ..figures.frame import box
from ..figures.scale import Log
from ..figures.text import Text, number, width, wrap
from ..units import Quantity
from ..wording import Wording

SHOWN = {"energy": "energy", "carbon": "carbon", "water": "water", "google_searches": "energy"}
"""The four results and the colour of each."""

ACROSS, DOWN = 720, 360
EDGE = 28
TITLE, FIRST_LINE, NEXT_LINE = 24, 44, 22
MOST_LINES = 2
SURFACE = 132  # where the water begins
NAME, MEDIAN, BOUNDS, BAND = 34, 68, 90, 108  # of a column, below the surface
BIG, NORMAL, LITTLE = 26, 14, 12
THICK, RIM = 12, 6
FOOT = 20
NIGHT, DAY = 1, 0
AROUND = 60  # the band shows from a sixtieth of the median to sixty times it


def picture(title: str, lines: list[str], results: Mapping[str, Quantity], foot: list[str], wording: Wording) -> str:
    """The four results under the waterline, `title` and `lines` above it, `foot` at the bottom."""
    body = [
        f'<rect width="{ACROSS}" height="{DOWN}" fill="{_token("paper", DAY)}"/>',
        f'<rect y="{SURFACE}" width="{ACROSS}" height="{DOWN - SURFACE}" fill="url(#wattprint-deep)"/>',
        f'<rect y="{SURFACE}" width="{ACROSS}" height="2" fill="{_token("surface", DAY)}"/>',
        _text(EDGE, FIRST_LINE, title, TITLE, _token("ink", DAY), bold=True),
    ]
    room = ACROSS - EDGE - EDGE
    said = [piece for line in lines for piece in wrap(line, room, NORMAL, MOST_LINES)]
    for place, line in enumerate(said):
        body.append(
            _text(EDGE, FIRST_LINE + NEXT_LINE * (place + 1) + LITTLE / 2, line, NORMAL, _token("ink-soft", DAY))
        )
    column = room / len(SHOWN)
    for place, (name, tone) in enumerate(SHOWN.items()):
        body += _column(EDGE + column * place, column - EDGE / 2, name, tone, results[name], wording)
    for place, line in enumerate(reversed(foot)):
        body.append(_text(EDGE, DOWN - FOOT * (place + 1), line, LITTLE, _token("deep-ink-soft")))
    described = "; ".join(
        f"{wording.name('criteria', name, 'short')} {wording.interval(results[name])}" for name in SHOWN
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{ACROSS}" height="{DOWN}" viewBox="0 0 {ACROSS} {DOWN}"'
        f' role="img" font-family="system-ui, sans-serif"><title>{escape(title)}</title>'
        f"<desc>{escape(described)}</desc>"
        '<defs><linearGradient id="wattprint-deep" x1="0" y1="0" x2="0" y2="1">'
        f'<stop stop-color="{_token("deep", DAY)}"/><stop offset="1" stop-color="{_token("abyss", DAY)}"/>'
        f"</linearGradient></defs>{''.join(body)}</svg>\n"
    )


def _column(x: float, across: float, name: str, tone: str, quantity: Quantity, wording: Wording) -> list[str]:
    """A result: its name, its median, its interval in words and as a soft band around the median."""
    median, bounds = wording.parts(quantity)
    ink, soft, fill = _token("deep-ink"), _token("deep-ink-soft"), _token(tone, NIGHT)
    short = wrap(wording.name("criteria", name, "short"), across, NORMAL, 1)[0]
    made = [
        _text(x, SURFACE + NAME, short, NORMAL, soft),
        _text(x, SURFACE + MEDIAN, median, _fitting(median, across), ink, bold=True),
        *(
            _text(x, SURFACE + BOUNDS + FOOT * place, line, LITTLE, soft)
            for place, line in enumerate(wrap(bounds, across, LITTLE, MOST_LINES))
        ),
    ]
    if quantity.median:
        scale = Log(quantity.median / AROUND, quantity.median * AROUND, x + RIM, x + across - RIM)
        y = SURFACE + BAND + FOOT
        low, middle, high = (scale.at(value) for value in (quantity.low, quantity.median, quantity.high))
        made.append(box(x, y + RIM - 1, across, 2, soft, 1, soft=True))
        made.append(box(low, y, max(high - low, RIM), THICK, fill, RIM, soft=True))
        made.append(f'<circle cx="{number(middle)}" cy="{number(y + RIM)}" r="{RIM}" fill="{fill}"/>')
    return made


def _fitting(words: str, across: float) -> int:
    """The largest size at which these words fit."""
    return next((size for size in range(BIG, LITTLE, -1) if width(words, size, bold=True) <= across), LITTLE)


def _text(x: float, y: float, words: str, size: float, fill: str, bold: bool = False) -> str:
    drawn = Text(x, y, words, size=int(size), bold=bold).svg()
    return drawn.replace("<text ", f'<text fill="{fill}" ', 1)


@cache
def _token(name: str, turn: int = DAY) -> str:
    """A colour of the design tokens, which the report carries: by day or by night."""
    style = files("wattprint").joinpath("report.css").read_text(encoding="utf-8")
    found = re.search(rf"--{name}: (?:light-dark\((#\w+), (#\w+)\)|(#\w+));", style)
    if not found:
        raise KeyError(f"--{name} is no token")
    return found[3] or found[turn + 1]
