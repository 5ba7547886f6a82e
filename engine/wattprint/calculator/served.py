"""The estimate of a state: of one request, of a day and of a year.

Where a text was counted, its tokens are known within a range: the same request is estimated at both ends, and what that
moves widens each step and each result.
"""

from typing import NamedTuple

from ..estimate import of
from ..records import Estimate, Refused
from ..units import Quantity
from ..wording import Wording
from .count import widened
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
        made = estimated(state)
    except Refused as error:
        raise named(error, words) from None
    days = Quantity(1, unit="yr").to("d").median
    return Served(state, made, state.day, state.day * days)


def estimated(state: State, model: str = "") -> Estimate:
    """One request of a state, or the same to another model. Raises Refused."""
    made = of(state.request(model))
    if not state.ranges:
        return made
    fewer, more = (of(state.request(model, end)) for end in ("low", "high"))
    steps = [
        step._replace(result=widened(step.result, less.result.median, plus.result.median))
        for step, less, plus in zip(made.steps, fewer.steps, more.steps, strict=True)
    ]
    results = {
        name: widened(quantity, fewer.results[name].median, more.results[name].median)
        for name, quantity in made.results.items()
    }
    return made._replace(steps=tuple(steps), **results)  # type: ignore[arg-type]


def named(error: Refused, words: Wording) -> Refused:
    """The error, its field as the form calls it."""
    label = words.say(f"fields.{error.field}") if words.says(f"fields.{error.field}") else error.label
    return Refused(error.kind, error.field, error.found, error.allowed, label)
