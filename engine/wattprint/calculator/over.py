"""The same request over a day and over a year: on a ruler of everyday things, and in numbers."""

from html import escape

from ..equivalents import equivalent
from ..units import Quantity
from ..wording import Wording
from .names import thing_name
from .numbers import SHOWN
from .ruler import Mark, ruler
from .served import Served

WIDTHS = {"narrow": 288, "wide": 600}  # a figure is drawn twice, and the style shows one of them


def over(made: Served, words: Wording) -> str:
    """The ruler, and the table under it."""
    return f"{_ruler(made, words)}{_table(made, words)}"


def said(span: str, made: Served, words: Wording) -> str:
    """ "one request", "a day (3 requests)", "a year (1,096 requests)"."""
    n = made.spans[span]
    return words.say(f"calculator.spans.{span}", n=round(n) if n > 1 else n)


def _ruler(made: Served, words: Wording) -> str:
    energy = made.estimate.energy
    every = [Mark(words.say(f"calculator.spans.{span}_name"), energy * n) for span, n in made.spans.items()]
    marks = [mark for mark in every if mark.quantity.median]
    if not marks:
        return ""
    title = words.say("calculator.ruler.title")
    drawn = "".join(
        f'<div class="{kind}">{ruler(marks, words, title=title, name=f"ruler-{kind}", width=width)}</div>'
        for kind, width in WIDTHS.items()
    )
    return f"<figure>{drawn}<figcaption>{escape(words.say('calculator.ruler.caption'))}</figcaption></figure>"


def _table(made: Served, words: Wording) -> str:
    heads = [escape(words.say(f"calculator.spans.{span}_name")) for span in made.spans]
    top = "".join(f'<th scope="col" class="number">{head}</th>' for head in heads)
    rows = [
        _row(escape(words.name("criteria", name, "short")), name, made.estimate.results[name], made, heads, words)
        for name in SHOWN
    ]
    for id in made.state.things:
        found = equivalent(id, made.estimate.results)
        name = escape(thing_name(id, words))
        drop = escape(words.say("calculator.drop", name=thing_name(id, words)))
        button = f'<button type="button" class="drop" data-drop="things" value="{id}" aria-label="{drop}">×</button>'
        rows.append(_row(f"{name} {button}", "thing", found.times, made, heads, words))
    caption = escape(words.say("calculator.spans.caption", n=made.day))
    first = f'<th scope="col"><span class="hidden">{escape(words.say("calculator.spans.what"))}</span></th>'
    return (
        f'<table class="spans"><caption>{caption}</caption><thead><tr>{first}{top}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _row(label: str, name: str, quantity: Quantity, made: Served, heads: list[str], words: Wording) -> str:
    cells = []
    for head, n in zip(heads, made.spans.values(), strict=True):
        median, bounds = (escape(part) for part in words.parts(quantity * n, form="range"))
        small = f' <span class="soft">{bounds}</span>' if bounds else ""
        cells.append(f'<td data-head="{head}">{median}{small}</td>')
    return f'<tr class="{name}"><th scope="row">{label}</th>{"".join(cells)}</tr>'
