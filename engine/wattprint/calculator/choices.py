"""The long lists of the form, fetched when a reader first comes near: models, places, things to compare with."""

from ..equivalents import names
from ..facts import load
from ..facts.grids import fold
from ..wording import Wording
from .names import model_name, thing_name, zone_name

FIRST = ("FRA", "DEU", "USA", "CHN", "WOR")
"""Places that stand in the page before the whole list is there."""


def choices(words: Wording) -> dict[str, list[list[str]]]:
    """Each list as [value, name, group]; the group of a model is its maker, of a chatbot the word for them."""
    compiled = load().compiled
    makers = {id: entry["maker"] for id, entry in compiled["models"].items()}
    newest = sorted(makers, key=lambda name: compiled["models"][name]["released"], reverse=True)
    order = dict.fromkeys(makers[id] for id in newest)
    return {
        "model": chatbots(words)
        + [[id, model_name(id, words), maker_name(maker)] for maker in order for id in newest if makers[id] == maker],
        "zone": zones(words),
        "things": [[id, thing_name(id, words), ""] for id in names()],
    }


def chatbots(words: Wording) -> list[list[str]]:
    """The chatbots that have a name for people."""
    group = words.say("calculator.chatbots")
    return [[id, model_name(id, words), group] for id in load().compiled["products"] if words.says(f"chatbots.{id}")]


def zones(words: Wording, only: tuple[str, ...] = ()) -> list[list[str]]:
    """Every place by its name, or `only` these."""
    found = [[zone, zone_name(zone, words), ""] for zone in only or load().compiled["zones"]]
    return found if only else sorted(found, key=lambda entry: fold(entry[1]))


def maker_name(maker: str) -> str:
    """The maker as its service is called, if it has one."""
    provider = load().compiled["providers"].get(maker)
    return str(provider["name"]) if provider else maker
