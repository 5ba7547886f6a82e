"""The series behind a figure: facts in their order, and quantities brought to what one person takes in a year."""

from ..facts import lecture, load
from ..records import Factor
from ..units import Quantity

ONE_PERSON = Quantity(1, unit="person")
ONCE = Quantity(1, unit="1/yr")
ONE_YEAR = Quantity(1, unit="yr")


def series(id: str) -> tuple[Factor, ...]:
    """The facts of data/lecture/series.toml under this id."""
    return tuple(map(load().factor, lecture()["series"][id]["facts"]))


def yearly(quantity: Quantity) -> Quantity:
    """kWh/person·yr -> kWh/yr; a thing done once a year ("kWh") is kWh/yr."""
    one = quantity * ONE_PERSON if "person" in quantity.unit else quantity
    return one if "yr" in one.unit else one * ONCE


def of_a_year(quantity: Quantity) -> Quantity:
    """TWh/yr -> TWh, where the words around say that it is a year's."""
    return quantity * ONE_YEAR
