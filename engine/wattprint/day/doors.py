"""The extension's questions, from JSON: each answers plain values, HTML among them."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from .. import events
from ..records import Refused, UsageEvent
from ..wording import Wording
from .card import card
from .dashboard import dashboard, title
from .entries import entries
from .ledger import days
from .line import line
from .pieces import words
from .popup import popup
from .rows import read_all, written
from .totals import totals
from .view import checked_day, view

BASIS = ("zone", "reader", "boundary", "method")
VIEW = ("days", "today", "period", "day", "goal", "seen", "heard", "own", *BASIS)
Asked = dict[str, Any]


def _days(asked: Asked, wording: Wording) -> Any:  # noqa: ARG001 - numbers only
    _keys(asked, "events", "days", *BASIS)
    wanted = asked.get("days")
    if not isinstance(wanted, list) or not all(isinstance(day, str) for day in wanted):
        raise Refused("line", "days", wanted, "a list of days, as 2026-11-22")
    found, bad = _events(asked)
    made = days(found, wanted, **_basis(asked))
    return {"days": {day: written(each) for day, each in made.items()}, "skipped": bad}


def _popup(asked: Asked, wording: Wording) -> Any:
    _keys(asked, *VIEW)
    seen = view(asked)
    tomorrow = (date.fromisoformat(seen.today) + timedelta(days=1)).isoformat()
    later = seen._replace(today=tomorrow, day=tomorrow, seen={})
    return {"html": popup(seen, wording), "day": seen.today, "later": popup(later, wording), "tomorrow": tomorrow}


def _dashboard(asked: Asked, wording: Wording) -> Any:
    _keys(asked, *VIEW)
    seen = view(asked)
    return {"html": dashboard(seen, wording), "title": title(seen, words(wording))}


def _card(asked: Asked, wording: Wording) -> Any:
    _keys(asked, *VIEW)
    seen = view(asked)
    return {"svg": card(seen, wording), "name": f"wattprint-{seen.period}-{seen.bounds[0]}"}


def _totals(asked: Asked, wording: Wording) -> Any:  # noqa: ARG001 - numbers only
    _keys(asked, "days")
    return {"csv": totals(read_all(asked.get("days")))}


def _entries(asked: Asked, wording: Wording) -> Any:
    _keys(asked, "events", "day", *BASIS)
    found, bad = _events(asked)
    return {"html": entries(found, str(asked.get("day")), wording, **_basis(asked)), "skipped": bad}


def _line(asked: Asked, wording: Wording) -> Any:
    _keys(asked, "events", "id", *BASIS)
    found, _ = _events(asked)
    return {"text": line(found, str(asked.get("id")), wording, **_basis(asked))}


def _say(asked: Asked, wording: Wording) -> Any:
    """One sentence of this room, its number and its day in it, for a notice."""
    _keys(asked, "key", "n", "day")
    said, key, n = words(wording), f"day.{asked.get('key')}", asked.get("n", 0)
    if not said.says(key) or isinstance(n, bool) or not isinstance(n, int | float):
        raise Refused("key", "key", asked.get("key"), "the name of a sentence")
    day = checked_day("day", asked["day"]) if "day" in asked else ""
    return {"text": said.say(key, n=n, date=day and said.date(day))}


def _basis(asked: Asked) -> dict[str, str]:
    made = {key: asked[key] for key in BASIS if asked.get(key)}
    for key, value in made.items():
        if not isinstance(value, str):
            raise Refused("label", key, value, "a text")
    return made


def _events(asked: Asked) -> tuple[list[UsageEvent], int]:
    """The events that are valid, and how many are not."""
    listed = asked.get("events")
    if not isinstance(listed, list):
        raise Refused("line", "events", type(listed).__name__, "a list")
    lines = list(events.read(map(json.dumps, listed)))
    return [each.event for each in lines if each.event], sum(each.refused is not None for each in lines)


def _keys(asked: Asked, *allowed: str) -> None:
    for key in asked:
        if key not in allowed:
            raise Refused("key", key, key, ", ".join(("do", "lang", *allowed)))


DOORS: dict[str, Callable[[Asked, Wording], Any]] = {
    "days": _days,
    "popup": _popup,
    "dashboard": _dashboard,
    "card": _card,
    "totals": _totals,
    "entries": _entries,
    "line": _line,
    "say": _say,
}
