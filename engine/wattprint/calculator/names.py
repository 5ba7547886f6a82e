"""What the reader calls things: chatbots, models, places."""

from ..facts import load
from ..wording import Wording
from ..wording.typography import typeset
from .count import Count, plain
from .served import Served
from .state import State


def model_name(label: str, words: Wording) -> str:
    """ "le-chat" -> "Le Chat", "gpt-4o" -> "GPT-4o"; a name that is not ours stays as it was written."""
    if words.says(f"chatbots.{label}"):
        return words.say(f"chatbots.{label}")
    entry = load().compiled["models"].get(label)
    return str(entry["name"]) if entry else label


def thing_name(id: str, words: Wording, form: str = "many") -> str:
    """ "hours of an LED bulb", or one of it with the form "label"."""
    return str(typeset(load().compiled["equivalents"][id][form][words.lang], words.lang))


def zone_name(zone: str, words: Wording) -> str:
    """ "FRA" -> "France"."""
    return str(load().compiled["zones"][zone]["name"][words.lang])


def shown(state: State, words: Wording) -> dict[str, str]:
    """What the fields say, where it is not the value: a name, or the median of a count that is known within a range."""
    return {
        **{name: plain(float(count)) for name, count in state.counts.items() if isinstance(count, Count)},
        "model": model_name(state.model, words),
        "zone": zone_name(state.zone, words) if state.zone else "",
        "reader": zone_name(state.reader, words) if state.reader else "",
    }


def titled(made: Served, words: Wording) -> str:
    """ "ChatGPT, a short answer: 0.48 Wh": the name of the page, or of a picture of it."""
    energy = words.quantity(made.estimate.energy)
    kind = words.say(f"kinds.{made.state.kind}.says")
    return words.say("calculator.title", model=model_name(made.state.model, words), kind=kind, energy=energy)
