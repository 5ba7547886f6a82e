"""Words that keep one digit more: published figures without an interval carry three, where an estimate carries two."""

from ..units import Quantity
from ..wording import Wording

DIGITS = 3
OWN = 0  # digits: as many as these words were made for


class Precise(Wording):
    """The words of another Wording, with numbers to three digits, or to as many as are asked for."""

    __slots__ = ("_precision",)

    def __init__(self, words: Wording, digits: int = DIGITS):
        self.lang, self._words, self._precision = words.lang, words._words, digits

    def number(self, value: float, digits: int = OWN) -> str:
        """As Wording's."""
        return super().number(value, digits or self._precision)

    def quantity(self, quantity: Quantity, digits: int = OWN) -> str:
        """As Wording's."""
        return super().quantity(quantity, digits or self._precision)

    def parts(self, quantity: Quantity, digits: int = OWN, form: str = "bounds") -> tuple[str, str]:
        """As Wording's."""
        return super().parts(quantity, digits or self._precision, form)

    def interval(self, quantity: Quantity, digits: int = OWN) -> str:
        """As Wording's."""
        return super().interval(quantity, digits or self._precision)


class Within(Precise):
    """The same, every amount in one unit, so that the lines of a figure compare at sight: 22,500 kWh beside 4.9 kWh."""

    __slots__ = ("_one",)

    def __init__(self, words: Wording, unit: str, digits: int = DIGITS):
        super().__init__(words, digits)
        self._one = unit

    def quantity(self, quantity: Quantity, digits: int = OWN) -> str:
        """As Wording's."""
        return self.parts(quantity, digits)[0]

    def parts(self, quantity: Quantity, digits: int = OWN, form: str = "bounds") -> tuple[str, str]:
        """As Wording's."""
        return self.within(quantity, self._one, digits or self._precision, form)
