"""One line of EVENTS.jsonl -> UsageEvent, and back: strict keys, bounded numbers, no text but labels.

The same shape as `facts.schema.Event`, which publishes it as JSON Schema; here without pydantic, since the
extension reads its own events at each opening.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from .facts import load
from .records import MOST_TOKENS, Refused, UsageEvent

KINDS = ("text", "image", "voice", "video", "research", "other")
TOKENS = ("input", "cached", "output", "reasoning")
LONGEST_LABEL = 200
BEFORE_CHATBOTS = 2000  # a clock that was never set says a year before this one
MOST_MINUTES = 14 * 60  # the time zone farthest from Greenwich, Kiritimati
MOST_CHARACTERS = 10 * MOST_TOKENS


class Line(NamedTuple):
    """A line of a file: its event, or what is wrong with it."""

    number: int
    event: UsageEvent | None
    refused: Refused | None


def read(lines: Iterable[str]) -> Iterator[Line]:
    """Every line that is not blank, numbered from 1. Never raises: a bad line says what is wrong with it."""
    for number, text in enumerate(lines, 1):
        if text.strip():
            try:
                yield Line(number, event(_json(text)), None)
            except Refused as error:
                yield Line(number, None, error)


def write(event: UsageEvent) -> str:
    """The line of an event, without what is empty."""
    return json.dumps({k: v for k, v in event._asdict().items() if v not in (None, 0)}, ensure_ascii=False)


def event(fields: Any) -> UsageEvent:
    """A usage event from foreign keys and values. Raises Refused naming the field and what is allowed."""
    if not isinstance(fields, dict):
        raise Refused("line", "event", type(fields).__name__, "an object")
    for key in fields:
        if key not in _CHECKS:
            raise Refused("key", str(key)[:LONGEST_LABEL], key, ", ".join(_CHECKS))
    for key in ("id", "site", "kind", "at"):
        if key not in fields:
            raise Refused("key", key, None, "a value: it is required")
    for key, value in fields.items():
        _CHECKS[key](key, value)
    return UsageEvent(**fields)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("line", "line", text.strip(), "one JSON object") from None


def _label(field: str, value: Any) -> None:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_LABEL:
        raise Refused("label", field, value, f"1 to {LONGEST_LABEL} characters")


def _kind(field: str, value: Any) -> None:
    if value not in KINDS:
        raise Refused("key", field, value, ", ".join(KINDS))


def _instant(field: str, value: Any) -> None:
    try:
        if isinstance(value, str) and value.endswith("Z") and datetime.fromisoformat(value).year > BEFORE_CHATBOTS:
            return
    except ValueError:
        pass
    raise Refused("instant", field, value, "an instant in UTC, as 2026-11-22T09:30:00Z")


def _count(most: int, least: int = 0) -> Callable[[str, Any], None]:
    def check(field: str, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise Refused("count", field, value, f"a whole number from {least:,} to {most:,}")

    return check


def _counts(field: str, value: Any) -> None:
    if not isinstance(value, dict):
        raise Refused("line", field, value, "an object of counts by character class")
    _numbers(field, value, _classes(), MOST_CHARACTERS)


def _tokens(field: str, value: Any) -> None:
    if not isinstance(value, dict):
        raise Refused("line", field, value, "an object of counts of tokens")
    _numbers(field, value, TOKENS, MOST_TOKENS)


def _numbers(field: str, value: dict[str, Any], names: tuple[str, ...], most: int) -> None:
    for name, number in value.items():
        if name not in names:
            raise Refused("key", f"{field}.{name}"[:LONGEST_LABEL], name, ", ".join(names))
        _count(most)(f"{field}.{name}", number)


@cache
def _classes() -> tuple[str, ...]:
    table = load().compiled["tokens"]
    return tuple(entry["name"] for entry in table["class"] + table["event"])


def _optional(check: Callable[[str, Any], None]) -> Callable[[str, Any], None]:
    return lambda field, value: None if value is None else check(field, value)


_CHECKS: dict[str, Callable[[str, Any], None]] = {
    "id": _label,
    "site": _label,
    "kind": _kind,
    "at": _instant,
    "offset": _count(MOST_MINUTES, -MOST_MINUTES),
    **dict.fromkeys(("model", "conversation", "parent"), _optional(_label)),
    **dict.fromkeys(("prompt", "answer", "reasoning", "attachments"), _optional(_counts)),
    "tokens": _optional(_tokens),
    **dict.fromkeys(("images", "tools"), _count(MOST_TOKENS)),
}
