"""The figures of the site: the things a reader can move, and what is drawn, said and tabled of them.

    figure("person-energy", {"requests": "20"}, Wording("fr"))    the whole element, for a page
    redrawn("person-energy", words, state={...})                  the parts that moved, for the bridge

One figure = one file here, its words beside it, and one line in this list. A figure is imported when it is asked
for, so that a page pays for those it shows.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, cast

from ..records import Refused
from ..wording import Wording
from . import page
from .base import Drawn, Figure, placed, settled, visible
from .controls import Choice

FIGURES: tuple[str, ...] = (
    "methods",
    "person-energy",
    "electricity",
    "carbon-of-a-kwh",
    "person-carbon",
    "making-and-using",
    "zettabytes",
    "two-bills",
    "training",
    "llama",
    "model-size",
    "wh-per-request",
    "levers",
    "your-year",
    "image-of-numbers",
    "rules-for-cat",
    "cat-or-not",
    "turing-game",
    "next-word",
    "diffusion",
    "data-scale",
    "vocabulary",
    "predict-to-chat",
    "challenges",
)  # fmt: skip


def named(name: str) -> Figure:
    """The figure with this name. Raises Refused listing them."""
    if name not in FIGURES:
        raise Refused("key", "name", name, ", ".join(FIGURES))
    return cast(Figure, import_module(f"{__package__}.{module(name)}"))


def module(name: str) -> str:
    """ "person-energy" -> "person_energy": its file, and its words."""
    return name.replace("-", "_")


def worded(name: str, wording: Wording) -> Wording:
    """The words of a figure: the common ones, those of every figure, its own."""
    return wording.also(__package__, "figure").also(__package__, module(name))


def figure(name: str, state: Mapping[str, str], wording: Wording) -> str:
    """The whole element, as a page holds it. Raises Refused for a figure, a control or a value that is not there."""
    found, words = named(name), worded(name, wording)
    now = settled(found.CONTROLS, state)
    return page.whole(name, found, now, found.draw(now, words), words)


def drawn(name: str, state: Mapping[str, str], wording: Wording) -> Drawn:
    """The figure at a state, before it is HTML: what it found is in `values`. Raises Refused."""
    found = named(name)
    return found.draw(settled(found.CONTROLS, state), worded(name, wording))


def redrawn(
    name: str,
    wording: Wording,
    *,
    state: Mapping[str, str] | None = None,
    form: Mapping[str, str] | None = None,
    start: Mapping[str, str] | None = None,
    lists: bool = False,
) -> dict[str, Any]:
    """The parts that move, at a state (as an address has it) or at what a form holds. Raises Refused.

    `start` is what the page set before anybody moved (its `data-start`). Answers `html`; `state`, all of it; `link`,
    what differs from the start; `controls`, what each holds and says; and `lists`, if asked: the options of long ones.
    """
    found, words = named(name), worded(name, wording)
    at_first = settled(found.CONTROLS, start or {})
    now = settled(found.CONTROLS, {**at_first, **(state or {})}) if form is None else placed(found.CONTROLS, form)
    seen = visible(found.CONTROLS, now)
    return {
        "html": page.parts(found.draw(now, words), words),
        "state": dict(now),
        "link": {c.name: now[c.name] for c in found.CONTROLS if now[c.name] != at_first[c.name] and not c.private},
        "controls": {
            c.name: {"value": c.raw(now[c.name]), "says": c.said(now, words), "hidden": not seen[c.name]}
            for c in found.CONTROLS
        },
        "lists": page.lists(found.CONTROLS, words) if lists else {},
    }


__all__ = ["FIGURES", "Choice", "drawn", "figure", "named", "redrawn"]
