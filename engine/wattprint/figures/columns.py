"""Where the words of a horizontal figure stand: beside the marks, or above them when it is narrow."""

from typing import NamedTuple

from .row import Row, Words
from .text import BOLD, LABEL, LINE, SMALL, SMALL_LINE, Text, width, wrap

NARROW = 520  # below that the label goes above its marks
LABEL_SHARE = 0.32
GUTTER = 16
MARK = 22  # the height kept for the marks of a row
GAP = 14  # between rows
HALF = 0.5
ASCENT = 0.78  # of a line, above its baseline


class Place(NamedTuple):
    """The words of a row, and the middle of its marks."""

    row: Row
    texts: tuple[Text, ...]
    middle: float
    bottom: float


class Columns(NamedTuple):
    """All rows placed, and the room between `start` and `end` for their marks."""

    places: tuple[Place, ...]
    start: float
    end: float
    bottom: float
    narrow: bool


def columns(rows: list[Row], words: Words, across: int) -> Columns:
    """Place the rows in a figure that is `across` wide."""
    return _narrow(rows, words, across) if across < NARROW else _wide(rows, words, across)


def _wide(rows: list[Row], words: Words, across: int) -> Columns:
    start = across * LABEL_SHARE
    room = start - GUTTER
    values = [words.parts(row.quantity, form="range") for row in rows]
    value_room = max(max(width(m, LABEL, bold=True), width(b, SMALL)) for m, b in values)
    end = across - value_room - GUTTER
    places, top = [], 0.0
    for row, (median, bounds) in zip(rows, values, strict=True):
        left = _stack(row, room)
        right = [(median, LABEL, True), *([(bounds, SMALL, False)] if bounds else [])]
        height = max(_height(left), _height(right), MARK)
        texts = _lines(left, 0, top + (height - _height(left)) * HALF, "start")
        texts += _lines(right, across, top + (height - _height(right)) * HALF, "end")
        places.append(Place(row, tuple(texts), top + height * HALF, top + height))
        top += height + GAP
    return Columns(tuple(places), start, end, top - GAP, narrow=False)


def _narrow(rows: list[Row], words: Words, across: int) -> Columns:
    places, top = [], 0.0
    for row in rows:
        median, bounds = words.parts(row.quantity, form="range")
        first = across - width(median, LABEL, bold=True) - GUTTER
        second = across - width(bounds, SMALL) - GUTTER
        left = _stack(row, min(first, second))
        right = [(median, LABEL, True), *([(bounds, SMALL, False)] if bounds else [])]
        texts = _lines(left, 0, top, "start") + _lines(right, across, top, "end")
        below = top + max(_height(left), _height(right))
        places.append(Place(row, tuple(texts), below + MARK * HALF, below + MARK))
        top = below + MARK + GAP
    return Columns(tuple(places), 0, across, top - GAP, narrow=True)


def _stack(row: Row, room: float) -> list[tuple[str, int, bool]]:
    small = wrap(row.sublabel, room, SMALL) if row.sublabel else []
    lines = wrap(row.label, room / BOLD if row.strong else room)
    return [(line, LABEL, row.strong) for line in lines] + [(line, SMALL, False) for line in small]


def _height(lines: list[tuple[str, int, bool]]) -> float:
    return sum(LINE if size == LABEL else SMALL_LINE for _, size, _ in lines)


def _lines(lines: list[tuple[str, int, bool]], x: float, top: float, anchor: str) -> list[Text]:
    texts = []
    for words, size, bold in lines:
        line = LINE if size == LABEL else SMALL_LINE
        texts.append(Text(x, top + line * ASCENT, words, anchor, size, bold, soft=size == SMALL))
        top += line
    return texts
