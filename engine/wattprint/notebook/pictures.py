"""Figures of a notebook: names and quantities -> a picture that Jupyter, marimo and the lab know how to show."""

from collections.abc import Mapping
from html import escape
from typing import NamedTuple
from zlib import crc32

from .. import figures
from ..records import CRITERIA, Refused
from ..report import WIDTHS
from ..units import Quantity
from .dress import dress
from .speech import words

TONES = {"energy": "energy", "carbon": "carbon", "water": "water", "primary_energy": "hardware", "minerals": "hardware"}


class Picture(NamedTuple):
    """One figure, drawn once for a narrow and once for a wide column; whoever shows it chooses."""

    title: str
    narrow: str
    wide: str

    def _repr_html_(self) -> str:
        title = f"<figcaption>{escape(self.title)}</figcaption>" if self.title else ""
        both = f'<div class="narrow">{self.narrow}</div><div class="wide">{self.wide}</div>'
        figure = f"<figure>{title}{both}</figure>"
        return f'<div class="wattprint picture" lang="{words().lang}"><style>{dress()}</style>{figure}</div>'

    def _repr_svg_(self) -> str:
        return self.wide

    def __repr__(self) -> str:
        return f"Picture({self.title!r})"


def bars(rows: Mapping[str, Quantity], title: str = "", *, sort: bool = False) -> Picture:
    """A bar per name, each with its interval. Raises Refused for what is no quantity or measures something else."""
    return _drawn("bars", rows, title, sort=sort)


def ranges(rows: Mapping[str, Quantity], title: str = "", *, sort: bool = False) -> Picture:
    """A dot and a band per name on a log scale: for quantities that lie far apart."""
    return _drawn("ranges", rows, title, sort=sort)


def timeline(rows: Mapping[str, Quantity], title: str = "") -> Picture:
    """A bar per day; the names are dates such as "2026-11-22"."""
    return _drawn("timeline", rows, title)


def _drawn(form: str, rows: Mapping[str, Quantity], title: str, **options: bool) -> Picture:
    for name, quantity in rows.items():
        if not isinstance(quantity, Quantity):
            raise Refused("picture", str(name), quantity, "a quantity, such as estimate(...).energy")
    made = [figures.Row(str(name), quantity) for name, quantity in rows.items()]
    key = f"{form}-{crc32(repr((title, rows)).encode()):x}"
    draw = figures.FIGURES[form]
    narrow, wide = (
        draw(made, words(), title=title or key, name=f"{key}-{kind}", width=width, tone=_tone(rows), **options)
        for kind, width in WIDTHS.items()
    )
    return Picture(title, narrow, wide)


def _tone(rows: Mapping[str, Quantity]) -> str:
    """The colour of the criterion that these quantities measure."""
    first = next(iter(rows.values()), Quantity(0, unit="Wh"))
    for criterion, unit in CRITERIA.items():
        try:
            first.to(unit)
        except TypeError:
            continue
        return TONES[criterion]
    return "energy"
