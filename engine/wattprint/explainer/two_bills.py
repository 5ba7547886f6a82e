"""Two bills: training is paid once, answering every day. When does the second overtake the first?"""

from ..facts import load
from ..figures.lines import Line, Mark, lines
from ..records import Factor
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, Table, pictures
from .controls import Choice, Slider
from .counts import said
from .state import State
from .usage import KINDS, Use, use

TRAINED = {
    "gpt4": ("gpt-4", "training-gpt4-electricity"),
    "llama405": ("llama-3.1-405b", "training-llama31-405-electricity"),
    "dsv3": ("deepseek-v3", "training-dsv3-electricity"),
    "gptoss": ("gpt-oss-120b", "training-gptoss120-electricity"),
    "llama8": ("llama-3.1-8b", "training-llama31-8-electricity"),
}
"""Models whose training is known or estimated: the label of the model, the fact of its training."""

DAYS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
REQUESTS = (1e3, 1e4, 1e5, 1e6, 3e6, 1e7, 3e7, 1e8, 3e8, 1e9, 2.5e9, 1e10)
AT_FIRST = 2.5e9
WORLD = "chatgpt-prompts"
ONE_DAY = Quantity(1, unit="d")

TICKS = (
    Quantity(1, unit="d"),
    Quantity(10, unit="d"),
    Quantity(100, unit="d"),
    Quantity(1, unit="yr"),
    Quantity(10, unit="yr"),
)


def _a_day(value: float, words: Wording) -> str:
    return words.say("a_day", n=said(value, words))


CONTROLS = (
    Choice("model", tuple(TRAINED)),
    Slider("requests", REQUESTS, AT_FIRST, shown=_a_day),
    Choice("kind", tuple(KINDS)),
)


def draw(state: State, words: Wording) -> Drawn:
    """Training as a level, use as a rising line, and the day they meet."""
    label, id = TRAINED[state["model"]]
    trained, one = load().factor(id), use(state["kind"], label)
    daily = (one.one.energy * Quantity(state.number("requests"), unit="1/d")).to("MWh/d")
    days = [Quantity(day, unit="d") for day in DAYS]
    training = Line(words.say("training"), tuple((day, trained.quantity) for day in days), "hardware", dashed=True)
    using = Line(words.say("using"), tuple((day, daily * day.median * ONE_DAY) for day in days))
    met = (trained.quantity / daily).to("d")
    inside = DAYS[0] <= met.median <= DAYS[-1]
    marks = [Mark(met, trained.quantity, words.say("met", days=words.quantity(met)))] if inside else []
    rows = (
        (words.say("training"), words.interval(trained.quantity)),
        *((words.say("row", days=words.quantity(day)), words.interval(value)) for day, value in using.points),
    )
    described = words.say("described", training=trained.quantity, daily=daily, met=met)
    return Drawn(
        pictures(
            lambda width, kind: lines(
                [training, using],
                words,
                title=words.say("title"),
                described=described,
                name=f"two-bills-{kind}",
                width=width,
                marks=marks,
                ticks=TICKS,
            )
        ),
        answer(state, met, daily, words),
        Table((words.say("heads.when"), words.say("heads.energy")), rows),
        factors(trained, one),
        (words.say("note"),),
        values={"met": met, "daily": daily * ONE_DAY},
    )


def factors(trained: Factor, one: Use) -> tuple[Factor, ...]:
    """The facts of both bills."""
    return (trained, load().factor(WORLD), *one.factors())


def answer(state: State, met: Quantity, daily: Quantity, words: Wording) -> str:
    """The day of overtaking, and what share use is of the first year."""
    world = load().factor(WORLD).quantity
    return words.say(
        "answer",
        requests=_a_day(state.number("requests"), words),
        met=met,
        daily=words.quantity(daily * ONE_DAY),
        world=said(world.median, words),
    )
