"""What a figure of the site is: things to move, and what is drawn of them.

A figure is a module of this room with `CONTROLS` and `draw`, its words beside it (`<module>.fr.toml`,
`<module>.en.toml`), and a line in the list of `__init__.py`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol

from ..figures import Row
from ..records import Factor, Refused
from ..units import Quantity
from ..wording import Wording
from .controls import Control
from .state import State

WIDTHS = {"narrow": 288, "wide": 720}
"""A figure is drawn twice, and the style shows one of them."""


class Table(NamedTuple):
    """What is drawn, as text: the first cell of a row names it."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Drawn(NamedTuple):
    """A figure at one state.

    `pictures` is the drawing at each of `WIDTHS` (SVG, escaped HTML); `answer` one or two sentences computed from
    what is drawn, **strong** where a reader should look; `factors` the facts under the numbers, for the sources;
    `notes` what a reader should know before repeating a number; `caption` replaces the one in the words; `values`
    are the quantities that the answer says, by name, for the text around the figure.
    """

    pictures: Mapping[str, str]
    answer: str
    table: Table
    factors: tuple[Factor, ...] = ()
    notes: tuple[str, ...] = ()
    caption: str = ""
    values: Mapping[str, Quantity] = MappingProxyType({})


class Figure(Protocol):
    """What a module of this room offers."""

    CONTROLS: tuple[Control, ...]

    def draw(self, state: State, words: Wording) -> Drawn:
        """The figure at a state that is valid."""
        ...


def pictures(draw: Callable[[int, str], str]) -> dict[str, str]:
    """The drawing at both widths: `draw(width, kind)`, where the kind tells the two apart in names."""
    return {kind: draw(width, kind) for kind, width in WIDTHS.items()}


def compared(one: Quantity, other: Quantity, words: Wording) -> str:
    """ "3.2 times as much as", "11 times less than": medians, so that nobody has to read 0.091 times."""
    more, less = (Quantity(a.median / b.to(a.unit).median) for a, b in ((one, other), (other, one)))
    if words.quantity(more) == words.quantity(Quantity(1)):
        return words.say("figure.compared.same")
    way, n = ("more", more) if more.median > 1 else ("less", less)
    return words.say(f"figure.compared.{way}", n=words.quantity(n))


def tabled(rows: Iterable[Row], words: Wording, heads: Sequence[str]) -> Table:
    """The rows of a figure as its table: label, and value with its interval."""
    first, *_ = heads
    return Table(
        (first, *heads[1:]),
        tuple(
            (f"{row.label}, {row.sublabel}" if row.sublabel else row.label, words.interval(row.quantity))
            for row in rows
        ),
    )


def visible(controls: Iterable[Control], state: Mapping[str, str]) -> dict[str, bool]:
    """Which controls have an effect at a state: the others are hidden."""
    return {control.name: all(state[name] in values for name, values in control.when.items()) for control in controls}


def settled(controls: Iterable[Control], given: Mapping[str, str]) -> State:
    """Every control with its value: the given one, or its default. Raises Refused naming the control."""
    named = _named(controls, given)
    return State({name: control.read(given.get(name, control.default)) for name, control in named.items()})


def placed(controls: Iterable[Control], form: Mapping[str, str]) -> State:
    """The same from what a form holds, which leaves out a switch that is off. Raises Refused."""
    named = _named(controls, form)
    return State({name: control.placed(form.get(name)) for name, control in named.items()})


def _named(controls: Iterable[Control], given: Mapping[str, str]) -> dict[str, Control]:
    named = {control.name: control for control in controls}
    for name, value in given.items():
        if name not in named:
            raise Refused("key", name, name, ", ".join(named) or "-")
        if not isinstance(value, str):
            raise Refused("label", name, value, "a text")
    return named
