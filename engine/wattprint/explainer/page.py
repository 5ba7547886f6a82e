"""A figure as HTML: written once into the page at build time, and in parts each time that a control moves.

    wattprint-figure            the element that site/figures/figure.js brings to life
      p.question
      form > fieldset[disabled] the controls; without JavaScript the style hides them
      figure [data-part=picture] [data-part=caption]
      p [data-part=answer]
      details [data-part=notes], [data-part=table], [data-part=sources]

The parts are what an answer replaces; all else stays, and with it the reader's focus and what is unfolded.
"""

import json
import re
from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby

from ..records import Factor
from ..wording import Wording
from ..wording.typography import typeset
from .base import WIDTHS, Drawn, Figure, Table, visible
from .controls import Choice, Control
from .hands import Guess
from .state import State

QUESTION, CAPTION = "question", "caption"  # which the words of every figure have
WEB = ("https://", "http://")
STRONG = re.compile(r"\*\*(.+?)\*\*")


def whole(name: str, figure: Figure, state: State, drawn: Drawn, words: Wording) -> str:
    """The element with all that it holds."""
    moved = {c.name: state[c.name] for c in figure.CONTROLS if state[c.name] != c.default}
    start = f' data-start="{escape(json.dumps(moved))}"' if moved else ""
    veil = " data-veiled" if any(isinstance(c, Guess) and not state[c.name] for c in figure.CONTROLS) else ""
    return (
        f'<wattprint-figure name="{name}" lang="{words.lang}" id="{name}"{start}{veil}>'
        f'<p class="question" id="{name}-question">{escape(words.say(QUESTION))}</p>'
        f"{form(name, figure.CONTROLS, state, words)}"
        f'<figure aria-labelledby="{name}-question"><div data-part="picture">{picture(drawn)}</div>'
        f'<figcaption data-part="caption">{caption(drawn, words)}</figcaption></figure>'
        f'<p class="answer" data-part="answer" aria-live="polite">{marked(drawn.answer)}</p>'
        f'<div class="notes" data-part="notes">{notes(drawn)}</div>'
        f"<details><summary>{_say(words, 'numbers')}</summary>"
        f'<div class="scrolled" data-part="table" tabindex="0">{table(drawn.table)}</div></details>'
        f"<details><summary>{_say(words, 'sources')}</summary>"
        f'<div data-part="sources">{sources(drawn.factors, words)}</div></details>'
        "</wattprint-figure>"
    )


def parts(drawn: Drawn, words: Wording) -> str:
    """The parts that move, each under its name."""
    made = {
        "picture": picture(drawn),
        "caption": caption(drawn, words),
        "answer": marked(drawn.answer),
        "notes": notes(drawn),
        "table": table(drawn.table),
        "sources": sources(drawn.factors, words),
    }
    return "".join(f'<div data-part="{name}">{html}</div>' for name, html in made.items())


def form(name: str, controls: Iterable[Control], state: State, words: Wording) -> str:
    """The controls, disabled until someone can hear them; those that have no effect now are hidden."""
    controls = tuple(controls)
    seen, groups = visible(controls, state), []
    for group, members in groupby(controls, key=lambda control: control.group):
        inside = "".join(
            f'<div class="control" data-control="{control.name}"{"" if seen[control.name] else " hidden"}>'
            f"{control.html(state, f'{name}-{control.name}', words)}</div>"
            for control in members
        )
        if group:
            legend = escape(words.say(f"groups.{group}"))
            inside = f'<fieldset class="group"><legend>{legend}</legend>{inside}</fieldset>'
        groups.append(inside)
    if not groups:
        return ""
    reset = f'<button type="reset">{_say(words, "reset")}</button>'
    return f'<form autocomplete="off"><fieldset class="controls" disabled>{"".join(groups)}{reset}</fieldset></form>'


def picture(drawn: Drawn) -> str:
    """The drawing at each width; the style shows one."""
    return "".join(f'<div class="{kind}">{drawn.pictures[kind]}</div>' for kind in WIDTHS)


def caption(drawn: Drawn, words: Wording) -> str:
    """What the figure shows, in a sentence."""
    return escape(drawn.caption or words.say(CAPTION))


def marked(sentence: str) -> str:
    """A sentence with its **strong** parts."""
    return STRONG.sub(r"<strong>\1</strong>", escape(sentence))


def notes(drawn: Drawn) -> str:
    """What to know before repeating a number."""
    return "".join(f"<p>{marked(note)}</p>" for note in drawn.notes)


def table(made: Table) -> str:
    """The numbers behind the drawing."""
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in made.heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in made.rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def sources(factors: Iterable[Factor], words: Wording) -> str:
    """Each publication under the numbers, once, with the facts that were read in it."""
    read: dict[str, list[Factor]] = {}
    for factor in {factor.id: factor for factor in factors}.values():
        for source in factor.sources:
            read.setdefault(source.id, []).append(factor)
    items = []
    for found in read.values():
        source = next(s for s in found[0].sources if read.get(s.id) is found)
        title = escape(typeset(source.title, words.lang))
        if source.url.startswith(WEB):
            title = f'<a href="{escape(source.url)}">{title}</a>'
        facts = escape(words.say("number.list").join(words.label(factor) for factor in found))
        about = ", ".join(escape(part) for part in (source.publisher, source.date) if part)
        items.append(f"<li>{title}, {about}. {facts}</li>")
    return f'<ul class="sources">{"".join(items)}</ul>' if items else f"<p>{_say(words, 'own')}</p>"


def lists(controls: Iterable[Control], words: Wording) -> Mapping[str, Mapping[str, str]]:
    """The long lists, which a page fetches when a reader comes near."""
    return {c.name: c.listed(words) for c in controls if isinstance(c, Choice) and c.long}


def _say(words: Wording, key: str) -> str:
    return escape(words.say(f"figure.{key}"))
