"""The same request to several models: as ranges, and in numbers."""

from collections.abc import Mapping
from html import escape

from ..figures import Row, bars, ranges
from ..records import Estimate, Refused
from ..units import Quantity
from ..wording import Wording
from .names import model_name
from .numbers import SHOWN
from .over import WIDTHS
from .served import Served, estimated

FAR = 40  # times between the largest and the smallest: beyond it a linear bar shows nothing of the small ones


def compared(made: Served, words: Wording) -> str:
    """The figure and the table of the model that was chosen and of those beside it."""
    labels = list(dict.fromkeys((made.state.model, *made.state.compare)))
    refused: dict[str, Refused] = {}
    estimates: dict[str, Estimate] = {}
    for label in labels:
        try:
            estimates[label] = estimated(made.state, label)
        except Refused as error:  # a method that knows other models only
            refused[label] = error
    rows = [
        Row(model_name(label, words), found.energy, _runs(label, found.match.model.name, words))
        for label, found in estimates.items()
    ]
    medians = [row.quantity.median for row in rows if row.quantity.median]
    form = ranges if medians and max(medians) > FAR * min(medians) else bars
    title = words.say("calculator.compare.title")
    drawn = "".join(
        f'<div class="{kind}">{form(rows, words, title=title, name=f"compare-{kind}", width=width, sort=True)}</div>'
        for kind, width in WIDTHS.items()
    )
    caption = escape(words.say("calculator.compare.log" if form is ranges else "calculator.compare.caption"))
    missing = "".join(
        f'<p class="soft">{escape(words.say("calculator.compare.refused", model=model_name(label, words)))}</p>'
        for label in refused
    )
    heads = "".join(
        f'<th scope="col" class="number">{escape(words.name("criteria", name, "short"))}</th>' for name in SHOWN
    )
    body = "".join(_row(label, found.results, made, words) for label, found in estimates.items())
    first = f'<th scope="col">{escape(words.say("heads.model"))}</th>'
    return (
        f"<figure>{drawn}<figcaption>{caption}</figcaption></figure>{missing}"
        f"<table><thead><tr>{first}{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def _runs(label: str, name: str, words: Wording) -> str:
    """The model behind a chatbot."""
    return "" if model_name(label, words) == name else name


def _row(label: str, results: Mapping[str, Quantity], made: Served, words: Wording) -> str:
    cells = []
    for name in SHOWN:
        median, bounds = (escape(part) for part in words.parts(results[name], form="range"))
        small = f' <span class="soft">{bounds}</span>' if bounds else ""
        head = escape(words.name("criteria", name, "short"))
        cells.append(f'<td class="{name}" data-head="{head}">{median}{small}</td>')
    name = model_name(label, words)
    button = ""
    if label != made.state.model:
        drop = escape(words.say("calculator.drop", name=name))
        button = (
            f' <button type="button" class="drop" data-drop="compare" value="{escape(label)}" aria-label="{drop}">'
            "×</button>"
        )
    return f'<tr><th scope="row">{escape(name)}{button}</th>{"".join(cells)}</tr>'
