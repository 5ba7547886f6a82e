"""The tables to download: their columns, what each column holds, and their rows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from wattprint.estimate import of, plan
from wattprint.facts import load
from wattprint.methods import METHODS
from wattprint.records import DRIVERS, RESULTS, Refused, Request, Source

from .shelves import shelves

TOKENS = {"input_tokens": 300, "output_tokens": 400}
"""The request of the table of estimates: the site's ordinary one."""

DIGITS = 4
ODBL = "electricitymaps-yearly"
"""Whose licence asks that its database stays apart, with its notice."""

ENDS = {"": "median", "_low": "lower bound of the 90 % interval", "_high": "upper bound"}
UNITS = {"energy": "Wh", "carbon": "g CO2e", "water": "mL", "primary_energy": "kJ", "minerals": "mg Sb eq",
         "google_searches": "searches of today"}  # fmt: skip
KEY = {"model": "id of data/models", "zone": "ISO 3166-1 alpha-3 code, or WOR", "method": "id of data/methods"}
SIZES = ("total", "active")
BOUNDS = {"median": "the value", "low": "lower bound", "high": "upper bound"}
ORIGIN = {
    "source": "ids of the table of sources, between spaces", "licence": "of these sources", "attribution": "the lines "
    "that they ask to be shown with the data",
}  # fmt: skip
PLACE = {"where": "the place in the source, or the arithmetic", "checked": "the day it was last read there"}
GRID = {
    "edition": "id of data/grids", "quantity": "carbon, water, primary_energy or minerals", "unit": "of the value",
    "zone": KEY["zone"], **BOUNDS, **ORIGIN,
}  # fmt: skip
Row = tuple[Any, ...]


class Table(NamedTuple):
    """One table: its columns with what each holds, and the function that makes its rows."""

    columns: dict[str, str]
    rows: Any


def estimates(model: str) -> list[Row]:
    """The ordinary request to one model, in every zone, by every method that answers."""
    rows = []
    for method in METHODS:
        for zone in load().compiled["zones"]:
            try:
                made = of(Request(model, zone=zone, method=method, **TOKENS))  # type: ignore[arg-type]
            except Refused:
                continue  # a method that does not know this model or this zone says nothing of it
            values = (end for q in made.results.values() for end in (q.median, q.low, q.high))
            rows.append((model, zone, method, *map(_short, values)))
    return rows


def coefficients() -> Iterator[Row]:
    """What one unit of each driver takes, step by step, where the provider stands."""
    for model in load().compiled["models"]:
        for method in METHODS:
            try:
                found = plan(model, None, None, None, None, "hardware", method)
            except Refused:
                continue
            for form in found.forms:
                for driver, *values in form.terms:
                    yield (model, found.zone, method, form.step, form.criterion, form.unit, DRIVERS[driver],
                           *map(_short, values))  # fmt: skip


def facts() -> Iterator[Row]:
    """Every fact, by its subject."""
    for shelf in shelves():
        for fact in shelf.facts:
            q = fact.quantity
            yield (fact.id, shelf.key, fact.label["en"], fact.label["fr"], q.median, q.low, q.high, q.unit,
                   *_origin(fact.sources), fact.where, fact.checked, fact.note)  # fmt: skip


def grids(odbl: bool = False) -> Iterator[Row]:
    """Every edition of electricity by zone; the database of Electricity Maps apart."""
    for edition, grid in load().compiled["grids"].items():
        if (ODBL in grid["source"]) == odbl:
            origin = _origin(map(load().source, grid["source"]))
            for zone, row in grid["zones"].items():
                yield (edition, grid["quantity"], grid["unit"], zone, *row[:3], *origin)


def models() -> Iterator[Row]:
    """Every model: when it appeared, whether its weights are open, its size and how that is known."""
    for id, entry in load().compiled["models"].items():
        match = load().model(id)
        size = match.model.architecture
        yield (id, entry["maker"], entry["name"], entry["provider"], entry["released"], entry.get("released_basis", ""),
               entry["open_weights"], entry.get("reasoning", False), entry["basis"],
               *(end for q in (size.total, size.active) for end in (q.median, q.low, q.high)),
               " ".join(entry.get("aliases", ())), *_origin(map(load().source, entry["source"])), entry["where"],
               entry["checked"])  # fmt: skip


def sources() -> Iterator[Row]:
    """Every publication."""
    return (tuple(load().source(id)) for id in load().compiled["sources"])


TABLES = {
    "estimates": Table(
        {**KEY, **{f"{name}{end}": f"{UNITS[name]}, {says}" for name in RESULTS for end, says in ENDS.items()}},
        estimates,
    ),
    "coefficients": Table(
        {**KEY, "step": "what takes it", "criterion": "of what", "unit": "of the value",
         "driver": "one unit of what the request asks for", **BOUNDS},
        coefficients,
    ),
    "facts": Table(
        {"id": "its name in data/", "subject": "the file", "label_en": "in English", "label_fr": "in French", **BOUNDS,
         "unit": "of the value", **ORIGIN, **PLACE, "note": "scope and caveats"},
        facts,
    ),
    "grids": Table(GRID, grids),
    "grids-odbl": Table(GRID, lambda: grids(odbl=True)),
    "models": Table(
        {"id": "its name in data/models", "maker": "who trained it", "name": "for people",
         "provider": "who serves it, unless told otherwise", "released": "year, month or day",
         "released_basis": "how that day is known, where it is not an announcement", "open_weights": "true or false",
         "reasoning": "whether it writes hidden reasoning", "basis": "how the size is known",
         **{f"{which}_parameters{end}": f"billions, {says}" for which in SIZES for end, says in ENDS.items()},
         "aliases": "other names, between spaces", **ORIGIN, **PLACE},
        models,
    ),
    "sources": Table(
        {"id": "its name in data/sources", "title": "", "publisher": "", "url": "where it is", "date": "as it says it",
         "licence": "what allows us to carry its figures", "attribution": ORIGIN["attribution"],
         "elsewhere": "without a url: why, and where to find it"},
        sources,
    ),
}  # fmt: skip
"""By name. The rows of the estimates are made model by model, by several processes."""

LICENCES = {
    "estimates": "CC BY 4.0, Wattprint; the rows of ecologits-0.11.3 are computed with data under MPL-2.0",
    "coefficients": "CC BY 4.0, Wattprint; the rows of ecologits-0.11.3 are computed with data under MPL-2.0",
    "facts": "ids, labels and notes CC BY 4.0, Wattprint; figures as the column licence says",
    "grids": "as the column licence says: CC BY 4.0, CC BY-SA 4.0, Licence Ouverte 2.0",
    "grids-odbl": "ODbL 1.0, Electricity Maps: share alike; the notice is below",
    "models": "CC BY 4.0, Wattprint; figures as the column licence says",
    "sources": "CC BY 4.0, Wattprint",
}


def _origin(found: Iterable[Source]) -> Sequence[str]:
    listed = list(found)
    licences = "; ".join(dict.fromkeys(source.licence for source in listed))
    return " ".join(source.id for source in listed), licences, "; ".join(filter(None, (s.attribution for s in listed)))


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
