"""Where the electricity of France comes from, year by year, and what crosses the border: bet first, then look."""

from ..facts import load
from ..figures.mirror import Flow, mirror
from ..figures.stacked import Part, Whole, stacked
from ..records import Factor
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, Table, pictures
from .controls import Choice, Slider
from .hands import Guess
from .precise import DIGITS, Precise
from .series import of_a_year, series
from .state import State

SERIES = "electricity"
YEARS = range(2019, 2026)
TOTAL, USED, NUCLEAR, OTHER = "total", "consumption", "nuclear", "other"
SOURCES = (NUCLEAR, "hydro", "wind", "solar")
UNIT = "TWh"
AS_USED = str(YEARS[-1])  # the consumption of the years before is corrected for the weather
OUT, BACK = "out", "back"
TENTHS = 4  # digits: RTE gives tenths of a TWh
SHARES = (30, 50, 70, 90)
"""What a reader may bet that nuclear power makes, in per cent."""


def _year(value: float, words: Wording) -> str:
    return words.date(str(int(value)))


CONTROLS = (
    Guess("guess", tuple(map(str, SHARES))),
    Slider("year", YEARS, YEARS[-1], shown=_year, steps=True),
    Choice("view", ("sources", "exchanges")),
)


def fact(name: str, year: object) -> Factor:
    """Generation from a source, in all, or consumption, in a year."""
    kind = USED if name == USED else f"generation-{name}"
    return load().factor(f"france-{kind}-{year}")


def crossed(year: object, way: str) -> Quantity | None:
    """What crossed the border one way in a year ("export", "import", "net-export"), if it is known."""
    id = f"france-{way}-{year}"
    return of_a_year(load().factor(id).quantity) if id in load().compiled["factors"] else None


def settled(year: object) -> tuple[str, Quantity]:
    """Which way the balance of a year went, and how far."""
    net = crossed(year, "net-export")
    return (OUT, net) if net else (BACK, of_a_year(load().factor(f"france-net-import-{year}").quantity))


def draw(state: State, words: Wording) -> Drawn:
    """One bar a year: its sources; or what went out and what came in."""
    precise = Precise(words, TENTHS)
    view = sources if state["view"] == "sources" else exchanges
    total, nuclear = (of_a_year(fact(name, state["year"]).quantity) for name in (TOTAL, NUCLEAR))
    made = view(state["year"], precise)
    return made._replace(
        answer=" ".join(filter(None, (betted(state, nuclear / total, words), made.answer))),
        factors=series(SERIES),
        values={"share": (nuclear / total).to("%")},
    )


def sources(chosen: str, words: Precise) -> Drawn:
    """Every year as a stack of its four large sources, and the rest: what remains of the published total."""
    wholes = []
    for year in YEARS:
        known = [of_a_year(fact(name, year).quantity) for name in SOURCES]
        rest = left(of_a_year(fact(TOTAL, year).quantity), known)
        parts = zip((*SOURCES, OTHER), (*known, rest), strict=True)
        wholes.append(Whole(
            str(year),
            tuple(Part(words.say(f"parts.{name}"), q, "energy", place) for place, (name, q) in enumerate(parts)),
            strong=str(year) == chosen,
        ))  # fmt: skip
    total, nuclear = (of_a_year(fact(name, chosen).quantity) for name in (TOTAL, NUCLEAR))
    return Drawn(
        pictures(
            lambda width, kind: stacked(
                wholes, words, title=words.say("title"), name=f"electricity-{kind}", width=width
            )
        ),
        words.say("answer.sources", year=chosen, total=words.quantity(total), nuclear=words.quantity(nuclear),
                  share=words.quantity((nuclear / total).to("%"), DIGITS)),
        Table(
            (words.say("heads.year"), *(part.name for part in wholes[0].parts), words.say("heads.all")),
            tuple(
                (w.label, *(words.quantity(p.quantity) for p in w.parts), words.quantity(w.row().quantity))
                for w in wholes
            ),
        ),
        notes=(words.say("note.sources"),),
    )  # fmt: skip


def exchanges(chosen: str, words: Precise) -> Drawn:
    """Every year: exports to the right, imports to the left; where only the balance was found, the balance."""
    flows, rows = [], []
    for year in YEARS:
        out, back = crossed(year, "export"), crossed(year, "import")
        way, net = settled(year)
        balance = words.say(f"balance.{way}", n=words.quantity(net))
        gone, come = (out, back) if out else (net, None) if way == OUT else (None, net)
        flows.append(Flow(str(year), gone, come, balance, net=not out, strong=str(year) == chosen))
        made, used = (of_a_year(fact(name, year).quantity) for name in (TOTAL, USED))
        unknown = words.say("unknown")
        rows.append((str(year), words.quantity(made), words.quantity(used),
                     *(words.quantity(side) if side else unknown for side in (out, back)), balance))  # fmt: skip
    names = ("year", "made", "used", "export", "import", "balance")
    heads = (words.say("sides.back"), words.say("sides.out"), words.say("sides.balance"))
    return Drawn(
        pictures(
            lambda width, kind: mirror(
                flows, words, heads, title=words.say("title_exchanges"), name=f"electricity-{kind}", width=width
            )
        ),
        balanced(chosen, words),
        Table(tuple(words.say(f"heads.{name}") for name in names), tuple(rows)),
        notes=(words.say("note.exchanges"),),
        caption=words.say("caption_exchanges"),
    )


def balanced(year: str, words: Precise) -> str:
    """Made, used, sent out or brought in, and what remains: lost on the lines, or used to pump water up.

    Where use is published as it would have been in usual weather, what remains says nothing."""
    made, used = (of_a_year(fact(name, year).quantity) for name in (TOTAL, USED))
    way, net = settled(year)
    told = {"year": year, "made": words.quantity(made), "used": words.quantity(used), "net": words.quantity(net)}
    if way == OUT and year == AS_USED:
        return words.say("answer.out", **told, rest=words.quantity(left(made, [used, net])))
    return words.say("answer.back" if way == BACK else "answer.apart", **told)


def betted(state: State, share: Quantity, words: Wording) -> str:
    """Whether the bet was the nearest of those on offer."""
    if not state["guess"]:
        return ""
    nearest = min(SHARES, key=lambda each: abs(each - share.to("%").median))
    return words.say("bets.right" if state["guess"] == str(nearest) else "bets.wrong", n=state["guess"])


def left(total: Quantity, parts: list[Quantity]) -> Quantity:
    """What remains of published numbers that carry no interval."""
    return Quantity(total.median - sum(part.to(total.unit).median for part in parts), unit=total.unit)
