"""Can you tell? Pairs of texts on one subject: a person wrote one, a machine the other. The reader says which."""

from functools import cache
from html import escape

from ..facts import load
from ..figures import Row, bars
from ..lessons.chance import Chance
from ..lessons.next_word import finish, joined, learn, words
from ..wording import Wording
from ..wording.typography import typeset
from .base import Drawn, Table, pictures
from .hands import Either
from .material import passage, rounds
from .precise import Precise
from .state import State

ROUNDS = tuple(f"r{n + 1}" for n in range(6))
LONGEST = 28  # words that the n-gram model may take to end its sentence
TEMPERATURE = 0.9
SEED = 7  # which side the person stands on, round after round
FRENCH = "fr"
STUDY = ("lecture/turing-gpt-4-5", "lecture/turing-llama-3-1", "lecture/turing-eliza", "lecture/turing-gpt-4o")


@cache
def human(lang: str) -> dict[str, str]:
    """Round -> the side of the person, the same for every reader."""
    chance = Chance(SEED if lang == FRENCH else SEED + 1)
    return {name: "a" if chance.unit() * 2 < 1 else "b" for name in ROUNDS}


@cache
def machine(name: str, lang: str) -> str:
    """What the machine wrote: kept with the drawings, or written by our own model, which was taught a chapter."""
    played = rounds(lang)[ROUNDS.index(name)]
    if "machine" in played:
        return str(played["machine"]["text"])
    model = learn(passage(played["learnt"])["text"], played["order"])
    prompt = words(played["prompt"])
    made = finish(model, prompt, LONGEST, TEMPERATURE, played["seed"])
    return joined([*prompt, *made], lang == FRENCH)


def texts(name: str, lang: str) -> tuple[str, str, str]:
    """The subject and the two texts, each on its side."""
    played = rounds(lang)[ROUNDS.index(name)]
    pair = tuple(typeset(text, lang) for text in (played["human"]["text"], machine(name, lang)))
    return (played["subject"], *(pair if human(lang)[name] == "a" else pair[::-1]))


CONTROLS = tuple(Either(name, texts, group="pairs") for name in ROUNDS)


def draw(state: State, words: Wording) -> Drawn:
    """The score so far; and for every round that was answered, who wrote what."""
    answers = {name: state[name] for name in ROUNDS if state[name]}
    right = sum(human(words.lang)[name] == side for name, side in answers.items())
    told = "".join(_told(name, side, words) for name, side in answers.items())
    study = [load().factor(id) for id in STUDY]
    rows = [Row(words.label(fact), fact.quantity) for fact in study]
    precise = Precise(words)
    drawn = pictures(
        lambda width, kind: bars(
            rows, precise, title=words.say("title"), name=f"turing-game-{kind}", width=width, tone="hardware"
        )
    )
    key = "none" if not answers else "all" if len(answers) == len(ROUNDS) else "some"
    return Drawn(
        {kind: f'<ol class="told">{told}</ol>{svg}' if told else svg for kind, svg in drawn.items()},
        words.say(f"answer.{key}", right=right, n=len(answers), left=words.say("left", n=len(ROUNDS) - len(answers)),
                  chance=len(ROUNDS) // 2),
        Table(
            (words.say("heads.round"), words.say("heads.yours"), words.say("heads.human"), words.say("heads.machine")),
            tuple(_row(name, state[name], words) for name in ROUNDS),
        ),
        tuple(study),
        (words.say("note"),),
    )  # fmt: skip


def _told(name: str, side: str, words: Wording) -> str:
    """Right or wrong, and where each text comes from."""
    played = rounds(words.lang)[ROUNDS.index(name)]
    verdict = "right" if human(words.lang)[name] == side else "wrong"
    said = words.say(
        f"told.{verdict}", subject=played["subject"], human=played["human"]["credit"], machine=_credit(name, words)
    )
    mark = "hit" if verdict == "right" else "miss"
    return f'<li class="{mark}">{escape(said)}</li>'


def _credit(name: str, words: Wording) -> str:
    played = rounds(words.lang)[ROUNDS.index(name)]
    if "machine" in played:
        return str(played["machine"]["credit"])
    return words.say("credit", n=played["order"])


def _row(name: str, side: str, words: Wording) -> tuple[str, str, str, str]:
    """A round that is still open keeps its secret."""
    played = rounds(words.lang)[ROUNDS.index(name)]
    if not side:
        return played["subject"], "–", "–", "–"
    verdict = "right" if human(words.lang)[name] == side else "wrong"
    return played["subject"], words.say(f"verdicts.{verdict}"), played["human"]["credit"], _credit(name, words)
