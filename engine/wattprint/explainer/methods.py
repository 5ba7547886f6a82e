"""How sure are we? One request by every method, and what was published of "one ChatGPT request" over the years."""

from ..compare import compare
from ..facts import load
from ..figures import Row, ranges
from ..methods import DEFAULT
from ..records import Factor
from ..wording import Wording
from .base import Drawn, pictures, tabled
from .controls import Choice
from .series import series
from .state import State
from .usage import KINDS, lengths, request

HISTORY = "request-history"
FIRST, NOW = "request-chatgpt-de-vries-2023", "request-typical-microsoft-2026"
YEAR = 4  # characters of a date
LABELS = {"gpt-4o": "gpt-4o", "chatgpt": "chatgpt", "gemini": "gemini", "claude": "claude", "llama": "llama-3.1-70b"}

CONTROLS = (
    Choice("view", ("methods", "history")),
    Choice("model", tuple(LABELS)),
    Choice("kind", tuple(KINDS)),
)


def draw(state: State, words: Wording) -> Drawn:
    """The methods that know the model, or the publications in their order."""
    return history(words) if state["view"] == "history" else methods(LABELS[state["model"]], state["kind"], words)


def methods(model: str, kind: str, words: Wording) -> Drawn:
    """The request by each method, the lowest first."""
    compared = compare(request(kind, model), "method").estimates
    made = sorted(compared.items(), key=lambda pair: pair[1].energy.median)
    rows = [Row(words.name("methods", id), found.energy, strong=id == DEFAULT) for id, found in made]
    (low_id, low), (high_id, high) = made[0], made[-1]
    factors = [f for found in compared.values() for s in found.steps if s.result.unit == "Wh" for f in s.factors]
    return Drawn(
        pictures(
            lambda width, kind: ranges(rows, words, title=words.say("title"), name=f"methods-{kind}", width=width)
        ),
        words.say(
            "answer.methods",
            low=words.quantity(low.energy),
            low_method=words.name("methods", low_id),
            high=words.quantity(high.energy),
            high_method=words.name("methods", high_id),
            times=words.quantity(high.energy / low.energy),
            ours=compared[DEFAULT].energy,
        ),
        tabled(rows, words, (words.say("heads.method"), words.say("heads.energy"))),
        (*lengths(kind).values(), *factors),
        (words.say("note.methods"),),
    )


def history(words: Wording) -> Drawn:
    """Each publication with its year, as it came."""
    facts = series(HISTORY)
    rows = [Row(f.label[words.lang], f.quantity, dated(f, words), strong=f.id in (FIRST, NOW)) for f in facts]
    first, now = (load().factor(id).quantity for id in (FIRST, NOW))
    return Drawn(
        pictures(
            lambda width, kind: ranges(
                rows, words, title=words.say("title_history"), name=f"methods-{kind}", width=width
            )
        ),
        words.say("answer.history", first=first, now=now, times=words.quantity(first / now)),
        tabled(rows, words, (words.say("heads.publication"), words.say("heads.energy"))),
        facts,
        (words.say("note.history"),),
        words.say("caption_history"),
    )


def dated(factor: Factor, words: Wording) -> str:
    """Who published it, and in which year."""
    source = factor.sources[0]
    return words.say("published", publisher=source.publisher, year=source.date[:YEAR])
