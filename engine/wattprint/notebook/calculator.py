"""The calculator as a widget of Jupyter, marimo and others that speak anywidget; the kernel's own engine answers it.

from wattprint.notebook import Calculator
calculator = Calculator(model="gpt-4o", zone="FRA", lang="fr")
calculator                   # in a cell of its own
calculator.estimate.energy   # of what it shows now
calculator.kind = "code"     # and it shows something else
"""

import json
from typing import Any

import anywidget
import traitlets

from .. import calculator as room
from ..bridge import call
from ..calculator.answer import start
from ..records import Estimate
from ..wording import LANGUAGES
from . import parts
from .speech import speak, words

THEMES = ("auto", "light", "dark")
LANGUAGE = "lang"


class Calculator(anywidget.AnyWidget):
    """What the reader chooses and what Python sets are the same traits: those of `calculator.State`, as texts.

    "" is a field's default. Raises Refused for what the calculator does not take; what is set later and cannot be, the
    widget says beside its control.
    """

    _esm = parts.part("widget.mjs")
    _style = traitlets.Unicode(parts.style()).tag(sync=True)
    _modules = traitlets.Dict({n: parts.part(n) for n in parts.FILES if n.endswith(".js")}).tag(sync=True)
    _markup = traitlets.Unicode().tag(sync=True)
    _silent = traitlets.Unicode().tag(sync=True)
    _keys = traitlets.List(list(room.State._fields)).tag(sync=True)

    lang = traitlets.Enum(LANGUAGES).tag(sync=True)
    theme = traitlets.Enum(THEMES, "auto").tag(sync=True)

    model = traitlets.Unicode("").tag(sync=True)
    kind = traitlets.Unicode("").tag(sync=True)
    input = traitlets.Unicode("").tag(sync=True)
    output = traitlets.Unicode("").tag(sync=True)
    reasoning = traitlets.Unicode("").tag(sync=True)
    images = traitlets.Unicode("").tag(sync=True)
    day = traitlets.Unicode("").tag(sync=True)
    zone = traitlets.Unicode("").tag(sync=True)
    reader = traitlets.Unicode("").tag(sync=True)
    boundary = traitlets.Unicode("").tag(sync=True)
    method = traitlets.Unicode("").tag(sync=True)
    compare = traitlets.Unicode("").tag(sync=True)
    things = traitlets.Unicode("").tag(sync=True)

    def __init__(self, *, lang: str = "", theme: str = "auto", **state: object) -> None:
        if lang:
            speak(lang)  # refuses another language in its own words
        texts = {name: _text(value) for name, value in state.items() if value is not None}
        said = {"_markup": room.markup(texts, words()), "_silent": _silent()}
        super().__init__(lang=words().lang, theme=theme, **said, **texts)
        self.on_msg(self._asked)

    @property
    def state(self) -> dict[str, str]:
        """What differs from the default."""
        return {name: getattr(self, name) for name in room.State._fields if getattr(self, name)}

    @property
    def estimate(self) -> Estimate:
        """The estimate of one request of what is shown now. Raises Refused."""
        return start(words(), self.state)[1].estimate

    @traitlets.observe(LANGUAGE)
    def _speaks(self, change: dict[str, Any]) -> None:
        if change["old"] in LANGUAGES:
            speak(change["new"])
            self._silent = _silent()
            self._markup = room.markup(self.state, words())

    def _asked(self, _widget: object, content: object, _buffers: object) -> None:
        """A question of the page: {"id", "question"} -> {"id", "text"}, as a browser's worker answers it."""
        if isinstance(content, dict) and "question" in content:
            self.send({"id": content.get("id"), "text": call(json.dumps(content["question"]))})


def _silent() -> str:
    """What is said while the kernel says nothing."""
    return words().also(__package__, "notebook").say("silent")


def _text(value: object) -> str:
    """ "FRA", 400 or ["gpt-4o", "claude"] as an address would say it."""
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    return str(value)
