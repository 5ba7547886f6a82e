"""The language of what a notebook shows: chosen once, in the first cell."""

from ..wording import Wording

_chosen = [Wording("en")]


def speak(lang: str) -> None:
    """From now on everything is said in "fr" or in "en". Raises Refused for another language."""
    _chosen[0] = Wording(lang)


def words() -> Wording:
    """The words of the language chosen."""
    return _chosen[0]
