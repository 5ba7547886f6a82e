"""What a neuron has learnt, as a picture: the cells that speak for a cat, and those that speak against."""

from math import isqrt
from typing import NamedTuple

from ..figures.frame import colour
from ..figures.pixels import SHADES, Picture, frames, runs, shade
from ..figures.text import number

FOR, AGAINST = "water", "energy"
EDGE = "var(--rule, currentColor)"


class Weighed(NamedTuple):
    """Each cell from -1 to 1: its weight beside the heaviest."""

    cells: tuple[float, ...]

    def svg(self, x: float, y: float, size: float) -> str:
        """One shape a shade, in the colour of its side."""
        side = isqrt(len(self.cells))
        edge = size / side
        shapes: dict[tuple[str, int], list[str]] = {}
        for row in range(side):
            line = self.cells[row * side : (row + 1) * side]
            for tone, sign in ((FOR, 1), (AGAINST, -1)):
                for first, last, dark in runs([shade(sign * cell) for cell in line]):
                    if dark:
                        place = f"M{number(x + first * edge)} {number(y + row * edge)}h{number((last - first) * edge)}"
                        shapes.setdefault((tone, dark), []).append(
                            f"{place}v{number(edge)}h-{number((last - first) * edge)}z"
                        )
        made = "".join(
            f'<path d="{"".join(parts)}" fill="{colour(tone)}" fill-opacity="{dark / SHADES:g}"'
            ' shape-rendering="crispEdges"/>'
            for (tone, dark), parts in sorted(shapes.items())
        )
        return made + frames([Picture((), x, y, size)], EDGE)


def weighed(weights: tuple[float, ...]) -> Weighed:
    """The weights without the bias, beside the heaviest of them."""
    cells = weights[:-1]
    most = max(map(abs, cells)) or 1
    return Weighed(tuple(cell / most for cell in cells))
