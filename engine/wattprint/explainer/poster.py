"""A year above and below the waterline: a picture to keep, with its own colours, so that it stands alone."""

from collections.abc import Sequence
from html import escape
from math import log10
from typing import NamedTuple

from ..figures.frame import sheet
from ..figures.text import LABEL, LINE, SMALL, SMALL_LINE, number, wrap
from ..figures.text import width as width_of

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
TENTH = 3  # the smallest bar is that much longer than nothing
THICK = 14
AMBER = "var(--poster-amber, #e8ab4d)"
FAINT = ' fill-opacity="0.45"'
PAPER, INK, SURFACE = "var(--paper, #fbf9f4)", "var(--ink, #16232d)", "var(--surface, #2a7fa3)"
DEEP, ABYSS = "var(--deep, #124560)", "var(--abyss, #0a2a3d)"
DEEP_INK, DEEP_SOFT = "var(--deep-ink, #f3f7f8)", "var(--deep-ink-soft, #b4cdd9)"
SOFT = "var(--ink-soft, #56636c)"


class Figure(NamedTuple):
    """One large number: what it is, its median, its interval."""

    label: str
    median: str
    bounds: str


class Level(NamedTuple):
    """One line of the scale: what, how much in words, and the number; `own` is the reader's."""

    label: str
    said: str
    value: float
    own: bool = False


def poster(
    title: str,
    lead: str,
    figures: Sequence[Figure],
    lines: Sequence[str],
    beside: tuple[str, Sequence[Level]],
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
    drawn, top = _levels(*beside, edge, top + GAP, room, narrow=narrow)
    below += drawn
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
    levels = [f"{level.label}: {level.said}." for level in beside[1]]
    described = " ".join([lead, *(f"{f.label}: {f.median} ({f.bounds})." for f in figures), *lines, *levels])
    return sheet(body, name=name, title=title, described=described, width=width, height=height)


def _levels(
    head: str, levels: Sequence[Level], edge: float, top: float, room: float, *, narrow: bool
) -> tuple[list[str], float]:
    """The reader's year beside the rest of a life, as bars on a log scale, the largest first."""
    body = []
    for part in wrap(head, room, SMALL):
        body.append(_text(edge, top + SMALL, part, SMALL, DEEP_SOFT))
        top += SMALL_LINE
    top += GAP * HALF
    start = edge if narrow else edge + max(width_of(level.label, LABEL) for level in levels) + GAP
    end = edge + room - max(width_of(level.said, LABEL, bold=True) for level in levels) - GAP * HALF
    most = max(level.value for level in levels)
    least = min([level.value for level in levels if level.value] or [most]) / TENTH
    for level in levels:
        if narrow:
            body.append(_text(edge, top + SMALL, level.label, SMALL, DEEP_INK if level.own else DEEP_SOFT))
            top += SMALL_LINE
        else:
            body.append(_text(edge, top + SMALL, level.label, LABEL, DEEP_INK if level.own else DEEP_SOFT))
        share = log10(level.value / least) / log10(most / least) if level.value else 0
        long = max((end - start) * share, 2)
        fill = AMBER if level.own else DEEP_SOFT
        body.append(f'<rect x="{number(start)}" y="{number(top + 1)}" width="{number(long)}" height="{THICK}" rx="2"'
                    f' fill="{fill}"{"" if level.own else FAINT}/>')  # fmt: skip
        body.append(_text(start + long + GAP * HALF, top + SMALL, level.said, LABEL, DEEP_INK))
        top += LINE + GAP * HALF
    return body, top + GAP * HALF


def _text(x: float, y: float, words: str, size: int, fill: str, family: str = "") -> str:
    font = f' font-family="{escape(family)}"' if family else ""
    place = f'x="{number(x)}" y="{number(y)}"'
    return f'<text {place} font-size="{size}"{font} fill="{fill}">{escape(words)}</text>'
