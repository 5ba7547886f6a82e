"""The facts, as the wheel carries them: read once, turned into records when they are asked for."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from os.path import dirname, join
from typing import Any

from ..records import Factor, Match, Refused, Source
from ..units import Quantity
from . import grids, models

EARLIEST = "2022"
"""The first year of chat models; a date before it is an error."""

BITS_PER_BYTE = 8

LECTURE = "lecture"

CHANGED = "changed by hand; the fact is"
"""The note of a factor that `changed` gave another value."""


class Facts:
    """Everything compiled from data/. Each look-up raises ValueError naming the field and what is allowed.

    `changes` are other values for some facts (`changed`)."""

    def __init__(self, compiled: dict[str, Any], changes: Mapping[str, Quantity] | None = None):
        self.compiled = compiled
        self.changes = changes or {}
        self._factors: dict[str, Factor] = {}
        self._zones: dict[str, str] = {}

    def source(self, id: str) -> Source:
        """The publication with this id."""
        return Source(id, *(self.compiled["sources"][id].get(key, "") for key in Source._fields[1:]))

    def factor(self, id: str) -> Factor:
        """The factor "pue-google", or "google-2025/median-prompt" for one of a method's own.

        "lecture/..." is one that only the site's figures use, and no estimate."""
        if id not in self._factors:
            method, _, key = id.rpartition("/")
            if method == LECTURE:
                shelf = lecture()["facts"]
            else:
                shelf = self.compiled["methods"][method]["facts"] if method else self.compiled["factors"]
            self._factors[id] = self.record(id, shelf[key])
        return self._factors[id]

    def accelerator(self, label: str) -> tuple[dict[str, Any], Factor]:
        """The accelerator whose longest known name stands in the label, and its design power as a factor.

        Raises Refused listing those that are known.
        """
        shelf = self.compiled["accelerators"]
        found = [
            (len(name), id)
            for id, entry in shelf.items()
            for name in map(grids.fold, [id, *entry["match"]])
            if name in grids.fold(label)
        ]
        if not found:
            raise Refused("machine", "on", label, ", ".join(sorted(entry["name"] for entry in shelf.values())))
        entry = shelf[max(found)[1]]
        names = dict.fromkeys(("fr", "en"), entry["name"])
        power = {**entry, "median": entry["tdp"], "low": entry["tdp"], "high": entry["tdp"], "unit": "Wh/h"}
        return entry, self.record(f"accelerator/{max(found)[1]}", {**power, "label": names})

    def equivalent(self, id: str) -> Factor:
        """What one of an everyday thing takes (data/equivalents.toml)."""
        key = f"equivalent:{id}"
        if key not in self._factors:
            self._factors[key] = self.record(key, self.compiled["equivalents"][id])
        return self._factors[key]

    def record(self, id: str, entry: dict[str, Any]) -> Factor:
        """A compiled fact as a Factor; a changed one has no source, and its note says so."""
        found = Factor(
            id=id,
            quantity=Quantity(entry["median"], entry["low"], entry["high"], entry["unit"]),
            sources=tuple(map(self.source, entry["source"])),
            where=entry["where"],
            checked=entry["checked"],
            label=entry["label"],
            note=entry.get("note", ""),
            quartiles=entry.get("quartiles", False),
        )
        if id not in self.changes:
            return found
        changed = self.changes[id]
        return found._replace(quantity=changed, sources=(), where="", checked="", note=f"{CHANGED}: {found.quantity}")

    def changed(self, changes: Mapping[str, Quantity | float]) -> "Facts":
        """These facts with other values for some, by the id that a working shows: {"pue-google": 1.5}.

        A number is exact and in the unit of the fact. Raises Refused for an unknown id, or for a value that is
        none or measures something else.
        """
        made = {id: _value(id, value, self._known(id).quantity) for id, value in changes.items()}
        return Facts(self.compiled, {**self.changes, **made})

    def _known(self, id: str) -> Factor:
        """The factor with this id, as the working has it: of factors, methods, equivalents, grids."""
        name, _, place = id.partition(":")
        try:
            if name == "equivalent":
                return self.equivalent(place)
            return self.record(id, grids.entry(self.compiled, name, place, place)) if place else self.factor(id)
        except KeyError:
            raise Refused("fact", "id", id, "an id that the working of an estimate shows") from None

    def method(self, id: str) -> dict[str, Any]:
        """The numbers of a method, as data/methods/<id>.toml has them."""
        method: dict[str, Any] = self.compiled["methods"][id]
        return method

    def provider(self, id: str) -> dict[str, Any]:
        """Where a provider serves from (zone) and how efficient its halls are (pue, wue: factor ids)."""
        provider: dict[str, Any] = self.compiled["providers"][id]
        return provider

    def model(self, label: str, date: str | None = None) -> Match:
        """The model behind a label seen somewhere; a flagged proxy when it is unknown."""
        return models.find(label, date, self)

    def suggestions(self, match: Match) -> tuple[str, ...]:
        """Names of the catalogue that may have been meant, where a label is none that is known."""
        return models.suggestions(match, self.compiled["models"])

    def released(self, label: str) -> float | None:
        """Bytes per weight as the model of this very name was released; None where that is not known."""
        match = self.model(label) if label else None
        bits = match.model.architecture.bits if match and match.exact else None
        return None if bits is None else bits / BITS_PER_BYTE

    def zone(self, label: str, field: str = "zone") -> str:
        """ISO 3166-1 alpha-3 of a zone given by code or by its name in French or English."""
        if not self._zones:  # folding 900 names takes longer than an estimate that needs none
            self._zones = grids.index(self.compiled["zones"])
        return grids.zone(label, self._zones, field)

    def grid(self, quantity: str, zone: str, date: str | None = None, edition: str | None = None) -> Factor:
        """What one kWh of the zone's electricity takes ("carbon", "water", "primary_energy", "minerals")."""
        key = grids.choose(self.compiled["grids"], quantity, zone, date, edition)
        id = f"{key[0]}:{key[1]}"
        if id not in self._factors:
            self._factors[id] = self.record(id, grids.entry(self.compiled, *key, zone))
        return self._factors[id]


def load() -> Facts:
    """The facts of this installation, or those of `changed` around. Raises FileNotFoundError if never compiled."""
    return _around.get() or _shipped()


@contextmanager
def changed(changes: Mapping[str, Quantity | float]) -> Iterator[Facts]:
    """What if? Inside the block every estimate is made with these values (see `Facts.changed`); nothing stays.

    with wattprint.facts.changed({"ember-2025:FRA": 300}):
        wattprint.estimate("gpt-4o", output_tokens=400, zone="FRA")
    """
    token = _around.set(load().changed(changes))
    try:
        yield load()
    finally:
        _around.reset(token)


_around: ContextVar[Facts | None] = ContextVar("facts", default=None)


def _value(id: str, value: Quantity | float, known: Quantity) -> Quantity:
    """The new value of a fact, in its unit."""
    try:
        return value.to(known.unit) if isinstance(value, Quantity) else Quantity(value, unit=known.unit)
    except (TypeError, ValueError):
        raise Refused("fact_value", id, value, str(known)) from None


@cache
def _shipped() -> Facts:
    return Facts(json.loads(_read("facts.json")))


@cache
def lecture() -> dict[str, Any]:
    """data/lecture: what only the site's figures need, in a file of its own so that an estimate does not read it."""
    compiled: dict[str, Any] = json.loads(_read("lecture.json"))
    return compiled


@cache
def lessons() -> dict[str, Any]:
    """What the small models of the explainer learn from: drawings, texts, the rounds of a game."""
    made: dict[str, Any] = json.loads(_read("lessons.json"))
    return made


@cache
def verbatim(method: str, name: str) -> Any:
    """A JSON file that another project published, as it is (data/methods/<method>/<name>)."""
    return json.loads(_read(method, name))


def _read(*path: str) -> bytes:
    """A compiled file, from a folder or from a zipped wheel: by the module's own loader, since importlib.resources
    takes longer to import than an estimate to make."""
    place = join(dirname(__file__), "compiled", *path)
    data: bytes = __loader__.get_data(place)  # type: ignore[name-defined] # every module has one
    return data
