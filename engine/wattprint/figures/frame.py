"""The sheet a figure is drawn on: an accessible SVG that reads without any stylesheet."""

from html import escape

from .row import TONES, Row, Words
from .text import SMALL_LINE, Text, number

# Mid-tones that stand out on paper and on night, where no design tokens are at hand.
_FALLBACK = dict(zip(TONES, ("#b9770e", "#6f8193", "#2f86b8", "#8f6fc4"), strict=True))
SOFT = 0.3  # how much of its colour an interval shows


def colour(tone: str) -> str:
    """The fill of a quantity. Raises KeyError for a tone that is not one of `TONES`."""
    return f"var(--{tone}, {_FALLBACK[tone]})"


def sheet(body: list[str], *, name: str, title: str, described: str, width: int, height: float) -> str:
    """A whole SVG. Colours are those of the text around it and of the tokens; numerals are tabular."""
    size = f'width="{width}" height="{number(height)}" viewBox="0 0 {width} {number(height)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" class="figure"'
        f' aria-labelledby="{escape(name)}-title {escape(name)}-desc"'
        ' fill="currentColor" font-family="system-ui, sans-serif">'
        f'<title id="{escape(name)}-title">{escape(title)}</title>'
        f'<desc id="{escape(name)}-desc">{escape(described)}</desc>{"".join(body)}</svg>'
    )


def blank(words: Words, *, name: str, title: str, width: int) -> str:
    """What is drawn where there is nothing to draw."""
    nothing = words.say("figures.empty")
    body = [Text(0, SMALL_LINE, nothing, soft=True).svg()]
    return sheet(body, name=name, title=title, described=nothing, width=width, height=SMALL_LINE + SMALL_LINE)


def said(row: Row, words: Words) -> str:
    """A row in words: its tooltip, and its part of the description."""
    label = f"{row.label} ({row.sublabel})" if row.sublabel else row.label
    return words.say("figures.described", label=label, value=words.interval(row.quantity))


def titled(row: Row, words: Words, marks: str) -> str:
    """The marks of a row, with its words as a tooltip."""
    return f"<g><title>{escape(said(row, words))}</title>{marks}</g>"


def box(x: float, y: float, across: float, down: float, fill: str, round_: float = 0, soft: bool = False) -> str:
    """A rectangle; a soft one is a band, and never too thin to be seen."""
    corner = f' rx="{number(round_)}"' if round_ else ""
    pale = f' fill-opacity="{SOFT}" class="band"' if soft else ""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(across)}" height="{number(down)}"'
    return f'<rect {place}{corner} fill="{fill}"{pale}/>'


def rule(x1: float, y1: float, x2: float, y2: float, strength: float, thick: float = 1) -> str:
    """A straight line in the colour of the text."""
    place = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
    return f'<line {place} stroke="currentColor" stroke-opacity="{strength}" stroke-width="{thick}"/>'
