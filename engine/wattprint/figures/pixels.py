"""Small pictures made of square cells: many of them as a few shapes, so that a page stays light."""

from collections.abc import Iterable, Sequence
from math import isqrt
from typing import NamedTuple

from .text import number

SHADES = 8  # as many greys as an eye tells apart in a cell this small


class Picture(NamedTuple):
    """A square of cells (0 paper to 1 ink, row by row), `size` wide, its corner at (x, y)."""

    cells: Sequence[float]
    x: float
    y: float
    size: float


def pixels(pictures: Iterable[Picture]) -> str:
    """All the pictures in the ink of the text: one shape a shade, cells of a row joined where they are alike."""
    shapes: dict[int, list[str]] = {}
    for picture in pictures:
        side = isqrt(len(picture.cells))
        edge = picture.size / side
        for row in range(side):
            line = [shade(cell) for cell in picture.cells[row * side : (row + 1) * side]]
            for first, last, tone in runs(line):
                place = f"M{number(picture.x + first * edge)} {number(picture.y + row * edge)}"
                across, down = number((last - first) * edge), number(edge)
                if tone:
                    shapes.setdefault(tone, []).append(f"{place}h{across}v{down}h-{across}z")
    return "".join(
        f'<path d="{"".join(parts)}" fill-opacity="{tone / SHADES:g}" shape-rendering="crispEdges"/>'
        for tone, parts in sorted(shapes.items())
    )


def frames(pictures: Iterable[Picture], colour: str, thick: float = 1, gap: float = 0) -> str:
    """A line around each picture, as one shape."""
    parts = [
        f"M{number(x - gap)} {number(y - gap)}h{number(size + gap + gap)}v{number(size + gap + gap)}"
        f"h-{number(size + gap + gap)}z"
        for _, x, y, size in pictures
    ]
    line = f'stroke="{colour}" stroke-width="{number(thick)}"'
    return f'<path d="{"".join(parts)}" fill="none" {line}/>' if parts else ""


def shade(cell: float) -> int:
    """The nearest grey, 0 to `SHADES`."""
    return round(min(max(cell, 0), 1) * SHADES)


def runs(line: Sequence[int]) -> list[tuple[int, int, int]]:
    """(first, end, value) of each run of equal values."""
    found = []
    first = 0
    for place in range(1, len(line) + 1):
        if place == len(line) or line[place] != line[first]:
            found.append((first, place, line[first]))
            first = place
    return found
