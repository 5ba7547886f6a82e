"""Words that keep one digit more: published figures without an interval carry three, where an estimate carries two."""

from ..units import Quantity
from ..wording import Wording

DIGITS = 3


class Precise(Wording):
    """The words of another Wording, with numbers to three digits."""

    __slots__ = ()

    def __init__(self, words: Wording):
        self.lang, self._words = words.lang, words._words

    def number(self, value: float, digits: int = DIGITS) -> str:
        """As Wording's."""
        return super().number(value, digits)

    def quantity(self, quantity: Quantity, digits: int = DIGITS) -> str:
        """As Wording's."""
        return super().quantity(quantity, digits)

    def parts(self, quantity: Quantity, digits: int = DIGITS, form: str = "bounds") -> tuple[str, str]:
        """As Wording's."""
        return super().parts(quantity, digits, form)

    def interval(self, quantity: Quantity, digits: int = DIGITS) -> str:
        """As Wording's."""
        return super().interval(quantity, digits)
