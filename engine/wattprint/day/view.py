"""What a view is drawn of: the kept totals, the day it is, and what the reader set."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from ..facts import load
from ..records import Refused
from ..units import Quantity
from .rows import Day, Row, read_all, summed

PERIODS = ("day", "week", "month", "year")
GOALS = ("", "requests", "energy")
BEFORE = 30
"""Days before today whose average today is held against."""

SECOND = 1e-3
"""Of a millisecond."""


class Goal(NamedTuple):
    """At most so many requests, or watt-hours, a day; kind "" is none."""

    kind: str = ""
    most: float = 0


class View(NamedTuple):
    """`seen` are the requests that the independent eye saw today by site, `heard` those that were heard in the pages,
    whatever became of their answers; `own` the milliseconds that the extension worked today, None where there is no
    extension; `zone` and `method` what the totals were made with."""

    days: dict[str, Day]
    today: str
    period: str = "day"
    day: str = ""
    goal: Goal = Goal()
    seen: dict[str, int] = {}  # noqa: RUF012 - a NamedTuple's default, never changed
    heard: dict[str, int] = {}  # noqa: RUF012
    own: float | None = None
    zone: str | None = None
    method: str | None = None

    @property
    def rows(self) -> list[Row]:
        """The rows of the period that is shown."""
        return self.between(*self.bounds)

    @property
    def bounds(self) -> tuple[str, str]:
        """The first and the last day of the period."""
        return bounds(self.period, self.day or self.today)

    def between(self, first: str, last: str) -> list[Row]:
        """The rows of the days from `first` to `last`."""
        return [row for key, day in self.days.items() if first <= key <= last for row in day.rows]

    def usual(self) -> tuple[float, Quantity] | None:
        """Requests and energy of the average day of use among the `BEFORE` days before today; None without any."""
        start = (date.fromisoformat(self.today) - timedelta(days=BEFORE)).isoformat()
        used = [day for key, day in self.days.items() if start <= key < self.today and day.rows]
        if not used:
            return None
        every = summed(row for day in used for row in day.rows)
        return every.requests / len(used), every.results["energy"] * (1 / len(used))

    def own_energy(self) -> Quantity:
        """What the extension's own work took today: its time, at the power of a whole laptop."""
        return (load().factor("laptop-power").quantity * Quantity((self.own or 0) * SECOND, unit="s")).to("Wh")


def bounds(period: str, day: str) -> tuple[str, str]:
    """The first and the last day of the period that a day is in; weeks begin on Monday."""
    found = date.fromisoformat(day)
    first = last = found
    if period == "week":
        first = found - timedelta(days=found.weekday())
        last = first + timedelta(days=6)
    elif period == "month":
        first = found.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    elif period == "year":
        first, last = found.replace(month=1, day=1), found.replace(month=12, day=31)
    return first.isoformat(), last.isoformat()


def view(asked: Mapping[str, Any]) -> View:
    """A view from JSON. Raises Refused naming the field."""
    return View(
        read_all(asked.get("days", {})),
        checked_day("today", asked.get("today")),
        _one_of("period", asked.get("period", "day"), PERIODS),
        checked_day("day", asked.get("day") or asked.get("today")),
        _goal(asked.get("goal") or {}),
        _by_site("seen", asked),
        _by_site("heard", asked),
        None if asked.get("own") is None else _number("own", asked["own"]),
        asked.get("zone"),
        asked.get("method"),
    )


def _by_site(field: str, asked: Mapping[str, Any]) -> dict[str, int]:
    return {str(site): int(_number(field, n)) for site, n in _object(field, asked.get(field) or {}).items()}


def _goal(found: Any) -> Goal:
    fields = _object("goal", found)
    return Goal(_one_of("goal.kind", fields.get("kind", ""), GOALS), _number("goal.most", fields.get("most", 0)))


def checked_day(field: str, value: Any) -> str:
    """A day from JSON. Raises Refused naming the field."""
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise Refused("date", field, value, "a day, as 2026-11-22") from None


def _one_of(field: str, value: Any, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise Refused("key", field, value, ", ".join(name for name in allowed if name))
    return str(value)


def _number(field: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
        raise Refused("count", field, value, "a number from 0 to 1,000,000,000")
    return value


def _object(field: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Refused("line", field, value, "an object")
    return value
