"""From a byte to a zettabyte, each step a thousand times the one before, as areas; and who fills the zettabytes."""

from ..facts import load
from ..figures.squares import Square, squares
from ..records import Factor
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, Table, pictures
from .controls import Slider
from .counts import said
from .precise import Precise
from .series import of_a_year, series
from .state import State

STEP = 1000
SIZES = range(1, 8)
LARGEST = 7
BITS_PER_BYTE = 8
FULL_BITS = 16
MODEL = "llama-3-8b-instruct"
BILLION = 1e9
SHARES = {name: f"lecture/digital-share-{name.replace('_', '-')}" for name in ("networks", "devices", "data_centres")}
HOUR_OF_VIDEO = "video-hour-size"
LARGER = 20  # a thing up to so many times the unit is drawn beside it


def _size(value: float, words: Wording) -> str:
    return words.quantity(unit(value))


def unit(step: float) -> Quantity:
    """A thousand bytes, a million..."""
    return Quantity(float(STEP) ** step, unit="B")


CONTROLS = (Slider("size", SIZES, LARGEST, shown=_size, steps=True),)


def things() -> list[tuple[str, Quantity, tuple[Factor, ...]]]:
    """What a reader can picture, by the key of its words, its size, and the facts under it."""
    load_ = load()
    answer, wire, traffic, video = (
        load_.factor(id)
        for id in ("typical-answer", "bytes-per-answer-token", "internet-traffic-itu", "video-share-of-traffic")
    )
    model = load_.model(MODEL).model.architecture.total * (BILLION * FULL_BITS / BITS_PER_BYTE)
    spoken = answer.quantity * wire.quantity * Quantity(1, unit="1/token")
    year = of_a_year(traffic.quantity).to("B")
    return [
        ("answer", spoken.to("B"), (answer, wire)),
        ("model", Quantity(model.median, unit="B"), ()),
        ("day", (traffic.quantity * Quantity(1, unit="d")).to("B"), (traffic,)),
        ("video", year * video.quantity, (traffic, video)),
        ("year", year, (traffic,)),
    ]


def draw(state: State, words: Wording) -> Drawn:
    """The square of a unit, the one before within it, and what is of that size."""
    precise, step = Precise(words), state.number("size")
    here, before = unit(step), unit(step - 1)
    near = [(key, size) for key, size, _ in things() if before.median < size.median <= here.median * LARGER]
    shown = [
        Square(
            words.say(f"sizes.step_{int(step)}"),
            here,
            words.say("thousand", size=words.quantity(before)),
            "hardware",
        ),
        Square(words.say(f"sizes.step_{int(step - 1)}"), before, words.say("within"), "carbon"),
        *(Square(words.say(f"things.{key}"), size, "", "water" if key == "video" else "energy") for key, size in near),
    ]
    rows = tuple((words.say(f"things.{key}"), precise.interval(size)) for key, size, _ in things())
    return Drawn(
        pictures(
            lambda width, kind: squares(
                shown, precise, title=words.say("title"), name=f"zettabytes-{kind}", width=width
            )
        ),
        answer(here, words),
        Table((words.say("heads.what"), words.say("heads.size")), rows),
        (
            *series("zettabytes"),
            *map(load().factor, SHARES.values()),
            *(factor for _, _, factors in things() for factor in factors),
        ),
        (words.say("note", **{name: words.quantity(load().factor(id).quantity) for name, id in SHARES.items()}),),
        values={"films": film()},
    )


def film() -> Quantity:
    """How many answers of a chatbot carry as many bytes as an hour of video."""
    hour, answer_ = load().factor(HOUR_OF_VIDEO).quantity, next(size for key, size, _ in things() if key == "answer")
    return (hour * Quantity(1, unit="h")).to("B") / answer_


def answer(here: Quantity, words: Wording) -> str:
    """How many answers of a chatbot fill it; and of a year's traffic, how much is video."""
    sizes = {key: size for key, size, _ in things()}
    return words.say(
        "answer",
        size=words.quantity(here),
        answers=said((here / sizes["answer"]).median, words),
        year=words.quantity(sizes["year"]),
        video=words.quantity(sizes["video"]),
        share=load().factor("video-share-of-traffic").quantity,
    )
