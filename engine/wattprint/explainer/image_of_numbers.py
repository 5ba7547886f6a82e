"""What a computer is given when it is shown a drawing: numbers, which all change while the drawing stays the same."""

from ..figures.frame import sheet
from ..figures.pixels import Picture, frames, pixels
from ..figures.text import number
from ..lessons.drawing import CELLS, SIDE, Cells, grey, rows, shifted
from ..wording import Wording
from .base import Drawn, Table, pictures
from .controls import Choice, Slider
from .material import drawing
from .state import State

SHOWN = ("cat-01", "cat-04", "cat-14", "dog-02", "owl-01", "house-01")
FEW_PIXELS = 288  # of a drawing on a narrow sheet, and on a wide one
GAP = 36
DIGITS = 10  # the size of a number
WIDEST = 3  # digits
LOWER = 3.5  # from the middle of a cell to the foot of its number
HALF = 0.5
PAD = "\N{NO-BREAK SPACE}"
INSET = 2
PADS = 3  # insets that a row of numbers leaves free
EDGE = 1
WORDS_GAP = 22
PERCENT = 100

NAMES = {
    "fr": dict(
        zip(SHOWN, ("Un chat", "Un chat noir", "Un chat, encore", "Un chien", "Un hibou", "Une maison"), strict=True)
    ),
    "en": dict(zip(SHOWN, ("A cat", "A black cat", "A cat, again", "A dog", "An owl", "A house"), strict=True)),
}

CONTROLS = (
    Choice("drawing", SHOWN, entries=lambda lang: {id: NAMES[lang][id] for id in SHOWN}),
    Slider("shift", (0, 1, 2, 3), 0, steps=True),
    Slider("shadow", (0, 10, 20, 30, 40), 0, steps=True),
)


def draw(state: State, words: Wording) -> Drawn:
    """The drawing, moved and in the shade, beside its numbers."""
    first = drawing(state["drawing"]).cells
    shadow = state.number("shadow") / PERCENT
    shown = tuple(max(cell, shadow) for cell in shifted(first, 0, int(state.number("shift"))))
    greys = [grey(cell) for cell in shown]
    changed = sum(grey(one) != other for one, other in zip(first, greys, strict=True))
    key = "answer.moved" if changed else "answer.still"
    return Drawn(
        pictures(lambda width, kind: _sheet(shown, words, width, kind)),
        words.say(key, n=CELLS, least=min(greys), most=max(greys), changed=changed,
                  share=words.number(PERCENT * changed / CELLS)),
        Table(
            (words.say("heads.row"), words.say("heads.numbers")),
            tuple((words.number(row + 1), " ".join(map(str, map(grey, line)))) for row, line in enumerate(rows(shown))),
        ),
        (),
        (words.say("note"),),
    )  # fmt: skip


def _sheet(cells: Cells, words: Wording, width: int, kind: str) -> str:
    """The picture, and a sheet of its numbers below it or beside it."""
    size = FEW_PIXELS
    beside = width >= size + GAP + size
    x, y = (size + GAP, 0) if beside else (0, size + WORDS_GAP)
    picture = Picture(cells, INSET, INSET, size - INSET - INSET)
    edge = size / SIDE
    body = [pixels([picture]), frames([picture], "var(--rule, currentColor)", EDGE)]
    for row, line in enumerate(rows(cells)):
        body.append(_numbers(line, x + INSET, y + edge * (row + HALF) + LOWER, size - INSET * PADS))
    return sheet(
        body,
        name=f"image-of-numbers-{kind}",
        title=words.say("title"),
        described=words.say("described"),
        width=width,
        height=size if beside else size + WORDS_GAP + size,
    )


def _numbers(line: Cells, x: float, y: float, across: float) -> str:
    """A row of numbers as one text, each on its cell: one node and not twelve."""
    said = PAD.join(f"{grey(cell):{PAD}>{WIDEST}}" for cell in line)
    place = f'x="{number(x)}" y="{number(y)}" textLength="{number(across)}" lengthAdjust="spacing"'
    return f'<text {place} font-size="{DIGITS}" font-family="monospace">{said}</text>'
