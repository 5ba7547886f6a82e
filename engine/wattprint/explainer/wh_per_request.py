"""Is a request to ChatGPT ten Google searches? Then and now, and what else an AI is asked for."""

from ..facts import load
from ..figures import Row, ranges
from ..records import Factor
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, pictures, tabled
from .controls import Choice
from .series import series
from .state import State

NOW, THEN = "wh-per-request", "wh-per-request-then"
SEARCH_NOW, SEARCH_THEN = "google-search-current", "google-search-2009"
REQUEST_THEN = "request-chatgpt-de-vries-2023"
KINDS = {
    "text": "request-typical-microsoft-2026",
    "reasoning": "request-long-microsoft-2026",
    "image": "image-generation",
    "agent": "session-coding-agent-couch-2026",
    "video": "video-generation",
}
"""What is asked, and the fact that answers; the others of the series stand beside."""

CONTROLS = (
    Choice("when", ("now", "then")),
    Choice("kind", tuple(KINDS)).only(when=("now",)),
    Choice("unit", ("energy", "searches")),
)


def draw(state: State, words: Wording) -> Drawn:
    """The publications of one time, in Wh or in searches of that time."""
    then = state["when"] == "then"
    facts = series(THEN if then else NOW)
    search = load().factor(SEARCH_THEN if then else SEARCH_NOW)
    chosen = load().factor(REQUEST_THEN if then else KINDS[state["kind"]])
    counted = state["unit"] == "searches"
    rows = [
        Row(words.label(f), in_searches(f, search) if counted else f.quantity, strong=f.id == chosen.id) for f in facts
    ]
    rows.sort(key=lambda row: row.quantity.median)
    head = words.say("heads.searches" if counted else "heads.energy")
    return Drawn(
        pictures(
            lambda width, kind: ranges(
                rows, words, title=words.say("title"), name=f"wh-per-request-{kind}", width=width
            )
        ),
        answer(state, chosen, search, words),
        tabled(rows, words, (words.say("heads.what"), head)),
        (*facts, chosen, search),
        (words.say("note_then" if then else "note"),),
        words.say("caption_searches") if counted else "",
        {"times": chosen.quantity / search.quantity},
    )


def in_searches(factor: Factor, search: Factor) -> Quantity:
    """How many searches take as much; a search is one search, exactly."""
    return Quantity(1) if factor.id == search.id else factor.quantity / search.quantity


def answer(state: State, chosen: Factor, search: Factor, words: Wording) -> str:
    """The ratio of then, or that of what is asked today."""
    times = chosen.quantity / search.quantity
    if state["when"] == "then":
        return words.say(
            "answer.then",
            request=words.quantity(chosen.quantity),
            search=words.quantity(search.quantity),
            times=words.quantity(times),
        )
    what = words.say(f"what.{state['kind']}")
    return words.say("answer.now", what=what, energy=said(chosen, words), times=times)


def said(factor: Factor, words: Wording) -> str:
    """The median and its interval, of its kind."""
    median, bounds = words.parts(factor.quantity, form="half" if factor.quartiles else "bounds")
    return words.say("number.interval", median=median, bounds=bounds) if bounds else median
