"""From noise to picture, step by step, by a small real denoiser; then what an image costs that people ask for."""

from collections.abc import Callable

from ..equivalents import equivalent
from ..figures.frame import colour, sheet
from ..figures.pixels import Picture, frames, pixels
from ..figures.text import LABEL, SMALL, SMALL_LINE, Text, wrap
from ..lessons.denoise import STEPS, WHOLE, after, guess, noise
from ..lessons.drawing import Cells, Drawing, far, nearest
from ..wording import Wording
from .base import Drawn, Table, pictures
from .controls import Choice, Counter
from .hands import Played
from .material import drawings
from .state import State
from .usage import IMAGE, use

VIEWS = {"near": 1, "half": 3, "whole": WHOLE}
WORDS: dict[str, Callable[[Drawing], bool]] = {
    "cat": lambda drawing: drawing.kind == "cat" and drawing.pose == "face",
    "house": lambda drawing: drawing.kind == "house",
    "any": lambda drawing: True,  # noqa: ARG005 - every drawing will do
}
"""What a word lets through: the drawings that it describes best."""

COPY = 0.005  # a mean difference of half a percent of ink is the same drawing
PERCENT = 100
FILM = {"narrow": 5, "wide": 9}
LARGE = {"narrow": 174, "wide": 300}
SIDE_SHARE = 0.43  # of the large picture
GAP, AIR, HEAD, EDGE, THICK = 14, 22, 24, 1, 2

CONTROLS = (
    Choice("word", tuple(WORDS)),
    Played("step", range(STEPS + 1), STEPS, steps=True),
    Choice("view", tuple(VIEWS), "half"),
    Counter("seed"),
)


def draw(state: State, words: Wording) -> Drawn:
    """The picture at a step, what the model guesses under the noise, the drawing it is nearest to, and the film."""
    known = [drawing for drawing in drawings() if WORDS[state["word"]](drawing)]
    cells, view = tuple(drawing.cells for drawing in known), VIEWS[state["view"]]
    seed, level = int(state["seed"]), int(state["step"])
    made = [after(cells, seed, place, view) for place in range(level + 1)]
    guessed = guess(made[-1], cells, noise(level), view) if level < STEPS else made[-1]
    like = nearest(made[-1], known)
    gap = far(made[-1], like.cells)
    said = words.say("answer.noise", n=STEPS - level) if level < STEPS else words.say(
        "answer.copy" if gap < COPY else "answer.new", share=words.number(PERCENT * gap), n=len(known)
    )  # fmt: skip
    image = use(IMAGE)
    charges = equivalent("smartphone-charge", image.one.results).times
    energy = words.say("answer.energy", energy=image.one.energy, charges=words.quantity(charges.to("%")))
    return Drawn(
        pictures(lambda width, kind: _sheet(made, guessed, like, words, width, kind)),
        f"{said} {energy}",
        Table(
            (words.say("heads.step"), words.say("heads.noise"), words.say("heads.gap")),
            tuple(
                (
                    words.number(place),
                    words.number(noise(place)),
                    words.say("share", n=words.number(PERCENT * far(shown, like.cells))),
                )
                for place, shown in enumerate(made)
            ),
        ),
        image.factors(),
        (words.say("note", n=len(known)),),
    )


def _sheet(made: list[Cells], guessed: Cells, like: Drawing, words: Wording, width: int, kind: str) -> str:
    """The picture large, guess and neighbour beside it, the film below."""
    large = LARGE[kind]
    small = large * SIDE_SHARE
    left = EDGE + large + GAP + GAP
    main = Picture(made[-1], EDGE, HEAD, large)
    sides = [Picture(guessed, left, HEAD, small), Picture(like.cells, left, HEAD + large - small, small)]
    body = [Text(0, LABEL, words.say("picture", n=len(made) - 1), bold=True).svg()]
    for picture, key in zip(sides, ("guess", "like"), strict=True):
        if kind == "wide":
            x, y = left + small + GAP, picture.y + SMALL
            lines = wrap(words.say(f"{key}.long", kind=words.say(f"kinds.{like.kind}")), width - x, SMALL)
        else:
            x, y, lines = left, picture.y - AIR // 2 + 1, [words.say(f"{key}.short")]
        for place, line in enumerate(lines):
            body.append(Text(x, y + place * SMALL_LINE, line, size=SMALL, soft=True).svg())
    top = HEAD + large + AIR
    body.append(Text(0, top + SMALL, words.say("film"), size=SMALL, soft=True).svg())
    count = FILM[kind]
    size = (width - GAP * (count - 1) - EDGE - EDGE) / count
    places = [round(place * STEPS / (count - 1)) for place in range(count)]
    film = [
        Picture(made[place], EDGE + number * (size + GAP), top + HEAD, size)
        for number, place in enumerate(places)
        if place < len(made)
    ]
    now = [picture for picture, place in zip(film, places, strict=False) if place == len(made) - 1]
    body += [pixels([main, *sides, *film]), frames([main, *sides, *film], "var(--rule, currentColor)", EDGE)]
    body.append(frames(now, colour("hardware"), THICK))
    described = words.say("described", n=len(made) - 1)
    return sheet(body, name=f"diffusion-{kind}", title=words.say("title"), described=described, width=width,
                 height=top + HEAD + size + EDGE)  # fmt: skip
