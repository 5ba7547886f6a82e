"""The result to take away: as a text, as CSV, as JSON."""

import json

from ..equivalents import equivalent
from ..units import Quantity
from ..wording import Wording
from .names import titled, zone_name
from .numbers import SHOWN, assumptions, counted
from .over import said
from .served import Served
from .state import changed, written

ENDS = ("median", "low", "high")


def as_text(made: Served, words: Wording) -> str:
    """A few lines for people."""
    lines = [titled(made, words), counted(made.state, words), ""]
    for span, n in made.spans.items():
        found = ", ".join(
            words.say("calculator.copy.item", name=words.name("criteria", name, "short"),
                      value=words.interval(made.estimate.results[name] * n))
            for name in SHOWN
        )  # fmt: skip
        lines.append(words.say("calculator.copy.line", span=said(span, made, words), values=found))
    return "\n".join([*lines, "", *assumptions(made, words), words.say("calculator.copy.interval")]) + "\n"


def as_csv(made: Served, words: Wording) -> str:  # noqa: ARG001 - every copy is called alike
    """A line for each result and span, its numbers as they are."""
    rows = ["result,span,requests,median,low,high,unit"]
    for name, quantity in _quantities(made).items():
        rows += [
            ",".join((name, span, repr(n), *(repr(getattr(quantity * n, end)) for end in ENDS), quantity.unit))
            for span, n in made.spans.items()
        ]
    return "\n".join(rows) + "\n"


def as_json(made: Served, words: Wording) -> str:
    """All of it: the state, the results of each span, and under which method and where."""
    spans = {
        span: {
            "requests": n,
            "results": {
                name: {**{end: getattr(quantity * n, end) for end in ENDS}, "unit": quantity.unit}
                for name, quantity in _quantities(made).items()
            },
        }
        for span, n in made.spans.items()
    }
    found = {
        "state": written(made.state),
        "changed": changed(made.state),
        "model": made.estimate.match.model.id,
        "method": made.estimate.method,
        "boundary": made.estimate.boundary,
        "zone": made.estimate.zone,
        "zone_name": zone_name(made.estimate.zone, words),
        "spans": spans,
        "sources": [source._asdict() for source in made.estimate.sources],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _quantities(made: Served) -> dict[str, Quantity]:
    """The results, and how many of each thing they are compared with."""
    results = made.estimate.results
    return {**results, **{id: equivalent(id, results).times for id in made.state.things}}
