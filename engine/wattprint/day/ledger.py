"""Events -> the totals of days, which the extension keeps until one of their events changes."""

from collections.abc import Iterable, Sequence

from ..records import CRITERIA, RESULTS, UsageEvent
from ..tally import Cost, Counted, costed, local_day
from ..units import Quantity
from .rows import KINDS, TOKENS, Day, Row, Talk, added

MOST_TALKS = 10
"""Conversations kept of a day: those that take the most energy."""

ASKED = tuple(f"{name}_tokens" for name in TOKENS)

Each = tuple[UsageEvent, Counted, Cost]


def days(
    events: Iterable[UsageEvent],
    wanted: Sequence[str],
    *,
    zone: str | None = None,
    reader: str | None = None,
    boundary: str = "hardware",
    method: str | None = None,
) -> dict[str, Day]:
    """The totals of the `wanted` days. Other events are there for what their conversations had read before."""
    by_day: dict[str, list[Each]] = {day: [] for day in wanted}
    for each in costed(events, by_day, zone=zone, reader=reader, boundary=boundary, method=method):
        by_day[local_day(each[0])].append(each)
    return {day: Day(_rows(of_day), _talks(of_day)) for day, of_day in by_day.items()}


def _rows(of_day: list[Each]) -> tuple[Row, ...]:
    groups: dict[tuple[str, str], list[Each]] = {}
    for each in of_day:
        groups.setdefault((each[0].site, each[1].match.model.id), []).append(each)
    return tuple(_row(site, model, group) for (site, model), group in sorted(groups.items()))


def _row(site: str, model: str, group: list[Each]) -> Row:
    costs = [cost for _, _, cost in group]
    kinds = [event.kind for event, _, _ in group]
    return Row(
        site,
        model,
        len(group),
        sum(counted.unknown for _, counted, _ in group),
        sum(not counted.match.exact for _, counted, _ in group),
        sum(counted.searches for _, counted, _ in group),
        sum(counted.images for _, counted, _ in group),
        {name: added((cost.results[name] for cost in costs), unit) for name, unit in RESULTS.items()},
        sum(cost.parts[0] for cost in costs),
        sum(cost.parts[1] for cost in costs),
        tuple(float(sum(getattr(counted.requests[0], name) for _, counted, _ in group)) for name in ASKED),
        {kind: kinds.count(kind) for kind in KINDS if kind in kinds},
    )


def _talks(of_day: list[Each]) -> tuple[Talk, ...]:
    groups: dict[tuple[str, str], list[Quantity]] = {}
    for event, _, cost in of_day:
        if event.conversation:
            groups.setdefault((event.conversation, event.site), []).append(cost.results["energy"])
    made = [
        Talk(talk, site, len(energies), added(energies, CRITERIA["energy"]))
        for (talk, site), energies in groups.items()
    ]
    return tuple(sorted(made, key=lambda talk: (-talk.energy.median, talk.conversation))[:MOST_TALKS])
