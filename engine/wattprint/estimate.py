"""request + method + facts -> Estimate.

A method's rates, led through a footprint, are coefficients: what one unit of each driver of `Work` takes of
each criterion, step by step. An estimate is these coefficients times the work of one request.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from . import footprint
from .facts import EARLIEST, WORLD, Facts, load
from .methods import named
from .methods.base import attached
from .records import (
    BOUNDARIES,
    DRIVERS,
    MOST_TOKENS,
    RESULTS,
    Estimate,
    Factor,
    Match,
    Rate,
    Refused,
    Request,
    Step,
    Work,
)
from .units import Quantity

COUNTS = ("input_tokens", "cached_tokens", "output_tokens", "reasoning_tokens", "images", "searches")


class Form(NamedTuple):
    """One step as a linear form: (driver's place in `Work`, median, low, high) of each driver it depends on."""

    step: str
    criterion: str
    unit: str
    terms: tuple[tuple[int, float, float, float], ...]
    factors: tuple[Factor, ...]


class Plan(NamedTuple):
    """All that does not depend on the counts of a request: who answers, where, and the coefficients."""

    match: Match
    method: str
    zone: str
    forms: tuple[Form, ...]


def estimate(
    model: str,
    *,
    input_tokens: float = 0,
    cached_tokens: float = 0,
    output_tokens: float = 0,
    reasoning_tokens: float = 0,
    images: float = 0,
    searches: float = 0,
    zone: str | None = None,
    reader: str | None = None,
    grid: str | None = None,
    date: str | None = None,
    boundary: str = "hardware",
    method: str | None = None,
    on: str | None = None,
) -> Estimate:
    """What one request costs: energy, carbon, water, primary energy, minerals and Google searches.

    Tokens and images are counts (>= 0); the other arguments are those of `Request`. Raises Refused (a
    ValueError) naming the field, what was found and what is allowed; an unknown model is not an error but a
    flagged proxy (`.match`).
    """
    return of(Request(model, input_tokens, cached_tokens, output_tokens, reasoning_tokens, images, searches,
                      zone, reader, grid, date, boundary, method, on))  # fmt: skip


def of(request: Request) -> Estimate:
    """The estimate of a request record. Raises Refused."""
    drivers = work(request)
    found = planned(request)
    sums = {name: [0.0, 0.0, 0.0] for name in RESULTS}
    steps = []
    for step, criterion, unit, terms, factors in found.forms:
        median = low = high = 0.0
        for place, m, l, h in terms:  # noqa: E741 - median, low, high
            amount = drivers[place]
            median += m * amount
            low += l * amount
            high += h * amount
        if median:
            total = sums[criterion]
            total[0] += median
            total[1] += low
            total[-1] += high
            steps.append(Step(step, Quantity(median, low, high, unit), factors))
    results = {name: Quantity(median, low, high, RESULTS[name]) for name, (median, low, high) in sums.items()}
    return Estimate(request, found.match, found.method, found.zone, request.boundary, steps=tuple(steps), **results)


def work(request: Request) -> Work:
    """The drivers of a request. Raises Refused for a count that is negative, not finite or absurd."""
    _, fresh, cached, answer, reasoning, images, searches, *_ = request
    try:
        fine = (
            0 <= fresh <= MOST_TOKENS and 0 <= cached <= MOST_TOKENS and 0 <= answer <= MOST_TOKENS
            and 0 <= reasoning <= MOST_TOKENS and 0 <= images <= MOST_TOKENS and 0 <= searches <= MOST_TOKENS
        )  # fmt: skip
    except TypeError:
        fine = False
    if not fine:
        raise _bad_count(request)
    decode = answer + reasoning
    return Work(
        1.0, fresh, fresh * (cached + fresh / 2), cached, decode, decode * (cached + fresh + decode / 2),
        answer, images, searches,
    )  # fmt: skip


def _bad_count(request: Request) -> Refused:
    for field in COUNTS:
        count = getattr(request, field)
        if isinstance(count, bool) or not isinstance(count, int | float) or not 0 <= count <= MOST_TOKENS:
            return Refused("count", field, count, f"a number from 0 to {MOST_TOKENS:,}")
    raise AssertionError("every count is fine")


def plan(
    model: str,
    zone: str | None = None,
    reader: str | None = None,
    grid: str | None = None,
    day: str | None = None,
    boundary: str = "hardware",
    method: str | None = None,
    on: str | None = None,
) -> Plan:
    """Resolve names and cross rates with footprint, once for all requests that share them. Raises Refused."""
    return _plan(load(), model, zone, reader, grid, day, boundary, method, on)


def planned(request: Request) -> Plan:
    """The plan of a request. Raises Refused."""
    return _plan(load(), request.model, *request[1 + len(COUNTS) :])


@lru_cache(maxsize=4096)
def _plan(
    facts: Facts,
    model: str,
    zone: str | None,
    reader: str | None,
    grid: str | None,
    day: str | None,
    boundary: str,
    method: str | None,
    on: str | None,
) -> Plan:
    checked(day, boundary)
    chosen = named(method)
    match = facts.model(model, day)
    provider = match.model.provider if on is None else "local"
    if on is None:
        place = facts.zone(zone) if zone is not None else chosen.home(match, facts)
        rates = chosen.rates(match, place, facts)
    else:
        place = facts.zone(zone or reader or WORLD)
        rates = chosen.own(match, on, facts)
    extra = attached(rates, facts)
    level = BOUNDARIES.index(boundary)
    lines = footprint.usage(provider, place, day, grid, facts)
    if level >= BOUNDARIES.index("hardware"):
        lines += footprint.hardware(provider, facts) if on is None else footprint.own(on, facts)
    if chosen.whole:
        rates += extra + footprint.through(extra, lines)
    else:
        energy = rates + extra
        rates = energy + footprint.through(energy, lines)
        if level >= BOUNDARIES.index("training"):
            rates += footprint.training(energy, lines, facts)
        if level >= BOUNDARIES.index("device"):
            rates += footprint.device(facts.zone(reader or WORLD, "reader"), day, facts)
    return Plan(match, chosen.id, place, _forms(rates + footprint.searches(rates, facts)))


def checked(day: str | None, boundary: str) -> None:
    """Raises Refused unless the day is an ISO 8601 date from 2022 on and the boundary one of `BOUNDARIES`."""
    if boundary not in BOUNDARIES:
        raise Refused("boundary", "boundary", boundary, ", ".join(BOUNDARIES))
    if day is None:
        return
    try:
        if date.fromisoformat(day).isoformat() >= EARLIEST:
            return
    except (TypeError, ValueError):
        pass
    raise Refused("date", "date", day, f"a date from {EARLIEST}-01-01 on, written as {EARLIEST}-12-31")


def _forms(rates: tuple[Rate, ...]) -> tuple[Form, ...]:
    """Rates gathered by step, in the order of the working."""
    gathered: dict[tuple[str, str], list[Rate]] = {}
    for rate in rates:
        gathered.setdefault((rate.step, rate.criterion), []).append(rate)
    return tuple(
        Form(
            step,
            criterion,
            RESULTS[criterion],
            tuple((DRIVERS.index(r.driver), r.quantity.median, r.quantity.low, r.quantity.high) for r in of_step),
            tuple({factor.id: factor for r in of_step for factor in r.factors}.values()),
        )
        for (step, criterion), of_step in gathered.items()
    )
