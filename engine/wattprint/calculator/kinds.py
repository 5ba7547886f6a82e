"""Kinds of request, and the facts that say how long each is: data/factors/kinds.toml."""

from typing import NamedTuple

from ..facts import load
from ..records import Factor


class Kind(NamedTuple):
    """The facts that fill the counts of a request; "" where a kind has none of it."""

    input: str = ""
    output: str = ""
    reasoning: str = ""
    images: bool = False


KINDS = {
    "short": Kind("prompt-short", "typical-answer"),
    "long": Kind("prompt-medium", "answer-medium"),
    "summary": Kind("prompt-document", "answer-document"),
    "code": Kind("prompt-code", "answer-code"),
    "reasoning": Kind("prompt-short", "typical-answer", "reasoning-tokens"),
    "image": Kind("prompt-short", images=True),
}
A_DAY = "requests-a-day"
COUNTS = ("input", "output", "reasoning", "images")


def usual(kind: str) -> dict[str, float]:
    """The counts of a kind of request: medians of its facts; an image is one."""
    found = KINDS[kind]
    counts = {name: load().factor(id).quantity.median if id else 0.0 for name, id in _facts(found).items()}
    return {**counts, "images": float(found.images)}


def assumed(kind: str, counts: dict[str, float]) -> dict[str, Factor]:
    """The facts behind those counts that are the usual ones of the kind."""
    before = usual(kind)
    return {
        name: load().factor(id)
        for name, id in _facts(KINDS[kind]).items()
        if id and counts[name] == before[name]
    }  # fmt: skip


def _facts(kind: Kind) -> dict[str, str]:
    return {"input": kind.input, "output": kind.output, "reasoning": kind.reasoning}
