"""JSON text in, JSON text out: the only file that JavaScript knows, and what `--json` prints.

    {"do": "estimate", "request": {"model": "gpt-4o", "output_tokens": 400}, "lang": "fr"}

answers {"answer": ...} or {"error": {"field", "found", "allowed", "message"}}. An unknown key is an error
that names it and the allowed ones.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from . import events
from .compare import Comparison, compare
from .equivalents import equivalents
from .estimate import of
from .facts import load
from .methods import METHODS
from .records import CRITERIA, Estimate, Factor, Refused, Source
from .table import request, table
from .tally import Tally, Total, tally
from .units import Quantity
from .wording import Wording

LONGEST = 64_000_000
"""Characters of one call: a year of heavy use is far below; more is a mistake or an attack."""


def call(text: str) -> str:
    """One request as JSON text -> one answer as JSON text. Never raises for bad input."""
    lang = "en"
    try:
        if len(text) > LONGEST:
            raise Refused("line", "call", len(text), f"up to {LONGEST:,} characters")
        asked = _object(text)
        lang = Wording(asked.pop("lang", "en")).lang
        do = asked.pop("do", None)
        if do not in DOORS:
            raise Refused("key", "do", do, ", ".join(DOORS))
        answer = {"answer": DOORS[do](asked, Wording(lang))}
    except Refused as error:
        answer = {"error": failure(error, Wording(lang))}
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def importing(text: str, tell: Callable[[str], Any], offset: Callable[[float], int]) -> str:
    """Histories that were dropped on a page: {"paths", "salt", "lang"} -> {"answer": {"events", "lines"}}, and on the
    way `tell` is given JSON (see `importers.page`). Never raises for bad input."""
    from .importers.page import bring  # a page that imports nothing does not wait for it

    lang = "en"
    try:
        asked = _object(text)
        lang = Wording(asked.get("lang", "en")).lang
        answer = {"answer": bring(asked["paths"], asked.get("salt", ""), tell, offset, Wording(lang))}
    except Refused as error:
        answer = {"error": failure(error, Wording(lang))}
    return json.dumps(answer, ensure_ascii=False)


def failure(error: Refused, wording: Wording) -> dict[str, Any]:
    """What is wrong, for programs and in one sentence for people."""
    return {
        "field": error.field,
        "found": str(error.found),
        "allowed": error.allowed,
        "message": wording.error(error),
    }


def estimate_json(estimate: Estimate, wording: Wording) -> dict[str, Any]:
    """An estimate as plain values: numbers, words, working and sources."""
    match = estimate.match
    return {
        **{name: quantity(value) for name, value in estimate.results.items()},
        "sentence": wording.interval(estimate.energy),
        "equivalents": _equivalents(estimate.results, wording),
        "model": {
            "id": match.model.id,
            "name": match.model.name,
            "asked": match.asked,
            "exact": match.exact,
            "note": wording.note(match.note) if match.note else "",
            "suggestions": list(load().suggestions(match)),
        },
        "method": estimate.method,
        "zone": estimate.zone,
        "zone_name": zone_name(estimate.zone, wording),
        "zone_assumed": estimate.request.zone is None,
        "boundary": estimate.boundary,
        "steps": [
            {
                "id": step.id,
                "label": wording.name("steps", step.id),
                "result": quantity(step.result),
                "factors": [factor(used, wording) for used in step.factors],
            }
            for step in estimate.steps
        ],
        "sources": [source(used) for used in estimate.sources],
    }


def quantity(value: Quantity) -> dict[str, Any]:
    """{"median", "low", "high", "unit"}."""
    return {"median": value.median, "low": value.low, "high": value.high, "unit": value.unit}


def factor(used: Factor, wording: Wording) -> dict[str, Any]:
    """A factor with its sentence and its place in its sources."""
    return {
        "id": used.id,
        "label": wording.label(used),
        **quantity(used.quantity),
        "sources": [each.id for each in used.sources],
        "where": used.where,
        "checked": used.checked,
        "note": used.note,
    }


def source(used: Source) -> dict[str, str]:
    """A publication."""
    return used._asdict()


def zone_name(zone: str, wording: Wording) -> str:
    """ "FRA" -> "France"."""
    name: str = load().compiled["zones"][zone]["name"][wording.lang]
    return name


def compare_json(comparison: Comparison, wording: Wording) -> dict[str, Any]:
    """The estimates by the value that was varied, and who could not answer."""
    return {
        "axis": comparison.axis,
        "estimates": {value: estimate_json(made, wording) for value, made in comparison.estimates.items()},
        "refused": {value: failure(error, wording) for value, error in comparison.refused.items()},
    }


def tally_json(made: Tally, refused: list[events.Line], wording: Wording) -> dict[str, Any]:
    """Totals by group and over all, and the lines that could not be read."""
    return {
        "by": made.by,
        "groups": {key: _total(total, wording) for key, total in made.groups.items()},
        "total": _total(made.total, wording),
        "doubles": made.doubles,
        "also": {
            by: {key: _total(total, wording) for key, total in groups.items()} for by, groups in made.also.items()
        },
        "heaviest": [
            {"conversation": key, "chatbot": heavy.chatbot, "day": heavy.day, **_total(heavy.total, wording)}
            for key, heavy in made.heaviest.items()
        ],
        "skipped": [{"line": line.number, **failure(line.refused, wording)} for line in refused if line.refused],
    }


def models_json(wording: Wording) -> list[dict[str, Any]]:  # noqa: ARG001 - every list is called alike
    """The models, as data/models has them."""
    return [{"id": id, **entry} for id, entry in load().compiled["models"].items()]


def methods_json(wording: Wording) -> list[dict[str, Any]]:
    """The methods, the default first."""
    return [
        {
            "id": id,
            "name": wording.name("methods", id),
            "says": wording.name("methods", id, "says"),
            **{key: load().method(id).get(key) for key in ("source", "port")},
        }
        for id in METHODS
    ]


def zones_json(wording: Wording) -> list[dict[str, Any]]:
    """The zones, with every edition of every factor of their electricity."""
    compiled = load().compiled
    return [
        {
            "id": zone,
            "iso2": entry["iso2"],
            "name": entry["name"][wording.lang],
            "grids": {
                name: {
                    **{key: grid[key] for key in ("quantity", "unit", "accounting", "year")},
                    "scope": grid["scope"][wording.lang],
                    **dict(zip(("median", "low", "high", "note"), row, strict=False)),
                }
                for name, grid in compiled["grids"].items()
                for row in [grid["zones"].get(zone)]
                if row
            },
        }
        for zone, entry in compiled["zones"].items()
    ]  # fmt: skip


def sources_json(wording: Wording) -> list[dict[str, Any]]:  # noqa: ARG001 - every list is called alike
    """The publications under the numbers."""
    return [source(load().source(id)) for id in load().compiled["sources"]]


def _total(total: Total, wording: Wording) -> dict[str, Any]:
    return {
        "requests": total.requests,
        "unknown": total.unknown,
        "proxies": total.proxies,
        "searches": total.searches,
        "images": total.images,
        "shares": total.shares,
        **{name: quantity(value) for name, value in total.results.items()},
        "equivalents": _equivalents(total.results, wording),
    }


def _equivalents(results: Mapping[str, Quantity], wording: Wording) -> list[dict[str, Any]]:
    return [
        {"id": each.id, "criterion": each.criterion, "label": each.many[wording.lang], **quantity(each.times)}
        for each in equivalents({name: results[name] for name in CRITERIA})
    ]


def _object(text: str) -> dict[str, Any]:
    try:
        asked = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("line", "call", text, "one JSON object") from None
    if not isinstance(asked, dict):
        raise Refused("line", "call", type(asked).__name__, "one JSON object")
    return asked


def _keys(asked: dict[str, Any], *allowed: str) -> None:
    for key in asked:
        if key not in allowed:
            raise Refused("key", key, key, ", ".join(("do", "lang", *allowed)))


def _do_estimate(asked: dict[str, Any], wording: Wording) -> Any:
    _keys(asked, "request")
    return estimate_json(of(request(asked.get("request"))), wording)


def _do_compare(asked: dict[str, Any], wording: Wording) -> Any:
    _keys(asked, "request", "axis", "values")
    values = asked.get("values")
    if values is not None and not all(isinstance(value, str) for value in _list("values", values)):
        raise Refused("label", "values", values, "a list of texts")
    return compare_json(compare(request(asked.get("request")), asked.get("axis", ""), values), wording)


def _do_table(asked: dict[str, Any], wording: Wording) -> Any:  # noqa: ARG001 - numbers only
    _keys(asked, "requests")
    return table(_list("requests", asked.get("requests")))


def _do_tally(asked: dict[str, Any], wording: Wording) -> Any:
    _keys(asked, "events", "by", "zone", "reader", "boundary", "method")
    lines = list(events.read(map(json.dumps, _list("events", asked.pop("events", None)))))
    for key, value in asked.items():
        if not isinstance(value, str):
            raise Refused("label", key, value, "a text")
    made = tally([line.event for line in lines if line.event], asked.pop("by", "day"), **asked)
    return tally_json(made, [line for line in lines if line.refused], wording)


def _do_figure(asked: dict[str, Any], wording: Wording) -> Any:
    from . import explainer  # a page that shows none does not wait for it

    _keys(asked, "name", "state", "form", "start", "lists")
    name, lists = asked.pop("name", None), asked.pop("lists", False)
    if not isinstance(name, str):
        raise Refused("label", "name", name, "a text")
    for key, value in asked.items():
        if not isinstance(value, dict):
            raise Refused("line", key, value, "an object")
    return explainer.redrawn(name, wording, lists=lists is True, **asked)


def _do_calculator(asked: dict[str, Any], wording: Wording) -> Any:
    from . import calculator  # a page without one does not wait for it

    _keys(asked, "state", "part", "counts")
    return calculator.asked(asked.get("part", "numbers"), asked.get("state", {}), asked.get("counts", {}), wording)


def _do_class(asked: dict[str, Any], wording: Wording) -> Any:
    from .calculator import classroom

    _keys(asked, "lines", "days")
    lines, days = _list("lines", asked.get("lines")), asked.get("days", "")
    if not all(isinstance(line, dict) for line in lines) or not isinstance(days, str):
        raise Refused("line", "lines", "", "a list of objects, and days as a text")
    return classroom.classroom(lines, wording, days)._asdict()


def _daily(name: str) -> Callable[[dict[str, Any], Wording], Any]:
    """A question of the extension; a page that asks none does not wait for its room."""

    def door(asked: dict[str, Any], wording: Wording) -> Any:
        from .day import doors

        return doors.DOORS[name](asked, wording)

    return door


def _list(field: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Refused("line", field, value, "a list")
    return value


def _listing(made: Callable[[Wording], Any]) -> Callable[[dict[str, Any], Wording], Any]:
    def door(asked: dict[str, Any], wording: Wording) -> Any:
        _keys(asked)
        return made(wording)

    return door


DOORS: dict[str, Callable[[dict[str, Any], Wording], Any]] = {
    "estimate": _do_estimate,
    "compare": _do_compare,
    "table": _do_table,
    "figure": _do_figure,
    "calculator": _do_calculator,
    "class": _do_class,
    "tally": _do_tally,
    "models": _listing(models_json),
    "methods": _listing(methods_json),
    "zones": _listing(zones_json),
    "sources": _listing(sources_json),
    **{name: _daily(name) for name in ("days", "popup", "dashboard", "card", "totals", "entries", "line", "say")},
}
