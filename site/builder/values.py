"""A number in a page: said by the engine's words, linked to its fact, and still a quantity to reckon with."""

from html import escape

from wattprint.records import Factor
from wattprint.units import Quantity
from wattprint.wording import Wording

from .holder import Holder
from .shelves import cited, place

TONES = {"Wh": "energy", "kWh": "energy", "MWh": "energy", "TWh": "energy", "J": "energy",
         "g": "carbon", "kg": "carbon", "t": "carbon", "mL": "water", "L": "water", "m3": "water"}  # fmt: skip


DIGITS = 2  # as everywhere, unless a page asks for more
PER = ("person", "yr", "d")
"""What a page says in its own words: "22,500 kWh a year" and never "22,500 kWh/person·year"."""


class Value:
    """A quantity and where it comes from. In a page, `{{ value }}` is its median and interval; `.median`, `.bounds`,
    `.low` and `.high` are the parts; `.to("kWh")`, `+`, `*` and `/` go through the engine's arithmetic.

    A rate "per person", "a year" or "a day" is said without that, which the words around say. `.to(unit)` says it in
    that very unit, however large the number; `.one("h")` takes an hour of it."""

    def __init__(
        self,
        quantity: Quantity,
        factors: tuple[Factor, ...],
        wording: Wording,
        holder: Holder,
        *,
        href: str = "",
        title: str = "",
        digits: int | None = None,
        unit: str = "",
    ) -> None:
        self.quantity, self.factors, self.wording, self.holder = quantity, factors, wording, holder
        self.href = href or (place(factors[0]) if factors else "")
        self.title = title or " + ".join(cited(factor, wording) for factor in factors)
        self._digits = DIGITS if digits is None else digits
        self._unit = unit

    def __str__(self) -> str:
        median, bounds = self._parts()
        if not bounds:
            return self._said(median)
        return self._said(self.wording.say("number.interval", median=median, bounds=bounds), median)

    @property
    def median(self) -> str:
        """The median alone."""
        return self._said(self._parts(Quantity(self.quantity.median, unit=self.quantity.unit))[0])

    @property
    def bounds(self) -> str:
        """The interval alone, in words."""
        return self._said(self._parts()[1])

    @property
    def low(self) -> str:
        """The lower bound."""
        return self._said(self._parts(Quantity(self.quantity.low, unit=self.quantity.unit))[0])

    @property
    def high(self) -> str:
        """The upper bound."""
        return self._said(self._parts(Quantity(self.quantity.high, unit=self.quantity.unit))[0])

    @property
    def number(self) -> str:
        """The median without its unit, for a ratio or a count."""
        return self._said(self.wording.number(self.quantity.median, self._digits))

    def to(self, unit: str) -> "Value":
        """The same in another unit of its dimension, and said in it."""
        made = whole(self.quantity).to(unit)
        return self._made(made, digits=self._digits, unit=unit)

    def one(self, unit: str) -> "Value":
        """Of a rate, what one such unit takes: 64 g/h -> 64 g in an hour."""
        return self._made(self.quantity * Quantity(1, unit=unit), digits=self._digits)

    def __add__(self, other: "Value") -> "Value":
        return self._made(self.quantity + other.quantity, other)

    def __mul__(self, other: "Value | float") -> "Value":
        if isinstance(other, Value):
            return self._made(self.quantity * other.quantity, other)
        return self._made(self.quantity * other)

    __rmul__ = __mul__

    def __truediv__(self, other: "Value | float") -> "Value":
        if isinstance(other, Value):
            return self._made(self.quantity / other.quantity, other)
        return self._made(self.quantity / other)

    def _made(
        self, quantity: Quantity, other: "Value | None" = None, digits: int | None = None, unit: str = ""
    ) -> "Value":
        factors = tuple({factor.id: factor for factor in (*self.factors, *(other.factors if other else ()))}.values())
        title = " + ".join(dict.fromkeys(each.title for each in (self, other) if each and each.title))
        return Value(
            quantity, factors, self.wording, self.holder, href=self.href, title=title, digits=digits, unit=unit
        )

    def _parts(self, quantity: Quantity | None = None) -> tuple[str, str]:
        """The median and the interval in words, each of its kind: nine in ten, or half."""
        said = whole(quantity or self.quantity)
        form = "half" if any(factor.quartiles for factor in self.factors) else "bounds"
        if self._unit:
            return self.wording.within(said, self._unit, self._digits, form)
        return self.wording.parts(said, self._digits, form)

    def _said(self, text: str, strong: str = "") -> str:
        above = self.quantity.unit.partition("/")[0]
        tone = TONES.get(above, "")
        kind = f"fact {tone}".strip()
        inside = escape(text).replace(escape(strong or text), f"<b>{escape(strong or text)}</b>", 1)
        html = f'<a class="{kind}" href="{escape(self.href)}" title="{escape(self.title)}">{inside}</a>'
        return self.holder.inline(html if self.href else inside, text)


def whole(quantity: Quantity) -> Quantity:
    """kWh/person·yr -> kWh: of one person in one year, as the words around say."""
    above, _, below = quantity.unit.partition("/")
    kept = "·".join(name for name in below.split("·") if name not in PER)
    return Quantity(quantity.median, quantity.low, quantity.high, above + (f"/{kept}" if kept else ""))
