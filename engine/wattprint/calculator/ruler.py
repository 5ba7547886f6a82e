"""A ruler of electricity, from a web search to a household's day: what is asked of it lies somewhere on it.

The scale is logarithmic, since a year of requests holds a thousand of them. Its landmarks are everyday things, each
with a fact behind it (data/equivalents.toml).
"""

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from ..facts import load
from ..figures.axis import AIR, inside, left, right
from ..figures.frame import box, colour, rule, sheet
from ..figures.scale import log
from ..figures.text import LABEL, SMALL, SMALL_LINE, Text, number
from ..units import Quantity
from ..wording import Wording
from .names import thing_name

LANDMARKS = ("google-search-current", "led-hour", "smartphone-charge", "kettle-litre", "fridge-day",
             "household-day-france")  # fmt: skip
BAND, HALF_BAND = 14, 7
DOT, RIM = 5.5, 1.5
ROW = 46  # of a mark: its words, and its band below them
ASCENT = 14
MIDDLE = 30
FAINT, FIRM = 0.16, 0.5
STEM = 10
TIERS = 3  # lines of words below, so that near landmarks do not touch


HALO = ' paint-order="stroke" stroke="var(--paper, none)" stroke-width="5" stroke-linejoin="round"'
"""Around words that a line crosses."""


class Mark(NamedTuple):
    """What is placed on the ruler, under its name."""

    label: str
    quantity: Quantity


def ruler(marks: Sequence[Mark], words: Wording, *, title: str, name: str, width: int) -> str:
    """The marks above, the landmarks below."""
    energies = {id: load().equivalent(id).quantity.to("Wh").median for id in LANDMARKS}
    most = max(mark.quantity.median for mark in marks)
    beyond = [id for id, energy in energies.items() if energy > most]
    for id in beyond[1:]:
        del energies[id]
    ends = [value for mark in marks for value in (mark.quantity.low, mark.quantity.high)]
    scale = log([*energies.values(), *ends], DOT, width - DOT)
    body: list[str] = []
    bottom = len(marks) * ROW
    for place, mark in enumerate(marks):
        body.append(_placed(mark, scale.at, place * ROW, width, words))
    body.append(rule(0, bottom, width, bottom, FIRM))
    tiers: list[list[Text]] = [[] for _ in range(TIERS)]
    stems: list[str] = []
    for id, energy in energies.items():
        x = scale.at(energy)
        for tier, texts in enumerate(tiers):
            y = bottom + STEM + (tier + 1) * SMALL_LINE
            text = inside(x, y, thing_name(id, words, "label"), 0, width)
            if all(right(text) + AIR < left(other) or right(other) + AIR < left(text) for other in texts):
                texts.append(text)
                stems.append(rule(x, 0, x, bottom, FAINT) + rule(x, bottom, x, y - SMALL, FAINT + FAINT))
                break
    body = [*stems, *body, *(_halo(text.svg()) for texts in tiers for text in texts)]
    used = max((tier for tier, texts in enumerate(tiers, 1) if texts), default=0)
    height = bottom + STEM + used * SMALL_LINE + DOT
    described = " ".join(
        words.say("figures.described", label=mark.label, value=words.interval(mark.quantity)) for mark in marks
    )
    return sheet(body, name=name, title=title, described=described, width=width, height=height)


def _halo(text: str) -> str:
    return text.replace("<text", f"<text{HALO}", 1)


def _placed(mark: Mark, at: Callable[[float], float], top: float, across: int, words: Wording) -> str:
    """A mark: its name and value above, its interval as a band below."""
    low, median, high = (at(v) for v in (mark.quantity.low, mark.quantity.median, mark.quantity.high))
    value = words.quantity(mark.quantity)
    text = Text(median, top + ASCENT, f"{mark.label} {value}", "middle", bold=True)
    if left(text) < 0:
        text = text._replace(x=0, anchor="start")
    elif right(text) > across:
        text = text._replace(x=across, anchor="end")
    anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
    fill = colour("energy")
    return (
        f'<g><text x="{number(text.x)}" y="{number(text.y)}" font-size="{LABEL}"{anchor}{HALO}>'
        f'<tspan fill="var(--ink-soft, currentColor)">{escape(mark.label)}</tspan>'
        f' <tspan font-weight="600">{escape(value)}</tspan></text>'
        f"{box(low, top + MIDDLE - HALF_BAND, max(high - low, RIM), BAND, fill, HALF_BAND, soft=True)}"
        f'<circle cx="{number(median)}" cy="{number(top + MIDDLE)}" r="{DOT}" fill="{fill}"'
        f' stroke="var(--paper, none)" stroke-width="{RIM}"/></g>'
    )
