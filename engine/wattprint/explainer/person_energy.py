"""Energy of one person in France, by what it is for, and the reader's own use of AI among it."""

from ..facts import load
from ..figures import Row, bars, ranges
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, pictures, tabled
from .controls import Choice
from .precise import Precise
from .series import series, yearly
from .state import State
from .usage import KIND, REQUESTS, times, use

SERIES = "person-energy"
WHOLE = "france-final-energy"
PHONE = "smartphone-electricity-per-year"

CONTROLS = (
    REQUESTS,
    KIND,
    Choice("scale", ("log", "linear")),
    Choice("order", ("size", "list")),
)


def draw(state: State, words: Wording) -> Drawn:
    """Every fact of the series, and the AI of `requests` a day, as bars or, on a log scale, as ranges."""
    requests, kind = state.number("requests"), state["kind"]
    facts, mine = series(SERIES), use(kind)
    energy = mine.yearly("energy", requests, "kWh")
    own = Row(words.say("mine"), energy, times(requests, kind, words), strong=True)
    rows = [own, *(Row(fact.label[words.lang], yearly(fact.quantity)) for fact in facts)]
    if state["order"] == "size":
        rows.sort(key=lambda row: -row.quantity.median)
    precise = Precise(words)
    form = ranges if state["scale"] == "log" else bars
    return Drawn(
        pictures(
            lambda width, kind: form(
                rows, precise, title=words.say("title"), name=f"person-energy-{kind}", width=width, sort=False
            )
        ),
        answer(energy, times(requests, kind, words), words),
        tabled(rows, precise, (words.say("heads.what"), words.say("heads.energy"))),
        (*facts, *mine.factors()),
        (words.say("note"),),
    )


def answer(energy: Quantity, asked: str, words: Wording) -> str:
    """A year of these requests, as a share of all energy and beside a phone's."""
    if not energy.median:
        return words.say("answer.none")
    whole, phone = (yearly(load().factor(id).quantity) for id in (WHOLE, PHONE))
    return words.say(
        "answer.some",
        asked=asked,
        energy=energy,
        share=words.quantity((energy / whole).to("%")),
        phones=words.quantity(energy / phone),
    )
