"""A dot and a band per row on a log scale: methods or models that differ by orders of magnitude."""

from collections.abc import Sequence

from .axis import axis, below
from .columns import columns
from .frame import blank, box, colour, said, sheet, titled
from .row import Row, Words, aligned
from .text import number

BAND, HALF_BAND = 14, 7
DOT = 5.5
LARGE_DOT = 7.5  # of the row to look at
RIM = 1.5
LEAST = 2


def ranges(
    rows: Sequence[Row],
    words: Words,
    *,
    title: str,
    name: str = "ranges",
    width: int = 640,
    tone: str = "energy",
    log: bool = True,
    sort: bool = False,
) -> str:
    """One range per row, in the order given unless `sort`."""
    if not rows:
        return blank(words, name=name, title=title, width=width)
    same = aligned(list(rows))
    if sort:
        same.sort(key=lambda row: -row.quantity.median)
    placed = columns(same, words, width)
    # A dot at either end keeps its whole shape.
    scale = axis(same, words, placed.start + LARGE_DOT, placed.end - LARGE_DOT, logarithmic=log)
    body, height = below(scale, placed)
    for place in placed.places:
        row, y = place.row, place.middle
        low, median, high = (scale.at(v) for v in (row.quantity.low, row.quantity.median, row.quantity.high))
        fill = colour(row.tone or tone)
        dot = (
            f'<circle cx="{number(median)}" cy="{number(y)}" r="{LARGE_DOT if row.strong else DOT}" fill="{fill}"'
            f' stroke="var(--paper, none)" stroke-width="{RIM}"/>'
        )
        band = box(low, y - HALF_BAND, max(high - low, LEAST), BAND, fill, HALF_BAND, soft=True)
        body.append(titled(row, words, band + dot))
        body += [text.svg() for text in place.texts]
    described = " ".join(said(row, words) for row in same)
    if log:
        described += " " + words.say("figures.log_axis")
    return sheet(body, name=name, title=title, described=described, width=width, height=height)
