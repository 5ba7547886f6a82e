"""The small experiments of the map of challenges: each trains our cat recogniser a few times and draws what happens."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from ..figures import Row, bars, ranges
from ..figures.curve import Area, Line, curve
from ..figures.frame import colour, sheet
from ..figures.pixels import Picture, frames, pixels
from ..figures.text import SMALL, Text
from ..lessons import cat_or_not as neuron
from ..lessons.chance import Chance
from ..lessons.confusion import confusion, margin
from ..lessons.drawing import SIDE, Cells, Drawing, inverted, shifted
from ..units import Quantity
from ..wording import Wording
from .base import Table
from .material import CAT, drawings, mistakes
from .weights import weighed

LEARNT, EPOCHS = 32, 60
RATES = {"small": 0.01, "right": 0.2, "large": 1.5}
JUDGED = (16, 100, 1000, 10_000)
DOUBT = 0.1
RARE = 0.05  # cats among the pictures of the world
FACE = "face"
SHIFTS = (0, 1, 2, 3)
SIZES, REPEATS, FEW_EPOCHS = (4, 8, 12, 16, 20, 24, 28, 32), 3, 25
STEPS = 10  # of a threshold from 0 to 1
PERCENT = 100
TALL, LARGE, GAP, HEAD, THICK, EDGE = 200, 204, 16, 20, 2, 1
HALF = 0.5
FAINT = "var(--rule, currentColor)"

Weights = neuron.Weights


class Trial(NamedTuple):
    """What was found: a picture for a name and a width, the numbers for the sentence, and the table."""

    picture: Callable[[str, int], str]
    found: Mapping[str, object]
    table: Table


def taught(seed: int, training: int = LEARNT, epochs: int = EPOCHS) -> tuple[Weights, list[Drawing]]:
    """The weights after training, and the drawings kept apart."""
    learnt, unseen = neuron.split(drawings(), CAT, training, seed)
    return _train(learnt, epochs)[-1].weights, unseen


def _train(learnt: Sequence[Drawing], epochs: int = EPOCHS, rate: float = neuron.RATE) -> tuple[neuron.Epoch, ...]:
    return neuron.train(neuron.examples(learnt, [drawing.kind == CAT for drawing in learnt]), epochs, rate)


def design(seed: int, words: Wording) -> Trial:
    """Three lengths of step, judged on new drawings: too short, right, too long."""
    learnt, unseen = neuron.split(drawings(), CAT, LEARNT, seed)
    new = neuron.examples(unseen, [drawing.kind == CAT for drawing in unseen])
    tones = dict(zip(RATES, ("carbon", "water", "energy"), strict=True))
    lines = [
        Line(
            words.say(f"rates.{name}"),
            [neuron.loss(epoch.weights, new) for epoch in _train(learnt, rate=rate)],
            tones[name],
            name == "large",
        )
        for name, rate in RATES.items()
    ]
    ends = {name: words.number(line.values[-1]) for name, line in zip(RATES, lines, strict=True)}
    worst = words.number(max(lines[-1].values))
    return _curves(lines, words, words.say("epoch"), {**ends, "worst": worst})


def proof(seed: int, words: Wording) -> Trial:
    """What can be promised of the true accuracy, from so many drawings judged."""
    weights, unseen = taught(seed)
    share = neuron.judged(weights, unseen, CAT).accuracy
    rows = []
    for n in JUDGED:
        wide = margin(n, DOUBT)
        low, high = max(share - wide, 1 / PERCENT), min(share + wide, 1)
        rows.append(Row(words.say("judged", n=n), Quantity(share, low, high).to("%")))
    return _rows(
        rows,
        words,
        {"n": len(unseen), "low": words.number(rows[0].quantity.low), "high": words.number(rows[0].quantity.high)},
        log=False,
    )


def evaluation(seed: int, words: Wording) -> Trial:
    """Where cats are rare, a program that never says cat is nearly always right."""
    weights, unseen = taught(seed)
    counted = neuron.judged(weights, unseen, CAT)
    found = counted.found / (counted.found + counted.missed)
    spared = counted.spared / (counted.spared + counted.alarms)
    shares = {"never": (1 - RARE, 0.0), "ours": (RARE * found + (1 - RARE) * spared, found)}
    rows = [
        Row(words.say(f"judges.{who}"), Quantity(share).to("%"), words.say(f"measures.{what}"), tone=tone)
        for who, pair in shares.items()
        for what, share, tone in zip(("right", "found"), pair, ("carbon", "water"), strict=True)
    ]
    said = {"never": words.number(PERCENT * shares["never"][0]), "ours": words.number(PERCENT * shares["ours"][0]),
            "found": words.number(PERCENT * found), "rare": words.number(PERCENT * RARE)}  # fmt: skip
    return _rows(rows, words, said, bar=True)


def bias(seed: int, words: Wording) -> Trial:
    """A program taught with faces only, asked about cats seen otherwise."""
    mixed = Chance(seed).shuffled([drawing for drawing in drawings() if drawing.kind != CAT])
    faces = Chance(seed).shuffled([drawing for drawing in drawings() if drawing.kind == CAT and drawing.pose == FACE])
    others = [drawing for drawing in drawings() if drawing.kind == CAT and drawing.pose != FACE]
    half = len(faces) * 2 // neuron.THIRD
    weights = _train([*faces[:half], *mixed[: half + half]])[-1].weights
    groups = {"faces": faces[half:], "others": others}
    found = {name: neuron.judged(weights, group, CAT) for name, group in groups.items()}
    rows = [
        Row(
            words.say(f"groups_.{name}"),
            Quantity(counted.accuracy).to("%"),
            words.say("of", right=counted.right, n=counted.total),
        )
        for name, counted in found.items()
    ]
    return _rows(rows, words, {name: words.say("of", right=c.right, n=c.total) for name, c in found.items()}, bar=True)


def interpretability(seed: int, words: Wording) -> Trial:
    """The weights as a picture, beside a cat and what the model sees of it."""
    weights, unseen = taught(seed)
    cats = [drawing for drawing in unseen if drawing.kind == CAT]
    cat = max(cats, key=lambda drawing: neuron.probability(weights, drawing.cells))
    seen = weighed((*(w * c for w, c in zip(weights, cat.cells, strict=False)), 0.0))
    whole = weighed(weights)
    heavy = sorted(map(abs, weights[:-1]), reverse=True)
    half, most = 0, 0.0
    while most < HALF * sum(heavy):
        most += heavy[half]
        half += 1

    def picture(name: str, width: int) -> str:
        size = min(LARGE, (width - GAP - GAP) // neuron.THIRD - EDGE)
        places = [EDGE + place * (size + GAP) for place in range(neuron.THIRD)]
        body = [
            pixels([Picture(cat.cells, places[0], HEAD, size)]),
            frames([Picture((), places[0], HEAD, size)], FAINT),
        ]
        body += [whole.svg(places[1], HEAD, size), seen.svg(places[2], HEAD, size)]
        body += [
            Text(place, SMALL, words.say(f"maps.{key}"), size=SMALL, soft=True).svg()
            for place, key in zip(places, ("cat", "weights", "seen"), strict=True)
        ]
        return sheet(body, name=name, title=words.say("drawn"), described=words.say("captions.interpretability"),
                     width=width, height=HEAD + size + EDGE)  # fmt: skip

    table = Table((words.say("heads.what"), words.say("heads.value")), ((words.say("cells_half"), words.number(half)),))
    return Trial(picture, {"n": half, "sure": words.number(PERCENT * neuron.probability(weights, cat.cells))}, table)


def transfer(seed: int, words: Wording) -> Trial:
    """The same drawings moved, or in negative: nothing for an eye, another world for the model."""
    weights, unseen = taught(seed)
    changes: dict[str, Callable[[Cells], Cells]] = {f"shift_{n}": partial(shifted, down=0, right=n) for n in SHIFTS}
    changes["negative"] = inverted
    right = {
        name: confusion((d.kind == CAT, neuron.probability(weights, change(d.cells)) > HALF) for d in unseen).accuracy
        for name, change in changes.items()
    }
    rows = [Row(words.say(f"changes.{name}"), Quantity(share).to("%")) for name, share in right.items()]
    said = {name: words.number(PERCENT * share) for name, share in right.items()}
    return _rows(rows, words, said, bar=True)


def attacks(seed: int, words: Wording) -> Trial:
    """The fewest cells to turn so that a cat is no longer one."""
    weights, unseen = taught(seed)
    cats = [d for d in unseen if d.kind == CAT and neuron.probability(weights, d.cells) > HALF]
    plans = {d.id: neuron.fewest(weights, d.cells) for d in cats}
    victim = min(cats, key=lambda d: len(plans[d.id]))
    plan = plans[victim.id]
    after = neuron.turned(victim.cells, plan)
    before, now = (words.number(PERCENT * neuron.probability(weights, cells)) for cells in (victim.cells, after))

    def picture(name: str, width: int) -> str:
        size = min(LARGE, (width - GAP) // 2 - EDGE)
        places = [EDGE, EDGE + size + GAP]
        edge = size / SIDE
        body = [pixels([Picture(cells, x, HEAD, size) for cells, x in zip((victim.cells, after), places, strict=True)])]
        body.append(frames([Picture((), x, HEAD, size) for x in places], FAINT))
        turned = [Picture((), places[1] + place % SIDE * edge, HEAD + place // SIDE * edge, edge) for place in plan]
        body.append(frames(turned, colour("energy"), THICK))
        body += [
            Text(x, SMALL, words.say("verdict", share=share), size=SMALL, soft=True).svg()
            for x, share in zip(places, (before, now), strict=True)
        ]
        return sheet(body, name=name, title=words.say("drawn"), described=words.say("captions.attacks"), width=width,
                     height=HEAD + size + EDGE)  # fmt: skip

    table = Table((words.say("heads.what"), words.say("heads.value")), tuple(
        (words.say(f"kinds_.{d.pose}"), words.number(len(plans[d.id]))) for d in cats))  # fmt: skip
    return Trial(picture, {"cells": words.say("cells", n=len(plan)), "before": before, "after": now}, table)


def data(seed: int, words: Wording) -> Trial:
    """How much better the model gets on new drawings as examples are added: the mean of a few draws."""
    shares = []
    for size in SIZES:
        counts = [neuron.judged(*taught(seed + draw, size, FEW_EPOCHS), CAT).accuracy for draw in range(REPEATS)]
        shares.append(sum(counts) / REPEATS)
    rows = [
        Row(words.say("examples", n=size), Quantity(share).to("%")) for size, share in zip(SIZES, shares, strict=True)
    ]
    ends = {"first": words.number(PERCENT * shares[0]), "last": words.number(PERCENT * shares[-1]), "few": SIZES[0],
            "many": SIZES[-1], "times": SIZES[-1] // SIZES[0]}  # fmt: skip
    return _rows(rows, words, ends, bar=True)


def energy(seed: int, words: Wording) -> Trial:
    """After which epoch computing more brings nothing on new drawings."""
    draws = [neuron.split(drawings(), CAT, LEARNT, seed + draw) for draw in range(REPEATS)]
    courses = [
        [neuron.judged(epoch.weights, unseen, CAT).accuracy for epoch in _train(learnt)] for learnt, unseen in draws
    ]
    right = [sum(shares) / REPEATS for shares in zip(*courses, strict=True)]
    best = right.index(max(right))
    lines = [Line(words.say("curves.new"), [PERCENT * share for share in right], "energy")]
    wasted = neuron.operations(LEARNT, EPOCHS - best) / neuron.operations(LEARNT, EPOCHS)
    said = {
        "best": best,
        "share": words.number(PERCENT * wasted),
        "right": words.number(PERCENT * max(right)),
        "epochs": EPOCHS,
    }
    return _curves(lines, words, words.say("epoch"), said, at=best)


def society(seed: int, words: Wording) -> Trial:
    """Where to put the threshold is not a technical question: it says who bears the mistakes."""
    weights, unseen = taught(seed)
    counted = [neuron.judged(weights, unseen, CAT, step / STEPS) for step in range(STEPS + 1)]
    lines = [
        Line(words.say("curves.missed"), [c.missed for c in counted], "energy"),
        Line(words.say("curves.alarms"), [c.alarms for c in counted], "water", dashed=True),
    ]
    low, high = counted[2], counted[STEPS - 2]
    said = {name: words.say("both", **mistakes(at, words)) for name, at in {"low": low, "high": high}.items()}
    return _curves(lines, words, words.say("threshold"), said)


TRIALS: dict[str, Callable[[int, Wording], Trial]] = {
    "design": design, "proof": proof, "evaluation": evaluation, "bias": bias, "interpretability": interpretability,
    "transfer": transfer, "attacks": attacks, "data": data, "energy": energy, "society": society,
}  # fmt: skip


def _rows(
    rows: list[Row], words: Wording, found: Mapping[str, object], *, bar: bool = False, log: bool = True
) -> Trial:
    form = bars if bar else ranges

    def picture(name: str, width: int) -> str:
        return form(
            rows, words, title=words.say("drawn"), name=name, width=width, log=log and not bar, sort=False, tone="water"
        )

    cells = tuple((f"{r.label}, {r.sublabel}" if r.sublabel else r.label, words.interval(r.quantity)) for r in rows)
    return Trial(picture, found, Table((words.say("heads.what"), words.say("heads.value")), cells))


def _curves(lines: list[Line], words: Wording, below: str, found: Mapping[str, object], at: int | None = None) -> Trial:
    def picture(name: str, width: int) -> str:
        body = curve(lines, words, Area(0, 0, width, TALL), below=below, at=at)
        described = ", ".join(line.name for line in lines)
        return sheet([body], name=name, title=words.say("drawn"), described=described, width=width, height=TALL)

    last = len(lines[0].values) - 1
    heads = (words.say("heads.step"), *(line.name for line in lines))
    marks = sorted({0, last // 2, last, *([at] if at is not None else [])})
    cells = tuple((words.number(mark), *(words.number(line.values[mark]) for line in lines)) for mark in marks)
    return Trial(picture, found, Table(heads, cells))
