"""The words of machine learning, one after the other, on the circle that a program goes round as it learns; each with
what it is in our own small program."""

from typing import NamedTuple

from ..figures.frame import colour, sheet
from ..figures.text import LABEL, SMALL, SMALL_LINE, Text, number, wrap
from ..lessons.cat_or_not import examples, judged, probability, split, train
from ..lessons.drawing import CELLS
from ..wording import Wording
from .base import Drawn, Table, pictures
from .hands import Played
from .material import CAT, drawings
from .state import State

STATIONS = ("data", "model", "parameter", "prediction", "loss", "training", "inference")
LEARNT, EPOCHS, SEED = 32, 60, 1
PERCENT = 100

CONTROLS = (
    Played(
        "station", range(len(STATIONS)), 0, steps=True,
        shown=lambda place, words: words.say(f"stations.{STATIONS[int(place)]}"),
    ),
)  # fmt: skip


class Place(NamedTuple):
    """Where a station stands, in shares of the sheet."""

    x: float
    y: float


BOX = {"narrow": (124, 58), "wide": (164, 64)}
TALL = {"narrow": 430, "wide": 330}
PLACES = {
    "wide": {
        "data": Place(0, 0), "model": Place(0.36, 0), "parameter": Place(0.36, 1), "prediction": Place(0.72, 0),
        "loss": Place(0.72, 0.5), "training": Place(0.72, 1), "inference": Place(0, 1),
    },
    "narrow": {
        "data": Place(0, 0), "inference": Place(1, 0), "model": Place(0, 0.333), "parameter": Place(1, 0.333),
        "prediction": Place(0, 0.667), "training": Place(1, 0.667), "loss": Place(0.5, 1),
    },
}  # fmt: skip
ARROWS = (
    ("data", "model"), ("model", "prediction"), ("prediction", "loss"), ("loss", "training"),
    ("training", "parameter"), ("parameter", "model"), ("parameter", "inference"),
)  # fmt: skip
CORNER, THICK, THIN, ROOM, HALF = 8, 2.5, 1.2, 12, 0.5
PALE, STRONG = 0.12, 0.9
TIP = 6
LOWER = 5  # from the middle of a line of text to its foot


def draw(state: State, words: Wording) -> Drawn:
    """The circle with one station lit, and what the word means."""
    here = STATIONS[int(state["station"])]
    values = measured(words)
    return Drawn(
        pictures(lambda width, kind: _sheet(here, words, width, kind)),
        words.say(f"says.{here}", **values),
        Table(
            (words.say("heads.word"), words.say("heads.means")),
            tuple(
                (words.say(f"stations.{name}"), words.say(f"says.{name}", **values).replace("**", ""))
                for name in STATIONS
            ),
        ),
        (),
        (words.say("note"),),
    )


def measured(words: Wording) -> dict[str, str]:
    """The numbers of our own program, at the start and at the end of its training."""
    learnt, unseen = split(drawings(), CAT, LEARNT, SEED)
    epochs = train(examples(learnt, [drawing.kind == CAT for drawing in learnt]), EPOCHS)
    first, last = epochs[0].weights, epochs[-1].weights
    cat = next(drawing for drawing in unseen if drawing.kind == CAT)
    right = judged(last, unseen, CAT)
    return {
        "drawings": words.number(len(learnt)),
        "cells": words.number(CELLS, len(str(CELLS))),
        "parameters": words.number(len(last), len(str(CELLS))),
        "before": words.number(PERCENT * probability(first, cat.cells)),
        "after": words.number(PERCENT * probability(last, cat.cells)),
        "start": words.number(epochs[0].loss),
        "end": words.number(epochs[-1].loss),
        "epochs": words.number(EPOCHS),
        "right": words.number(right.right),
        "new": words.number(right.total),
    }


def _sheet(here: str, words: Wording, width: int, kind: str) -> str:
    """Boxes and arrows; those of training stand apart from that of inference."""
    across, down = BOX[kind]
    tall = TALL[kind]
    corners = {
        name: (THICK + place.x * (width - across - THICK - THICK), THICK + place.y * (tall - down - THICK - THICK))
        for name, place in PLACES[kind].items()
    }
    if kind == "wide":  # its columns leave the last place to the arrows
        corners = {name: (x / PLACES["wide"]["loss"].x if x else x, y) for name, (x, y) in corners.items()}
    middles = {name: (x + across * HALF, y + down * HALF) for name, (x, y) in corners.items()}
    body = [_arrow(*middles[a], *middles[b], across, down, lit=here in (a, b)) for a, b in ARROWS]
    for name, (x, y) in corners.items():
        tone = colour("energy" if name == "inference" else "water")
        lit = name == here
        place = f'x="{number(x)}" y="{number(y)}" width="{across}" height="{down}" rx="{CORNER}"'
        fill = f'fill="{tone}" fill-opacity="{STRONG if lit else PALE}"'
        body.append(f'<rect {place} {fill} stroke="{tone}" stroke-width="{THICK if lit else THIN}"/>')
        lines = [(words.say(f"stations.{name}"), LABEL)]
        lines += [(line, SMALL) for line in wrap(words.say(f"small.{name}"), across - ROOM, SMALL, 2)]
        top = y + down * HALF - (len(lines) - 1) * SMALL_LINE * HALF
        for row, (line, size) in enumerate(lines):
            text = Text(x + across * HALF, top + row * SMALL_LINE + LOWER, line, "middle", size, bold=not row)
            body.append(f'<g fill="var(--paper, currentColor)">{text.svg()}</g>' if lit else text.svg())
    described = words.say("described", word=words.say(f"stations.{here}"))
    return sheet(
        body, name=f"vocabulary-{kind}", title=words.say("title"), described=described, width=width, height=tall
    )


def _arrow(x1: float, y1: float, x2: float, y2: float, across: float, down: float, lit: bool) -> str:
    """From the edge of one box to the edge of the other, along the line between their middles."""
    dx, dy = x2 - x1, y2 - y1
    reach = min(across * HALF / abs(dx) if dx else 1, down * HALF / abs(dy) if dy else 1)
    length = (dx * dx + dy * dy) ** HALF
    ux, uy = dx / length, dy / length
    ax, ay = x1 + dx * reach, y1 + dy * reach
    bx, by = x2 - dx * reach - ux * THICK, y2 - dy * reach - uy * THICK
    cx, cy = bx - ux * TIP, by - uy * TIP
    corners = ((bx, by), (cx - uy * TIP, cy + ux * TIP), (cx + uy * TIP, cy - ux * TIP))
    tip = "L".join(f"{number(x)} {number(y)}" for x, y in corners)
    strength = STRONG if lit else HALF
    return (
        f'<path d="M{number(ax)} {number(ay)}L{number(cx)} {number(cy)}" stroke="currentColor"'
        f' stroke-opacity="{strength}" stroke-width="{THICK if lit else THIN}"/>'
        f'<path d="M{tip}z" fill-opacity="{strength}"/>'
    )
