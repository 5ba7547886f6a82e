"""The estimate of a state: of one request, of a day and of a year."""

from typing import NamedTuple

from ..estimate import of
from ..records import Estimate, Refused
from ..units import Quantity
from ..wording import Wording
from .state import State


class Served(NamedTuple):
    """A state and what its request takes; `day` and `year` are how many requests there are in one."""

    state: State
    estimate: Estimate
    day: float
    year: float

    @property
    def spans(self) -> dict[str, float]:
        """How many requests: one, a day's, a year's."""
        return {"request": 1.0, "day": self.day, "year": self.year}


def served(state: State, words: Wording) -> Served:
    """The estimate. Raises Refused where the method does not cover the model or the place."""
    try:
        made = of(state.request())
    except Refused as error:
        raise named(error, words) from None
    days = Quantity(1, unit="yr").to("d").median
    return Served(state, made, state.day, state.day * days)


def named(error: Refused, words: Wording) -> Refused:
    """The error, its field as the form calls it."""
    label = words.say(f"fields.{error.field}") if words.says(f"fields.{error.field}") else error.label
    return Refused(error.kind, error.field, error.found, error.allowed, label)
