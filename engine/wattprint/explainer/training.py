"""What a training takes: beside the electricity of people, beside an objective, in MWh, part by part; then and now."""

from ..facts import load
from ..figures import Row, ranges
from ..figures.stacked import Part, Whole, stacked
from ..records import Factor
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, Table, pictures, tabled
from .controls import Choice
from .counts import said
from .precise import Precise
from .series import of_a_year, series
from .state import State

MODELS = {
    "gpt3": "gpt3", "bloom": "bloom", "llama8": "llama3-8", "llama70": "llama3-70", "dsv3": "dsv3",
    "scout": "llama4-scout", "llama405": "llama31-405", "gpt4": "gpt4", "grok4": "grok4",
}  # fmt: skip
"""Trainings whose carbon and electricity are both known: the middle of the names of their facts."""

HOME, ALL, TARGET = "thousand-people-electricity-home", "thousand-people-electricity-all", "thousand-people-target-2050"
NUCLEAR_NOW, NUCLEAR_THEN = "france-nuclear-emissions-now", "france-nuclear-emissions-lecture"
PEOPLE_THEN = "thousand-people-electricity-lecture"
NUCLEAR_OUTPUT = "france-generation-nuclear-2025"
SPLIT = {"llama-3-8b": "llama3-8", "llama-3-70b": "llama3-70"}
STAGES = {"compute": "energy", "cooling": "water", "hardware": "hardware"}
TOKENS = "lecture/llama-3-training-tokens"

CONTROLS = (
    Choice("model", tuple(MODELS)),
    Choice("view", ("carbon", "electricity", "then", "split")),
)


def draw(state: State, words: Wording) -> Drawn:
    """One of the four views."""
    return {"carbon": carbon, "electricity": electricity, "then": then, "split": split}[state["view"]](
        state["model"], words
    )


def training(model: str, kind: str) -> Factor:
    """The "carbon" or the "electricity" of a training."""
    return load().factor(f"training-{MODELS[model]}-{kind}")


def amount(factor: Factor) -> Quantity:
    """A quantity, of a year where it is one a year."""
    return of_a_year(factor.quantity) if factor.quantity.unit.endswith("/yr") else factor.quantity


def ranged(rows: list[Row], words: Wording, tone: str) -> dict[str, str]:
    """The rows on a log scale, at both widths."""
    return pictures(
        lambda width, kind: ranges(
            rows, Precise(words), title=words.say("title"), name=f"training-{kind}", width=width, tone=tone
        )
    )


def carbon(model: str, words: Wording) -> Drawn:
    """Trainings among what a thousand people take, all in tonnes."""
    chosen = training(model, "carbon")
    facts = (*series("training"), *series("training-people"))
    rows = [Row(f.label[words.lang], amount(f), words.say("people") if f.id in (HOME, ALL, TARGET, NUCLEAR_NOW) else "",
                strong=f.id == chosen.id) for f in facts]  # fmt: skip
    rows.sort(key=lambda row: row.quantity.to("t").median)
    home, target = (of_a_year(load().factor(id).quantity) for id in (HOME, TARGET))
    answer = Precise(words).say(
        "answer.carbon",
        model=name(model, words),
        carbon=chosen.quantity,
        home=words.quantity(chosen.quantity / home),
        target=words.quantity(chosen.quantity / target),
    )
    heads = (words.say("heads.what"), words.say("heads.carbon"))
    return Drawn(
        ranged(rows, words, "carbon"), answer, tabled(rows, Precise(words), heads), facts, (words.say("note"),)
    )


def electricity(model: str, words: Wording) -> Drawn:
    """Trainings in MWh, beside what French nuclear plants make in an hour."""
    chosen = training(model, "electricity")
    output = load().factor(NUCLEAR_OUTPUT)
    hour = (output.quantity * Quantity(1, unit="h")).to("MWh")
    facts = series("training-electricity")
    rows = [Row(f.label[words.lang], f.quantity, strong=f.id == chosen.id) for f in facts]
    rows = sorted([*rows, Row(words.say("hour"), hour, tone="water")], key=lambda row: row.quantity.median)
    answer = Precise(words).say(
        "answer.electricity",
        model=name(model, words),
        energy=chosen.quantity,
        time=words.quantity((chosen.quantity / output.quantity).to("h")),
    )
    heads = (words.say("heads.what"), words.say("heads.energy"))
    return Drawn(
        ranged(rows, words, "energy"),
        answer,
        tabled(rows, Precise(words), heads),
        (*facts, output),
        (words.say("note_electricity"),),
        words.say("caption_electricity"),
    )


def then(model: str, words: Wording) -> Drawn:
    """What the lecture compared a training with, and the same things today."""
    chosen = training(model, "carbon")
    pairs = (
        (PEOPLE_THEN, "then"),
        (HOME, "now"),
        (ALL, "now"),
        (TARGET, "both"),
        (NUCLEAR_THEN, "then"),
        (NUCLEAR_NOW, "now"),
    )
    facts = [(load().factor(id), when) for id, when in pairs]
    rows = [
        Row(name(model, words), chosen.quantity, words.say("when.chosen"), strong=True),
        *(
            Row(f.label[words.lang], amount(f), words.say(f"when.{when}"), "hardware" if when == "then" else "")
            for f, when in facts
        ),
    ]
    before, home = (of_a_year(load().factor(id).quantity) for id in (PEOPLE_THEN, HOME))
    answer = Precise(words).say(
        "answer.then",
        model=name(model, words),
        then=Precise(words).quantity(before),
        now=home,
        ratio_then=words.quantity(chosen.quantity / before),
        ratio_now=words.quantity(chosen.quantity / home),
    )
    heads = (words.say("heads.what"), words.say("heads.carbon"))
    return Drawn(
        ranged(rows, words, "carbon"),
        answer,
        tabled(rows, Precise(words), heads),
        (chosen, *(f for f, _ in facts)),
        (words.say("note_then", then=Precise(words).quantity(before)),),
        words.say("caption_then"),
    )


def split(model: str, words: Wording) -> Drawn:  # noqa: ARG001 - only Llama 3 is published in parts
    """Two trainings, part by part: computing, cooling, the share of making the machines."""
    found = {size: {stage: load().factor(f"training-{size}-{stage}") for stage in STAGES} for size in SPLIT}
    wholes = [
        Whole(
            words.say(f"sizes.{size}"),
            tuple(Part(words.say(f"stages.{stage}"), fact.quantity, STAGES[stage], 1) for stage, fact in facts.items()),
        )
        for size, facts in found.items()
    ]
    large = found["llama-3-70b"]
    total = wholes[-1].row().quantity
    shares = {stage: words.quantity(part(large[stage].quantity, total)) for stage in STAGES}
    precise = Precise(words)
    rows = tuple(
        (words.say("cell", size=w.label, stage=p.name), precise.interval(p.quantity)) for w in wholes for p in w.parts
    )
    tokens = load().factor(TOKENS)
    return Drawn(
        pictures(
            lambda width, kind: stacked(wholes, precise, title=words.say("title"), name=f"training-{kind}", width=width)
        ),
        words.say("answer.split", total=words.quantity(total), **shares),
        Table((words.say("heads.what"), words.say("heads.carbon")), rows),
        (*series("training-split"), tokens),
        (words.say("note_split", tokens=said(tokens.quantity.median, words)),),
        words.say("caption_split"),
    )


def part(of: Quantity, whole: Quantity) -> Quantity:
    """The share of a part, of medians: the interval of the whole holds that of the part."""
    return (Quantity(of.median, unit=of.unit) / Quantity(whole.median, unit=whole.unit)).to("%")


def name(model: str, words: Wording) -> str:
    """The model, as its list says it."""
    return words.say(f"controls.model.options.{model}")
