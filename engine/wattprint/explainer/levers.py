"""What can be changed, and what it changes: each lever is pulled on the physics of the default method.

A year of requests to a large dense model, served in small batches by older cards, on the grid of the United States:
the training is shared out over the answers, as large providers count it. Every lever that is on changes the setting
in its turn, and the figure shows what is left after each.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ..facts import load
from ..figures import Row, ranges
from ..records import Factor
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, pictures, tabled
from .controls import Choice, Switch
from .series import ONE_YEAR
from .setting import Setting, energy, fits
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
HERE, GREEN = "USA", "NOR"
PROMPT, ANSWER = "prompt-short", "answer-medium"
SHARE = "training-share"
OLD_TRAINING, BETTER_TRAINING = "training-gpt3-electricity", "training-bloom-electricity"  # of one size
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
    """On the reader's card, alone; where the model does not fit, nothing changes."""
    there = world.setting._replace(accelerator=OWN_CARD, batch=ALONE, own=True)
    return world._replace(setting=there) if fits(there) else world


def _trained(one: str, other: str) -> Lever:
    """A lever that leaves of the training what one fact is of another."""
    return lambda world: world._replace(
        training=world.training * (load().factor(one).quantity / load().factor(other).quantity)
    )


LEVERS: Mapping[str, Mapping[str, Lever]] = {
    "trained": {
        "algorithms": _trained(BETTER_TRAINING, OLD_TRAINING),
        "reuse": _trained(REUSED, WHOLE_TRAINING),
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

CONTROLS = (
    Choice("criterion", tuple(TONES)),
    *(Switch(name, group=group) for group, levers in LEVERS.items() for name in levers),
)


def start() -> World:
    """Everything as it is before anyone pulls."""
    size = load().model(LARGE).model.architecture.total.median
    prompt, answer = (load().factor(id).quantity.median for id in (PROMPT, ANSWER))
    return World(Setting("dense", size, size, FULL, OLD_CARD, SMALL_BATCH, prompt, answer))


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


def draw(state: State, words: Wording) -> Drawn:
    """What is left of a year's bill after each lever that is on."""
    criterion, world = state["criterion"], start()
    left = bill(world, criterion)
    rows, saved = [Row(words.say("start"), left, strong=True)], {}
    for name, lever in ((name, lever) for levers in LEVERS.values() for name, lever in levers.items()):
        if not state.on(name):
            continue
        world = lever(world)
        before, left = left, bill(world, criterion)
        saved[name] = Quantity(before.median / left.median)
        rows.append(Row(words.say(f"controls.{name}.label"), left, effect(before, left, words)))
    if len(rows) > 1:
        rows[-1] = rows[-1]._replace(strong=True)
    alone = state.on("own") and not world.setting.own
    return Drawn(
        pictures(
            lambda width, kind: ranges(
                rows, words, title=words.say("title"), name=f"levers-{kind}", width=width, tone=TONES[criterion]
            )
        ),
        answer(rows[0].quantity, left, saved, words),
        tabled(rows, words, (words.say("heads.lever"), words.say(f"heads.{criterion}"))),
        factors(world),
        (*((words.say("too_large"),) if alone else ()), words.say("note")),
    )


def effect(before: Quantity, after: Quantity, words: Wording) -> str:
    """ "divided by 3.2", "no change here", "multiplied by 1.4": medians."""
    down, up = Quantity(before.median / after.median), Quantity(after.median / before.median)
    if words.quantity(down) == words.quantity(Quantity(1)):
        return words.say("effect.none")
    return words.say(
        "effect.down" if down.median > 1 else "effect.up", n=words.quantity(max(down, up, key=lambda q: q.median))
    )


def answer(first: Quantity, last: Quantity, saved: Mapping[str, Quantity], words: Wording) -> str:
    """Before, after, and which lever did most in its turn."""
    if not saved:
        return words.say("answer.none", first=first)
    best = max(saved, key=lambda name: saved[name].median)
    times = words.quantity(Quantity(first.median / last.median))
    return words.say(
        "answer.some",
        first=words.quantity(first),
        last=last,
        times=times,
        best=words.say(f"controls.{best}.label"),
        n=len(saved),
    )


def factors(world: World) -> tuple[Factor, ...]:
    """The facts under the bill."""
    facts = load()
    ids = (PROMPT, ANSWER, SHARE, BETTER_TRAINING, OLD_TRAINING, REUSED, WHOLE_TRAINING)
    return (*map(facts.factor, ids), *energy(world.setting)[1], *(facts.grid("carbon", zone) for zone in (HERE, GREEN)))
