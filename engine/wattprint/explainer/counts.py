"""Large counts as people say them: 2.5 billion, 36 quadrillion; 15 trillion, which in French is 15 000 milliards."""

from ..wording import Wording

SCALES = {"quadrillions": 1e15, "trillions": 1e12, "billions": 1e9, "millions": 1e6}


def said(n: float, words: Wording) -> str:
    """Two digits and the name of a power of a thousand; below a million, the digits."""
    for name, size in SCALES.items():
        if n >= size:
            return words.say(f"figure.scales.{name}", n=n / float(words.say(f"figure.sizes.{name}")))
    return words.count(n) if n >= 1 else words.number(n)
