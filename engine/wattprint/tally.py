"""Usage events -> totals by day, model or chatbot. It adds, and does not know why."""

from array import array
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache, reduce
from math import hypot, log
from operator import add
from sys import intern
from typing import NamedTuple

from .context import Past, Turn, pasts
from .facts import EARLIEST, load
from .records import MOST_TOKENS, RESULTS, Match, Refused, Request, UsageEvent
from .table import table
from .tokens import Rules, tokens
from .units import Quantity, spread

BY = ("day", "model", "chatbot")
ENDS = ("median", "low", "high")
WITHOUT = ("context", "reasoning")
"""What an event is also computed without, to say which share of the energy it is."""

HEAVIEST = 10
"""Conversations that are listed by name: their hash, nobody's words."""

SLICE = 2_000
"""Events whose requests and columns are in memory together: a history of ten years has a hundred times as many."""

_FIRST_DAY = f"{EARLIEST}-01-01"  # a log of another clock is counted, with the oldest factors


class Total(NamedTuple):
    """What a group of requests costs. `unknown` of them had no known length and count as typical ones;
    `proxies` ran a model that had to be replaced by a relative. `shares` are those of the energy, from 0 to 1, that
    went to reading conversations again and to reasoning."""

    requests: int
    unknown: int
    proxies: int
    results: dict[str, Quantity]
    searches: int = 0
    images: int = 0
    shares: dict[str, float] = {}  # noqa: RUF012 - a NamedTuple's default, never changed


class Heavy(NamedTuple):
    """A conversation among the heaviest: where and on which day it began, and what it took."""

    chatbot: str
    day: str
    total: Total


class Tally(NamedTuple):
    """Totals by group, in order, and over all; `doubles` are events seen before, counted once. `also` has the groups
    of the other keys of `BY`, `heaviest` the conversations that took the most energy, by their hash."""

    by: str
    groups: dict[str, Total]
    total: Total
    doubles: int
    also: dict[str, dict[str, Total]] = {}  # noqa: RUF012
    heaviest: dict[str, Heavy] = {}  # noqa: RUF012


class Asked(NamedTuple):
    """An event whose counts of characters are tokens by now: all that is kept of it until every event is known, since
    a history of ten years may be in memory at once. `known`: its length is."""

    event: UsageEvent
    known: bool
    read: Quantity
    cached: Quantity
    written: Quantity
    thought: Quantity


class Counted(NamedTuple):
    """An event as requests: at the median, low and high of its token counts (the same where they are exact), then at
    the median without each of `WITHOUT`."""

    requests: tuple[Request, ...]
    unknown: bool
    match: Match
    searches: int
    images: int


class Cost(NamedTuple):
    """What an event takes, and its energy (Wh) that is for each of `WITHOUT`."""

    results: dict[str, Quantity]
    parts: tuple[float, ...]


def tally(
    events: Iterable[UsageEvent],
    by: str = "day",
    *,
    zone: str | None = None,
    reader: str | None = None,
    boundary: str = "hardware",
    method: str | None = None,
) -> Tally:
    """Totals of the events, each counted once by (site, id), on the local day of the reader.

    Requests share their uncertain factors, so bounds add (see `units`). Raises Refused for a bad argument.
    """
    if by not in BY:
        raise Refused("key", "by", by, ", ".join(BY))
    once, doubles = _once(events)
    counted: list[Counted] = []
    costs = Costs()
    for _, each, cost in _costed(once, range(len(once)), zone, reader, boundary, method):
        counted.append(each._replace(requests=()))
        costs.append(cost)

    def totals(key: str) -> dict[str, Total]:
        groups: dict[str, list[int]] = {}
        for number, asked in enumerate(once):
            groups.setdefault(_group(asked.event, counted[number].match, key), []).append(number)
        return {name: _total(groups[name], counted, costs) for name in sorted(groups)}

    return Tally(
        by,
        totals(by),
        _total(range(len(once)), counted, costs),
        doubles,
        {key: totals(key) for key in BY if key != by},
        _heaviest(once, counted, costs),
    )


def costed(
    events: Iterable[UsageEvent],
    days: Container[str] | None = None,
    *,
    zone: str | None = None,
    reader: str | None = None,
    boundary: str = "hardware",
    method: str | None = None,
) -> Iterator[tuple[UsageEvent, Counted, Cost]]:
    """Each event, counted once, without its counts of characters, and what it takes. Of events outside `days` (local
    days; None: all) only what their conversations had read before is used. Raises Refused for a bad argument."""
    once, _ = _once(events)
    chosen = [number for number, asked in enumerate(once) if days is None or local_day(asked.event) in days]
    yield from _costed(once, chosen, zone, reader, boundary, method)


class Costs:
    """The costs of many events, as columns of numbers."""

    def __init__(self) -> None:
        self._results = {name: [array("d") for _ in ENDS] for name in RESULTS}
        self._parts = [array("d") for _ in WITHOUT]

    def append(self, cost: Cost) -> None:
        """Adds the next one."""
        for name, columns in self._results.items():
            for end, column in zip(ENDS, columns, strict=True):
                column.append(getattr(cost.results[name], end))
        for part, column in zip(cost.parts, self._parts, strict=True):
            column.append(part)

    def results(self, numbers: Sequence[int]) -> dict[str, Quantity]:
        """Of these events: medians add and bounds add."""
        made = {}
        for name, columns in self._results.items():
            median, low, high = (float(sum(column[number] for number in numbers)) for column in columns)
            made[name] = Quantity(median, low, high, RESULTS[name])
        return made

    def energy(self, numbers: Iterable[int]) -> float:
        """The median of the energy of these events."""
        return sum(self._results["energy"][0][number] for number in numbers)

    def parts(self, numbers: Sequence[int]) -> dict[str, float]:
        """The energy of these events that is for each of `WITHOUT`."""
        return {
            name: sum(column[number] for number in numbers) for name, column in zip(WITHOUT, self._parts, strict=True)
        }


def _once(events: Iterable[UsageEvent]) -> tuple[list[Asked], int]:
    """Each event once, the first by its site and id, and how many more there were."""
    once: dict[tuple[str, str], Asked] = {}
    doubles = 0
    for event in events:
        key = event.site, event.id
        if key in once:
            doubles += 1
        else:
            once[key] = _asked(event)
    return list(once.values()), doubles


def _asked(event: UsageEvent) -> Asked:
    """The event's tokens: exact where a log gives them, else estimated from the counts of characters."""
    exact = event.tokens or {}
    known = event.tokens is not None or event.answer is not None or event.images > 0
    written = _tokens(exact.get("output"), event.answer) if known else load().factor("typical-answer").quantity
    slim = event._replace(
        prompt=None,
        answer=None,
        reasoning=None,
        attachments=None,
        site=intern(event.site),
        kind=intern(event.kind),
        model=event.model and intern(event.model),
        conversation=event.conversation and intern(event.conversation),
    )
    return Asked(
        slim,
        known,
        _tokens(exact.get("input"), event.prompt, event.attachments),
        _tokens(exact.get("cached")),
        written,
        _tokens(exact.get("reasoning"), event.reasoning),
    )


def _costed(
    once: list[Asked],
    chosen: Sequence[int],
    zone: str | None,
    reader: str | None,
    boundary: str,
    method: str | None,
) -> Iterator[tuple[UsageEvent, Counted, Cost]]:
    """The chosen events by their place, a slice at a time."""
    before = pasts([asked.event for asked in once], map(_turn, once))
    for start in range(0, len(chosen), SLICE):
        places = chosen[start : start + SLICE]
        some = [_counted(once[place], before[place], zone, reader, boundary, method) for place in places]
        columns = table(request for event in some for request in event.requests)
        for number, place in enumerate(places):
            yield once[place].event, some[number], _cost(columns, number * (len(ENDS) + len(WITHOUT)))


def _turn(asked: Asked) -> Turn:
    """What the event adds to its conversation; an exact log counts the past with it."""
    exact = asked.event.tokens
    if exact is not None:
        return Turn(Quantity(sum(exact.get(part, 0) for part in ("input", "cached", "output")), unit="token"), True)
    return Turn(asked.read + asked.written if asked.known else asked.read, False)


def _counted(
    asked: Asked, past: Past, zone: str | None, reader: str | None, boundary: str, method: str | None
) -> Counted:
    """The event as requests, with the past of its conversation, from a cache where the provider keeps one."""
    facts, event = load(), asked.event
    exact = event.tokens or {}
    model = event.model or event.site
    day = max(event.at[: len(_FIRST_DAY)], _FIRST_DAY)
    match = facts.model(model, day)
    alone = {
        "input_tokens": asked.read,
        "cached_tokens": asked.cached,
        "output_tokens": asked.written,
        "reasoning_tokens": asked.thought,
    }
    parts = dict(alone)
    if event.tokens is None:
        where = "cached_tokens" if _is_cached(match.model.provider, past) else "input_tokens"
        parts[where] = alone[where] + past.tokens
    else:
        again = max(0, min(past.tokens.median - exact.get("cached", 0), exact.get("input", 0)))
        alone["input_tokens"] = Quantity(exact.get("input", 0) - again, unit="token")
        alone["cached_tokens"] = _tokens(0)
    plain = Request(
        model=model, images=event.images, searches=event.tools, zone=zone, reader=reader, date=day,
        boundary=boundary, method=method,
    )  # fmt: skip
    requests = [
        *(_at(end, plain, parts) for end in ENDS),
        _at(ENDS[0], plain, alone),
        _at(ENDS[0], plain, {**parts, "reasoning_tokens": _tokens(0)}),
    ]
    return Counted(tuple(requests), not asked.known, match, event.tools, event.images)


def _at(end: str, plain: Request, parts: dict[str, Quantity]) -> Request:
    return plain._replace(**{name: min(getattr(part, end), MOST_TOKENS) for name, part in parts.items()})


def _is_cached(provider: str, past: Past) -> bool:
    """Whether a past of this size and age is read from a cache, by what the provider says of its own."""
    facts = load()
    prefix, life = f"cache-prefix-{provider}", f"cache-life-{provider}"
    if prefix not in facts.compiled["factors"]:
        return False
    long_enough = past.tokens.median >= facts.factor(prefix).quantity.median
    return long_enough and past.age <= facts.factor(life).quantity.to("s").median


def _tokens(exact: int | None, *counts: dict[str, int] | None) -> Quantity:
    if exact is not None:
        return Quantity(exact, unit="token")
    return reduce(add, (tokens(part, _rules()) for part in counts if part), Quantity(0, unit="token"))


@cache
def _rules() -> Rules:
    return Rules(load().compiled["tokens"])


def _cost(columns: dict[str, list[float]], row: int) -> Cost:
    """The event's results: the range of the estimate and that of the tokens, independent, in quadrature."""
    made = {}
    for name, unit in RESULTS.items():
        median, low, high = (columns[f"{name}{end}"][row] for end in ("", "_low", "_high"))
        fewer, more = columns[name][row + 1], columns[name][row + 2]
        made[name] = (
            spread(
                median,
                hypot(log(median / low), log(median / fewer)),
                hypot(log(high / median), log(more / median)),
                unit,
            )
            if low and fewer
            else Quantity(median, low, high, unit)
        )
    energy = columns["energy"]
    without = energy[row + len(ENDS) : row + len(ENDS) + len(WITHOUT)]
    return Cost(made, tuple(max(0.0, energy[row] - rest) for rest in without))


def _heaviest(once: list[Asked], counted: list[Counted], costs: Costs) -> dict[str, Heavy]:
    """The conversations of the most energy, the heaviest first."""
    groups: dict[str, list[int]] = {}
    for number, asked in enumerate(once):
        if asked.event.conversation:
            groups.setdefault(asked.event.conversation, []).append(number)
    energies = {name: costs.energy(numbers) for name, numbers in groups.items()}
    chosen = sorted(groups, key=lambda name: (-energies[name], name))[:HEAVIEST]
    made = {}
    for name in chosen:
        first = min((once[number].event for number in groups[name]), key=lambda event: event.at)
        made[name] = Heavy(first.site, local_day(first), _total(groups[name], counted, costs))
    return made


def _total(numbers: Sequence[int], counted: list[Counted], costs: Costs) -> Total:
    results = costs.results(numbers)
    return Total(
        len(numbers),
        sum(counted[number].unknown for number in numbers),
        sum(not counted[number].match.exact for number in numbers),
        results,
        sum(counted[number].searches for number in numbers),
        sum(counted[number].images for number in numbers),
        {name: part / (results["energy"].median or 1) for name, part in costs.parts(numbers).items()},
    )


def _group(event: UsageEvent, match: Match, by: str) -> str:
    """The reader's local day, the model's id, or the chatbot's site."""
    if by == "model":
        return match.model.id
    if by == "chatbot":
        return event.site
    return local_day(event)


def local_day(event: UsageEvent) -> str:
    """The day on the reader's clock."""
    return (datetime.fromisoformat(event.at) + timedelta(minutes=event.offset)).date().isoformat()
