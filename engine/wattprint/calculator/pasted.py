"""Counts of characters -> tokens of a text that the page has counted: the text itself never comes here."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from ..facts import load
from ..records import MOST_TOKENS, Refused
from ..tokens import Rules, tokens
from ..wording import Wording
from .count import Count, plain

MOST = 1_000_000_000
"""Characters: more than a browser holds in one text."""


def pasted(counts: Mapping[str, Any], words: Wording) -> dict[str, str]:
    """{"tokens": "900-1240-1700", "says": "about 1,200 tokens (between ...)"}. Raises Refused for what is no count."""
    for name, number in counts.items():
        if name not in _rules().shares:
            raise Refused("key", "counts", name, ", ".join(_rules().shares))
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= MOST:
            raise Refused("count", "counts", number, f"a number from 0 to {MOST:,}")
    found = tokens(counts, _rules())
    ends = [float(round(min(end, MOST_TOKENS))) for end in (found.low, found.median, found.high)]
    return {
        "tokens": plain(Count.of(*ends) if ends[0] else ends[1]),
        "says": words.say("calculator.pasted", tokens=found),
    }


@cache
def _rules() -> Rules:
    return Rules(load().compiled["tokens"])
