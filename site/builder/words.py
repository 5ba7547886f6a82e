"""The words of a language: the engine's, and those of the site's frame beside this file."""

from functools import cache

from wattprint.wording import Wording
from wattprint.wording.typography import typeset


@cache
def words(lang: str) -> Wording:
    """Everything the site says in this language, outside its pages."""
    return Wording(lang).also(__package__, "words")


def set_type(text: str, lang: str) -> str:
    """The text with the spaces and apostrophes of print."""
    made: str = typeset(text, lang)
    return made
