"""Energy of one person in France, by what it is for, and the reader's own use of AI among it: bet first, then look."""

from ..facts import load
from ..figures import Row, bars, ranges
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, compared, pictures, tabled
from .controls import Choice
from .hands import Guess
from .precise import Within
from .series import of_a_year, series, yearly
from .state import State
from .usage import AT_FIRST, KIND, REQUESTS, times, use

SERIES = "person-energy"
WHOLE = "france-final-energy"
PHONE, FLIGHT = "smartphone-electricity-per-year", "france-flight-ny"
UNIT = "kWh"
LESS = "less"
LEVELS = {
    "car": "france-car-12000",
    "heating": "france-heating",
    "digital": "france-digital-elec",
    "tv": "tv-electricity-per-year",
    "laptop": "laptop-electricity-per-year",
    "phone": PHONE,
}
"""What a reader may bet that ten short questions a day come to, from the largest down; LESS is under all of them."""

CONTROLS = (
    Guess("guess", (*LEVELS, LESS)),
    REQUESTS,
    KIND,
    Choice("scale", ("log", "linear")),
    Choice("order", ("size", "list")),
)


def draw(state: State, words: Wording) -> Drawn:
    """Every fact of the series, and the AI of `requests` a day, as ranges on a log scale, or as bars."""
    requests, kind = state.number("requests"), state["kind"]
    facts, mine = series(SERIES), use(kind)
    energy = of_a_year(mine.yearly("energy", requests, UNIT))
    asked = times(requests, kind, words)
    rows = [
        Row(words.say("mine"), energy, asked, strong=True),
        *(Row(words.label(fact), a_year(fact.id)) for fact in facts),
    ]
    bet = state["guess"] if (requests, kind) == (AT_FIRST, KIND.default) else ""
    if bet in LEVELS:
        rows.append(Row(words.say("bet"), Quantity(a_year(LEVELS[bet]).median, unit=UNIT), tone="hardware"))
    if state["order"] == "size":
        rows.sort(key=lambda row: -row.quantity.median)
    said = Within(words, UNIT)
    form = ranges if state["scale"] == "log" else bars
    return Drawn(
        pictures(
            lambda width, kind: form(
                rows, said, title=words.say("title"), name=f"person-energy-{kind}", width=width, sort=False
            )
        ),
        " ".join(filter(None, (betted(bet, energy, words), answer(energy, asked, words)))),
        tabled(rows, said, (words.say("heads.what"), words.say("heads.energy"))),
        (*facts, *mine.factors()),
        (words.say("note"),),
        values={"energy": energy, "flight": a_year(FLIGHT) / of_a_year(mine.yearly("energy", 1, UNIT))},
    )


def a_year(id: str) -> Quantity:
    """What a fact of the series takes of one person, or of one thing, in one year."""
    return of_a_year(yearly(load().factor(id).quantity))


def betted(bet: str, energy: Quantity, words: Wording) -> str:
    """How far the bet was from what the figure shows."""
    if not bet:
        return ""
    under = energy.median < a_year(PHONE).median
    if bet == LESS:
        return words.say("bets.right" if under else "bets.low")
    level = a_year(LEVELS[bet])
    ratios = {"over": level / energy, "under": energy / level}
    way = max(ratios, key=lambda key: ratios[key].median)
    said = words.within(level, UNIT)[0]
    return words.say(f"bets.{way}", what=words.say(f"controls.guess.options.{bet}"), level=said,
                     n=words.quantity(ratios[way]))  # fmt: skip


def answer(energy: Quantity, asked: str, words: Wording) -> str:
    """A year of these requests, as a share of all energy and beside a phone's."""
    if not energy.median:
        return words.say("answer.none")
    median, bounds = words.within(energy, UNIT)
    return words.say(
        "answer.some",
        asked=asked,
        energy=words.say("number.interval", median=median, bounds=bounds) if bounds else median,
        share=words.quantity((energy / a_year(WHOLE)).to("%")),
        phone=compared(energy, a_year(PHONE), words),
    )
