"""What can be changed, and what it changes: each lever is pulled on the physics of the default method.

A year of requests to a large dense model, served in small batches by older cards, on the grid of the United States:
the training is shared out over the answers, as large providers count it. Every lever that is on changes the setting
in its turn, and the figure shows what is left after each. In the game, three levers may be on, and are held against
the best three.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from math import exp, hypot, log
from typing import NamedTuple

from ..facts import load
from ..figures import Row, ranges
from ..records import Factor
from ..units import Quantity, spread
from ..wording import Wording
from .base import Drawn, pictures, tabled
from .controls import Choice, Switch
from .series import ONE_YEAR
from .setting import METHOD, Setting, energy, fits
from .state import State

LARGE, SMALLER, DISTILLED, SPARSE = (
    "llama-3.1-405b-instruct",
    "llama-3.1-70b-instruct",
    "llama-3.2-3b-instruct",
    "deepseek-v3",
)
FULL, FEW = 2.0, 0.5  # bytes per weight: 16 bits, and 4
OLD_CARD, NEW_CARD, OWN_CARD = "a100-80gb", "b200", "rtx-4090"
SMALL_BATCH, LARGE_BATCH, ALONE = 8, 128, 1
REQUESTS = 10  # a day
HERE, GREEN, READER = "USA", "NOR", "FRA"
PROMPT, ANSWER = "prompt-short", "answer-medium"
SHARE = "training-share"
BETTER_TRAINING = "training-algorithms-year"
WHOLE_TRAINING, REUSED = "lecture/pretraining-gpt-3-compute", "lecture/reuse-gpt-3-compute"
TONES = {"carbon": "carbon", "energy": "energy"}


class World(NamedTuple):
    """How a model is trained, served and used."""

    setting: Setting
    training: Quantity = Quantity(1)  # how much of the training is still to be done
    requests: float = REQUESTS
    zone: str = HERE


Lever = Callable[[World], World]


def _set(**changes: object) -> Lever:
    """A lever that changes the setting."""
    return lambda world: world._replace(setting=world.setting._replace(**changes))  # type: ignore[arg-type]


def _sized(label: str) -> Lever:
    """A lever that puts another model in place, unless a smaller one stands there already."""

    def pull(world: World) -> World:
        total = load().model(label).model.architecture.total.median
        now = world.setting
        if total >= now.total:
            return world
        return world._replace(setting=now._replace(total=total, active=total * now.active / now.total))

    return pull


def _sparse(world: World) -> World:
    """Only a share of the parameters works for each token, as in a model that is published."""
    model = load().model(SPARSE).model.architecture
    share = model.active.median / model.total.median
    return world._replace(setting=world.setting._replace(kind="moe", active=world.setting.total * share))


def _own(world: World) -> World:
    """On the reader's card, alone, where the reader is; where the model does not fit, nothing changes."""
    there = world.setting._replace(accelerator=OWN_CARD, batch=ALONE, own=True)
    return world._replace(setting=there, zone=READER) if fits(there) else world


def _trained(share: Callable[[], Quantity]) -> Lever:
    """A lever that leaves so much of the training."""
    return lambda world: world._replace(training=world.training * share())


def reused() -> Quantity:
    """What adapting a trained model takes beside training it."""
    return load().factor(REUSED).quantity / load().factor(WHOLE_TRAINING).quantity


def better() -> Quantity:
    """What is left of the computing after a year of better algorithms."""
    return load().factor(BETTER_TRAINING).quantity


LEVERS: Mapping[str, Mapping[str, Lever]] = {
    "trained": {
        "algorithms": _trained(better),
        "reuse": _trained(reused),
        "data": lambda world: world._replace(training=world.training / 2),
    },
    "model": {
        "smaller": _sized(SMALLER),
        "distilled": _sized(DISTILLED),
        "experts": _sparse,
        "quantised": _set(bytes=FEW),
    },
    "served": {
        "batching": _set(batch=LARGE_BATCH),
        "hardware": _set(accelerator=NEW_CARD),
        "grid": lambda world: world._replace(zone=GREEN),
        "own": _own,
    },
    "used": {
        "fewer": lambda world: world._replace(requests=world.requests / 2),
        "shorter": lambda world: world._replace(setting=world.setting._replace(answer=world.setting.answer / 2)),
    },
}
"""The lecture's levers, by who can pull them, in the order in which they are applied."""

NAMES = tuple(name for levers in LEVERS.values() for name in levers)
EXACT = ("data", "fewer", "shorter")
"""Levers whose effect is a definition: half is half. All the others have their doubts."""

FREE, THREE = "free", "three"
ALLOWED = 3
PERCENT = 100
LITTLE, DIGITS = 1.1, 3  # below it, two digits say nothing of an effect
SMALLER_ONES = ("smaller", "distilled", "own")
"""Out of the game: they win at the price of a lesser model."""

CONTROLS = (
    Choice("game", (FREE, THREE)),
    Choice("criterion", tuple(TONES)),
    *(
        Switch(name, group=group).only(**({"game": (FREE,)} if name in SMALLER_ONES else {}))
        for group, levers in LEVERS.items()
        for name in levers
    ),
)


def start() -> World:
    """Everything as it is before anyone pulls."""
    size = load().model(LARGE).model.architecture.total.median
    prompt, answer = (load().factor(id).quantity.median for id in (PROMPT, ANSWER))
    return World(Setting("dense", size, size, FULL, OLD_CARD, SMALL_BATCH, prompt, answer))


def pulled(names: Iterable[str], world: World | None = None) -> World:
    """The world after these levers, in the order of the list."""
    world, every = world or start(), {name: lever for levers in LEVERS.values() for name, lever in levers.items()}
    for name in NAMES:
        if name in names:
            world = every[name](world)
    return world


def bill(world: World, criterion: str) -> Quantity:
    """A year: answering, and the share of training, which shrinks with the parameters that work and with what is
    reused, but not because one reader asks less."""
    first = start()
    share = load().factor(SHARE).quantity
    trained = _yearly(first) * share * world.training * (world.setting.active / first.setting.active)
    total = _yearly(world) + trained
    return total if criterion == "energy" else (total * load().grid("carbon", world.zone).quantity).to("g")


def _yearly(world: World) -> Quantity:
    one, _ = energy(world.setting)
    return (one * Quantity(world.requests, unit="1/d") * ONE_YEAR).to("Wh")


def effect(name: str, before: World, after: World, criterion: str) -> Quantity:
    """By how much a lever divides the bill, with the interval of what is its own: the facts that it brings in, the
    error of the method on either side (as if the two had nothing in common, which is prudent). What both sides
    share, the general level, cancels."""
    ratio = bill(before, criterion).median / bill(after, criterion).median
    if name in EXACT:
        return Quantity(ratio)
    low, high = (_varied(before, after, criterion, end) for end in ("high", "low"))
    down = hypot(*(log(ratio / each) for each in low))
    up = hypot(*(log(each / ratio) for each in high))
    return spread(ratio, down, up)


def _varied(before: World, after: World, criterion: str, end: str) -> Sequence[float]:
    """The ratio with each doubtful thing of the lever at one end of its interval, the others at their medians; "high"
    leaves most of the bill, so the ratio is low."""
    found = []
    top = bill(before, criterion).median
    if after.training != before.training:
        share = getattr(after.training, end) * before.training.median / getattr(before.training, end)
        found.append(top / bill(after._replace(training=Quantity(share)), criterion).median)
    if after.setting != before.setting:
        fit = [load().factor(f"{METHOD}/interval-given-{world.setting.kind}").quantity for world in (before, after)]
        far = exp(hypot(*(each.up if end == "high" else each.down for each in fit)))
        served = _yearly(after).median * (far if end == "high" else 1 / far)
        rest = bill(after, "energy").median - _yearly(after).median
        left = served + rest
        found.append(top / (left * bill(after, criterion).median / bill(after, "energy").median))
    if criterion == "carbon" and after.zone != before.zone:
        one, other = (load().grid("carbon", world.zone).quantity for world in (before, after))
        gap = one / other
        found.append(top / bill(after, criterion).median * (gap.low if end == "high" else gap.high) / gap.median)
    return found or [top / bill(after, criterion).median]


def in_play(game: str) -> tuple[str, ...]:
    """The levers that may be pulled."""
    return tuple(name for name in NAMES if game == FREE or name not in SMALLER_ONES)


def best(criterion: str) -> tuple[tuple[str, ...], float]:
    """The three levers that together divide the bill most, and by how much."""
    first = bill(start(), criterion).median
    left = {three: bill(pulled(three), criterion).median for three in combinations(in_play(THREE), ALLOWED)}
    three = min(left, key=lambda each: left[each])
    return three, first / left[three]


def draw(state: State, words: Wording) -> Drawn:
    """What is left of a year's bill after each lever that is on."""
    criterion, world = state["criterion"], start()
    left = bill(world, criterion)
    rows, saved = [Row(words.say("start"), left, strong=True)], {}
    for name in filter(state.on, in_play(state["game"])):
        before, world = world, pulled((name,), world)
        left, saved[name] = bill(world, criterion), effect(name, before, world, criterion)
        rows.append(Row(words.say(f"controls.{name}.label"), left, said(saved[name], words)))
    if len(rows) > 1:
        rows[-1] = rows[-1]._replace(strong=True)
    alone = state["game"] == FREE and state.on("own") and not world.setting.own
    times = Quantity(rows[0].quantity.median / left.median)
    answers = [answer(rows[0].quantity, left, saved, words)]
    if state["game"] == THREE:
        answers.append(played(len(saved), times, criterion, words))
    return Drawn(
        pictures(
            lambda width, kind: ranges(
                rows, words, title=words.say("title"), name=f"levers-{kind}", width=width, tone=TONES[criterion]
            )
        ),
        " ".join(answers),
        tabled(rows, words, (words.say("heads.lever"), words.say(f"heads.{criterion}"))),
        factors(world),
        (*((words.say("too_large"),) if alone else ()), words.say("note")),
        values={"times": times, "left": left},
    )


def said(found: Quantity, words: Wording) -> str:
    """ "divided by 3.2 (2.3 to 4.4)", "nothing more", "multiplied by 1.4"."""
    turned = Quantity(1) / found
    way, shown = ("down", found) if found.median > 1 else ("up", turned)
    if words.number(shown.median, DIGITS) == words.number(1):
        return words.say("effect.none")
    median, bounds = words.parts(shown, DIGITS if shown.median < LITTLE else 2, "range")
    return words.say(
        f"effect.{way}", n=words.say("number.interval", median=median, bounds=bounds) if bounds else median
    )


def played(pulled_: int, times: Quantity, criterion: str, words: Wording) -> str:
    """The score of the game: how far three levers lead, on the way to the best three."""
    if pulled_ != ALLOWED:
        key = "more" if pulled_ < ALLOWED else "fewer"
        return words.say(f"game.{key}", n=abs(ALLOWED - pulled_))
    three, most = best(criterion)
    score = words.number(PERCENT * log(times.median) / log(most)) if times.median > 1 else words.number(0)
    if words.quantity(times) == words.quantity(Quantity(most)):
        return words.say("game.won")
    hint = words.say(f"controls.{three[0]}.label")
    return words.say("game.score", score=score, most=words.quantity(Quantity(most)), hint=hint)


def answer(first: Quantity, last: Quantity, saved: Mapping[str, Quantity], words: Wording) -> str:
    """Before, after, and which lever did most in its turn."""
    if not saved:
        return words.say("answer.none", first=first)
    most = max(saved, key=lambda name: saved[name].median)
    return words.say(
        "answer.some",
        first=words.quantity(first),
        last=last,
        times=words.quantity(Quantity(first.median / last.median)),
        best=words.say(f"controls.{most}.label"),
        n=len(saved),
    )


def factors(world: World) -> tuple[Factor, ...]:
    """The facts under the bill."""
    facts = load()
    ids = (PROMPT, ANSWER, SHARE, BETTER_TRAINING, REUSED, WHOLE_TRAINING)
    grids = dict.fromkeys((HERE, GREEN, world.zone))
    return (*map(facts.factor, ids), *energy(world.setting)[1], *(facts.grid("carbon", zone) for zone in grids))
