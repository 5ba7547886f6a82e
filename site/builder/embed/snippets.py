"""The part of a page that makes a snippet to copy: whole in the HTML, where it holds the usual choice."""

import json
from collections.abc import Iterable
from html import escape

from wattprint import __version__
from wattprint.calculator.choices import FIRST, zones
from wattprint.calculator.kinds import KINDS
from wattprint.calculator.names import model_name
from wattprint.calculator.state import State
from wattprint.wording import Wording

from ..content import LANGUAGES
from .states import Prepared, line, prepared, title, words

HEIGHTS = {"": "900", "1": "700"}
"""Of a frame, whole or compact, in pixels: for hosts that take the script away."""

FORMS = {
    "element": (
        '<script src="{embed}wattprint.js" defer></script>\n'
        "<wattprint-calculator{attributes}>\n"
        '  <a href="{page}">{line}</a>\n'
        "</wattprint-calculator>"
    ),
    "iframe": (
        '<iframe src="{frame}" title="{title}" width="100%" height="{height}" loading="lazy"></iframe>\n'
        '<script src="{embed}height.js" defer></script>'
    ),
    "oembed": "{card}",
    "picture": '<a href="{page}"><img src="{picture}" alt="{line}" width="720" height="360"></a>',
    "markdown": "[![{line}]({picture})]({page})",
    "myst": ":::{anywidget} {embed}widget.mjs\n{options}\n:::",
    "notebook": "from wattprint.notebook import Calculator\nCalculator({arguments})",
}
"""What is copied, its {blanks} filled in by the page; those of the first line are filled in here, too."""


def snippets(lang: str, url: str = "", version: str = __version__) -> str:
    """The choices, the element as it will be, and every form of it to copy."""
    own, states = words(lang)["snippets"], prepared()
    table = {
        each: {
            state.slug: {"title": title(state.state, each), "line": line(state.state, each, version), **state.state}
            for state in states
        }
        for each in LANGUAGES
    }
    known = {
        "states": table, "site": url, "default": State().model, "heights": HEIGHTS,
        "untitled": {each: words(each)["part"]["label"] for each in LANGUAGES},
    }  # fmt: skip
    data = escape(json.dumps(known, ensure_ascii=False))
    forms = "".join(_form(name, template, lang, states[0], table[lang], url) for name, template in FORMS.items())
    return (
        f'<div class="snippets" data-snippets="{data}" data-copied="{escape(own["copied"])}"'
        f' data-refused="{escape(own["refused"])}">'
        f"{_choices(lang, own, states, version)}"
        f'<section class="snippet-preview"><h2>{escape(own["preview"])}</h2>'
        f'<wattprint-calculator lang="{lang}"><p class="soft">{escape(table[lang][states[0].slug]["line"])}</p>'
        f"</wattprint-calculator></section>"
        f'<p class="wrong" role="alert" data-not-kept hidden>{escape(own["not_kept"])}</p>'
        f'<p class="soft" data-not-prepared hidden>{escape(own["not_prepared"])}</p>{forms}</div>'
    )


def _choices(lang: str, own: dict[str, str], states: list[Prepared], version: str) -> str:
    wording = Wording(lang)
    kinds = wording.also("wattprint.calculator", "calculator")
    models = dict.fromkeys(state.state["model"] for state in states)
    selects = {
        "model": [(model, model_name(model, kinds)) for model in models],
        "kind": [("", kinds.say(f"kinds.{State().kind}.name"))]
        + [(kind, kinds.say(f"kinds.{kind}.name")) for kind in KINDS if kind != State().kind],
        "zone": [("", own["zone_default"])] + [(zone, name) for zone, name, _ in zones(kinds, FIRST)],
        "lang": [
            (each, {"fr": "Français", "en": "English"}[each]) for each in sorted(LANGUAGES, key=lambda k: k != lang)
        ],
        "theme": [("", own["theme_auto"]), ("light", own["theme_light"]), ("dark", own["theme_dark"])],
    }
    fields = "".join(_select(name, own[name], options) for name, options in selects.items())
    checks = "".join(
        f'<label class="check"><input type="checkbox" name="{name}" value="{value}"><span>{escape(said)}</span></label>'
        for name, value, said in (
            ("background", "transparent", own["background"]),
            ("padding", "0", own["padding"]),
            ("compact", "1", own["compact"]),
            ("version", version, own["pin"].format(version=version)),
        )
    )
    return (
        f'<form class="snippet-choices" data-choices autocomplete="off"><fieldset>'
        f"<legend>{escape(own['choose'])}</legend>"
        f'{fields}<div class="checks">{checks}</div></fieldset></form>'
    )


def _select(name: str, label: str, options: Iterable[tuple[str, str]]) -> str:
    listed = "".join(f'<option value="{escape(value)}">{escape(said)}</option>' for value, said in options)
    return (
        f'<div class="field"><label for="snippet-{name}">{escape(label)}</label>'
        f'<select id="snippet-{name}" name="{name}">{listed}</select></div>'
    )


def _form(name: str, template: str, lang: str, first: Prepared, table: dict[str, dict[str, str]], url: str) -> str:
    """One form of the snippet: what it is for, the text, a button."""
    own = words(lang)["forms"][name]
    site = f"{url}/" if url else "../"
    slug, state = first.slug, table[first.slug]
    blanks = {
        "embed": f"{site}embed/", "page": f"{site}{lang}/calculator.html", "frame": f"{site}embed/{lang}/{slug}.html",
        "card": f"{site}embed/{lang}/{slug}.html", "picture": f"{site}embed/{lang}/{slug}.png", "line": state["line"],
        "title": state["title"], "attributes": f' lang="{lang}"', "height": HEIGHTS[""],
        "options": json.dumps({"lang": lang}), "arguments": f'lang="{lang}"',
    }  # fmt: skip
    filled = template
    for key, value in blanks.items():
        filled = filled.replace("{" + key + "}", value)
    copy = escape(words(lang)["snippets"]["copy"])
    return (
        f'<section class="snippet" id="form-{name}"><h3>{escape(own["title"])}</h3><p>{escape(own["says"])}</p>'
        f'<pre tabindex="0"><code data-form="{name}" data-template="{escape(template)}">{escape(filled)}</code></pre>'
        f'<p class="actions"><button type="button" data-copy-form="{name}">{copy}</button>'
        f'<span role="status" data-said></span></p></section>'
    )
