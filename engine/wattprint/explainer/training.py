"""What a training takes: the lecture's comparison beside today's, then the trainings since, in tonnes and in MWh."""

from ..facts import lecture, load
from ..figures import Row, ranges
from ..figures.pairs import Pair, pairs
from ..records import Factor
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, Table, compared, pictures, tabled
from .controls import Choice
from .precise import Precise, Within
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
GPT_3 = "training-gpt3-carbon"
COMPARED = {
    "gpt-3-training": GPT_3,
    "electricity-of-1000-people": HOME,
    "objective-of-1000-people": TARGET,
}
"""What the lecture set side by side: the claim (its number, its verdict), and the fact that holds today."""

STAMPED = {"wrong": "energy", "outdated": "energy"}
"""The verdicts that are stamped, and in which colour."""

SINCE = ("carbon", "electricity")

CONTROLS = (
    Choice("view", ("then", *SINCE)),
    Choice("model", tuple(MODELS)).only(view=SINCE),
)


def draw(state: State, words: Wording) -> Drawn:
    """One of the three views."""
    if state["view"] == "then":
        return then(words)
    return {"carbon": carbon, "electricity": electricity}[state["view"]](state["model"], words)


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


def said(claim: str) -> Quantity:
    """The number of the lecture."""
    found = lecture()["claims"][claim]
    return Quantity(found["then"][0], unit=found["unit"])


def then(words: Wording) -> Drawn:
    """The lecture's three bars, and today's beside them, each with its verdict."""
    tonnes = Within(words, "t")
    heads = (words.say("when.then"), words.say("when.now"))
    drawn = []
    for claim, id in COMPARED.items():
        verdict = lecture()["claims"][claim]["verdict"]
        drawn.append(Pair(words.say(f"compared.{claim}"), said(claim), amount(load().factor(id)), heads,
                          words.say(f"figure.verdicts.{verdict}"), STAMPED.get(verdict, "")))  # fmt: skip
    gpt_3, home, all_ = (amount(load().factor(id)) for id in (GPT_3, HOME, ALL))
    before = said("gpt-3-training") / said("electricity-of-1000-people")
    facts = tuple(map(load().factor, (*COMPARED.values(), ALL, PEOPLE_THEN, NUCLEAR_THEN, NUCLEAR_NOW)))
    nuclear_then, nuclear_now = (amount(load().factor(id)) for id in (NUCLEAR_THEN, NUCLEAR_NOW))
    all_said, then_said = tonnes.quantity(all_), Within(words, "t", len("2277")).quantity(nuclear_then)
    now_said = tonnes.quantity(nuclear_now)
    rows = [
        *((pair.label, tonnes.quantity(pair.then), tonnes.interval(pair.now)) for pair in drawn),
        (words.say("compared.all-sectors"), "–", tonnes.interval(all_)),
        (words.say("compared.nuclear"), then_said, tonnes.interval(nuclear_now)),
    ]
    return Drawn(
        pictures(
            lambda width, kind: pairs(drawn, tonnes, title=words.say("title"), name=f"training-{kind}", width=width)
        ),
        words.say(
            "answer.then",
            then=words.quantity(before),
            now=words.quantity(gpt_3 / home),
            all=words.quantity(gpt_3 / all_),
        ),
        Table((words.say("heads.what"), *heads), tuple(rows)),
        facts,
        (words.say("note_then", all=all_said, nuclear_then=then_said, nuclear_now=now_said),),
        values={"then": before, "now": gpt_3 / home, "all": gpt_3 / all_},
    )


def carbon(model: str, words: Wording) -> Drawn:
    """Trainings among what a thousand people take, all in tonnes."""
    chosen = training(model, "carbon")
    facts = (*series("training"), *series("training-people"))
    rows = [Row(words.label(f), amount(f), words.say("people") if f.id in (HOME, ALL, TARGET, NUCLEAR_NOW) else "",
                strong=f.id == chosen.id) for f in facts]  # fmt: skip
    rows.sort(key=lambda row: row.quantity.to("t").median)
    home, target = (of_a_year(load().factor(id).quantity) for id in (HOME, TARGET))
    answer = Precise(words).say(
        "answer.carbon",
        model=name(model, words),
        carbon=chosen.quantity,
        home=compared(chosen.quantity, home, words),
        target=compared(chosen.quantity, target, words),
    )
    heads = (words.say("heads.what"), words.say("heads.carbon"))
    return Drawn(
        ranged(rows, words, "carbon"),
        answer,
        tabled(rows, Precise(words), heads),
        facts,
        (words.say("note"),),
        words.say("caption_carbon"),
        {"target": chosen.quantity / target},
    )


def electricity(model: str, words: Wording) -> Drawn:
    """Trainings in MWh, beside what French nuclear plants make in an hour."""
    chosen = training(model, "electricity")
    output = load().factor(NUCLEAR_OUTPUT)
    hour = (output.quantity * Quantity(1, unit="h")).to("MWh")
    facts = series("training-electricity")
    rows = [Row(words.label(f), f.quantity, strong=f.id == chosen.id) for f in facts]
    rows = sorted([*rows, Row(words.say("hour"), hour, tone="water")], key=lambda row: row.quantity.median)
    time = (chosen.quantity / output.quantity).to("h")
    answer = Precise(words).say(
        "answer.electricity", model=name(model, words), energy=chosen.quantity, time=words.quantity(time)
    )
    heads = (words.say("heads.what"), words.say("heads.energy"))
    return Drawn(
        ranged(rows, words, "energy"),
        answer,
        tabled(rows, Precise(words), heads),
        (*facts, output),
        (words.say("note_electricity"),),
        words.say("caption_electricity"),
        {"time": time},
    )


def name(model: str, words: Wording) -> str:
    """The model, as its list says it."""
    return words.say(f"controls.model.options.{model}")
