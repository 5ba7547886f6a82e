"""What our own pages say of embeds, and the part of a page that adds up a class.

It is whole in the HTML: without scripts a reader reads what a class is.
"""

from collections.abc import Callable
from html import escape

from wattprint.calculator.classroom import DAYS, classroom
from wattprint.wording import Wording

from ..content import Page
from ..holder import Holder
from .snippets import snippets
from .states import words

CLASS_EXAMPLE = (
    "Ada calculator.html?model=chatgpt&day=10",
    "Blaise calculator.html?model=le-chat&kind=long&day=5",
    "Chloé calculator.html?model=claude&kind=code&day=20",
    "calculator.html?model=gemini&kind=image&day=2",
    "Emil calculator.html?model=llama-3.1-8b&zone=FRA&day=30",
)


def namespace(page: Page, holder: Holder, needs: set[str], url: str) -> dict[str, Callable[..., str]]:
    """What pages say of embeds: `snippets()`, `class_form()`, `class_example()`, `lines(3)` to write on."""

    def choose() -> str:
        needs.update(("snippets", "wattprint"))
        return holder.block(snippets(page.lang, url))

    def add_up() -> str:
        needs.add("class")
        return holder.block(class_form(page.lang))

    def lines(n: int = 2) -> str:
        needs.add("worksheet")
        return holder.block(f'<div class="lines">{"<span></span>" * n}</div>')

    def example() -> str:
        return holder.block(f'<div class="class-example">{class_example(page.lang)}</div>')

    return {"snippets": choose, "class_form": add_up, "class_example": example, "lines": lines}


def class_form(lang: str) -> str:
    """Where a teacher pastes links, and what comes of it."""
    own = words(lang)["class"]
    example = escape("\n".join(CLASS_EXAMPLE))
    buttons = "".join(
        f'<button type="button" data-class="{name}"{" hidden" if late else ""}>{escape(own[name])}</button>'
        for name, late in (("example", False), ("csv", True), ("print", True), ("clear", True))
    )
    return (
        f'<form class="classroom" data-classroom novalidate data-example="{example}">'
        f'<div class="field"><label for="class-links">{escape(own["links"])}</label>'
        f'<p class="hint" id="class-hint">{escape(own["hint"])}</p>'
        f'<textarea id="class-links" name="links" rows="8" spellcheck="false" autocapitalize="off"'
        f' aria-describedby="class-hint"></textarea></div>'
        f'<div class="field"><label for="class-days">{escape(own["days"])}</label>'
        f'<input id="class-days" name="days" type="number" min="1" max="{DAYS}" placeholder="365"></div>'
        f'<div class="actions"><button type="submit">{escape(own["sum"])}</button>{buttons}</div>'
        f'<p class="soft">{escape(own["private"])}</p><noscript><p>{escape(own["noscript"])}</p></noscript>'
        f'<p class="wrong" role="alert" data-wrong hidden></p></form>'
        f'<output class="class-answer" data-class-answer></output>'
    )


def class_example(lang: str) -> str:
    """The sums of an invented class, for a page without scripts and for print."""
    lines = [
        {"line": place, "name": name, "state": state}
        for place, (name, state) in enumerate(map(_read, CLASS_EXAMPLE), 1)
    ]
    return classroom(lines, Wording(lang), id="example").html


def _read(text: str) -> tuple[str, dict[str, str]]:
    name, _, query = text.rpartition("calculator.html?")
    return name.strip(), dict(pair.split("=") for pair in query.split("&"))
