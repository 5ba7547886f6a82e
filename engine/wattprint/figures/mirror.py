"""What goes out to the right, what comes in to the left, year by year, on one scale; the balance stands at the end."""

from collections.abc import Sequence
from typing import NamedTuple

from ..units import Quantity
from .columns import NARROW
from .frame import box, colour, rule, sheet, titled
from .row import Row, Words
from .stacked import SHADES
from .text import LABEL, SMALL, Text
from .text import width as width_of

BAR, ROUND = 18, 2
STEP, NARROW_STEP = 34, 40
HEAD = 24
GUTTER = 14
AIR = 5
LOWER = 4.5  # from the middle of a bar to the foot of its words
HALF = 0.5
FIRM = 0.6
ROOM = 0.9  # of the free width that the bars fill, so that their words stay inside


class Flow(NamedTuple):
    """A year: what went out, what came in, and the balance in words. Where only the balance is known (`net`), it stands
    on its side, pale."""

    label: str
    out: Quantity | None
    back: Quantity | None
    balance: str
    net: bool = False
    strong: bool = False


def mirror(
    flows: Sequence[Flow], words: Words, heads: tuple[str, str, str], *, title: str, name: str, width: int,
    tone: str = "energy",
) -> str:  # fmt: skip
    """`heads` name the left side, the right side, and the balance."""
    narrow = width < NARROW
    unit = next(side.unit for flow in flows for side in (flow.out, flow.back) if side)
    left, right = (
        max([side.to(unit).median for flow in flows if (side := getattr(flow, key))], default=0)
        for key in ("back", "out")
    )
    start = max(width_of(flow.label, LABEL, bold=True) for flow in flows) + GUTTER
    words_of_bar = max(width_of(_said(side, words), SMALL) for flow in flows for side in (flow.out, flow.back) if side)
    end = width - (0 if narrow else max(width_of(flow.balance, LABEL, bold=True) for flow in flows) + GUTTER)
    free = (end - start - words_of_bar - words_of_bar) * (1 if narrow else ROOM)
    scale = free / ((left + right) or 1)
    middle = start + words_of_bar + left * scale
    step = NARROW_STEP if narrow else STEP
    body = [
        Text(middle - AIR, SMALL, heads[0], "end", SMALL, soft=True).svg(),
        Text(middle + AIR, SMALL, heads[1], "start", SMALL, soft=True).svg(),
        *([] if narrow else [Text(width, SMALL, heads[2], "end", SMALL, soft=True).svg()]),
    ]
    fill, bottom = colour(tone), HEAD + step * len(flows)
    for place, flow in enumerate(flows):
        y = HEAD + step * place + step * HALF
        body.append(Text(0, y + LOWER, flow.label, bold=flow.strong).svg())
        for side, way in ((flow.back, -1), (flow.out, 1)):
            if side is None:
                continue
            long = side.to(unit).median * scale
            x = middle if way > 0 else middle - long
            shade = SHADES[2] if flow.net else SHADES[0] if way > 0 else SHADES[1]
            bar = box(x, y - BAR * HALF, long, BAR, fill, ROUND).replace("/>", f' fill-opacity="{shade}"/>', 1)
            body.append(titled(Row(flow.label, side, heads[0] if way < 0 else heads[1]), words, bar))
            said = Text(
                middle + way * (long + AIR), y + LOWER, _said(side, words), "start" if way > 0 else "end", SMALL
            )
            body.append(said.svg())
        if not narrow:
            body.append(Text(width, y + LOWER, flow.balance, "end", bold=True).svg())
    body.append(rule(middle, HEAD, middle, bottom, FIRM))
    described = " ".join(f"{flow.label}: {flow.balance}." for flow in flows)
    return sheet(body, name=name, title=title, described=described, width=width, height=bottom)


def _said(side: Quantity, words: Words) -> str:
    return words.number(side.median)
