"""Where a notebook shows things: Jupyter's and marimo's own display, the lab's page, or a terminal."""

import sys
from collections.abc import Callable
from html import escape

from ..records import Estimate
from ..report import estimate_html
from ..terminal import estimate_lines
from ..units import Quantity
from ..wording import DIGITS
from .speech import words

Screen = Callable[[str], None]
_screens: list[Screen] = []


def show(*things: object) -> None:
    """Show an estimate, a picture, or anything at all under the cell."""
    for thing in things:
        if _screens:
            _screens[0](markup(thing))
        else:
            _display(thing)


def say(thing: object, digits: int = DIGITS) -> str:
    """A quantity, an estimate or a number in words: "0.48 Wh (between 0.13 and 2.2)"."""
    if isinstance(thing, Quantity):
        return words().interval(thing, digits)
    if isinstance(thing, Estimate):
        return "\n".join(estimate_lines(thing, words()))
    if isinstance(thing, int | float):
        return words().number(thing, digits)
    return str(thing)


def screen(place: Screen | None) -> None:
    """Send what is shown, as HTML, there; None: to the notebook or the terminal that runs us."""
    _screens[:] = [place] if place else []


def markup(thing: object) -> str:
    """HTML of anything: its own where it has some."""
    if isinstance(thing, Estimate):
        return estimate_html(thing, words())
    own = getattr(thing, "_repr_html_", None)
    return str(own()) if callable(own) else f"<pre>{escape(say(thing))}</pre>"


def _display(thing: object) -> None:
    """In Jupyter and marimo their own display; elsewhere words."""
    if "marimo" in sys.modules:
        import marimo

        if marimo.running_in_notebook():
            marimo.output.append(marimo.Html(markup(thing)))
            return
    if "IPython" in sys.modules:
        from IPython.core.getipython import get_ipython
        from IPython.display import HTML, display

        if get_ipython():
            display(HTML(markup(thing)))  # type: ignore[no-untyped-call] # IPython has no types here
            return
    print(say(thing))


# From now on an estimate that shows itself does so in the language chosen.
Estimate._repr_html_ = markup  # type: ignore[attr-defined]
