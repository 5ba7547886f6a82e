"""Text in a drawing: how wide it will be without asking a browser, where it wraps, how it is written.

Widths are those of DejaVu Sans, the widest of the usual system fonts: what fits here fits everywhere.
"""

from functools import lru_cache
from html import escape
from typing import NamedTuple

LABEL, SMALL = 14, 12
LINE, SMALL_LINE = 18, 15
_WIDTHS = {
    **dict.fromkeys("ijl'’,.:;|!\N{NARROW NO-BREAK SPACE}", 0.32),
    **dict.fromkeys("ftr()[]-/ \N{NO-BREAK SPACE}", 0.41),
    **dict.fromkeys("mwMW%@…—", 0.98),
    **dict.fromkeys("ABCDEFGHKNOPQRSTUVXYZ&+=<>−", 0.79),
}
WIDE, OTHER = 1.0, 0.64  # beyond Latin, a character fills its square
LATIN = "\u2100"
BOLD = 1.12
ELLIPSIS = "…"


class Text(NamedTuple):
    """A line of text at (x, y of its baseline). `anchor` is "start", "middle" or "end"."""

    x: float
    y: float
    words: str
    anchor: str = "start"
    size: int = LABEL
    bold: bool = False
    soft: bool = False

    def svg(self) -> str:
        weight = ' font-weight="600"' if self.bold else ""
        colour = ' fill="var(--ink-soft, currentColor)"' if self.soft else ""
        anchor = "" if self.anchor == "start" else f' text-anchor="{self.anchor}"'
        place = f'x="{number(self.x)}" y="{number(self.y)}"'
        return f'<text {place} font-size="{self.size}"{anchor}{weight}{colour}>{escape(self.words)}</text>'


def number(value: float) -> str:
    """A coordinate, short and always written the same way."""
    return f"{value:.1f}".removesuffix(".0")


@lru_cache(maxsize=8192)
def width(words: str, size: int = LABEL, bold: bool = False) -> float:
    """About how wide a line will be, erring on the wide side."""
    em = sum(_WIDTHS.get(c, OTHER if c < LATIN else WIDE) for c in words)
    return em * size * (BOLD if bold else 1)


def wrap(words: str, room: float, size: int = LABEL, lines: int = 3) -> list[str]:
    """`words` in at most `lines` lines of `room`; a longer one ends in an ellipsis."""
    made = [""]
    for word in words.split(" "):
        for piece in _pieces(word, room, size):
            longer = f"{made[-1]} {piece}" if made[-1] else piece
            if width(longer, size) <= room:
                made[-1] = longer
            else:
                made.append(piece)
    made = [line for line in made if line]
    if len(made) > lines:
        last = made[lines - 1]
        while width(last + ELLIPSIS, size) > room and last:
            last = last[:-1]
        made = [*made[: lines - 1], last + ELLIPSIS]
    return made


def _pieces(word: str, room: float, size: int) -> list[str]:
    """A word, cut where it alone is wider than the line."""
    pieces = [""]
    for character in word:
        if width(pieces[-1] + character, size) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces
