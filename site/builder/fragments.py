"""What the engine draws for a page: figures of the explainer, the calculator, pictures of both widths."""

import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from wattprint.accuracy import anchors
from wattprint.scorecard import picture as accuracy
from wattprint.wording import Wording

from .errors import Unknown

SITE = Path(__file__).resolve().parents[1]
WIDTHS = {"narrow": 288, "wide": 720}


class Drawn(NamedTuple):
    """The HTML of a figure, and the scripts that it needs beside figure.js."""

    html: str
    scripts: tuple[str, ...]


def figure(name: str, state: Mapping[str, str], wording: Wording) -> Drawn:
    """A figure of the explainer, whole. Raises Unknown, or Refused for a control or a value that is not there."""
    room: Any = import_module("wattprint.explainer")
    if name not in room.FIGURES:
        raise Unknown("figure", name, room.FIGURES)
    html = room.figure(name, state, wording)
    # A figure that has an element of its own (a drawing canvas, a game) has a script of that name beside figure.js.
    elements = set(re.findall(r"<(wattprint-[a-z-]+)", html)) - {"wattprint-figure", "wattprint-calculator"}
    cells = {"cells"} if "data-cells" in html else set()
    modules = set(re.findall(r' data-module="([a-z-]+)"', html))
    return Drawn(html, tuple(sorted(elements | cells | modules)))


def calculator(state: Mapping[str, str], wording: Wording) -> str:
    """The controls and the answer at a state."""
    room: Any = import_module("wattprint.calculator")
    return f"<div data-mount>{room.markup(state, wording)}</div>"


def picture(name: str, wording: Wording) -> str:
    """A picture that the engine draws, at both widths."""
    if name not in PICTURES:
        raise Unknown("picture", name, PICTURES)
    drawn = {kind: PICTURES[name](wording, width) for kind, width in WIDTHS.items()}
    inside = "".join(f'<div class="{kind}">{_named(svg, kind)}</div>' for kind, svg in drawn.items())
    return f"<figure>{inside}</figure>"


def _named(svg: str, kind: str) -> str:
    """The SVG with ids of its own: the same picture stands twice in the page."""
    return re.sub(r'(?<=["\s])([a-z0-9-]+)-(title|desc)(?=["\s])', rf"\1-{kind}-\2", svg)


PICTURES = {"accuracy.svg": lambda wording, width: accuracy(anchors(), wording, width)}
