"""Carbon of one person in France: the official total, its parts, the objective, and the reader's AI beside them."""

from ..facts import load
from ..figures import Row, ranges
from ..figures.stacked import Part, Whole, stacked
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, Table, pictures, tabled
from .controls import Choice
from .precise import Precise
from .series import of_a_year, series, yearly
from .state import State
from .usage import KIND, REQUESTS, Use, times, use

PARTS, DETAIL = "person-carbon", "person-carbon-detail"
OFFICIAL, TARGET = "france-footprint-sdes24", "target-2050"
WHERE = {"provider": None, "france": "FRA"}

CONTROLS = (
    REQUESTS,
    KIND,
    Choice("where", tuple(WHERE)),
    Choice("view", ("parts", "detail")),
)


def draw(state: State, words: Wording) -> Drawn:
    """The parts stacked beside the total and the objective, or every part and the AI as ranges."""
    mine = use(state["kind"], zone=WHERE[state["where"]])
    carbon = of_a_year(mine.yearly("carbon", state.number("requests"), "kg"))
    asked = times(state.number("requests"), state["kind"], words)
    made = parts(mine, carbon, asked, words) if state["view"] == "parts" else detail(mine, carbon, asked, words)
    return made._replace(answer=answer(carbon, asked, words), notes=(words.say("note"),), values={"carbon": carbon})


def person(id: str) -> Quantity:
    """A footprint, of one person in one year."""
    return of_a_year(yearly(load().factor(id).quantity))


def parts(mine: Use, carbon: Quantity, asked: str, words: Wording) -> Drawn:
    """Three bars on one scale: what is said to be the total, what it is made of, what it should become."""
    precise, facts = Precise(words), series(PARTS)
    whole, target = (load().factor(id) for id in (OFFICIAL, TARGET))
    named = [Part(words.label(f), person(f.id), "carbon", place) for place, f in enumerate(facts)]
    wholes = (
        Whole(
            words.say("official"),
            (Part(words.say("not_split"), person(OFFICIAL), "carbon", 1),),
            words.say("says.official"),
        ),
        Whole(words.say("split"), tuple(named), words.say("says.split")),
        Whole(
            words.say("target"), (Part(words.say("objective"), person(TARGET), "water", 1),), words.say("says.target")
        ),
        *(
            [Whole(words.say("mine"), (Part(words.say("mine"), carbon, "energy"),), asked, strong=True)]
            if carbon.median
            else []
        ),
    )
    rows = [
        (w.label, p.name if len(w.parts) > 1 else "", precise.interval(p.quantity)) for w in wholes for p in w.parts
    ]
    return Drawn(
        pictures(
            lambda width, kind: stacked(
                wholes, precise, title=words.say("title"), name=f"person-carbon-{kind}", width=width
            )
        ),
        "",
        Table((words.say("heads.bar"), words.say("heads.part"), words.say("heads.carbon")), tuple(rows)),
        (whole, *facts, target, *mine.factors("carbon")),
    )


def detail(mine: Use, carbon: Quantity, asked: str, words: Wording) -> Drawn:
    """Every part that is known, and the AI, on a log scale."""
    precise, facts = Precise(words), series(DETAIL)
    rows = [
        *(Row(words.label(f), person(f.id)) for f in facts),
        Row(words.say("mine"), carbon, asked, strong=True),
    ]
    return Drawn(
        pictures(
            lambda width, kind: ranges(
                rows,
                precise,
                title=words.say("title"),
                name=f"person-carbon-{kind}",
                width=width,
                tone="carbon",
                sort=True,
            )
        ),
        "",
        tabled(rows, precise, (words.say("heads.part"), words.say("heads.carbon"))),
        (*facts, *mine.factors("carbon")),
        caption=words.say("caption_detail"),
    )


def answer(carbon: Quantity, asked: str, words: Wording) -> str:
    """A year of AI, as a share of the total and of the objective."""
    whole, target = person(OFFICIAL), person(TARGET)
    gap = words.quantity(whole / target)
    if not carbon.median:
        return words.say("answer.none", gap=gap)
    share = words.quantity((carbon / whole).to("%"))
    return words.say("answer.some", asked=asked, carbon=carbon, share=share, gap=gap)
