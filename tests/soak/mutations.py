"""Mutated lines of usage events, and mutated calls of the bridge: every one is answered, none raises."""

import json
import random
from collections.abc import Callable
from pathlib import Path

from tests.soak.count import Count, hash_of

from wattprint import events
from wattprint.bridge import call

DAY = Path(__file__).resolve().parents[2] / "data/examples/day.jsonl"
SEEDS = [
    *DAY.read_text(encoding="utf-8").splitlines(),
    '{"do": "estimate", "request": {"model": "gpt-4o", "output_tokens": 400, "zone": "FRA"}, "lang": "fr"}',
    '{"do": "compare", "request": {"model": "gpt-4o"}, "axis": "method"}',
    '{"do": "tally", "events": [{"id": "a", "site": "b", "kind": "text", "at": "2026-11-22T10:00:00Z"}]}',
]
PIECES = [
    "{",
    "}",
    "[",
    "]",
    '"',
    ",",
    ":",
    "\\",
    "\x00",
    "\ud800",
    "é",
    "NaN",
    "1e999",
    "-1",
    "null",
    "[" * 200,
    "9" * 400,
]


def _cut(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text))
    return text[:start] + text[start + chance.randrange(1, 12) :]


def _insert(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text))
    return text[:start] + chance.choice(PIECES) + text[start:]


def _swap(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text))
    return text[:start] + chr(chance.randrange(1, 0x2FFF)) + text[start + 1 :]


def _double(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text))
    end = start + chance.randrange(1, 40)
    return text[:end] + text[start:end] + text[end:]


WAYS: tuple[Callable[[str, random.Random], str], ...] = (_cut, _insert, _swap, _double)


def mutated(number: int) -> str:
    """The mutated text with this number, always the same."""
    chance = random.Random(number)
    text = SEEDS[number % len(SEEDS)]
    for _ in range(1 + number % 4):
        text = chance.choice(WAYS)(text or "x", chance) or "x"
    return text


def count(of: int) -> Count:
    """The long count, for run.py."""
    engine = Path(events.__file__).parent
    return Count(of, run, hash_of([*(engine / f"{name}.py" for name in ("bridge", "events", "table")), Path(__file__)]))


def run(number: int) -> None:
    """One case. Raises whatever the engine raises: it should raise nothing."""
    text = mutated(number)
    lines = list(events.read([text]))
    assert all((line.event is None) != (line.refused is None) for line in lines)
    answer = json.loads(call(text))
    assert answer.keys() in ({"answer"}, {"error"})
