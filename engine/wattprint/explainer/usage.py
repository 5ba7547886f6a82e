"""A reader's use of AI: so many requests of a kind a day, and what they take in a year."""

from typing import NamedTuple

from ..estimate import of
from ..facts import load
from ..records import RESULTS, Estimate, Factor, Request
from ..units import Quantity
from ..wording import Wording
from .controls import Choice, Slider

CHATBOT = "chatgpt"
"""Whoever asks a chatbot without choosing a model asks this one."""

KINDS: dict[str, dict[str, str]] = {
    "short": {"input_tokens": "prompt-short", "output_tokens": "typical-answer"},
    "long": {"input_tokens": "prompt-medium", "output_tokens": "answer-medium"},
    "reasoning": {
        "input_tokens": "prompt-short", "output_tokens": "typical-answer", "reasoning_tokens": "reasoning-tokens",
    },
}  # fmt: skip
"""The counts of each kind of request, as the facts that state them. An image is one image."""

IMAGE = "image"
STOPS = (0, 1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
AT_FIRST = 10

REQUESTS = Slider("requests", STOPS, AT_FIRST)
KIND = Choice("kind", (*KINDS, IMAGE))


class Use(NamedTuple):
    """The estimate of one request, and the facts that say how long it is."""

    one: Estimate
    lengths: tuple[Factor, ...]

    def factors(self, criterion: str = "energy") -> tuple[Factor, ...]:
        """The facts under one of its results."""
        steps = (step for step in self.one.steps if step.result.unit == RESULTS[criterion])
        return (*self.lengths, *(factor for step in steps for factor in step.factors))

    def yearly(self, criterion: str, requests: float, unit: str) -> Quantity:
        """What so many requests a day take in a year: a sum, whose bounds add."""
        one: Quantity = getattr(self.one, criterion)
        return (one * Quantity(requests, unit="1/d")).to(f"{unit}/yr")


def lengths(kind: str) -> dict[str, Factor]:
    """How long a request of a kind is, as facts by the name of the count."""
    return {count: load().factor(id) for count, id in KINDS[kind].items()}


def request(kind: str, model: str, zone: str | None = None) -> Request:
    """One request of a kind, to a model."""
    if kind == IMAGE:
        return Request(model, images=1, zone=zone)
    counts = {count: factor.quantity.median for count, factor in lengths(kind).items()}
    return Request(
        model,
        input_tokens=counts["input_tokens"],
        output_tokens=counts["output_tokens"],
        reasoning_tokens=counts.get("reasoning_tokens", 0),
        zone=zone,
    )


def use(kind: str, model: str = CHATBOT, zone: str | None = None) -> Use:
    """One request of a kind, estimated."""
    facts = () if kind == IMAGE else tuple(lengths(kind).values())
    return Use(of(request(kind, model, zone)), facts)


def times(requests: float, kind: str, words: Wording) -> str:
    """ "10 short questions a day"."""
    return words.say(f"figure.a_day.{kind}", n=requests)
