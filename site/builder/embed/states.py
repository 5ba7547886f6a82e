"""The states that stand ready: what each is called, its calculator, its sentence and its picture."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from wattprint.calculator.answer import said, start
from wattprint.calculator.names import titled, zone_name
from wattprint.calculator.numbers import SHOWN, counted
from wattprint.calculator.picture import picture
from wattprint.facts import load
from wattprint.wording import Wording
from wattprint.wording.typography import typeset

from ..assets import SITE

FOLDER = SITE / "embed"
SAID = ("energy", "carbon", "water")


class Prepared(NamedTuple):
    """A state and its name in addresses: "chatgpt", "gpt-4o.FRA", "chatgpt.code"."""

    slug: str
    state: Mapping[str, str]


def prepared() -> list[Prepared]:
    """Every state of prepared.toml, the default first."""
    listed = tomllib.loads((FOLDER / "prepared.toml").read_text(encoding="utf-8"))
    every = [{"model": model, "zone": zone} for zone in listed["zones"] for model in listed["models"]]
    every += [{"model": model, "kind": kind} for model, kinds in listed["kinds"].items() for kind in kinds]
    given = [{key: value for key, value in state.items() if value} for state in every]
    return [Prepared(".".join(state.values()), state) for state in given]


@cache
def words(lang: str) -> dict[str, Any]:
    """What embeds say (site/embed/words.<lang>.toml)."""
    made: dict[str, Any] = typeset(tomllib.loads((FOLDER / f"words.{lang}.toml").read_text(encoding="utf-8")), lang)
    return made


def title(state: Mapping[str, str], lang: str) -> str:
    """ "ChatGPT, a short answer: 0.48 Wh"."""
    wording = Wording(lang)
    return titled(start(wording, state)[1], said(wording))


def line(state: Mapping[str, str], lang: str, version: str) -> str:
    """The results in one sentence that stays true: it says of which version it is."""
    wording = Wording(lang)
    _, made = start(wording, state)
    name = titled(made, said(wording)).rpartition(":")[0].rstrip()
    results = {key: wording.interval(made.estimate.results[key]) for key in SAID}
    blanks = {**results, "title": name, "version": version, "date": wording.date(checked())}
    return str(words(lang)["fallback"]["line"]).format(**blanks)


def drawn(state: Mapping[str, str], lang: str, version: str, address: str) -> str:
    """The picture (SVG), with where to find the whole calculator."""
    wording = Wording(lang)
    _, made = start(wording, state)
    own, saying = words(lang)["picture"], said(wording)
    zone = own["served" if made.state.zone else "served_assumed"].format(zone=zone_name(made.estimate.zone, wording))
    foot = own["foot"].format(version=version, date=wording.date(checked()))
    name = titled(made, saying).rpartition(":")[0].rstrip()
    results = {key: made.estimate.results[key] for key in SHOWN}
    return picture(name, [counted(made.state, saying), zone], results, [address.partition("//")[2], foot], wording)


@cache
def checked() -> str:
    """The last day on which a fact was checked."""
    return max(_checked(load().compiled))


def _checked(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        if isinstance(tree.get("checked"), str):
            yield tree["checked"]
        for value in tree.values():
            yield from _checked(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _checked(value)
