"""Every fact of data/ has a place on the site: which page, which anchor, and who cites which publication."""

import tomllib
from collections.abc import Iterable
from functools import cache
from html import escape
from math import ceil
from pathlib import Path
from typing import NamedTuple

from wattprint.facts import load
from wattprint.facts.store import lecture
from wattprint.records import Factor, Source
from wattprint.wording import Wording

from .words import set_type

DATA = Path(__file__).resolve().parents[2] / "data"
PATHS = {"equivalents": "equivalents.toml", "accelerators": "accelerators.toml", "lecture": "lecture/facts.toml",
         "methods": "methods"}  # fmt: skip
"""What stands elsewhere than in data/factors."""

MOST = 55
"""Facts on one page: so many fit the budget of a page."""

SHORT = 140
"""Characters of a place in a source that a tooltip shows: the fact's own page has them all."""


class Shelf(NamedTuple):
    """Facts that one page lists: `key` names the subject in the words, `number` tells its pages apart."""

    key: str
    number: int
    facts: tuple[Factor, ...]

    @property
    def name(self) -> str:
        """The page."""
        return f"facts-{self.key}" + (f"-{self.number}" if self.number > 1 else "")

    @property
    def path(self) -> Path:
        """The file, or the folder, that holds them."""
        return DATA / PATHS.get(self.key, f"factors/{self.key}.toml")


@cache
def shelves() -> tuple[Shelf, ...]:
    """All of them, in the order of the site."""
    facts = load()
    found: dict[str, list[Factor]] = {
        path.stem: [facts.factor(id) for id in tomllib.loads(path.read_text(encoding="utf-8"))]
        for path in sorted((DATA / "factors").glob("*.toml"))
    }
    found["equivalents"] = [facts.equivalent(id) for id in facts.compiled["equivalents"]]
    found["accelerators"] = [facts.accelerator(id)[1] for id in facts.compiled["accelerators"]]
    found["lecture"] = [facts.factor(f"lecture/{id}") for id in lecture()["facts"]]
    found["methods"] = [
        facts.factor(f"{method}/{key}") for method, entry in facts.compiled["methods"].items() for key in entry["facts"]
    ]
    return tuple(
        Shelf(key, place // most + 1, tuple(each[place : place + most]))
        for key, each in found.items()
        for most in (ceil(len(each) / ceil(len(each) / MOST)),)  # as many on each of its pages
        for place in range(0, len(each), most)
    )


@cache
def _places() -> dict[str, str]:
    return {fact.id: f"{shelf.name}.html#{anchor(fact.id)}" for shelf in shelves() for fact in shelf.facts}


def anchor(id: str) -> str:
    """The anchor of a fact."""
    return "fact-" + id.replace("/", ".").replace(":", ".")


def place(factor: Factor) -> str:
    """Where a fact stands, as a link from any page of its language."""
    if factor.id in _places():
        return _places()[factor.id]
    if factor.id.startswith("model/"):
        return f"models.html#{factor.id.replace('/', '-')}"
    edition, colon, _ = factor.id.partition(":")
    if colon and load().compiled["grids"].get(edition, {}).get("default"):
        return f"zones.html#edition-{edition}"
    return f"sources.html#source-{factor.sources[0].id}" if factor.sources else "sources.html"


def cited(factor: Factor, wording: Wording) -> str:
    """A fact's source and the place in it, in a line."""
    where = factor.where if len(factor.where) <= SHORT else factor.where[:SHORT].rsplit(" ", 1)[0] + "…"
    titles = wording.say("site.and").join(set_type(source.title, wording.lang) for source in factor.sources)
    label = wording.label(factor)
    return wording.say("site.where_from", label=label, source=titles, where=where)


@cache
def uses() -> dict[str, dict[str, int]]:
    """{source: {what cites it: how many times}}: shelves by page name, "models", "zones"."""
    found: dict[str, dict[str, int]] = {id: {} for id in load().compiled["sources"]}

    def add(ids: Iterable[str], page: str) -> None:
        for id in ids:
            found[id][page] = found[id].get(page, 0) + 1

    for shelf in shelves():
        for fact in shelf.facts:
            add((source.id for source in fact.sources), shelf.name)
    compiled = load().compiled
    for room, page in (("models", "models"), ("grids", "zones")):
        for entry in compiled[room].values():
            add(entry["source"], page)
    for method in compiled["methods"].values():
        add(method["source"], "methods")
    for kind, entries in lecture().items():
        if kind != "facts":
            for entry in entries.values() if isinstance(entries, dict) else entries:
                add(entry.get("source", ()), "lecture")
    for entries in compiled["products"].values():
        for entry in entries:
            add(entry["source"], "models")
    return found


def linked(source: Source) -> str:
    """A publication's title, linked to it where it has an address of the web."""
    title = escape(source.title)
    return f'<a href="{escape(source.url)}">{title}</a>' if source.url.startswith(("https://", "http://")) else title
