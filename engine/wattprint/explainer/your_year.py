"""The reader's own year of AI, as a poster to keep."""

from functools import reduce
from operator import add

from ..equivalents import equivalent
from ..facts import load
from ..records import CRITERIA, Factor
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, Table, pictures
from .controls import Choice, Download, Slider
from .poster import Figure, Level, poster
from .precise import Precise
from .series import of_a_year, yearly
from .state import State
from .usage import Use, use

STOPS = (0, 1, 2, 3, 5, 10, 15, 20, 30, 50, 100, 200)
AT_FIRST = {"short": 10, "long": 2, "reasoning": 1, "image": 1}
UNITS = {"energy": "kWh", "carbon": "kg", "water": "L"}
LIKE = ("smartphone-charge", "petrol-car-km", "water-glass")
WHERE = {"provider": None, "FRA": "FRA", "USA": "USA", "WOR": "WOR"}
OFFICIAL = "france-footprint-sdes24"
BESIDE = ("target-2050", "france-footprint-car", "france-footprint-heating", "france-footprint-plane")
"""What a person in France emits otherwise in a year, and what one may by 2050."""

SEARCHES = "google_searches"

CONTROLS = (
    *(Slider(kind, STOPS, most, group="a_day") for kind, most in AT_FIRST.items()),
    Choice("where", tuple(WHERE)),
    Download("keep"),
)


def draw(state: State, words: Wording) -> Drawn:
    """The sums of a year, what they are like, and where they come from."""
    used = {kind: use(kind, zone=WHERE[state["where"]]) for kind in AT_FIRST}
    totals = {name: total(used, state, name) for name in (*UNITS, SEARCHES)}
    like = [equivalent(id, {name: totals[name] for name in UNITS}) for id in LIKE]
    figures = [
        Figure(words.name("criteria", name, "short"), *words.parts(amount, form="range"))
        for name, amount in totals.items()
    ]
    asked = sum(state.number(kind) for kind in AT_FIRST)
    lead = words.say("lead", n=int(asked))
    lines = [
        words.say("like", n=words.quantity(each.times), what=each.many[words.lang])
        for each in like
        if each.times.median
    ]
    lines.append(words.say("share", share=words.quantity(share(totals["carbon"]).to("%"))))
    foot = words.say("foot")
    others = [load().factor(id) for id in BESIDE]
    precise = Precise(words)
    levels = [
        *((words.say(f"beside.{f.id}"), of_a_year(yearly(f.quantity))) for f in others),
        (words.say("title"), totals["carbon"]),
    ]
    beside = (words.say("beside.head"), [
        Level(label, precise.quantity(Quantity(q.median, unit=q.unit)), q.to("kg").median, own=place == len(others))
        for place, (label, q) in enumerate(levels)
    ])  # fmt: skip
    rows = tuple((f.label, f"{f.median} ({f.bounds})" if f.bounds else f.median) for f in figures)
    return Drawn(
        pictures(
            lambda width, kind: poster(
                words.say("title"), lead, figures, lines, beside, foot, name=f"your-year-{kind}", width=width
            )
        ),
        answer(totals, int(asked), words),
        Table(
            (words.say("heads.what"), words.say("heads.year")),
            (*rows, *((label, precise.interval(quantity)) for label, quantity in levels[:-1])),
        ),
        (*factors(used), *(each.factor for each in like), load().factor(OFFICIAL), *others),
        (words.say("note"),),
        values=totals,
    )


def total(used: dict[str, Use], state: State, name: str) -> Quantity:
    """The year's sum of a criterion: bounds add, since all requests share the same doubts."""
    unit = UNITS.get(name, "count")
    return of_a_year(reduce(add, (one.yearly(name, state.number(kind), unit) for kind, one in used.items())))


def share(carbon: Quantity) -> Quantity:
    """Of the official footprint of one person."""
    return carbon / of_a_year(yearly(load().factor(OFFICIAL).quantity))


def answer(totals: dict[str, Quantity], asked: int, words: Wording) -> str:
    """The year in one sentence."""
    if not asked:
        return words.say("answer.none")
    return words.say(
        "answer.some",
        energy=totals["energy"],
        carbon=totals["carbon"],
        share=words.quantity(share(totals["carbon"]).to("%")),
    )


def factors(used: dict[str, Use]) -> tuple[Factor, ...]:
    """The facts under the three sums."""
    return tuple(factor for one in used.values() for name in UNITS if name in CRITERIA for factor in one.factors(name))
