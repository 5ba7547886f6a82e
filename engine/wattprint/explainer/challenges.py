"""A map of what is hard in machine learning: ten places, and at each a small example computed with our cats."""

from ..facts import load
from ..lessons.cat_or_not import START
from ..lessons.drawing import CELLS
from ..records import Factor
from ..wording import Wording
from . import trials
from .base import Drawn, pictures
from .controls import Counter
from .hands import Atlas
from .state import State

ISLES = {
    "make": ("design", "proof", "evaluation"),
    "trust": ("bias", "interpretability", "transfer", "attacks"),
    "spend": ("data", "energy"),
    "live": ("society",),
}
LAW = "lecture/ai-act-compute"
SIZES = {"parameters": len(START), "of_cells": CELLS}

CONTROLS = (Atlas("place", ISLES), Counter("seed"))


def draw(state: State, words: Wording) -> Drawn:
    """The example of the place that was chosen."""
    place = state["place"]
    own = words.also(__package__, "trials")
    tried = trials.TRIALS[place](int(state["seed"]), own)
    sources: tuple[Factor, ...] = (load().factor(LAW),) if place == "society" else ()
    return Drawn(
        pictures(lambda width, kind: tried.picture(f"challenges-{kind}", width)),
        f"{words.say(f'says.{place}', **SIZES)} {words.say(f'found.{place}', **SIZES, **tried.found)}",
        tried.table,
        sources,
        (words.say("law"),) if place == "society" else (words.say("note"),),
        own.say(f"captions.{place}"),
    )
