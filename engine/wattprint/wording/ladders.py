"""Which unit a person reads best: 1,500 Wh is 1.5 kWh, 0.0046 Wh is 4.6 mWh."""

from math import inf

from .numbers import rounded

# Symbol, how many of the base it holds, and from how many of itself on it serves; the smallest always does.
# Joules and watt-hours are two ladders: primary energy stays in joules so that no one adds it to electricity.
_LADDERS = (
    (("mWh", 1e-3, 0), ("Wh", 1, 0.01), ("kWh", 1e3, 1), ("MWh", 1e6, 1), ("GWh", 1e9, 1), ("TWh", 1e12, 1)),
    (("J", 1, 0), ("kJ", 1e3, 0.01), ("MJ", 1e6, 1), ("GJ", 1e9, 1), ("TJ", 1e12, 1)),
    (("µg", 1e-6, 0), ("mg", 1e-3, 0.01), ("g", 1, 0.01), ("kg", 1e3, 1), ("t", 1e6, 1), ("Mt", 1e12, 1)),
    (("mL", 1, 0), ("L", 1e3, 1), ("m3", 1e6, 1)),
    (
        ("ng Sb eq", 1e-6, 0),
        ("µg Sb eq", 1e-3, 0.01),
        ("mg Sb eq", 1, 0.01),
        ("g Sb eq", 1e3, 1),
        ("kg Sb eq", 1e6, 1),
        ("t Sb eq", 1e9, 1),
    ),
    (("ms", 1e-3, 0), ("s", 1, 0.1), ("min", 60, 1), ("h", 3600, 1), ("d", 86400, 1), ("yr", 31557600, 1)),
    (("m", 1, 0), ("km", 1e3, 1)),
    (("word", 1, 0), ("Mword", 1e6, 1), ("Gword", 1e9, 1), ("Tword", 1e12, 1)),
    (("W", 1, 0), ("kW", 1e3, 1), ("MW", 1e6, 1), ("GW", 1e9, 1)),
    (
        ("B", 1, 0),
        ("kB", 1e3, 1),
        ("MB", 1e6, 1),
        ("GB", 1e9, 1),
        ("TB", 1e12, 1),
        ("PB", 1e15, 1),
        ("EB", 1e18, 1),
        ("ZB", 1e21, 1),
    ),
)
_COUNTED = ("token", "parameter", "request", "search", "image")
"""What is counted by the billion: "2.5 billion requests"; a language says how large its largest step is."""

_SCALES = (("", 1, 0), ("M-", 1e6, 1), ("G-", 1e9, 1), ("T-", 1e12, 1))
RATIO_LEAST = 0.01
_LADDER_OF = {symbol: ladder for ladder in _LADDERS for symbol, _, _ in ladder} | {
    noun: tuple((scale + noun, size, least) for scale, size, least in _SCALES) for noun in _COUNTED
}


def readable(value: float, unit: str, digits: int, largest: float = inf) -> tuple[str, float]:
    """The unit to write `value` in, and the number to multiply by to get there.

    The value is rounded before it is compared, so that 999.6 Wh is 1 kWh and not 1,000 Wh. A ratio
    ("g/kWh") only goes down: its source chose the unit, and 1,058 g/kWh is how the field reads it.
    """
    symbol, slash, below = unit.partition("/")
    ladder = _LADDER_OF.get(symbol, ((symbol, 1, 0),))
    own = next(size for name, size, _ in ladder if name == symbol)
    chosen, factor = symbol, 1.0
    if not value or (slash and rounded(value, digits) >= rounded(RATIO_LEAST, digits)):
        return unit, factor
    for name, size, least in ladder:
        if symbol in (*_COUNTED, "word") and size > largest:
            break
        scale = own / size
        reached = rounded(value * scale, digits) >= rounded(least, digits)
        if not least or (reached and not (slash and size > own)):
            chosen, factor = name, scale
    return chosen + slash + below, factor
