"""A year above and below the waterline: a picture to keep, with its own colours, so that it stands alone."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from ..figures.frame import sheet
from ..figures.text import LABEL, LINE, SMALL, SMALL_LINE, number, wrap

NARROW = 520
EDGE = 28
NARROW_EDGE = 18
SERIF = "'Iowan Old Style', 'Palatino Linotype', Palatino, Georgia, serif"
TITLE, NARROW_TITLE = 30, 23
HUGE = 26
LEAD = 1.25  # line height of large type, in its size
GAP = 18
ROW = 86
COLUMNS, NARROW_COLUMNS = 4, 2
HALF = 0.5
PAPER, INK, SURFACE = "var(--paper, #fbf9f4)", "var(--ink, #16232d)", "var(--surface, #2a7fa3)"
DEEP, ABYSS = "var(--deep, #124560)", "var(--abyss, #0a2a3d)"
DEEP_INK, DEEP_SOFT = "var(--deep-ink, #f3f7f8)", "var(--deep-ink-soft, #b4cdd9)"
SOFT = "var(--ink-soft, #56636c)"


class Figure(NamedTuple):
    """One large number: what it is, its median, its interval."""

    label: str
    median: str
    bounds: str


def poster(
    title: str,
    lead: str,
    figures: Sequence[Figure],
    lines: Sequence[str],
    foot: str,
    *,
    name: str,
    width: int,
) -> str:
    """The title on paper, the large numbers under water, what they are like below, and where they come from."""
    narrow = width < NARROW
    edge, large = (NARROW_EDGE, NARROW_TITLE) if narrow else (EDGE, TITLE)
    room = width - edge - edge
    top: float = edge + large
    above = []
    for line in wrap(title, room, large):
        above.append(_text(edge, top, line, large, INK, family=SERIF))
        top += large * LEAD
    for line in wrap(lead, room):
        above.append(_text(edge, top, line, LABEL, SOFT))
        top += LINE
    water = top + GAP
    top = water + GAP + LINE
    columns = NARROW_COLUMNS if narrow else COLUMNS
    below = []
    for place, figure in enumerate(figures):
        x = edge + (place % columns) * room / columns
        y = top + (place // columns) * ROW
        below.append(_text(x, y, figure.label, SMALL, DEEP_SOFT))
        below.append(_text(x, y + HUGE * LEAD, figure.median, HUGE, DEEP_INK, family=SERIF))
        below.append(_text(x, y + HUGE * LEAD + LINE, figure.bounds, SMALL, DEEP_SOFT))
    top += -(-len(figures) // columns) * ROW
    for line in lines:
        for part in wrap(line, room):
            below.append(_text(edge, top, part, LABEL, DEEP_INK))
            top += LINE + 2
    top += GAP * HALF
    for part in wrap(foot, room, SMALL):
        below.append(_text(edge, top, part, SMALL, DEEP_SOFT))
        top += SMALL_LINE
    height = top + edge * HALF
    body = [
        f'<defs><linearGradient id="{name}-deep" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{DEEP}"/>'
        f'<stop offset="1" stop-color="{ABYSS}"/></linearGradient></defs>',
        f'<rect width="{width}" height="{number(water)}" fill="{PAPER}"/>',
        f'<rect y="{number(water)}" width="{width}" height="{number(height - water)}" fill="url(#{name}-deep)"/>',
        f'<rect y="{number(water - 1)}" width="{width}" height="2" fill="{SURFACE}"/>',
        *above,
        *below,
    ]
    described = " ".join([lead, *(f"{f.label}: {f.median} ({f.bounds})." for f in figures), *lines])
    return sheet(body, name=name, title=title, described=described, width=width, height=height)


def _text(x: float, y: float, words: str, size: int, fill: str, family: str = "") -> str:
    font = f' font-family="{escape(family)}"' if family else ""
    place = f'x="{number(x)}" y="{number(y)}"'
    return f'<text {place} font-size="{size}"{font} fill="{fill}">{escape(words)}</text>'
