"""What the page of a method shows of the engine: a worked example, its numbers, its publications, its liberties."""

from html import escape

from wattprint.bridge import zone_name
from wattprint.estimate import of
from wattprint.facts import load
from wattprint.methods import METHODS
from wattprint.records import Estimate, Factor, Request, Step
from wattprint.wording import Wording

from .errors import Unknown
from .shelves import cited, linked, place
from .words import set_type

EXAMPLES = {
    "mistral-lca-2025": Request("mistral-large", output_tokens=400, method="mistral-lca-2025"),
    "google-2025": Request("gemini-2.5-flash", input_tokens=300, output_tokens=400, method="google-2025"),
}
EXAMPLE = Request("gpt-4o", input_tokens=300, output_tokens=400)
DIGITS = 3


def worked(id: str, wording: Wording) -> str:
    """One request through the method: every step with the factors it used, as the engine computed them."""
    made = of(EXAMPLES.get(id, EXAMPLE)._replace(method=_known(id)))
    steps = "".join(_step(step, wording) for step in made.steps)
    return f'<div class="worked"><p>{_asked(made, wording)}</p><ol class="steps">{steps}</ol></div>'


def facts(id: str, wording: Wording) -> str:
    """The numbers of the method itself, each linked to its place."""
    from .lists import fact

    shelf = load().compiled["methods"][_known(id)]["facts"]
    if not shelf:
        return ""
    return (
        f'<dl class="facts">{"".join(_unanchored(fact(load().factor(f"{id}/{key}"), wording)) for key in shelf)}</dl>'
    )


def publications(id: str, wording: Wording) -> str:  # noqa: ARG001 - every block is called alike
    """The publications the method comes from."""
    items = []
    for source in map(load().source, load().method(_known(id))["source"]):
        about = ", ".join(escape(part) for part in (source.publisher, source.date, source.licence) if part)
        items.append(f"<li>{linked(source)}, {about}</li>")
    return f'<ul class="sources">{"".join(items)}</ul>'


def differences(id: str, wording: Wording) -> str:
    """What differs on purpose from the method that was ported, as data/methods says it."""
    port = load().method(_known(id)).get("port")
    if not port:
        return ""
    said = (set_type(each[wording.lang], wording.lang) for each in port.get("differences", ()))
    items = "".join(f"<li>{escape(each)}</li>" for each in said)
    return f"<ul>{items}</ul>" if items else ""


def _known(id: str) -> str:
    if id not in METHODS:
        raise Unknown("method", id, METHODS)
    return id


def _asked(made: Estimate, wording: Wording) -> str:
    request = made.request
    counts = ", ".join(
        wording.say(f"report.tokens_{name}", n=n)
        for name, n in (("input", request.input_tokens), ("output", request.output_tokens))
        if n
    )
    method, zone = wording.name("methods", made.method), zone_name(made.zone, wording)
    return escape(wording.say("site.estimated", model=made.match.model.name, counts=counts, method=method, zone=zone))


def _step(step: Step, wording: Wording) -> str:
    label, result = escape(wording.name("steps", step.id)), escape(wording.interval(step.result))
    used = " · ".join(_factor(factor, wording) for factor in step.factors)
    listed = f'<div class="factors">{used}</div>' if used else ""
    return f'<li><div class="step"><span>{label}</span> <b>{result}</b></div>{listed}</li>'


def _factor(factor: Factor, wording: Wording) -> str:
    value = escape(wording.interval(factor.quantity, DIGITS))
    label = escape(wording.label(factor))
    return f'<a href="{escape(place(factor))}" title="{escape(cited(factor, wording))}">{label}</a> {value}'


def _unanchored(entry: str) -> str:
    """An entry without its anchor, which stands on the page of the coefficients."""
    return entry.replace(entry[entry.index(" id=") : entry.index(">")], "", 1)
