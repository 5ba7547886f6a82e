"""How answers read in a terminal: lines of text, tables with aligned columns."""

from collections.abc import Iterable, Sequence
from typing import Any
from unicodedata import east_asian_width

from .bridge import zone_name
from .compare import Comparison
from .equivalents import equivalents
from .facts import load
from .records import CRITERIA, RESULTS, Estimate, Factor
from .tally import Tally, Total
from .units import Quantity
from .wording import Wording

SHOWN = ("led-hour", "smartphone-charge", "petrol-car-km")
"""The equivalents of the short answer; `--json` and the report have them all."""


def estimate_lines(estimate: Estimate, wording: Wording) -> Iterable[str]:
    """The results, where and by what they were computed, and a few equivalents."""
    yield from _head(estimate, wording)
    yield ""
    yield from table(_results(estimate.results, wording))
    yield ""
    yield wording.say("cli.equivalents")
    yield from table(_equivalents(estimate.results, wording))
    yield ""
    yield wording.say("cli.interval_note") + " " + wording.say("cli.explain_here")


def explain_lines(estimate: Estimate, wording: Wording) -> Iterable[str]:
    """The working: each step with its factors, each factor with its sources."""
    yield from _head(estimate, wording)
    yield ""
    yield wording.say("cli.working")
    for step in estimate.steps:
        yield ""
        yield f"  {wording.name('steps', step.id)}: {wording.interval(step.result)}"
        for factor in step.factors:
            yield f"    · {wording.say('cli.factor', label=wording.label(factor), quantity=factor.quantity)}"
            yield f"      {_origin(factor, wording)}"
    yield ""
    yield wording.say("cli.sources")
    for source in estimate.sources:
        place = source.url or source.elsewhere
        yield f"  · {source.publisher}, {source.title} ({source.date}). {source.licence}. {place}"


def compare_lines(comparison: Comparison, wording: Wording) -> Iterable[str]:
    """One row per value compared; then who could not answer."""
    head = [wording.say(f"heads.{comparison.axis}"), *_criteria_heads(wording)]
    rows = [
        [_value(comparison.axis, value, wording), *_cells(estimate.results, wording)]
        for value, estimate in comparison.estimates.items()
    ]
    yield from table([head, *rows], head=True)
    for estimate in comparison.estimates.values():
        if estimate.match.note and comparison.axis == "model" and not estimate.match.exact:
            yield f"  {estimate.match.asked}: {wording.note(estimate.match.note)}"
    for value, error in comparison.refused.items():
        yield f"  {_value(comparison.axis, value, wording)}: {wording.error(error)}"


def zone_lines(zone: dict[str, Any], wording: Wording) -> Iterable[str]:
    """Every edition of a zone's electricity, side by side, each with its scope."""
    yield wording.say("cli.zone", zone=zone["name"])
    rows = [
        [
            name,
            wording.name("criteria", grid["quantity"], "short"),
            wording.interval(Quantity(grid["median"], grid["low"], grid["high"], grid["unit"])),
            grid["scope"],
            grid["accounting"],
        ]
        for name, grid in sorted(zone["grids"].items(), key=lambda item: (item[1]["quantity"], item[0]))
    ]
    yield from table(rows)


def tally_lines(made: Tally, wording: Wording) -> Iterable[str]:
    """One row per group, and the total."""
    head = [head_of(made.by, wording), wording.say("heads.requests"), *_criteria_heads(wording)]
    said = wording.model if made.by == "model" else str
    rows = [_row(said(key), total, wording) for key, total in made.groups.items()]
    yield from table([head, *rows, _row(wording.say("cli.total"), made.total, wording)], head=True)
    for name, share in made.total.shares.items():
        if share:
            yield wording.say(f"cli.share_{name}", share=wording.quantity(Quantity(100 * share, unit="%")))
    if made.total.searches:
        yield wording.say("cli.searched", n=made.total.searches)
    if made.heaviest:
        yield ""
        yield wording.say("cli.heaviest")
        yield from table(
            [f"{wording.date(heavy.day)}, {heavy.chatbot}", wording.count(heavy.total.requests),
             wording.interval(heavy.total.results["energy"])] for heavy in made.heaviest.values()
        )  # fmt: skip
        yield ""
    if made.total.unknown:
        yield wording.say("cli.unknown", n=made.total.unknown)
    if made.total.proxies:
        yield wording.say("cli.proxies", n=made.total.proxies)
    if made.doubles:
        yield wording.say("cli.doubles", n=made.doubles)


def head_of(by: str, wording: Wording) -> str:
    """What a column is called: ours have a name, those of a log of one's own keep theirs."""
    return wording.say(f"heads.{by}") if wording.says(f"heads.{by}") else by


def table(rows: Iterable[Sequence[str]], head: bool = False) -> Iterable[str]:
    """Aligned columns, a rule under the head."""
    made = [list(row) for row in rows]
    if not made:
        return
    widths = [max(_width(cell) for cell in column) for column in zip(*made, strict=True)]
    for number, row in enumerate(made):
        yield ("  " + "   ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if head and number == 0:
            yield "  " + "   ".join("─" * width for width in widths)


def _head(estimate: Estimate, wording: Wording) -> Iterable[str]:
    match, request = estimate.match, estimate.request
    yield wording.say("cli.model" if match.exact else "cli.model_proxy", model=match.model.name, asked=match.asked)
    if match.note:
        yield f"  {wording.note(match.note)}"
    if close := load().suggestions(match):
        yield "  " + wording.say("cli.suggestions", names=", ".join(close))
    yield wording.say(
        "cli.tokens", input=request.input_tokens, cached=request.cached_tokens, output=request.output_tokens,
        reasoning=request.reasoning_tokens,
    )  # fmt: skip
    where = "cli.served_assumed" if request.zone is None else "cli.served_from"
    yield wording.say(where, zone=zone_name(estimate.zone, wording))
    yield wording.say("cli.method", method=wording.name("methods", estimate.method))
    yield wording.say("cli.boundary", boundary=wording.name("boundaries", estimate.boundary))


def _results(results: dict[str, Quantity], wording: Wording) -> list[list[str]]:
    return [[wording.name("criteria", name), *_parenthesised(value, wording)] for name, value in results.items()]


def _equivalents(results: dict[str, Quantity], wording: Wording) -> list[list[str]]:
    found = {each.id: each for each in equivalents({name: results[name] for name in CRITERIA})}
    chosen = [found[id] for id in SHOWN if id in found]
    return [[each.many[wording.lang], *_parenthesised(each.times, wording)] for each in chosen]


def _parenthesised(value: Quantity, wording: Wording) -> tuple[str, str]:
    median, bounds = wording.parts(value)
    return median, f"({bounds})" if bounds else ""


def _criteria_heads(wording: Wording) -> list[str]:
    return [wording.name("criteria", name, "short") for name in RESULTS if name not in ("primary_energy", "minerals")]


def _cells(results: dict[str, Quantity], wording: Wording) -> list[str]:
    return [wording.interval(value) for name, value in results.items() if name not in ("primary_energy", "minerals")]


def _row(key: str, total: Total, wording: Wording) -> list[str]:
    return [key, wording.count(total.requests), *_cells(total.results, wording)]


def _value(axis: str, value: str, wording: Wording) -> str:
    return wording.name("methods", value) if axis == "method" else value


def _origin(factor: Factor, wording: Wording) -> str:
    source = "; ".join(f"{each.publisher} ({each.date})" for each in factor.sources)
    return wording.say("cli.factor_source", source=source, where=factor.where, checked=wording.date(factor.checked))


def _width(text: str) -> int:
    return sum(1 + (east_asian_width(character) in "WF") for character in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
