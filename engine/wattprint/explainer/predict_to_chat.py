"""From predicting to chatting: one prompt before and after instruction, and how many people's judgements that took."""

from html import escape

from ..facts import load
from ..figures import Row, bars
from ..wording import Wording
from .base import Drawn, Table, pictures
from .controls import Choice
from .hands import Played
from .precise import Precise
from .state import State

STEPS = ("predict", "demonstrate", "compare", "practise")
COUNTED = {
    "demonstrate": "lecture/instructgpt-demonstrations",
    "compare": "lecture/instructgpt-rankings",
    "practise": "lecture/instructgpt-practice",
}
PEOPLE, ANSWERS = "lecture/instructgpt-labelers", "lecture/instructgpt-answers"
BY_HAND = ("demonstrate", "compare")
PROMPTS = ("child", "list", "capital")

CONTROLS = (
    Choice("prompt", PROMPTS),
    Played("step", range(len(STEPS)), 0, steps=True, shown=lambda n, words: words.say(f"steps.{STEPS[int(n)]}.name")),
)


def draw(state: State, words: Wording) -> Drawn:
    """What the model answers at a step, and the prompts of each step that follows."""
    here, prompt = STEPS[int(state["step"])], state["prompt"]
    facts = {step: load().factor(id) for step, id in COUNTED.items()}
    people, answers = load().factor(PEOPLE), load().factor(ANSWERS)
    rows = [
        Row(words.say(f"steps.{step}.name"), fact.quantity, words.say(f"steps.{step}.who"), strong=step == here,
            tone="energy" if step in BY_HAND else "carbon")
        for step, fact in facts.items()
    ]  # fmt: skip
    precise = Precise(words)
    drawn = pictures(
        lambda width, kind: bars(
            rows, precise, title=words.say("title"), name=f"predict-to-chat-{kind}", width=width, sort=False
        )
    )
    card = (
        f'<p class="written"><b>{escape(words.say(f"prompts.{prompt}.asked"))}</b><br>'
        f"{escape(words.say(f'prompts.{prompt}.{here}'))}</p>"
    )
    by_hand = facts[BY_HAND[0]].quantity + facts[BY_HAND[1]].quantity
    return Drawn(
        {kind: card + svg for kind, svg in drawn.items()},
        words.say(f"steps.{here}.says", hand=precise.quantity(by_hand), people=words.quantity(people.quantity)),
        Table(
            (words.say("heads.step"), words.say("heads.answer")),
            tuple((words.say(f"steps.{step}.name"), words.say(f"prompts.{prompt}.{step}")) for step in STEPS),
        ),
        (*facts.values(), people, answers),
        (words.say("note"), words.say("then", answers=words.parts(answers.quantity, form="range")[1])),
    )
