"""A state -> what the page shows of it, in parts: the numbers first, and the rest when it is looked at."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ..records import Refused
from ..wording import Wording
from .compared import compared
from .copied import as_csv, as_json, as_text
from .levers import levers
from .names import shown, titled
from .numbers import numbers
from .over import over
from .served import Served, served
from .state import State, changed, read, written
from .working import working

PARTS: dict[str, Callable[[Served, Wording], str]] = {
    "numbers": numbers,
    "over": over,
    "levers": levers,
    "compare": compared,
    "working": working,
}
"""What is drawn, by the name of its place in the page (data-part)."""

COPIES: dict[str, Callable[[Served, Wording], str]] = {"text": as_text, "csv": as_csv, "json": as_json}
ANSWERS = (*PARTS, *COPIES)


class Answer(NamedTuple):
    """A part as HTML (or as text to copy), the whole state, and a title.

    `changed` is the state without what is the default, for the address; `shown` what the fields of the form say
    where that is not the value itself.
    """

    html: str
    state: dict[str, str]
    title: str
    changed: dict[str, str]
    shown: dict[str, str]


def answer(state: Mapping[str, str], wording: Wording, name: str = "numbers") -> Answer:
    """One part of the calculator at a state. Raises Refused naming the field of the state."""
    words = said(wording)
    if name not in ANSWERS:
        raise Refused("key", "part", name, ", ".join(ANSWERS))
    found = read(state, words)
    made = served(found, words)
    return Answer(part(name, made, words), written(found), titled(made, words), changed(found), shown(found, words))


def part(name: str, made: Served, words: Wording) -> str:
    """The HTML of a part, or the text to copy."""
    return {**PARTS, **COPIES}[name](made, words)


def said(wording: Wording) -> Wording:
    """The words of this room over the others."""
    return wording.also(__package__, "calculator")


def start(wording: Wording, given: Mapping[str, str]) -> tuple[State, Served]:
    """The state and its estimate, for a page at build time. Raises Refused."""
    found = read(given, said(wording))
    return found, served(found, said(wording))
