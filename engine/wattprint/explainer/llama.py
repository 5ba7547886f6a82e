"""The bill of a training whose hours are published: hours x power, cooling, the place, the machines, step by step."""

from collections.abc import Sequence
from typing import NamedTuple

from ..facts import load
from ..figures.frame import SOFT, box, colour, rule, sheet
from ..figures.text import LABEL, LINE, SMALL, SMALL_LINE, Text, number, wrap
from ..figures.text import width as width_of
from ..records import Factor
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, Table, pictures
from .controls import Choice
from .counts import said
from .hands import Played
from .precise import Precise
from .series import series
from .state import State

SIZES = {"70b": "llama3-70", "8b": "llama3-8"}
POWER = "training-llama3-power"
META = "meta"
HALLS = (META, "pue-france", "pue-world")
ZONES = (META, "FRA", "USA", "POL", "WOR")
STEPS = ("hours", "cooling", "carbon", "machines")
TONES = {"hours": "energy", "cooling": "water", "carbon": "carbon", "machines": "hardware"}
TOKENS = "lecture/llama-3-training-tokens"

CONTROLS = (
    Choice("size", tuple(SIZES)),
    Choice("hall", HALLS),
    Choice("zone", ZONES),
    Played(
        "step", range(len(STEPS)), len(STEPS) - 1, steps=True,
        shown=lambda place, words: words.say(f"steps.{STEPS[int(place)]}.name"),
    ),
)  # fmt: skip

NARROW, ASIDE = 520, 2 / 3  # on a wide sheet, the amount takes a third
BIG, TALL = 24, 77
UNDER = 3  # between a name and how it comes about, so that the large number has its air
LARGE = 19  # where a large number stands, below the top of its line
MILLION = 1e6
BAR, BELOW = 8, 14
LEAST = 1.0
FAINT = 0.28
SERIF = "'Iowan Old Style', 'Palatino Linotype', Palatino, Georgia, serif"


class Bill(NamedTuple):
    """A training, from its hours to its tonnes."""

    hours: Quantity
    power: Quantity
    chips: Quantity
    hall: Quantity
    pue: Quantity
    grid: Quantity
    carbon: Quantity
    machines: Quantity
    whole: Quantity
    factors: tuple[Factor, ...]


def bill(size: str, hall: str, zone: str) -> Bill:
    """The bill at a size, in a hall, in a country; Meta's own hall and grid are those that its total implies."""
    facts = load()
    one = SIZES[size]
    hours, power, total = (facts.factor(id) for id in (f"training-{one}-hours", POWER, f"training-{one}-carbon"))
    compute, cooling, machines = (facts.factor(f"training-llama-3-{size}-{part}")
                                  for part in ("compute", "cooling", "hardware"))  # fmt: skip
    chips = (hours.quantity * power.quantity).to("MWh")
    own = Quantity(total.quantity.median / compute.quantity.median)
    pue = own if hall == META else facts.factor(hall).quantity
    implied = (Quantity(total.quantity.median, unit="t") / (chips * own)).to("g/kWh")
    grid = implied if zone == META else facts.grid("carbon", zone).quantity
    inside = chips * pue
    carbon = (inside * grid).to("t")
    used = [facts.factor(hall)] if hall != META else []
    used += [facts.grid("carbon", zone)] if zone != META else []
    return Bill(
        hours.quantity,
        power.quantity.to("Wh/h"),
        chips,
        inside,
        pue,
        grid,
        carbon,
        machines.quantity,
        carbon + machines.quantity,
        (hours, power, total, compute, cooling, machines, *used),
    )


def draw(state: State, words: Wording) -> Drawn:
    """The lines of the bill up to the step, as a receipt; the lines to come are faint."""
    made, at, precise = bill(state["size"], state["hall"], state["zone"]), int(state["step"]), Precise(words)
    lines = receipt(made, precise)
    tokens = load().factor(TOKENS)
    own = state["hall"] == META and state["zone"] == META
    published = load().factor(f"training-{SIZES[state['size']]}-carbon").quantity
    key = "own" if own else "other"
    size = words.say(f"controls.size.options.{state['size']}")
    return Drawn(
        pictures(lambda width, kind: _sheet(lines, at, words, width, kind)),
        words.say(f"answer.{key}", size=size, carbon=precise.quantity(made.carbon), whole=precise.interval(made.whole),
                  published=precise.quantity(published)),
        Table(
            (words.say("heads.step"), words.say("heads.how"), words.say("heads.amount")),
            tuple((words.say(f"steps.{line.step}.name"), line.how, line.said) for line in lines),
        ),
        (*{factor.id: factor for factor in (*made.factors, *series("training-split"), tokens)}.values(),),
        (words.say("note", tokens=said(tokens.quantity.median, words), power=words.number(made.power.median)),),
        values={"carbon": made.carbon, "whole": made.whole, "machines": made.machines, "chips": made.chips},
    )  # fmt: skip


class Line(NamedTuple):
    """One line: the step, how it comes about, the amount in words, and how long its bar is beside its like."""

    step: str
    how: str
    said: str
    share: float
    more: float = 0  # of the bar, what this step added


def receipt(made: Bill, words: Wording) -> Sequence[Line]:
    """The four lines: two of electricity, on one scale, and two of carbon, on another."""
    hours = words.say("how.hours", n=made.hours.median / MILLION, power=words.number(made.power.median))
    chips, carbon = made.chips.median / made.hall.median, made.carbon.median / made.whole.median
    return (
        Line("hours", hours, words.quantity(made.chips), chips),
        Line(
            "cooling", words.say("how.cooling", pue=words.quantity(made.pue)), words.quantity(made.hall), 1, 1 - chips
        ),
        Line("carbon", words.say("how.carbon", grid=words.quantity(made.grid)), words.quantity(made.carbon), carbon),
        Line(
            "machines",
            words.say("how.machines", machines=words.quantity(made.machines)),
            words.quantity(made.whole),
            1,
            1 - carbon,
        ),
    )


def _sheet(lines: Sequence[Line], at: int, words: Wording, width: int, kind: str) -> str:
    body: list[str] = []
    top = 0.0
    for place, line in enumerate(lines):
        fill = colour(TONES[line.step])
        names = wrap(words.say(f"steps.{line.step}.name"), width - width_of(line.said, BIG) - BIG, lines=2)
        hows = wrap(line.how, width if width < NARROW else width * ASIDE, SMALL, 2)
        inside = [Text(0, top + LABEL + row * LINE, part, bold=True).svg() for row, part in enumerate(names)]
        under = top + LABEL + (len(names) - 1) * LINE
        for row, part in enumerate(hows, 1):
            inside.append(Text(0, under + UNDER + row * (SMALL_LINE + 1), part, size=SMALL, soft=True).svg())
        tall = TALL + (len(names) - 1) * LINE + (len(hows) - 1) * SMALL_LINE
        base = top + tall - BAR - BELOW
        large = f'font-size="{BIG}" font-family="{SERIF}" text-anchor="end"'
        amount = top + LARGE
        inside.append(f'<text x="{width}" y="{number(amount)}" {large}>{line.said}</text>')
        long = max(line.share * width, LEAST)
        inside.append(box(0, base, long - line.more * width, BAR, fill, 1))
        if line.more:
            inside.append(box(long - line.more * width, base, max(line.more * width, LEAST), BAR, fill, 1, soft=True))
        if place:
            between = top - BELOW / 2
            inside.append(rule(0, between, width, between, SOFT * SOFT))
        shown = f' opacity="{FAINT}"' if place > at else ""
        body.append(f"<g{shown}>{''.join(inside)}</g>")
        top += tall
    described = " ".join(f"{words.say(f'steps.{line.step}.name')}: {line.how}: {line.said}." for line in lines)
    return sheet(body, name=f"llama-{kind}", title=words.say("title"), described=described, width=width,
                 height=top - BELOW)  # fmt: skip
