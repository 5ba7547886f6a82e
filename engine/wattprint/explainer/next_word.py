"""The next word: a model that has counted the words of a text, what it foresees, and what it writes."""

from html import escape

from ..figures import Row, bars
from ..lessons import next_word as model
from ..units import Quantity
from ..wording import Wording
from ..wording.typography import typeset
from .base import Drawn, Table, pictures
from .controls import Choice, Counter, Slider, Typed
from .material import passage
from .state import State

TEXTS = ("saint-etienne", "verne", "mine")
ORDERS = (0, 1, 2, 3, 4, 5)
USUAL = 2
TEMPERATURES = (0, 0.2, 0.5, 0.8, 1, 1.5, 2, 4)
LENGTHS = (1, 5, 10, 20, 40, 80)
AT_FIRST = 40
LONGEST_TEXT = 20_000
LONGEST_PROMPT = 80
SHOWN = 8
LEAST = 20  # words that a text of the reader's own needs
FRENCH = "fr"
TINY = 1e-6  # a share below it is drawn as nothing

CONTROLS = (
    Choice("text", TEXTS, group="learn"),
    Typed("own", longest=LONGEST_TEXT, lines=3, group="learn", private=True),
    Slider("order", ORDERS, USUAL, group="learn", steps=True),
    Typed("prompt", longest=LONGEST_PROMPT, group="write"),
    Slider("temperature", TEMPERATURES, 1, group="write", steps=True),
    Slider("length", LENGTHS, AT_FIRST, group="write"),
    Counter("seed", group="write"),
)


def draw(state: State, words: Wording) -> Drawn:
    """The likeliest next words as bars, above them the text that the model goes on to write."""
    french = words.lang == FRENCH
    name, text, prompt = learnt(state, words)
    order, temperature = int(state["order"]), state.number("temperature")
    learned = model.learn(text, order)
    before = model.words(state["prompt"] or prompt)
    shares = model.probabilities(learned, before, temperature)
    likely = model.likeliest(shares, SHOWN)
    made = model.write(learned, before, int(state["length"]), temperature, int(state["seed"]))
    # A word that cooling has made impossible is left out of the bars: nothing of it could be seen.
    rows = [
        Row(words.say("quoted", word=word), Quantity(share).to("%"), tone="hardware")
        for word, share in likely
        if share > TINY
    ]
    written = (
        f'<p class="written"><b>{escape(typeset(model.joined(before, french), words.lang))}</b>'
        f" {escape(typeset(model.joined(made, french), words.lang))}</p>"
    )
    drawn = pictures(
        lambda width, kind: bars(
            rows, words, title=words.say("title"), name=f"next-word-{kind}", width=width, tone="hardware"
        )
    )
    seen = model.seen(learned, before)
    end = model.joined([word for word in seen if word], french)
    after = words.say("after.words", words=end) if end else words.say("after.start" if seen else "after.nothing")
    return Drawn(
        {kind: written + svg for kind, svg in drawn.items()},
        words.say(
            "answer",
            after=after,
            word=likely[0][0],
            share=words.quantity(Quantity(likely[0][1]).to("%")),
            run=words.say("run", n=model.recited(text, [*before, *made])),
        ),
        Table(
            (words.say("heads.word"), words.say("heads.share")),
            tuple(
                (word, words.quantity(Quantity(share).to("%")) if share > TINY else words.number(0))
                for word, share in likely
            ),
        ),
        (),
        (
            words.say(
                "note", text=name, n=len(model.words(text)), different=len(learned.words), counts=learned.parameters
            ),
            words.say("private"),
        ),
    )


def learnt(state: State, words: Wording) -> tuple[str, str, str]:
    """The name of the text that is counted, the text, and how a sentence about it may begin."""
    own = state["own"]
    if state["text"] == "mine" and len(model.words(own)) >= LEAST:
        first = [word for word in model.words(own) if word.isalpha()]
        return words.say("mine"), own, first[0] if first else ""
    found = passage(f"{TEXTS[0] if state['text'] == 'mine' else state['text']}-{words.lang}")
    credit = words.say("credit", **{key: str(found[key]) for key in ("title", "author", "year")})
    return credit, found["text"], found["prompt"]
