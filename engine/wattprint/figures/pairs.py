"""Then and now: what was said of a thing beside what holds today, in pairs, on one scale, each with its verdict."""

from collections.abc import Sequence
from typing import NamedTuple

from ..units import Quantity
from .frame import SOFT, box, colour, rule, sheet, titled
from .row import Row, Words
from .scale import linear
from .text import LABEL, LINE, SMALL, SMALL_LINE, Text, number, wrap
from .text import width as width_of

BAR, LEAST = 16, 2
AIR, GAP, STAMP = 7, 20, 9
LOWER = 4.5
HALF = 0.5
STRONG = 2
TILT = -4  # degrees of a stamp
ROUND = 3
PALE = 0.2


class Pair(NamedTuple):
    """A thing, what was said of it (`then`), what holds (`now`), each with the words under which it stands, and a
    verdict; a verdict that matters is stamped in `tone`."""

    label: str
    then: Quantity
    now: Quantity
    heads: tuple[str, str]
    verdict: str = ""
    tone: str = ""


def pairs(drawn: Sequence[Pair], words: Words, *, title: str, name: str, width: int, tone: str = "carbon") -> str:
    """Every pair as two bars under its name."""
    unit = drawn[0].then.unit
    values = [(pair.then.to(unit), pair.now.to(unit)) for pair in drawn]
    said = [[_said(value, words) for value in pair] for pair in values]
    heads = max(width_of(head, SMALL) for pair in drawn for head in pair.heads) + AIR
    room = max(width_of(text, LABEL, bold=True) for pair in said for text in pair) + AIR
    scale = linear([value.high for pair in values for value in pair], heads, width - room)
    body: list[str] = []
    top = 0.0
    for pair, (then, now), (was, is_) in zip(drawn, values, said, strict=True):
        stamp = width_of(pair.verdict, SMALL, bold=True) + STAMP + STAMP + AIR if pair.verdict else 0
        for line in wrap(pair.label, width - stamp):
            body.append(Text(0, top + LABEL, line, bold=True).svg())
            top += LINE
        if pair.verdict:
            body.append(_stamp(pair, width - AIR, top - LINE + LABEL))
        top += AIR
        for value, text, head, old in ((then, was, pair.heads[0], True), (now, is_, pair.heads[1], False)):
            fill = colour("hardware" if old else tone)
            long = max(scale.at(value.median) - heads, LEAST)
            bar = box(heads, top, long, BAR, fill)
            if old:
                bar = bar.replace("/>", f' fill-opacity="{PALE}" stroke="{fill}" stroke-dasharray="4 3"/>', 1)
            low, high = scale.at(value.low), scale.at(value.high)
            band = box(low, top - 2, high - low, BAR + 4, fill, ROUND, soft=True) if high - low > LEAST else ""
            body.append(titled(Row(pair.label, value, head), words, bar + band))
            body.append(Text(0, top + BAR * HALF + LOWER, head, size=SMALL, soft=True).svg())
            end = max(heads + long, high if band else 0) + AIR
            body.append(Text(end, top + BAR * HALF + LOWER, text, bold=not old).svg())
            top += BAR + AIR
        top += GAP - AIR
    body.append(rule(heads, 0, heads, 0, SOFT))
    described = " ".join(
        f"{pair.label}: {pair.heads[0]} {was}, {pair.heads[1]} {is_}. {pair.verdict}".strip()
        for pair, (was, is_) in zip(drawn, said, strict=True)
    )
    return sheet(body, name=name, title=title, described=described, width=width, height=top - GAP)


def _stamp(pair: Pair, right: float, base: float) -> str:
    """The verdict, framed; one that matters is tilted, as by a hand."""
    wide = width_of(pair.verdict, SMALL, bold=True) + STAMP + STAMP
    x, y = right - wide, base - SMALL - STRONG
    frame = f'<rect x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{SMALL_LINE + 5}" rx="{ROUND}"'
    tone = colour(pair.tone) if pair.tone else "currentColor"
    words = Text(x + wide * HALF, base + 1, pair.verdict, "middle", SMALL, bold=True).svg()
    turn = f' transform="rotate({TILT} {number(x + wide * HALF)} {number(y)})"' if pair.tone else ""
    thick = STRONG if pair.tone else 1
    return f'<g fill="{tone}"{turn}>{frame} fill="none" stroke="{tone}" stroke-width="{thick}"/>{words}</g>'


def _said(value: Quantity, words: Words) -> str:
    return words.quantity(value)
