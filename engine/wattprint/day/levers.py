"""What would have changed the sums: the same requests, with one thing otherwise."""

from collections.abc import Callable
from typing import NamedTuple

from ..facts import load
from ..records import BOUNDARIES, Refused, Request
from ..table import table
from .rows import Row, grouped

SHORTER = 0.75
"""Answers a quarter shorter."""

SMALLER = 0.5
"""A model of half the active parameters at the most."""

GENERATION = 1
"""Years before a model's release from which a smaller one may stand in for it."""

LEAST = 0.01
"""A share saved below which nothing is said."""

BOUNDARY = BOUNDARIES[1]


class Lever(NamedTuple):
    """A change and the shares of energy and CO2e that it would have saved. `what` names a zone or models."""

    id: str
    what: tuple[str, ...]
    energy: float
    carbon: float


def levers(rows: list[Row], method: str | None = None) -> list[Lever]:
    """The changes worth saying, the one that saves most first.

    What went to re-reading and to reasoning is known to the event; the others are computed on the average request of
    each chatbot and model, since every method is nearly straight between them.
    """
    if not rows:
        return []
    energy = sum(row.results["energy"].median for row in rows) or 1.0
    groups = grouped(rows, lambda row: f"{row.site}\n{row.model}")
    pairs = [(_mean(name.partition("\n")[2], row, method), row) for name, row in groups.items()]
    context, reasoning = (sum(getattr(row, name) for row in rows) / energy for name in ("context", "reasoning"))
    smaller = {request.model: _smaller(request.model) for request, _ in pairs}
    names = tuple(sorted({new for old, new in smaller.items() if new != old}))
    zone = _cleanest(pairs)
    made = [
        Lever("context", (), context, context),
        Lever("reasoning", (), reasoning, reasoning),
        _changed("smaller", names, pairs, lambda request: request._replace(model=smaller[request.model])),
        _changed("shorter", (), pairs, lambda r: r._replace(output_tokens=r.output_tokens * SHORTER)),
        _changed("zone", (zone,), pairs, lambda request: request._replace(zone=zone)) if zone else None,
    ]
    return sorted(
        (lever for lever in made if lever and max(lever.energy, lever.carbon) >= LEAST),
        key=lambda lever: -max(lever.energy, lever.carbon),
    )


def _mean(model: str, row: Row, method: str | None) -> Request:
    """The average request of a group."""
    read, cached, written, reasoned = (tokens / row.requests for tokens in row.tokens)
    return Request(
        model, read, cached, written, reasoned, row.images / row.requests, row.searches / row.requests,
        boundary=BOUNDARY, method=method,
    )  # fmt: skip


def _changed(id: str, what: tuple[str, ...], pairs: list[tuple[Request, Row]], change: Callable[[Request], Request]
             ) -> Lever | None:  # fmt: skip
    """The shares that a change saves, weighted by what each group takes; None where the method cannot say."""
    try:
        columns = table([each for request, _ in pairs for each in (request, change(request))])
    except Refused:
        return None
    shares = []
    for name in ("energy", "carbon"):
        total = sum(row.results[name].median for _, row in pairs) or 1.0
        saved = 0.0
        for number, (_, row) in enumerate(pairs):
            now, then = columns[name][2 * number], columns[name][2 * number + 1]
            saved += row.results[name].median * (1 - then / now) if now else 0.0
        shares.append(saved / total)
    return Lever(id, what, *shares)


def _smaller(model: str) -> str:
    """The largest model of the same provider with `SMALLER` of the active parameters or less and not of another
    generation; else the model."""
    models = load().compiled["models"]
    known = models.get(model)
    if not known or "architecture" not in known:
        return model
    oldest = f"{int(known['released'][:4]) - GENERATION}{known['released'][4:]}"
    sizes = {
        name: entry["architecture"]["active"]["median"]
        for name, entry in models.items()
        if entry["provider"] == known["provider"] and "architecture" in entry and entry["released"] >= oldest
    }
    most = known["architecture"]["active"]["median"] * SMALLER
    fits = [name for name, size in sizes.items() if size <= most]
    return max(fits, key=lambda name: (sizes[name], models[name]["released"], name), default=model)


def _cleanest(pairs: list[tuple[Request, Row]]) -> str:
    """The zone of our providers where the heaviest group would have emitted least."""
    heaviest = max(pairs, key=lambda pair: pair[1].results["carbon"].median)[0]
    zones: list[str] = sorted({entry["zone"] for entry in load().compiled["providers"].values()})
    try:
        carbon = table([heaviest._replace(zone=zone) for zone in zones])["carbon"]
    except Refused:
        return ""
    return zones[carbon.index(min(carbon))]
