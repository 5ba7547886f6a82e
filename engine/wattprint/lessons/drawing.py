"""A drawing of twelve rows of twelve cells: for a person an animal or a house, for a program 144 numbers."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

SIDE = 12
CELLS = SIDE * SIDE
SHADES = ".-+*#"
"""From paper (0) to ink (1), by quarters."""

DIGITS = "01234"
"""The same shades in an address, where # means something else."""

WHITE = 255  # how screens count: 0 is black

Cells = tuple[float, ...]


class Drawing(NamedTuple):
    """What it is and how it is shown, which no program is told, and its cells, row by row, 0 paper to 1 ink."""

    id: str
    kind: str
    pose: str
    cells: Cells


def parse(rows: str, shades: str = SHADES) -> Cells:
    """The cells of a drawing written as text. Raises ValueError for another size or another sign."""
    signs = "".join(rows.split())
    if len(signs) != CELLS or set(signs) - set(shades):
        raise ValueError(f"a drawing has {CELLS} cells, each one of {shades}")
    return tuple(shades.index(sign) / (len(shades) - 1) for sign in signs)


def written(cells: Cells, shades: str = DIGITS) -> str:
    """The cells as text in one line, each in its nearest shade."""
    return "".join(shades[round(min(max(cell, 0), 1) * (len(shades) - 1))] for cell in cells)


def grey(cell: float) -> int:
    """The number a screen is given: 255 for paper, 0 for ink."""
    return round(WHITE * (1 - min(max(cell, 0), 1)))


def rows(cells: Cells) -> list[Cells]:
    """The cells, row by row."""
    return [cells[start : start + SIDE] for start in range(0, CELLS, SIDE)]


@cache
def mirrored(cells: Cells) -> Cells:
    """The same, seen in a mirror."""
    return tuple(cell for row in rows(cells) for cell in reversed(row))


@cache
def shifted(cells: Cells, down: int, right: int) -> Cells:
    """The same, moved; what leaves the sheet is lost, and paper comes in."""
    return tuple(
        cells[(row - down) * SIDE + column - right] if _inside(row - down) and _inside(column - right) else 0.0
        for row in range(SIDE)
        for column in range(SIDE)
    )


@cache
def inverted(cells: Cells) -> Cells:
    """Ink for paper and paper for ink."""
    return tuple(1 - cell for cell in cells)


def far(one: Cells, other: Cells) -> float:
    """How far two drawings are: the mean difference of their cells, from 0 to 1."""
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / CELLS


def nearest(cells: Cells, drawings: Iterable[Drawing]) -> Drawing:
    """The drawing that differs least."""
    return min(drawings, key=lambda drawing: far(cells, drawing.cells))


def _inside(place: int) -> bool:
    return 0 <= place < SIDE
