"""What one request takes, in large figures with their intervals, and what was assumed."""

from collections.abc import Iterable
from html import escape

from ..facts import load
from ..figures.frame import box, colour, rule
from ..figures.text import number
from ..units import Quantity
from ..wording import Wording
from .kinds import assumed
from .names import model_name, zone_name
from .served import Served
from .state import State

SHOWN = {"energy": "energy", "carbon": "carbon", "water": "water", "google_searches": "energy"}
"""The results in large figures, in order, and the colour of each."""

ACROSS, DOWN = 200, 12  # of a band, stretched to its place
HALF = 6
BAR, BAR_TOP = 4, 4
TICK = 2
FIRM = 0.9


def numbers(made: Served, words: Wording) -> str:
    """The headline, the results and the assumptions."""
    items = [_result(name, made.estimate.results[name], words) for name in SHOWN]
    said = "".join(f"<li>{escape(sentence)}</li>" for sentence in assumptions(made, words))
    about = words.say(
        "calculator.about",
        model=model_name(made.state.model, words),
        kind=words.say(f"kinds.{made.state.kind}.says"),
    )
    return (
        f'<p class="about">{escape(about)} <span class="soft">{escape(counted(made.state, words))}</span></p>'
        f'<dl class="sums">{"".join(items)}</dl><ul class="assumed">{said}</ul>'
    )


def counted(state: State, words: Wording) -> str:
    """100 read, 300 written: how long the request is."""
    said = [words.say(f"calculator.counts.{name}", n=n) for name, n in state.counts.items() if n]
    return words.say("calculator.counts.all", counts=", ".join(said)) if said else words.say("calculator.counts.none")


def assumptions(made: Served, words: Wording) -> Iterable[str]:
    """What was supposed where the reader chose nothing, one sentence each."""
    state, estimate = made.state, made.estimate
    zone = zone_name(estimate.zone, words)
    yield words.say("calculator.served" if state.zone else "calculator.served_assumed", zone=zone)
    match = estimate.match
    if match.note.startswith("product:"):
        yield words.say("calculator.runs", chatbot=model_name(state.model, words), model=match.model.name)
    elif match.note:
        yield words.note(match.note)
    basis = f"calculator.basis.{match.model.basis}"
    if words.says(basis):
        yield words.say(basis)
    lengths = assumed(state.kind, state.counts)
    if lengths:
        titles = dict.fromkeys(source.publisher for factor in lengths.values() for source in factor.sources)
        yield words.say("calculator.lengths", sources=", ".join(titles))
    if state.method != State().method:
        yield words.name("methods", state.method, "says")
    if state.boundary == "device" and not state.reader:
        yield words.say("calculator.world")
    elif state.boundary == "device":
        yield words.say("calculator.device", zone=zone_name(load().zone(state.reader), words))


def _result(name: str, quantity: Quantity, words: Wording) -> str:
    median, bounds = (escape(part) for part in words.parts(quantity))
    label = escape(words.name("criteria", name, "short"))
    between = bounds or escape(words.say("calculator.exact"))
    drawn = band(quantity, SHOWN[name])
    return (
        f'<div class="{name}"><dt>{label}</dt><dd>{median}</dd><dd class="bounds">{between}</dd><dd>{drawn}</dd></div>'
    )


def band(quantity: Quantity, tone: str) -> str:
    """The interval as a soft band on a line from 0 to its end, the median a firm tick; the words say the rest."""
    most = quantity.high or 1
    low, median = (ACROSS * value / most for value in (quantity.low, quantity.median))
    fill = colour(tone)
    marks = (
        box(0, BAR_TOP, median, BAR, fill)
        + box(low, 0, ACROSS - low, DOWN, fill, soft=True)
        + rule(min(median, ACROSS - TICK / 2), 0, min(median, ACROSS - TICK / 2), DOWN, FIRM, TICK)
    )
    return (
        f'<svg class="interval" viewBox="0 0 {number(ACROSS)} {DOWN}" preserveAspectRatio="none" aria-hidden="true"'
        f' focusable="false">{marks}</svg>'
    )
