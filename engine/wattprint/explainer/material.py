"""What the learning figures learn from: the drawings, the texts and the rounds of data/lecture."""

from functools import cache
from typing import Any

from ..facts import lessons
from ..lessons.confusion import Confusion
from ..lessons.drawing import Drawing, parse
from ..wording import Wording

CAT = "cat"
"""The kind that the programs are asked about."""


@cache
def drawings() -> tuple[Drawing, ...]:
    """All of them, the cats first."""
    found = [
        Drawing(id, entry["kind"], entry["pose"], parse(entry["rows"])) for id, entry in lessons()["drawings"].items()
    ]
    return tuple(sorted(found, key=lambda drawing: (drawing.kind != CAT, drawing.kind, drawing.id)))


def drawing(id: str) -> Drawing:
    """The drawing with this id."""
    return next(found for found in drawings() if found.id == id)


def passage(id: str) -> dict[str, Any]:
    """A text, with its title, its author and its licence."""
    found: dict[str, Any] = lessons()["texts"][id]
    return found


def passages(lang: str) -> dict[str, dict[str, Any]]:
    """The texts of a language."""
    return {id: found for id, found in lessons()["texts"].items() if found["lang"] == lang}


def rounds(lang: str) -> list[dict[str, Any]]:
    """The rounds of the game in a language, in order."""
    return [found for _, found in sorted(lessons()["turing"].items()) if found["lang"] == lang]


def mistakes(counted: Confusion, words: Wording) -> dict[str, str]:
    """The two kinds of mistakes, counted in words."""
    own = words.also(__package__, "material")
    return {
        "missed": own.say("mistakes.missed", n=counted.missed),
        "alarms": own.say("mistakes.alarms", n=counted.alarms),
    }
