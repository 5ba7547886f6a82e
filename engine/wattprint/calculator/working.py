"""How the numbers were found: the lengths that were assumed, then every step with its factors and their sources."""

from collections.abc import Iterable
from html import escape

from ..facts import load
from ..records import Factor, Source, Step
from ..wording import Wording
from .kinds import A_DAY, assumed
from .served import Served
from .state import start

FACTOR_DIGITS = 3
WEB = ("https://", "http://")


def working(made: Served, words: Wording) -> str:
    """The steps, and the list of the sources under them."""
    estimate, state = made.estimate, made.state
    lengths = list(assumed(state.kind, state.counts).values())
    if state.day == start(state.kind).day:
        lengths.append(load().factor(A_DAY))
    factors = [*lengths, *(factor for step in estimate.steps for factor in step.factors)]
    cited = Cited(factors)
    first = f"<li>{_line(words.say('calculator.working.assumed'), '')}{_factors(lengths, cited, words)}</li>"
    steps = "".join(_step(step, cited, words) for step in estimate.steps)
    says = f"{words.name('methods', estimate.method, 'says')} {words.name('boundaries', estimate.boundary, 'says')}"
    return (
        f'<p class="soft">{escape(says)}</p><ol class="steps">{first if lengths else ""}{steps}</ol>'
        f"<h3>{escape(words.say('report.sources'))}</h3>"
        f'<ol class="sources">{"".join(_source(source) for source in cited.places)}</ol>'
    )


class Cited:
    """The sources in the order of the working, by their number, and the factors that were explained already."""

    def __init__(self, factors: Iterable[Factor]):
        sources = dict.fromkeys(source for factor in factors for source in factor.sources)
        self.places = {source: place for place, source in enumerate(sources, 1)}
        self.said: set[str] = set()


def _step(step: Step, cited: Cited, words: Wording) -> str:
    line = _line(words.name("steps", step.id), words.interval(step.result))
    return f"<li>{line}{_factors(step.factors, cited, words)}</li>"


def _line(label: str, result: str) -> str:
    return f'<div class="step"><span>{escape(label)}</span> <span>{escape(result)}</span></div>'


def _factors(factors: Iterable[Factor], cited: Cited, words: Wording) -> str:
    items = "".join(f"<li>{_factor(factor, cited, words)}</li>" for factor in factors)
    return f'<ul class="factors">{items}</ul>' if items else ""


def _factor(factor: Factor, cited: Cited, words: Wording) -> str:
    """A factor, its value, the numbers of its sources in the list below, and, once, where it stands in them."""
    value = words.interval(factor.quantity, FACTOR_DIGITS)
    line = escape(words.say("cli.factor", label=words.label(factor), quantity=value))
    numbers = ", ".join(words.count(cited.places[source]) for source in factor.sources)
    where = ""
    if factor.where and factor.id not in cited.said:
        where = f' <span class="where" lang="en">{escape(factor.where)}</span>'
        cited.said.add(factor.id)
    return f"{line} <b>[{numbers}]</b>{where}" if numbers else f"{line}{where}"


def _source(source: Source) -> str:
    title = escape(source.title)
    if source.url.startswith(WEB):
        title = f'<a href="{escape(source.url)}">{title}</a>'
    rest = ", ".join(escape(part) for part in (source.publisher, source.date) if part)
    return f"<li>{title}, {rest}</li>"
