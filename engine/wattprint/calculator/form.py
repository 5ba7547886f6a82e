"""The controls, as the page holds them before any script: the default and a few others; disabled until someone hears.

Every field is a `div[data-field=<key>]` with a label and what sets it (`name=<key>`). A slider (`data-slides`) has the
places of a list of stops, which it carries: JavaScript looks up, never computes.
"""

from collections.abc import Iterable
from html import escape

from ..methods import METHODS
from ..records import BOUNDARIES, MOST_TOKENS
from ..wording import Wording
from .choices import FIRST, chatbots, zones
from .count import plain
from .kinds import COUNTS, KINDS
from .names import shown
from .state import MOST_A_DAY, MOST_IMAGES, State

STOPS = (0, 10, 20, 50, 100, 150, 200, 250, 300, 400, 500, 600, 800, 1000, 1250, 1500, 2000, 2500, 3000, 4000, 5000,
         6500, 8000, 10_000, 15_000, 20_000, 30_000, 50_000, 75_000, 100_000, 200_000, 500_000, 1_000_000)  # fmt: skip
"""Where a slider of tokens stops: fine where most requests are, up to the longest context windows."""

DAYS = (1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1000)
IMAGES = tuple(range(11))
OF = {"input": STOPS, "output": STOPS, "reasoning": STOPS, "images": IMAGES, "day": DAYS}
MOST = {"input": MOST_TOKENS, "output": MOST_TOKENS, "reasoning": MOST_TOKENS, "images": MOST_IMAGES, "day": MOST_A_DAY}


def form(wording: Wording, state: State, id: str = "calculator") -> str:
    """The form, at a state; `id` begins every id in it."""
    words = wording if wording.says("fields.kind") else wording.also(__package__, "calculator")
    made = Fields(words, state, id)
    return (
        f'<form data-calculator autocomplete="off"><fieldset class="controls" disabled>'
        f"{made.combobox('model', chatbots(words))}{made.kinds()}"
        f'<fieldset class="group lengths"><legend>{made.sentence("lengths")}</legend>'
        f"{''.join(made.slider(name) for name in COUNTS)}{made.paste()}</fieldset>"
        f"{made.slider('day')}{made.combobox('zone', zones(words, FIRST))}"
        f'<details class="more"><summary>{made.sentence("more")}</summary>'
        f"{made.combobox('reader', ())}"
        f"{made.select('boundary', BOUNDARIES, 'boundaries')}{made.select('method', METHODS, 'methods')}"
        f"</details></fieldset>"
        f'<p class="late">{made.sentence("late")}</p>'
        f'<noscript><p class="soft">{made.sentence("no_script")}</p></noscript></form>'
    )


class Fields:
    """What the controls share: the words, the state, and where ids begin."""

    def __init__(self, words: Wording, state: State, id: str):
        self.words, self.state, self.id = words, state, id
        self.shown = shown(state, words)

    def sentence(self, key: str) -> str:
        """A sentence of the form, escaped."""
        return escape(self.words.say(f"form.{key}"))

    def kinds(self) -> str:
        """The kinds of request, side by side."""
        buttons = "".join(
            f'<label><input type="radio" name="kind" value="{kind}"{" checked" if kind == self.state.kind else ""}>'
            f"<span>{escape(self.words.say(f'kinds.{kind}.name'))}</span></label>"
            for kind in KINDS
        )
        label = escape(self.words.say("fields.kind"))
        return f'<fieldset class="kinds" data-field="kind"><legend>{label}</legend>{buttons}</fieldset>'

    def slider(self, name: str) -> str:
        """A number to type, and a slider over it."""
        value, stops = float(getattr(self.state, name)), OF[name]
        place = max((at for at, stop in enumerate(stops) if stop <= value), default=0)
        label = escape(self.words.say(f"fields.{name}"))
        id, places = f"{self.id}-{name}", " ".join(map(str, stops))
        return self._field(
            name,
            f'<input type="number" inputmode="numeric" id="{id}" name="{name}" min="0" max="{MOST[name]}" step="any"'
            f' value="{plain(value)}">'
            f'<input type="range" data-slides="{name}" data-stops="{places}" min="0" max="{len(stops) - 1}"'
            f' value="{place}" aria-label="{label}" aria-valuetext="{plain(value)}">',
        )

    def combobox(self, name: str, options: Iterable[list[str]]) -> str:
        """A list to search by typing (ARIA combobox); a few of its options, the rest is fetched."""
        id, value = f"{self.id}-{name}", getattr(self.state, name)
        listed = "".join(
            f'<li role="option" id="{id}-{option}" data-value="{option}" aria-selected="false">{escape(said)}</li>'
            for option, said, _ in options
        )
        key = f"form.{name}_placeholder"
        hint = f' placeholder="{escape(self.words.say(key))}"' if self.words.says(key) else ""
        return self._field(
            name,
            f'<input type="text" role="combobox" id="{id}" name="{name}" value="{escape(self.shown[name])}"'
            f' data-value="{escape(value)}" aria-autocomplete="list" aria-expanded="false" aria-controls="{id}-list"'
            f' maxlength="200" spellcheck="false" autocapitalize="off"{hint}>'
            f'<ul role="listbox" id="{id}-list" aria-label="{escape(self.words.say(f"fields.{name}"))}" hidden>'
            f"{listed}</ul>",
        )

    def select(self, name: str, values: Iterable[str], room: str) -> str:
        """One of a short list."""
        chosen, id = getattr(self.state, name), f"{self.id}-{name}"
        options = "".join(
            f'<option value="{value}"{" selected" if value == chosen else ""}>'
            f"{escape(self.words.name(room, value))}</option>"
            for value in values
        )
        return self._field(name, f'<select id="{id}" name="{name}">{options}</select>')

    def paste(self) -> str:
        """Where a text may be put, to be counted here and now."""
        id = f"{self.id}-paste"
        buttons = "".join(
            f'<label><input type="radio" name="{id}-as" value="{name}" data-paste-as'
            f"{' checked' if name == 'input' else ''}><span>{self.sentence(f'paste_{name}')}</span></label>"
            for name in ("input", "output")
        )
        return (
            f'<details class="paste"><summary>{self.sentence("paste")}</summary>'
            f'<fieldset class="pair"><legend>{self.sentence("paste_as")}</legend>{buttons}</fieldset>'
            f'<label for="{id}" class="hidden">{self.sentence("paste_label")}</label>'
            f'<textarea id="{id}" data-paste rows="4" spellcheck="false" placeholder="{self.sentence("paste_label")}"'
            f' aria-describedby="{id}-said"></textarea>'
            f'<p id="{id}-said" class="soft" data-pasted role="status">{self.sentence("paste_promise")}</p></details>'
        )

    def _field(self, name: str, control: str) -> str:
        label = escape(self.words.say(f"fields.{name}"))
        key = f"form.{name}_hint"
        hint = f'<p class="hint">{escape(self.words.say(key))}</p>' if self.words.says(key) else ""
        return (
            f'<div class="field {name}" data-field="{name}"><label for="{self.id}-{name}">{label}</label>{control}'
            f"{hint}</div>"
        )
