"""Cat or not: labelled drawings teach a neuron, which is judged on drawings that it has never seen."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..facts import load
from ..figures.curve import Area, Line, curve
from ..figures.frame import colour, sheet
from ..figures.pixels import Picture, frames, pixels
from ..figures.text import LABEL, SMALL, SMALL_LINE, Text, wrap
from ..lessons.cat_or_not import Epoch, Example, examples, judged, loss, operations, probability, split, train
from ..lessons.chance import Chance
from ..lessons.confusion import Confusion
from ..lessons.drawing import CELLS, DIGITS, SIDE, Drawing, parse
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, Table, pictures
from .controls import Cells, Counter, Slider, Switch
from .hands import Deck, Played, Stopwatch
from .material import CAT, drawings, mistakes
from .state import State
from .usage import use
from .weights import Weighed, weighed

MOST = 32  # drawings to learn from; sixteen are kept apart
EPOCHS = (0, 1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60)
LAST = 60
DRAWS = 12  # that the text beside the figure speaks of
POWER = "laptop-power"
PER_SECOND = 1000  # milliseconds
PERCENT = 100
TONES = 2
HALF = 0.5

CURVE, WEIGHTS, GUTTER = 190, 168, 32
SIZES = {"narrow": (30, 6), "wide": (38, 7)}  # of a drawing, and between two
HEAD, AIR, INSET = 26, 12, 3
THICK, THIN = 2, 1
FAINT = "var(--rule, currentColor)"

CONTROLS = (
    Deck("mine", MOST, group="data"),
    Slider("count", range(4, MOST + 1, 4), MOST, group="data", steps=True),
    Slider("wrong", range(0, 17, 2), 0, group="data", steps=True),
    Switch("mirror", group="data"),
    Played("epoch", EPOCHS, LAST, group="training", steps=True),
    Counter("seed", group="training"),
    Stopwatch("took", group="training"),
    Cells("drawing", "0" * CELLS, across=SIDE, down=SIDE, tones=TONES),
)


class Course(NamedTuple):
    """The drawings to learn from with their labels, those kept apart, and every epoch."""

    learnt: list[Drawing]
    labels: list[bool]
    unseen: list[Drawing]
    epochs: tuple[Epoch, ...]
    taught: tuple[Example, ...]


def draw(state: State, words: Wording) -> Drawn:
    """The data set, the curves, the judgement, the weights, and what the model says of the reader's own drawing."""
    course, at = attend(state), int(state["epoch"])
    weights = course.epochs[at].weights
    seen, new = (judged(weights, group, CAT) for group in (course.learnt, course.unseen))
    own = parse(state["drawing"], DIGITS[:TONES]) if "1" in state["drawing"] else None
    sure = probability(weights, own) if own else None
    curves = losses(course, words)
    wrong = [
        drawing for drawing in course.unseen if (probability(weights, drawing.cells) > HALF) != (drawing.kind == CAT)
    ]
    board = Board(course, len(state["mine"]), at, curves, wrong, weighed(weights), words)
    says = [
        words.say(
            "answer.learnt", n=len(course.learnt), right=words.say("answer.share", right=seen.right, n=seen.total)
        ),
        words.say("answer.new", right=new.right, n=new.total, **mistakes(new, words)),
    ]
    if sure is not None:
        says.append(words.say("answer.own" if sure > HALF else "answer.own_not", share=words.number(PERCENT * sure)))
    notes = [words.say("note", operations=operations(len(course.taught), at), parameters=len(weights))]
    factors = []
    if state["took"].isdigit():
        power = load().factor(POWER)
        factors.append(power)
        says.append(energy(int(state["took"]), words))
        notes.append(words.say("measured"))
    return Drawn(
        pictures(board.sheet), " ".join(says), table(curves, at, seen, new, words), tuple(factors), tuple(notes),
        values={
            "drawings": Quantity(len(drawings())),
            "learnt": Quantity(len(course.learnt)),
            "unseen": Quantity(len(course.unseen)),
            "parameters": Quantity(len(weights)),
        },
    )  # fmt: skip


@cache
def usual(count: int) -> Quantity:
    """How many new drawings in a hundred the model judges correctly after so many examples: the mean over some draws,
    between the worst and the best of them."""
    shares = []
    for seed in range(1, DRAWS + 1):
        learnt, unseen = split(drawings(), CAT, count, seed)
        taught = train(examples(learnt, [drawing.kind == CAT for drawing in learnt]), LAST)
        shares.append(judged(taught[-1].weights, unseen, CAT).accuracy)
    return Quantity(sum(shares) / DRAWS, min(shares), max(shares)).to("%")


def attend(state: State) -> Course:
    """The whole course that the controls ask for; a stopwatch that runs has it taken anew."""
    seed = int(state["seed"])
    learnt, unseen = split(drawings(), CAT, int(state["count"]), seed)
    learnt = Chance(seed).shuffled(learnt)
    spoilt = set(Chance(seed + 1).shuffled(range(len(learnt)))[: int(state["wrong"])])
    labels = [(drawing.kind == CAT) != (place in spoilt) for place, drawing in enumerate(learnt)]
    mine = [digit == "1" for digit in state["mine"][: len(learnt)]]
    labels[: len(mine)] = mine
    taught = examples(learnt, labels, state.on("mirror"))
    course = train.__wrapped__ if state["took"] == Stopwatch.NOW else train
    return Course(learnt, labels, unseen, course(taught, LAST), taught)


def losses(course: Course, words: Wording) -> list[Line]:
    """The loss on what is learnt, which training pulls down, and on what is new, which it may not."""
    new = [(drawing.cells, drawing.kind == CAT) for drawing in course.unseen]
    return [
        Line(words.say("curves.learnt"), [epoch.loss for epoch in course.epochs[1:]], "water"),
        Line(words.say("curves.new"), [loss(epoch.weights, new) for epoch in course.epochs], "energy", dashed=True),
    ]


def energy(took: int, words: Wording) -> str:
    """What the measured time costs on a laptop, and beside one chat request."""
    spent = (load().factor(POWER).quantity * Quantity(took / PER_SECOND, unit="s")).to("Wh")
    request = use("short").one.energy
    return words.say(
        "answer.energy",
        seconds=Quantity(took / PER_SECOND, unit="s"),
        energy=spent,
        times=words.quantity(request / spent),
    )


def table(curves: list[Line], at: int, seen: Confusion, new: Confusion, words: Wording) -> Table:
    """The four counts, on what was learnt and on what is new."""
    return Table(
        (words.say("heads.count"), words.say("heads.learnt"), words.say("heads.new")),
        (
            *(
                (words.say(f"counts.{name}"), words.number(getattr(seen, name)), words.number(getattr(new, name)))
                for name in Confusion._fields
            ),
            (
                words.say("counts.loss"),
                *(words.number(line.values[min(at, LAST - 1)]) for line in curves),
            ),
        ),
    )


class Board(NamedTuple):
    """Everything that is drawn."""

    course: Course
    labelled: int
    at: int
    curves: list[Line]
    wrong: list[Drawing]
    weights: Weighed
    words: Wording

    def sheet(self, width: int, kind: str) -> str:
        """The data set on top, the curves and the weights, and the judgement at the bottom."""
        words = self.words
        body: list[str] = []
        narrow = kind == "narrow"
        size, gap = SIZES[kind]
        top = self._heap(body, "data", self.course.learnt, 0, width, size, gap)
        across = width if narrow else width - WEIGHTS - GUTTER
        body.append(curve(self.curves, words, Area(0, top, across, CURVE), below=words.say("curves.epoch"), at=self.at))
        top, left = (top + CURVE + AIR, 0) if narrow else (top, across + GUTTER)
        body.append(Text(left, top + LABEL, words.say("weights"), bold=True).svg())
        body.append(self.weights.svg(left + INSET, top + HEAD, WEIGHTS - INSET - INSET))
        top += HEAD + WEIGHTS + AIR
        top = self._heap(body, "new", self.course.unseen, top, width, size, gap)
        described = words.say("described", n=len(self.course.learnt), wrong=len(self.wrong))
        return sheet(body, name=f"cat-or-not-{kind}", title=words.say("title"), described=described, width=width,
                     height=top - AIR)  # fmt: skip

    def _heap(
        self, body: list[str], name: str, heap: Sequence[Drawing], top: float, width: int, size: int, gap: int
    ) -> float:
        """A heap under its name; frames say what each drawing was labelled, or whether it was judged rightly."""
        body.append(Text(0, top + LABEL, self.words.say(f"heaps.{name}"), bold=True).svg())
        across = (width + gap) // (size + gap)
        places = [
            Picture(d.cells, INSET + i % across * (size + gap), top + HEAD + i // across * (size + gap), size - INSET)
            for i, d in enumerate(heap)
        ]
        body.append(pixels(places))
        if name == "data":
            labels = self.course.labels
            body.append(
                frames([p for p, cat in zip(places, labels, strict=True) if cat], colour("water"), THICK, THICK)
            )
            body.append(frames([p for p, cat in zip(places, labels, strict=True) if not cat], FAINT, THIN, THICK))
            if self.labelled < len(places):
                body.append(frames([places[self.labelled]], colour("hardware"), THICK + THICK, THICK))
        else:
            wrong = [d in self.wrong for d in heap]
            body.append(
                frames([p for p, bad in zip(places, wrong, strict=True) if not bad], colour("water"), THICK, THICK)
            )
            body.append(
                frames([p for p, bad in zip(places, wrong, strict=True) if bad], colour("energy"), THICK, THICK)
            )
        lines = -(-len(heap) // across)
        bottom = top + HEAD + lines * (size + gap)
        for line in wrap(self.words.say(f"heaps.{name}_legend"), width, SMALL):
            body.append(Text(0, bottom + SMALL, line, size=SMALL, soft=True).svg())
            bottom += SMALL_LINE
        return bottom + AIR + AIR
