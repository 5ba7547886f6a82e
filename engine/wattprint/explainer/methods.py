"""How sure are we? One request by every method, and what was published of "one ChatGPT request" over the years."""

from ..compare import compare
from ..facts import load
from ..figures import Row, ranges
from ..methods import DEFAULT
from ..records import Factor
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, pictures, tabled
from .controls import Choice
from .hands import Guess
from .series import series
from .state import State
from .usage import KINDS, lengths, request

HISTORY = "request-history"
DERIVED = ("mistral-lca-2025",)
"""Methods whose electricity is led back from carbon by an assumed grid: shown, tagged, and left out of the spread."""

QUARTILES = ("microsoft-2026",)
SPREADS = (2, 5, 20, 100)
"""What a reader may bet that the highest method finds beside the lowest: so many times as much."""

FIRST, NOW = "request-chatgpt-de-vries-2023", "request-typical-microsoft-2026"
YEAR = 4  # characters of a date
LABELS = {"chatgpt": "chatgpt", "gpt-4o": "gpt-4o", "gemini": "gemini", "claude": "claude", "llama": "llama-3.1-70b"}

METHODS, YEARS = "methods", "history"

CONTROLS = (
    Guess("guess", tuple(map(str, SPREADS))),
    Choice("view", (METHODS, YEARS)),
    Choice("model", tuple(LABELS)).only(view=(METHODS,)),
    Choice("kind", tuple(KINDS)).only(view=(METHODS,)),
)


def draw(state: State, words: Wording) -> Drawn:
    """The methods that know the model, or the publications in their order."""
    if state["view"] == YEARS:
        return history(words)
    first = {c.name: c.default for c in CONTROLS}
    bet = state["guess"] if all(state[name] == first[name] for name in ("model", "kind")) else ""
    return methods(LABELS[state["model"]], state["kind"], bet, words)


def methods(model: str, kind: str, bet: str, words: Wording) -> Drawn:
    """The request by each method, the lowest first."""
    compared = compare(request(kind, model), "method").estimates
    made = sorted(compared.items(), key=lambda pair: pair[1].energy.median)
    rows = [Row(words.name("methods", id), found.energy, tag(id, words), strong=id == DEFAULT) for id, found in made]
    counted = [pair for pair in made if pair[0] not in DERIVED]
    (low_id, low), (high_id, high) = counted[0], counted[-1]
    times = Quantity(high.energy.median / low.energy.median)
    factors = [f for found in compared.values() for s in found.steps if s.result.unit == "Wh" for f in s.factors]
    return Drawn(
        pictures(
            lambda width, kind: ranges(rows, words, title=words.say("title"), name=f"methods-{kind}", width=width)
        ),
        betted(bet, times, words)
        + words.say(
            "answer.methods",
            model=made[0][1].match.model.name,
            low=words.quantity(low.energy),
            low_method=words.name("methods", low_id),
            high=words.quantity(high.energy),
            high_method=words.name("methods", high_id),
            times=words.quantity(times),
            ours=compared[DEFAULT].energy,
        ),
        tabled(rows, words, (words.say("heads.method"), words.say("heads.energy"))),
        (*lengths(kind).values(), *factors),
        (words.say("note.methods"),),
        values={"times": times, "ours": compared[DEFAULT].energy},
    )


def tag(id: str, words: Wording) -> str:
    """What to know of a method's band before reading it."""
    if id in QUARTILES:
        return words.say("figure.half")
    return words.say("derived") if id in DERIVED else ""


def betted(bet: str, times: Quantity, words: Wording) -> str:
    """Whether the bet was the nearest of those on offer, on a scale of ratios."""
    if not bet:
        return ""
    nearest = min(SPREADS, key=lambda each: max(each / times.median, times.median / each))
    return words.say("bets.right" if bet == str(nearest) else "bets.wrong", n=bet) + " "


def history(words: Wording) -> Drawn:
    """Each publication with its year, as it came."""
    facts = series(HISTORY)
    rows = [
        Row(words.label(f), f.quantity, f"{dated(f, words)}, {words.say('figure.half')}" if f.quartiles else
            dated(f, words), strong=f.id in (FIRST, NOW))
        for f in facts
    ]  # fmt: skip
    first, now = (load().factor(id).quantity for id in (FIRST, NOW))
    return Drawn(
        pictures(
            lambda width, kind: ranges(
                rows, words, title=words.say("title_history"), name=f"methods-{kind}", width=width
            )
        ),
        words.say("answer.history", first=words.quantity(first), now=words.quantity(now),
                  times=words.quantity(Quantity(first.median / now.median))),
        tabled(rows, words, (words.say("heads.publication"), words.say("heads.energy"))),
        facts,
        (words.say("note.history"),),
        words.say("caption_history"),
        {"times": Quantity(first.median / now.median)},
    )  # fmt: skip


def dated(factor: Factor, words: Wording) -> str:
    """Who published it, and in which year."""
    source = factor.sources[0]
    return words.say("published", publisher=source.publisher, year=source.date[:YEAR])
