"""A number as people write it: rounded to significant digits, grouped by thousands, never an exponent."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import isfinite

LEAST = 1e-6  # below it a row of zeros says less than "less than"


@lru_cache(maxsize=8192)
def rounded(value: float, digits: int) -> Decimal:
    """`value` to `digits` significant digits. Raises ValueError for NaN and infinity.

    The decimal a person would read is rounded, not its binary neighbour: 0.125 is 0.13, as at school.
    """
    if not isfinite(value):
        raise ValueError(f"a number for people is finite, not {value!r}")
    exact = Decimal(repr(float(value)))
    if not exact:
        return Decimal(0)
    place = exact.adjusted() - digits + 1
    return exact.quantize(Decimal((0, (1,), place)), ROUND_HALF_UP)


def written(value: Decimal, decimal: str, group: str) -> str:
    """The digits of `value` with these marks; zeros that close the fraction are left out."""
    whole, _, fraction = f"{value.copy_abs():f}".partition(".")
    text = f"{int(whole):,}".replace(",", group)
    fraction = fraction.rstrip("0")
    sign = "\N{MINUS SIGN}" if value < 0 else ""
    return sign + text + (decimal + fraction if fraction else "")
