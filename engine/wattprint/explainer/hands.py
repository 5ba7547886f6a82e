"""Controls that a few figures need beyond the common ones: site/figures/hands.js brings them to life."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from ..records import Refused
from ..wording import Wording
from .controls import Base, Choice, Slider
from .state import State

MOST_MEASURED = 600_000  # milliseconds: ten minutes is longer than any of our trainings
MODULE = ' data-module="hands"'

Texts = Callable[[str, str], tuple[str, str, str]]
"""(control, language) -> a subject and two texts about it."""


class Played(Slider):
    """A slider that can also run by itself, from where it stands to its end."""

    def html(self, state: State, id: str, words: Wording) -> str:
        """The slider and its button."""
        said = escape(words.also(__package__, "hands").say("play"))
        button = f'<button type="button" data-play="{self.name}"{MODULE}>{said}</button>'
        return super().html(state, id, words) + button


class Deck(Base):
    """A pile that is judged card by card: one digit a card, by one of two buttons. `longest` cards at the most."""

    def __init__(self, name: str, longest: int, *, group: str = ""):
        super().__init__(name, "", group)
        self.longest = longest

    def read(self, value: str) -> str:
        """The digits, if there are not too many."""
        if len(value) > self.longest or set(value) - {"0", "1"}:
            raise Refused("key", self.name, value, f"0, 1 (up to {self.longest})")
        return value

    def html(self, state: State, id: str, words: Wording) -> str:
        """The two buttons, and one to take the last answer back."""
        value = state[self.name]
        buttons = "".join(
            f'<button type="button" data-append="{self.name}" value="{digit}"{MODULE}>{said}</button>'
            for digit, said in (("1", self._word("yes", words)), ("0", self._word("no", words)))
        )
        undo = f'<button type="button" data-drop="{self.name}"{MODULE}>{self._word("undo", words)}</button>'
        return (
            f'<span id="{id}-label" class="label">{self.label(words)}</span>'
            f'<div class="deck" role="group" aria-labelledby="{id}-label">{buttons}{undo}</div>'
            f'<input type="hidden" id="{id}" name="{self.name}" value="{value}" data-longest="{self.longest}">'
        )

    def _word(self, key: str, words: Wording) -> str:
        return escape(words.say(f"controls.{self.name}.{key}"))


class Stopwatch(Base):
    """A button that has the figure made once more and says how long that took, in milliseconds. "now" is being
    measured; nothing of it goes into the address."""

    NOW = "now"
    private = True

    def __init__(self, name: str, *, group: str = ""):
        super().__init__(name, "", group)

    def read(self, value: str) -> str:
        """Nothing yet, "now", or a number of milliseconds."""
        number = value.isascii() and value.isdigit() and int(value) <= MOST_MEASURED
        if value not in ("", self.NOW) and not number:
            raise Refused("key", self.name, value, f"{self.NOW}, 0 to {MOST_MEASURED}")
        return value

    def html(self, state: State, id: str, words: Wording) -> str:
        """The button; it is an output, too, but the answer says it better."""
        value = state[self.name]
        return (
            f'<button type="button" id="{id}" data-watch="{self.name}"{MODULE}>{self.label(words)}</button>'
            f'<input type="hidden" name="{self.name}" value="{value}">'
        )


class Either(Base):
    """Two texts, of which a reader chooses one: "a", "b", or nothing yet. The words have `pair.<side>`."""

    SIDES = ("a", "b")

    def __init__(self, name: str, texts: Texts, *, group: str = ""):
        super().__init__(name, "", group)
        self.texts = texts

    def read(self, value: str) -> str:
        """A side, or nothing."""
        if value not in ("", *self.SIDES):
            raise Refused("key", self.name, value, ", ".join(self.SIDES))
        return value

    def html(self, state: State, id: str, words: Wording) -> str:
        """The texts as two radio buttons, under their subject."""
        value = state[self.name]
        subject, *texts = (escape(text) for text in self.texts(self.name, words.lang))
        sides = "".join(
            f'<label><input type="radio" name="{self.name}" value="{side}"{" checked" if value == side else ""}>'
            f"<q>{text}</q></label>"
            for side, text in zip(self.SIDES, texts, strict=True)
        )
        return f'<fieldset class="either" id="{id}"><legend>{subject}</legend>{sides}</fieldset>'


class Guess(Base):
    """What a reader bets before looking: one of the options, or nothing yet, under a veil that any answer lifts.

    The words have `controls.<name>.label`, `.options.<option>` and, for who does not bet, `.none`."""

    def __init__(self, name: str, options: Sequence[str]):
        super().__init__(name, "")
        self.options = tuple(options)

    def read(self, value: str) -> str:
        """An option, or nothing yet."""
        if value not in ("", *self.options):
            raise Refused("key", self.name, value, ", ".join(self.options))
        return value

    def html(self, state: State, id: str, words: Wording) -> str:
        """One button an option, and one to look at once."""
        value = state[self.name]
        buttons = "".join(
            f'<button type="button" data-guess="{self.name}" value="{option}">'
            f"{escape(words.say(f'controls.{self.name}.options.{option}'))}</button>"
            for option in self.options
        )
        none = escape(words.also(__package__, "hands").say("look"))
        return (
            f'<fieldset class="guess" id="{id}"><legend>{self.label(words)}</legend>{buttons}'
            f'<button type="button" data-guess="{self.name}" value="" class="look">{none}</button></fieldset>'
            f'<input type="hidden" name="{self.name}" value="{value}">'
        )


class Atlas(Choice):
    """A choice drawn as a map: islands (`isles.<name>`) of places, each place an option."""

    def __init__(self, name: str, isles: Mapping[str, Sequence[str]], *, group: str = ""):
        super().__init__(name, [place for places in isles.values() for place in places], group=group)
        self.isles = isles

    def html(self, state: State, id: str, words: Wording) -> str:
        """Radio buttons, island by island."""
        value = state[self.name]
        islands = "".join(
            f'<div class="isle"><b>{escape(words.say(f"isles.{isle}"))}</b>'
            + "".join(
                f'<label><input type="radio" name="{self.name}" value="{place}"{" checked" if place == value else ""}>'
                f"<span>{escape(self.says(place, words))}</span></label>"
                for place in places
            )
            + "</div>"
            for isle, places in self.isles.items()
        )
        return f'<fieldset class="atlas" id="{id}"><legend>{self.label(words)}</legend>{islands}</fieldset>'
