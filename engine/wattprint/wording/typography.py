"""The spaces and apostrophes of print, put in once at loading, so that nobody has to type them."""

import re
from typing import Any

_APOSTROPHE = re.compile(r"(?<=\w)'|'(?=\w)")  # beside a letter: the house quotes otherwise
_DIOXIDE = re.compile(r"\bCO2(?=e?\b)(?!\.js)")
_PERCENT = {"en": "%", "fr": "\N{NO-BREAK SPACE}%"}
_PER_CENT = re.compile(r"(?<=\d)[ \N{NO-BREAK SPACE}]%")
_COUNTED = re.compile(r"(?<=\{n\}) ")  # a count and its noun stay on one line
_FRENCH = (
    (re.compile(r"(?<!\d)(\d{1,3}) (?=\d{3}\b)"), "\\1\N{NARROW NO-BREAK SPACE}"),  # 12 000, but not 2019 100
    (re.compile(r" (?=[;?!])"), "\N{NARROW NO-BREAK SPACE}"),
    (re.compile(r" (?=:(?!//))| (?=»)|(?<=«) "), "\N{NO-BREAK SPACE}"),
)


def typeset(words: Any, lang: str) -> Any:
    """Every string of a tree, with no-break spaces where French wants them, and round apostrophes."""
    if isinstance(words, dict):
        return {key: typeset(value, lang) for key, value in words.items()}
    if isinstance(words, list):
        return [typeset(value, lang) for value in words]
    if isinstance(words, str):
        words = _APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", words)
        words = _COUNTED.sub("\N{NO-BREAK SPACE}", words)
        words = _PER_CENT.sub(_PERCENT[lang], _DIOXIDE.sub("CO₂", words))
        for space, kept in _FRENCH if lang == "fr" else ():
            words = space.sub(kept, words)
    return words
