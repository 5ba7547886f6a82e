"""Where the electricity of France comes from, year by year, and what is made beyond what is used."""

from ..facts import load
from ..figures.stacked import Part, Whole, stacked
from ..records import Factor
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, Table, pictures
from .controls import Choice, Slider
from .precise import Precise
from .series import of_a_year, series
from .state import State

SERIES = "electricity"
YEARS = (2019, 2024, 2025)
TOTAL, USED, NUCLEAR, OTHER = "total", "consumption", "nuclear", "other"
SOURCES = (NUCLEAR, "hydro", "wind", "solar")
UNIT = "TWh"
EXPORTS = "france-net-export-2025"


def _year(value: float, words: Wording) -> str:
    return words.date(str(int(value)))


CONTROLS = (
    Slider("year", YEARS, YEARS[-1], shown=_year, steps=True),
    Choice("view", ("sources", "balance")),
)


def fact(name: str, year: object) -> Factor:
    """Generation from a source, in all, or consumption, in a year."""
    kind = USED if name == USED else f"generation-{name}"
    return load().factor(f"france-{kind}-{year}")


def draw(state: State, words: Wording) -> Drawn:
    """One bar a year: its sources, or what was used and what was left."""
    precise = Precise(words)
    view = sources if state["view"] == "sources" else balance
    wholes = [view(year, str(year) == state["year"], words) for year in YEARS]
    heads = (words.say("heads.year"), *(part.name for part in wholes[0].parts), words.say("heads.all"))
    rows = tuple(
        (
            whole.label,
            *(precise.quantity(part.quantity) for part in whole.parts),
            precise.quantity(whole.row().quantity),
        )
        for whole in wholes
    )
    return Drawn(
        pictures(
            lambda width, kind: stacked(
                wholes, precise, title=words.say("title"), name=f"electricity-{kind}", width=width
            )
        ),
        answer(state["year"], state["view"], precise),
        Table(heads, rows),
        series(SERIES),
        (words.say("note", exports=precise.quantity(of_a_year(load().factor(EXPORTS).quantity))),),
        "" if state["view"] == "sources" else words.say("caption_balance"),
    )


def sources(year: int, strong: bool, words: Wording) -> Whole:
    """The four large sources, and the rest: what remains of the published total."""
    known = [of_a_year(fact(name, year).quantity) for name in SOURCES]
    rest = left(of_a_year(fact(TOTAL, year).quantity), known)
    parts = [*zip(SOURCES, known, strict=True), (OTHER, rest)]
    return Whole(
        str(year),
        tuple(Part(words.say(f"parts.{name}"), q, "energy", place) for place, (name, q) in enumerate(parts)),
        strong=strong,
    )


def balance(year: int, strong: bool, words: Wording) -> Whole:
    """What was used, and what was made beyond it."""
    total, used = (of_a_year(fact(name, year).quantity) for name in (TOTAL, USED))
    beyond = left(total, [used])
    return Whole(
        str(year),
        (
            Part(words.say("parts.used"), Quantity(used.median, unit=UNIT), "energy"),
            Part(words.say("parts.beyond"), beyond, "energy", 2),
        ),
        strong=strong,
    )


def left(total: Quantity, parts: list[Quantity]) -> Quantity:
    """What remains of published numbers that carry no interval."""
    return Quantity(total.median - sum(part.to(total.unit).median for part in parts), unit=total.unit)


def answer(year: str, view: str, words: Wording) -> str:
    """The share of the largest source, or of what was left."""
    total, used, nuclear = (of_a_year(fact(name, year).quantity) for name in (TOTAL, USED, NUCLEAR))
    return words.say(
        f"answer.{view}",
        year=year,
        total=words.quantity(total),
        nuclear=words.quantity(nuclear),
        share=words.quantity((nuclear / total).to("%")),
        used=words.quantity(used),
        beyond=words.quantity(left(total, [used])),
        part=words.quantity((left(total, [used]) / total).to("%")),
    )
