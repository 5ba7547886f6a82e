"""Rules for "cat", written by the reader, and the drawings that they get wrong."""

from collections.abc import Sequence
from functools import cache

from ..figures.frame import colour, sheet
from ..figures.pixels import Picture, frames, pixels
from ..figures.text import LABEL, SMALL, SMALL_LINE, Text
from ..lessons.confusion import Confusion, confusion
from ..lessons.drawing import Drawing
from ..lessons.rules import JOINS, MEASURES, PEAKS, SHARES, Rule, best, judge
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, Table, pictures
from .controls import Choice, Slider
from .material import CAT, drawings, mistakes
from .state import State

RULES = ("one", "two", "three")
STARTS = (("peaks", "above", 25), ("symmetry", "above", 70), ("none", "above", 50))
NONE, POINTS = "none", "peaks"
ABOVE, BELOW = "above", "below"
PERCENT = 100
SIZES = {"narrow": 32, "wide": 40}
GAP = 8
HEAD = 26
AIR = 18
THICK = 2


class Threshold(Slider):
    """A threshold that speaks of points where its rule counts points, and of per cent elsewhere."""

    def __init__(self, rule: str, default: float):
        super().__init__(f"{rule}-threshold", [PERCENT * step // SHARES for step in range(SHARES)], default, group=rule)
        self.rule = rule

    def said(self, state: State, words: Wording) -> str:
        """ "1 point", "70%"."""
        if state[self.rule] == POINTS:
            return words.say("points", n=int(state.number(self.name) * PEAKS // PERCENT))
        return self.says(state[self.name], words)


CONTROLS = (
    *(
        control
        for name, (measure, side, threshold) in zip(RULES, STARTS, strict=True)
        for control in (
            Choice(f"{name}", (NONE, *MEASURES), measure, group=name),
            Choice(f"{name}-side", (ABOVE, BELOW), side, group=name).only(**{name: tuple(MEASURES)}),
            Threshold(name, threshold).only(**{name: tuple(MEASURES)}),
        )
    ),
    Choice("join", tuple(JOINS)),
)


def draw(state: State, words: Wording) -> Drawn:
    """The four heaps that the rules make of the drawings."""
    rules = written(state)
    said = {drawing: judge(rules, state["join"], drawing.cells) for drawing in drawings()}
    counted = confusion((drawing.kind == CAT, verdict) for drawing, verdict in said.items())
    heaps = {
        "found": [d for d, cat in said.items() if cat and d.kind == CAT],
        "missed": [d for d, cat in said.items() if not cat and d.kind == CAT],
        "alarms": [d for d, cat in said.items() if cat and d.kind != CAT],
        "spared": [d for d, cat in said.items() if not cat and d.kind != CAT],
    }
    return Drawn(
        pictures(lambda width, kind: _sheet(heaps, words, width, kind)),
        answer(counted, words),
        Table(
            (words.say("heads.heap"), words.say("heads.count"), words.say("heads.which")),
            tuple(
                (words.say(f"heaps.{name}"), words.number(len(heap)), listed(heap, words))
                for name, heap in heaps.items()
            ),
        ),
        (),
        (words.say("note"),),
        values={"best": Quantity(easiest()[1]), "right": Quantity(counted.right), "drawings": Quantity(counted.total)},
    )


def written(state: State) -> list[Rule]:
    """The rules that the reader has written."""
    return [
        Rule(state[name], state[f"{name}-side"] == ABOVE, state.number(f"{name}-threshold") / PERCENT)
        for name in RULES
        if state[name] != NONE
    ]


@cache
def easiest() -> tuple[Rule, int]:
    """The best single rule, looked for once."""
    return best(drawings(), CAT)


def answer(counted: Confusion, words: Wording) -> str:
    """The reader's score beside that of a program that tries every single rule, and which mistakes are made."""
    rule, right = easiest()
    gap = right - counted.right
    key = "behind" if gap > 0 else "ahead" if gap < 0 else "level"
    score = words.say(f"answer.{key}", right=counted.right, n=counted.total, best=right, gap=abs(gap),
                      measure=words.say(f"controls.measures.{rule.measure}"))  # fmt: skip
    made = words.say("answer.wrong", **mistakes(counted, words))
    return f"{score} {made}" if counted.right < counted.total else score


def listed(heap: Sequence[Drawing], words: Wording) -> str:
    """ "cat 4, house 2": what the heap is made of."""
    kinds = dict.fromkeys(drawing.kind for drawing in heap)
    counts = {kind: sum(drawing.kind == kind for drawing in heap) for kind in kinds}
    return ", ".join(words.say("kind", name=words.say(f"kinds.{kind}"), n=n) for kind, n in counts.items()) or "–"


def _sheet(heaps: dict[str, list[Drawing]], words: Wording, width: int, kind: str) -> str:
    """Each heap under its name, right ones framed in blue and wrong ones in amber."""
    size = SIZES[kind]
    across = (width + GAP) // (size + GAP)
    body: list[str] = []
    every: list[Picture] = []
    top = 0.0
    for name, heap in heaps.items():
        wrong = name in ("missed", "alarms")
        head = Text(0, top + LABEL, words.say(f"heaps.{name}"), bold=True)
        count = Text(width, top + LABEL, words.number(len(heap)), "end", bold=True)
        body += [head.svg(), count.svg()]
        top += HEAD
        placed = [
            Picture(d.cells, GAP / 2 + (i % across) * (size + GAP), top + (i // across) * (size + GAP), size)
            for i, d in enumerate(heap)
        ]
        every += placed
        body.append(frames(placed, colour("energy" if wrong else "water"), THICK, gap=THICK))
        if not heap:
            body.append(Text(0, top + SMALL, words.say("empty"), size=SMALL, soft=True).svg())
        lines = -(-len(heap) // across)
        top += (lines * (size + GAP) if lines else SMALL_LINE) + AIR
    body.append(pixels(every))
    described = " ".join(words.say("heap", name=words.say(f"heaps.{n}"), n=len(h)) for n, h in heaps.items())
    return sheet(body, name=f"rules-for-cat-{kind}", title=words.say("title"), described=described, width=width,
                 height=top - AIR)  # fmt: skip
