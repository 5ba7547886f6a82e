"""How much a language model reads: our text, a reader's whole life, an encyclopedia, and the data of real models."""

from ..facts import load
from ..figures import Row, bars, ranges
from ..lessons.next_word import words as tokens
from ..records import Factor
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, pictures, tabled
from .controls import Choice, Slider
from .material import passage
from .state import State

READ = {
    "encyclopedia": "lecture/gpt-3-wikipedia",
    "gpt-3": "lecture/gpt-3-data",
    "llama-3": "lecture/llama-3-training-tokens",
}
PER_TOKEN, SPEED = "words-per-token", "reading-speed"
HOURS = (0.5, 1, 2, 4, 8)
YEARS = range(10, 101, 10)
AN_HOUR, A_LIFE = 1, 60

CONTROLS = (
    Slider("hours", HOURS, AN_HOUR, steps=True),
    Slider("years", YEARS, A_LIFE, steps=True),
    Choice("scale", ("log", "linear")),
)


def draw(state: State, words: Wording) -> Drawn:
    """Words read, by a person and by machines."""
    facts = [load().factor(id) for id in READ.values()]
    speed, rate = load().factor(SPEED), load().factor(PER_TOKEN)
    yearly = (speed.quantity * Quantity(state.number("hours"), unit="h/d")).to("word/yr")
    mine = yearly * Quantity(state.number("years"), unit="yr")
    read = [counted(fact, rate) for fact in facts]
    ours = Quantity(len(tokens(passage(f"saint-etienne-{words.lang}")["text"])), unit="word")
    rows = [
        Row(words.say("ours"), ours),
        Row(words.say("mine"), mine.to("word"), strong=True),
        *(Row(words.say(f"read.{name}"), quantity) for name, quantity in zip(READ, read, strict=True)),
    ]
    form = ranges if state["scale"] == "log" else bars
    lives = read[-1] / mine.to("word")
    return Drawn(
        pictures(lambda width, kind: form(rows, words, title=words.say("title"), name=f"data-scale-{kind}", width=width,
                                          sort=False, tone="hardware")),
        words.say("answer", encyclopedia=words.quantity(read[0] / yearly), lives=words.quantity(lives)),
        tabled(rows, words, (words.say("heads.what"), words.say("heads.words"))),
        (*facts, rate, speed),
        (words.say("note"),),
        values={"lives": lives, "reading": read[0] / yearly},
    )  # fmt: skip


def counted(fact: Factor, rate: Factor) -> Quantity:
    """Tokens as words: a word is a token and a bit."""
    return fact.quantity * Quantity(1, unit="1/token") * rate.quantity
