"""Words for people: numbers, units, names and sentences, in French and in English.

Everything that is read stands in `fr.toml` and `en.toml`, under the same keys; a test says what is missing. What
one room alone says stands beside its code (`people.fr.toml`, `people.en.toml`) and is read when it is asked for.
"""

import datetime
import re
import tomllib
from functools import cache
from importlib.resources import files
from math import inf
from typing import Any

from ..facts import load
from ..records import MOST_TOKENS, Factor, Refused
from ..units import Quantity
from .ladders import readable
from .numbers import LEAST, rounded, written
from .typography import typeset

LANGUAGES = ("en", "fr")
DIGITS = 2  # what an estimate with a range of a factor ten can honestly carry
MOST_DIGITS = 9
CLOSE = 1e-6  # bounds this near their median, relatively, are one number with it
FLOOR = 1e-3  # of the smallest unit there is: below it, "less than"
SHOWN = 60  # characters of a bad value that a message repeats
PROXY = "proxy-"  # begins the id of what stands for a model that nobody knows
FRENCH_PLURAL = 2  # 0 and 1.5 are singular in French


class Wording:
    """The words of one language. Raises Refused naming `lang` for another one."""

    __slots__ = ("_words", "lang")

    def __init__(self, lang: str = "en"):
        if lang not in LANGUAGES:
            raise Refused("language", "lang", lang, ", ".join(LANGUAGES))
        self.lang = lang
        self._words = _load(lang, __package__, "")

    def also(self, package: str, name: str) -> "Wording":
        """These words and those of `<name>.<lang>.toml` in a package, say the words of one figure."""
        made = object.__new__(Wording)
        made.lang = self.lang
        made._words = _joined(self._words, _load(self.lang, package, f"{name}."))
        return made

    # Numbers

    def number(self, value: float, digits: int = DIGITS) -> str:
        """1234.5 -> "1,200"; exact zero is "0", and what is smaller than a millionth says so."""
        if 0 < abs(value) < LEAST:
            sign = "\N{MINUS SIGN}" if value < 0 else ""
            return sign + self.say("number.less_than", number=self._digits(LEAST, 1))
        return self._digits(value, digits)

    def count(self, n: float, singular: str = "", plural: str = "") -> str:
        """Whole numbers keep all their digits (1,234 requests); the others are rounded for reading."""
        text = self._whole(int(n)) if n == int(n) else self.number(n)
        word = singular if self._is_one(n) else plural
        return f"{text}\N{NO-BREAK SPACE}{word}" if word else text

    # Quantities

    def quantity(self, quantity: Quantity, digits: int = DIGITS) -> str:
        """The median in the unit people read best: "0.48 Wh", "1.5 kWh", "380 g/kWh"."""
        return self._quantity(quantity, digits, self._readable(quantity, digits))

    def _readable(self, quantity: Quantity, digits: int) -> tuple[str, float]:
        return readable(quantity.median, quantity.unit, digits, float(self._words["number"]["largest"]))

    def _quantity(self, quantity: Quantity, digits: int, readable_in: tuple[str, float]) -> str:
        unit, scale = readable_in
        value = quantity.median * scale
        if 0 < value < FLOOR and _is_amount(unit):
            number = self._digits(FLOOR, 1)
            return self.say("number.less_than", number=self._with_unit(number, unit, FLOOR))
        return self._with_unit(self.number(value, digits), unit, float(rounded(value, digits)))

    def parts(self, quantity: Quantity, digits: int = DIGITS, form: str = "bounds") -> tuple[str, str]:
        """The median and its interval, apart: ("0.48 Wh", "between 0.13 and 2.2"), or "0.13 to 2.2" with the
        form "range", for tables and figures.

        The bounds are in the unit of the median; digits are added while two of the three would read
        the same. The interval of an exact number is "".
        """
        digits = _telling(quantity, digits)
        return self._parts(quantity, digits, form, self._readable(quantity, digits))

    def within(self, quantity: Quantity, unit: str, digits: int = DIGITS, form: str = "bounds") -> tuple[str, str]:
        """As `parts`, in this very unit, however large the number: "22,500 kWh", and not "22.5 MWh"."""
        same = quantity.to(unit)
        return self._parts(same, _telling(same, digits), form, (unit, 1.0))

    def _parts(self, quantity: Quantity, digits: int, form: str, readable_in: tuple[str, float]) -> tuple[str, str]:
        median = self._quantity(quantity, digits, readable_in)
        if quantity.high - quantity.low <= CLOSE * quantity.median:
            return median, ""
        unit, scale = readable_in
        low, high = quantity.low * scale, quantity.high * scale
        if quantity.median * scale < FLOOR and _is_amount(unit):
            return median, self.say("number.up_to", high=self.number(high, digits)) if high >= FLOOR else ""
        bounds = self.say(f"number.{form}", low=self.number(low, digits), high=self.number(high, digits))
        return median, bounds

    def interval(self, quantity: Quantity, digits: int = DIGITS) -> str:
        """ "0.48 Wh (between 0.13 and 2.2)"; an exact number has no parentheses."""
        median, bounds = self.parts(quantity, digits)
        return self.say("number.interval", median=median, bounds=bounds) if bounds else median

    def unit(self, quantity: Quantity) -> tuple[str, float]:
        """For an axis: the unit to read its numbers in, with the space before it, and what to multiply them by."""
        unit, scale = self._readable(quantity, DIGITS)
        return self._with_unit("", unit, 0), scale

    # Words

    def name(self, kind: str, key: str, form: str = "name") -> str:
        """The name of a criterion, boundary, method, step... `form` asks for another ("short", "says")."""
        if kind == "notes":
            return self.note(key)
        entry = self._find(f"{kind}.{key}", [kind, key])
        plain = isinstance(entry, str) and form == "name"
        return str(entry if plain else self._of(entry, form, f"{kind}.{key}"))

    def label(self, factor: Factor) -> str:
        """What a fact is called, with the spaces and apostrophes of print."""
        return str(typeset(factor.label[self.lang], self.lang))

    def model(self, id: str) -> str:
        """What people call a model: "gpt-4o" is GPT-4o, "proxy-family-gpt" another model of the GPT family."""
        if entry := load().compiled["models"].get(id):
            return str(entry["name"])
        kind, _, line = id.removeprefix(PROXY).partition("-")
        return self.say(f"relatives.{kind}", line=line) if id.startswith(PROXY) else id

    def note(self, key: str) -> str:
        """The sentence of a note: "proxy:family:claude-opus" is `proxy:family` said of claude-opus."""
        known = self._words["notes"]
        words = key.split(":")
        for end in range(len(words), 0, -1):
            sentence = known.get(":".join(words[:end]))
            if sentence is not None:
                return str(sentence.format(*words[end:]))
        raise KeyError(f"notes.{key} is not in {self.lang}.toml")

    def say(self, key: str, **values: object) -> str:
        """The sentence under a dotted key, its {blanks} filled in. Quantities come with their interval.

        A sentence that has `one` and `many` forms (perhaps `none`) is chosen by the value `n`.
        """
        sentence = self._find(key, key.split("."))
        if isinstance(sentence, dict):
            n = values.get("n")
            if not isinstance(n, int | float):
                raise KeyError(f"{key} in {self.lang}.toml is several sentences: choose one with n")
            none = not n and "none" in sentence
            sentence = self._of(sentence, "none" if none else "one" if self._is_one(n) else "many", key)
        return str(sentence).format(**{name: self._said(value) for name, value in values.items()})

    def error(self, refused: Refused) -> str:
        """One line for bad input: the field, what was found, what is allowed."""
        found = " ".join(str(refused.found).split())
        if len(found) > SHOWN:
            found = found[:SHOWN] + "…"
        kind = _fault(refused.found) if refused.kind == "count" else refused.kind
        if refused.found is None:
            kind = "missing"
        key = f"errors.{kind}" if self.says(f"errors.{kind}") else "errors.field"
        least, most = _ends(refused.allowed)
        field = refused.label or refused.field
        return self.say(key, field=field, found=found, allowed=refused.allowed, least=least, most=most)

    def says(self, key: str) -> bool:
        """Whether there is a sentence under this dotted key."""
        try:
            self._find(key, key.split("."))
        except KeyError:
            return False
        return True

    # Dates

    def date(self, day: datetime.date | str) -> str:
        """ "2026-11-22" -> "22 November 2026"; a month or a year alone stays one."""
        year, *rest = (day if isinstance(day, str) else day.isoformat()).split("-")
        names = self._words["dates"]["months"]
        if not rest:
            return year
        month = names[int(rest[0]) - 1]
        if not rest[1:]:
            return self.say("dates.month_of", month=month, year=year)
        return self.say("dates.full", day=self._day(int(rest[1])), month=month, year=year)

    def short_date(self, day: datetime.date | str) -> str:
        """ "2026-11-22" -> "22 Nov": for axes and narrow columns."""
        found = datetime.date.fromisoformat(day) if isinstance(day, str) else day
        month = self._words["dates"]["short_months"][found.month - 1]
        return self.say("dates.short", day=self._day(found.day), month=month)

    def day(self, day: datetime.date | str) -> str:
        """The day of the week: "2026-11-22" -> "Sunday"."""
        found = datetime.date.fromisoformat(day) if isinstance(day, str) else day
        return str(self._words["dates"]["days"][found.weekday()])

    def _day(self, day: int) -> str:
        return str(self._words["dates"]["first"]) if day == 1 else str(day)

    def _digits(self, value: float, digits: int) -> str:
        marks = self._words["number"]
        return written(rounded(value, digits), marks["decimal"], marks["group"])

    def _whole(self, n: int) -> str:
        return f"{n:,}".replace(",", self._words["number"]["group"]).replace("-", "\N{MINUS SIGN}")

    def _is_one(self, n: float) -> bool:
        return abs(n) < FRENCH_PLURAL if self.lang == "fr" else n == 1

    def _with_unit(self, number: str, unit: str, value: float) -> str:
        name = self._unit(unit, value)
        space = self._words["number"]["percent_space"] if name == "%" else "\N{NO-BREAK SPACE}"
        return f"{number}{space}{name}" if name else number

    def _unit(self, unit: str, value: float) -> str:
        """The unit in this language; a symbol that is not listed is international and stays as it is."""
        if unit in self._words["units"]:
            return self._symbol(unit, value)
        above, slash, below = unit.partition("/")
        per = "·".join(self._symbol(symbol, 1) for symbol in below.split("·"))
        return "·".join(self._symbol(symbol, value) for symbol in above.split("·")) + slash + per

    def _symbol(self, symbol: str, value: float) -> str:
        entry = self._words["units"].get(symbol, symbol)
        return str(entry if isinstance(entry, str) else entry["one" if self._is_one(value) else "many"])

    def _said(self, value: object) -> str:
        if isinstance(value, Quantity):
            return self.interval(value)
        if isinstance(value, datetime.date):
            return self.date(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self.count(value)
        return str(value)

    def _find(self, key: str, path: list[str]) -> Any:
        entry: Any = self._words
        for name in path:
            entry = self._of(entry, name, key)
        return entry

    def _of(self, entry: Any, name: str, key: str) -> Any:
        if not isinstance(entry, dict) or name not in entry:
            raise KeyError(f"{key} ({name}) is not in {self.lang}.toml")
        return entry[name]


def _is_amount(unit: str) -> bool:
    """Whether tiny values may be said to be "less than": coefficients of the working keep their digits."""
    return "/" not in unit and unit != "1"


def _fault(found: object) -> str:
    """What is wrong with a count that was refused."""
    if not isinstance(found, int | float) or found != found:  # only NaN differs from itself
        return "not_a_number"
    return "negative" if found < 0 else "infinite" if found == inf else "absurd"


def _ends(allowed: str) -> tuple[int, int]:
    """The ends of "a number from 0 to 10,000,000", which each language writes in its own way."""
    ends = [int(number.replace(",", "")) for number in re.findall(r"-?\d[\d,]*", allowed)]
    return (ends[0], ends[-1]) if len(ends) > 1 else (0, MOST_TOKENS)


def _telling(quantity: Quantity, digits: int) -> int:
    """How many digits it takes to tell low, median and high apart (an exact pair needs none)."""
    pairs = ((quantity.low, quantity.median), (quantity.median, quantity.high))
    for enough in range(digits, MOST_DIGITS + 1):
        if all(b - a <= CLOSE * b or rounded(a, enough) != rounded(b, enough) for a, b in pairs):
            return enough
    return digits


def _joined(words: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Both, table by table; what `more` says wins."""
    return words | {
        key: _joined(words[key], value) if isinstance(value, dict) and isinstance(words.get(key), dict) else value
        for key, value in more.items()
    }


@cache
def _load(lang: str, package: str, name: str) -> dict[str, Any]:
    text = files(package).joinpath(f"{name}{lang}.toml").read_text(encoding="utf-8")
    words: dict[str, Any] = typeset(tomllib.loads(text), lang)
    return words
