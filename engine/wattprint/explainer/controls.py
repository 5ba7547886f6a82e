"""What a reader can move, one class a kind: it checks a value, and writes itself as HTML that works by keyboard.

A value is text that one can read in an address ("?two-bills.requests=1000"); what the page sends is what its
form holds, which for a slider is a place on it. Only Python knows which value stands at which place.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Protocol, Self

from ..records import Refused
from ..wording import Wording
from .state import OFF, ON, State

FEW = 4  # options that stand side by side; more are a list
MOST_LISTED = 30  # options in the HTML; a longer list is filled when a reader first comes near
MOST_COUNTED = 9999
MOST_TONES = 10  # one digit a cell


class Control(Protocol):
    """One thing to move."""

    name: str
    default: str
    group: str
    private: bool
    when: Mapping[str, Sequence[str]]

    def read(self, value: str) -> str:
        """The value, as it is written in an address. Raises Refused naming the control."""
        ...

    def placed(self, raw: str | None) -> str:
        """The value of what the form holds (None: nothing)."""
        ...

    def raw(self, value: str) -> str:
        """What the form holds for a value."""
        ...

    def said(self, state: State, words: Wording) -> str:
        """The value that it holds at a state, in words."""
        ...

    def html(self, state: State, id: str, words: Wording) -> str:
        """The control at a state; `id` is unique on the page."""
        ...


class Base:
    """What the kinds share: a name, what it is set to at first, and the words `controls.<name>`.

    Controls of one `group` that follow each other stand in one frame, under `groups.<group>`. What is `private`
    never goes into the address.
    """

    private = False

    def __init__(self, name: str, default: str, group: str = ""):
        self.name, self.default, self.group = name, default, group
        self.when: Mapping[str, Sequence[str]] = {}

    def only(self, **when: Sequence[str]) -> Self:
        """Shown only while other controls hold one of these values: elsewhere it would have no effect."""
        self.when = when
        return self

    def placed(self, raw: str | None) -> str:
        """Most kinds hold in the form what stands in the address."""
        return self.read(self.default if raw is None else raw)

    def read(self, value: str) -> str:
        """Every kind says what it takes."""
        raise NotImplementedError

    def raw(self, value: str) -> str:
        """The way back."""
        return value

    def says(self, value: str, words: Wording) -> str:  # noqa: ARG002 - most show what they hold
        """Nothing, where the control itself shows it."""
        return ""

    def said(self, state: State, words: Wording) -> str:
        """Most kinds say their value without looking at the others."""
        return self.says(state[self.name], words)

    def label(self, words: Wording) -> str:
        """Its name for people, escaped."""
        return escape(words.say(f"controls.{self.name}.label"))


class Choice(Base):
    """One of several. `entries` gives the options of a long list, (id -> name) in a language; otherwise the names
    stand in the words, under `controls.<name>.options`."""

    def __init__(
        self,
        name: str,
        options: Sequence[str],
        default: str = "",
        *,
        group: str = "",
        entries: Callable[[str], Mapping[str, str]] | None = None,
    ):
        super().__init__(name, default or options[0], group)
        self.options, self.entries = tuple(options), entries

    def read(self, value: str) -> str:
        """The option, if it is one."""
        known = self.entries("en") if self.entries else self.options
        if value not in known:
            raise Refused("key", self.name, value, ", ".join(list(known)[:MOST_LISTED]))
        return value

    def says(self, value: str, words: Wording) -> str:
        """The option's name."""
        if self.entries:
            return self.entries(words.lang)[value]
        return words.say(f"controls.{self.name}.options.{value}")

    def listed(self, words: Wording) -> dict[str, str]:
        """Every option with its name, in the order of the list."""
        return dict(self.entries(words.lang)) if self.entries else {o: self.says(o, words) for o in self.options}

    @property
    def long(self) -> bool:
        """Whether the page fills the list only when a reader comes near."""
        return self.entries is not None and len(self.entries("en")) > MOST_LISTED

    def html(self, state: State, id: str, words: Wording) -> str:
        """Buttons side by side, or a list."""
        value = state[self.name]
        if not self.entries and len(self.options) <= FEW:
            buttons = "".join(
                f'<label><input type="radio" name="{self.name}" value="{escape(option)}"'
                f"{' checked' if option == value else ''}><span>{escape(name)}</span></label>"
                for option, name in self.listed(words).items()
            )
            return f'<fieldset class="choice"><legend>{self.label(words)}</legend>{buttons}</fieldset>'
        shown = {value: self.says(value, words)} if self.long else self.listed(words)
        options = "".join(
            f'<option value="{escape(option)}"{" selected" if option == value else ""}>{escape(name)}</option>'
            for option, name in shown.items()
        )
        later = " data-long" if self.long else ""
        label = f'<label for="{id}">{self.label(words)}</label>'
        return f'{label}<select id="{id}" name="{self.name}"{later}>{options}</select>'


class Slider(Base):
    """One of the `stops`, in order: numbers as text. `steps` adds a button at either end. The words have
    `controls.<name>.says`, a sentence with {n} (perhaps `none`, `one` and `many`), unless `shown` says the value."""

    def __init__(
        self,
        name: str,
        stops: Sequence[float],
        default: float,
        *,
        group: str = "",
        steps: bool = False,
        shown: Callable[[float, Wording], str] | None = None,
    ):
        self.stops = tuple(map(plain, stops))
        super().__init__(name, plain(default), group)
        self.steps, self.shown = steps, shown
        assert self.default in self.stops, f"{name}: {default} is no stop"

    def read(self, value: str) -> str:
        """The stop, if it is one."""
        if value not in self.stops:
            raise Refused("key", self.name, value, ", ".join(self.stops))
        return value

    def placed(self, raw: str | None) -> str:
        """The stop at a place on the slider."""
        if raw is None:
            return self.default
        places = list(map(str, range(len(self.stops))))
        if raw not in places:
            raise Refused("key", self.name, raw, f"0 to {places[-1]}")
        return self.stops[int(raw)]

    def raw(self, value: str) -> str:
        """The place of a stop."""
        return str(self.stops.index(value))

    def says(self, value: str, words: Wording) -> str:
        """The sentence of the value."""
        if self.shown:
            return self.shown(float(value), words)
        return words.say(f"controls.{self.name}.says", n=float(value) if "." in value else int(value))

    def html(self, state: State, id: str, words: Wording) -> str:
        """A range with its value in words above it."""
        value = state[self.name]
        said = escape(self.said(state, words))
        back, on = (
            f'<button type="button" data-step="{way}" aria-label="{escape(words.say(f"figure.{way}"))}">{mark}</button>'
            if self.steps
            else ""
            for way, mark in (("back", "\N{MINUS SIGN}"), ("on", "+"))
        )
        return (
            f'<label for="{id}">{self.label(words)}</label> <output for="{id}">{said}</output>'
            f'<span class="range">{back}<input type="range" id="{id}" name="{self.name}" min="0"'
            f' max="{len(self.stops) - 1}" step="1" value="{self.raw(value)}" aria-valuetext="{said}">{on}</span>'
        )


class Switch(Base):
    """On or off."""

    def __init__(self, name: str, default: bool = False, *, group: str = ""):
        super().__init__(name, ON if default else OFF, group)

    def read(self, value: str) -> str:
        """ "on" or "off"."""
        if value not in (ON, OFF):
            raise Refused("key", self.name, value, f"{ON}, {OFF}")
        return value

    def placed(self, raw: str | None) -> str:
        """A form leaves out what is off."""
        return OFF if raw is None else self.read(raw)

    def html(self, state: State, id: str, words: Wording) -> str:
        """A box to tick."""
        value = state[self.name]
        ticked = " checked" if value == ON else ""
        box = f'<input type="checkbox" id="{id}" name="{self.name}" value="{ON}"{ticked}>'
        return f'<label class="switch">{box}<span>{self.label(words)}</span></label>'


class Typed(Base):
    """A text of the reader's, of at most `longest` characters; it stays in the page, and unless it is `private`
    in its address."""

    def __init__(
        self, name: str, default: str = "", *, longest: int, lines: int = 1, group: str = "", private: bool = False
    ):
        super().__init__(name, default, group)
        self.longest, self.lines, self.private = longest, lines, private

    def read(self, value: str) -> str:
        """The text, if it is not too long."""
        if len(value) > self.longest:
            raise Refused("long", self.name, len(value), str(self.longest))
        return value

    def placed(self, raw: str | None) -> str:
        """A form ends lines as mail does."""
        return self.read((self.default if raw is None else raw).replace("\r\n", "\n"))

    def html(self, state: State, id: str, words: Wording) -> str:
        """One line, or several."""
        value = state[self.name]
        label, most = f'<label for="{id}">{self.label(words)}</label>', f'maxlength="{self.longest}"'
        if self.lines == 1:
            return f'{label}<input type="text" id="{id}" name="{self.name}" {most} value="{escape(value)}">'
        return f'{label}<textarea id="{id}" name="{self.name}" {most} rows="{self.lines}">\n{escape(value)}</textarea>'


class Cells(Base):
    """A grid to draw on: `across` x `down` cells, one digit each, 0 to `tones` - 1, row after row.

    The page shows the grid (site/figures/cells.js); the form holds its digits.
    """

    def __init__(self, name: str, default: str, *, across: int, down: int, tones: int = 2, group: str = ""):
        super().__init__(name, default, group)
        self.across, self.down, self.tones = across, down, tones
        assert tones <= MOST_TONES
        assert self.read(default)

    def read(self, value: str) -> str:
        """The digits, if there are as many as cells and none too high."""
        digits = list(map(str, range(self.tones)))
        if len(value) != self.across * self.down or any(cell not in digits for cell in value):
            raise Refused("cells", self.name, value, f"{self.across * self.down} x {''.join(digits)}")
        return value

    def html(self, state: State, id: str, words: Wording) -> str:
        """The place of the grid, and its digits."""
        value = state[self.name]
        size = f'data-across="{self.across}" data-down="{self.down}" data-tones="{self.tones}"'
        return (
            f'<span id="{id}-label" class="label">{self.label(words)}</span>'
            f'<div class="cells" data-cells="{self.name}" role="group" aria-labelledby="{id}-label" {size}></div>'
            f'<input type="hidden" name="{self.name}" value="{value}">'
        )


class Counter(Base):
    """A button that counts: the next seed, another try."""

    def __init__(self, name: str, default: int = 1, *, group: str = ""):
        super().__init__(name, str(default), group)

    def read(self, value: str) -> str:
        """A whole number."""
        if not (value.isascii() and value.isdigit() and int(value) <= MOST_COUNTED and str(int(value)) == value):
            raise Refused("key", self.name, value, f"0 to {MOST_COUNTED}")
        return value

    def html(self, state: State, id: str, words: Wording) -> str:
        """The button, and its count."""
        value = state[self.name]
        return (
            f'<button type="button" id="{id}" data-count="{self.name}">{self.label(words)}</button>'
            f'<input type="hidden" name="{self.name}" value="{value}">'
        )


class Download(Base):
    """Buttons that save the drawing as a file (site/figures/poster.js); there is nothing to set."""

    def __init__(self, name: str, kinds: Sequence[str] = ("svg", "png"), *, group: str = ""):
        super().__init__(name, "", group)
        self.kinds = tuple(kinds)

    def read(self, value: str) -> str:
        """Nothing."""
        if value:
            raise Refused("key", self.name, value, "-")
        return value

    def html(self, state: State, id: str, words: Wording) -> str:  # noqa: ARG002 - there is no value
        """One button a kind of file."""
        buttons = "".join(
            f'<button type="button" id="{id}-{kind}" data-download="{kind}">{kind.upper()}</button>'
            for kind in self.kinds
        )
        return f'<span class="label">{self.label(words)}</span> <span class="range">{buttons}</span>'


def plain(number: float) -> str:
    """10.0 -> "10", 0.5 -> "0.5": a stop as it stands in an address."""
    return str(int(number)) if number == int(number) else repr(float(number))
