"""What one kWh of electricity emits: by technology, in two countries, and by four ways to count France."""

from collections.abc import Iterable

from ..facts import load
from ..figures import Row, bars
from ..records import Factor
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, pictures, tabled
from .controls import Choice
from .precise import Precise
from .series import series
from .state import State

DEFAULT = "ember-2025"
SCOPES = {"rte": "rte-2025", "consumed": "electricitymaps-2025", "made": "ember-2025", "smoothed": "ademe-2024"}
"""France's editions: the first counts direct emissions, the others the life cycle; made, used, made, used."""

REVIEWS = ("ipcc", "unece", "ademe")
ALL_FRANCE = "france"

FRANCE = "FRA"
ONE = Quantity(1, unit="kWh")


def zones(lang: str) -> dict[str, str]:
    """The zones of the default edition, by name."""
    compiled = load().compiled
    named = {zone: str(compiled["zones"][zone]["name"][lang]) for zone in compiled["grids"][DEFAULT]["zones"]}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


CONTROLS = (
    Choice("one", (), FRANCE, entries=zones).only(view=REVIEWS),
    Choice("two", (), "USA", entries=zones).only(view=REVIEWS),
    Choice("view", (*REVIEWS, ALL_FRANCE)),
)


def draw(state: State, words: Wording) -> Drawn:
    """Technologies by one review with the two countries among them, or France four times."""
    facts = scopes() if state["view"] == ALL_FRANCE else (*series(f"kwh-{state['view']}"), *pair(state))
    named = zones(words.lang)
    own = {fact.id: named[state[name]] for name, fact in zip(("one", "two"), pair(state), strict=True)}
    if state["view"] == ALL_FRANCE:
        rows = [Row(words.say(f"scopes.{name}.name"), f.quantity, words.say(f"scopes.{name}.says"))
                for name, f in zip(SCOPES, facts, strict=True)]  # fmt: skip
    else:
        rows = sorted(
            (
                Row(
                    own.get(f.id, words.label(f)),
                    f.quantity,
                    words.say("country") if f.id in own else "",
                    strong=f.id in own,
                )
                for f in facts
            ),
            key=lambda row: -row.quantity.median,
        )
    precise = Precise(words)
    return Drawn(
        pictures(
            lambda width, kind: bars(
                rows,
                precise,
                title=words.say("title"),
                name=f"carbon-of-a-kwh-{kind}",
                width=width,
                tone="carbon",
                sort=False,
            )
        ),
        answer(state, words),
        tabled(rows, precise, (words.say("heads.what"), words.say("heads.carbon"))),
        facts,
        (words.say("note_france" if state["view"] == ALL_FRANCE else "note"),),
        words.say("caption_france") if state["view"] == ALL_FRANCE else "",
        {name: load().grid("carbon", FRANCE, edition=edition).quantity for name, edition in SCOPES.items()},
    )


def pair(state: State) -> tuple[Factor, Factor]:
    """The two countries, by the default edition."""
    one, two = (load().grid("carbon", state[name], edition=DEFAULT) for name in ("one", "two"))
    return one, two


def scopes() -> tuple[Factor, ...]:
    """France's four editions."""
    return tuple(load().grid("carbon", FRANCE, edition=edition) for edition in SCOPES.values())


def _least(found: Iterable[Quantity]) -> Quantity:
    return min(found, key=lambda quantity: quantity.median)


def _most(found: Iterable[Quantity]) -> Quantity:
    return max(found, key=lambda quantity: quantity.median)


def answer(state: State, words: Wording) -> str:
    """How many times more the dirtier of the two emits; or how far France's four figures lie apart."""
    if state["view"] == ALL_FRANCE:
        narrow, wide = (end(fact.quantity * ONE for fact in scopes()) for end in (_least, _most))
        times = words.quantity(Quantity(wide.median / narrow.median))
        return words.say("answer.france", low=words.quantity(narrow), high=words.quantity(wide), times=times)
    named = zones(words.lang)
    found = [(fact.quantity * ONE, named[state[name]]) for name, fact in zip(("one", "two"), pair(state), strict=True)]
    (low, clean), (high, dirty) = sorted(found, key=lambda one: one[0].median)
    if state["one"] == state["two"]:
        return words.say("answer.same", clean=clean, low=low)
    return words.say("answer.pair", clean=clean, low=low, dirty=dirty, high=high, times=words.quantity(high / low))
