"""What every figure is given: plain rows, and someone who can put numbers into words."""

from typing import NamedTuple, Protocol

from ..units import Quantity

TONES = ("energy", "carbon", "water", "hardware")
"""One colour per quantity, the same everywhere: the design tokens, or a mid-tone where there are none."""


class Row(NamedTuple):
    """A line of a figure. `sublabel` is smaller print under the label; `tone` overrides the figure's own; a `strong`
    row is the reader's own, or the one to look at."""

    label: str
    quantity: Quantity
    sublabel: str = ""
    tone: str = ""
    strong: bool = False


class Words(Protocol):
    """The part of `wording.Wording` that figures use (rooms of one floor do not import each other)."""

    def number(self, value: float, digits: int = 2) -> str: ...
    def quantity(self, quantity: Quantity, digits: int = 2) -> str: ...
    def parts(self, quantity: Quantity, digits: int = 2, form: str = "bounds") -> tuple[str, str]: ...
    def interval(self, quantity: Quantity, digits: int = 2) -> str: ...
    def unit(self, quantity: Quantity) -> tuple[str, float]: ...
    def say(self, key: str, **values: object) -> str: ...
    def date(self, day: str) -> str: ...
    def short_date(self, day: str) -> str: ...


def aligned(rows: list[Row]) -> list[Row]:
    """The rows, all in the unit of the first. Raises TypeError if they measure different things."""
    return [row._replace(quantity=row.quantity.to(rows[0].quantity.unit)) for row in rows]
