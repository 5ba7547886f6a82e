"""What would change it: the same year of requests, had one thing been otherwise, the most effective first."""

from html import escape
from typing import NamedTuple

from ..estimate import of
from ..facts import load
from ..figures.frame import box, colour
from ..figures.text import number
from ..records import Estimate, Refused
from ..units import Quantity
from ..wording import Wording
from .count import plain
from .names import model_name, zone_name
from .served import Served
from .state import State

HALF = 0.5
"""Answers, documents and days of half the size: a change that everyone can picture."""

SMALLER = 0.5
"""A model of half the active parameters at the most."""

NOTHING = 1e-6  # a share below that is no change
PERCENT = 100
ACROSS, DOWN = 100, 8
SAID = ("carbon", "energy", "water")


class Lever(NamedTuple):
    """A change: the fields it sets, and the shares of each result that it saves (negative: costs)."""

    id: str
    what: str
    sets: dict[str, str]
    shares: dict[str, float]


def levers(made: Served, words: Wording) -> str:
    """The list; each has a button that makes the change."""
    found = ranked(made, words)
    if not found:
        return f'<p class="soft">{escape(words.say("levers.none"))}</p>'
    return f'<ol class="levers">{"".join(_item(lever, words) for lever in found)}</ol>'


def ranked(made: Served, words: Wording) -> list[Lever]:
    """The changes that save carbon, the largest first; last, all of those that can go together."""
    before = _year(made.estimate, made.day)
    single = [lever for lever in _each(made.state, before, words) if lever.shares["carbon"] > NOTHING]
    single.sort(key=lambda lever: -lever.shares["carbon"])
    if len(single) > 1:
        sets = {key: value for lever in reversed(single) for key, value in lever.sets.items()}
        everything = _made("all", "", sets, made.state, before)
        single += [everything] if everything else []
    return single


def _each(state: State, before: dict[str, float], words: Wording) -> list[Lever]:
    changes = [("shorter", "", {"output": plain(state.output * HALF)}) if state.output else None]
    if state.reasoning:
        changes.append(("reasoning", "", {"reasoning": "0"}))
    if state.input > state.output:
        changes.append(("input", "", {"input": plain(state.input * HALF)}))
    if other := lighter(state.model):
        changes.append(("smaller", model_name(other, words), {"model": other}))
    if place := cleanest(state):
        changes.append(("zone", zone_name(place, words), {"zone": place}))
    if state.day:
        changes.append(("fewer", "", {"day": plain(state.day * HALF)}))
    tried = [_made(*change, state, before) for change in changes if change]
    return [lever for lever in tried if lever]


def _made(id: str, what: str, sets: dict[str, str], state: State, before: dict[str, float]) -> Lever | None:
    """The change and what it saves; None where the method cannot say."""
    values = {key: float(value) if isinstance(getattr(state, key), float) else value for key, value in sets.items()}
    after = state._replace(**values)  # type: ignore[arg-type]
    try:
        new = _year(of(after.request()), after.day)
    except Refused:
        return None
    return Lever(id, what, sets, {name: 1 - new[name] / old if old else 0.0 for name, old in before.items()})


def _year(estimate: Estimate, day: float) -> dict[str, float]:
    """The medians of a day; of no request a day, those of one request. The days of a year cancel in a share."""
    return {name: estimate.results[name].median * (day or 1) for name in SAID}


def lighter(label: str) -> str:
    """The largest model of the same maker with `SMALLER` of the active parameters or less; "" if there is none."""
    models = load().compiled["models"]
    known = models.get(load().model(label).model.id)
    if not known or "architecture" not in known:
        return ""
    most = known["architecture"]["active"]["median"] * SMALLER
    sizes = {
        id: entry["architecture"]["active"]["median"]
        for id, entry in models.items()
        if entry["maker"] == known["maker"] and "architecture" in entry
    }
    fits = [id for id, size in sizes.items() if size <= most]
    return max(fits, key=lambda name: (sizes[name], models[name]["released"], name), default="")


def cleanest(state: State) -> str:
    """The reader's country, or else, of the places that providers serve from, the one whose electricity emits least;
    "" if it is where the request is served already."""
    facts = load()
    here = of(state.request()).zone
    if state.reader and state.reader != here:
        return state.reader
    places = sorted({entry["zone"] for entry in facts.compiled["providers"].values()} | {here})
    best = min(places, key=lambda zone: facts.grid("carbon", zone).quantity.median)
    return "" if best == here else best


def _item(lever: Lever, words: Wording) -> str:
    sentence = escape(words.say(f"levers.{lever.id}", what=lever.what))
    said = ", ".join(_said(name, share, words) for name, share in lever.shares.items() if abs(share) > NOTHING)
    sets = escape("&".join(f"{key}={value}" for key, value in lever.sets.items()))
    label = escape(words.say("levers.try_it", what=words.say(f"levers.{lever.id}", what=lever.what)))
    return (
        f'<li><p>{sentence} <span class="soft">{escape(said)}</span></p>{_bar(lever.shares["carbon"])}'
        f'<button type="button" data-set="{sets}" aria-label="{label}">{escape(words.say("levers.try"))}</button></li>'
    )


def _said(name: str, share: float, words: Wording) -> str:
    percent = words.quantity(Quantity(abs(share) * PERCENT, unit="%"))
    way = "less" if share > 0 else "more"
    return words.say(f"levers.{way}", what=words.name("criteria", name, "short"), share=percent)


def _bar(share: float) -> str:
    """What would remain of the emissions, of what there is now."""
    fill = colour("carbon")
    marks = box(0, 0, ACROSS, DOWN, fill, soft=True) + box(0, 0, ACROSS * (1 - share), DOWN, fill)
    return (
        f'<svg class="interval" viewBox="0 0 {number(ACROSS)} {DOWN}" preserveAspectRatio="none" aria-hidden="true"'
        f' focusable="false">{marks}</svg>'
    )
