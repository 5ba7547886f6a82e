"""The pieces that the views share: results in large figures, tables, figures at two widths."""

from collections.abc import Iterable, Mapping
from html import escape

from ..figures import Row as Mark
from ..figures import bars, ranges
from ..units import Quantity
from ..wording import Wording
from .rows import Row

SHOWN = ("energy", "carbon", "water", "google_searches")
WIDTHS = {"narrow": 288, "wide": 720}
FAR = 40  # times between the largest and the smallest, beyond which a bar hides the small ones
MOST_ROWS = 8  # of a figure; the table beside it has them all
PERCENT = 100


def words(wording: Wording) -> Wording:
    """The words of this room."""
    return wording.also(__package__, "day")


def sums(results: Mapping[str, Quantity], wording: Wording, shown: Iterable[str] = SHOWN) -> str:
    """The results in large figures, each with its interval."""
    items = []
    for name in shown:
        median, bounds = (escape(part) for part in wording.parts(results[name]))
        interval = f'<dd class="bounds">{bounds}</dd>' if bounds else ""
        short = escape(wording.name("criteria", name, "short"))
        items.append(f'<div class="{name}"><dt>{short}</dt><dd>{median}</dd>{interval}</div>')
    return f'<dl class="sums">{"".join(items)}</dl>'


def table(head: str, rows: Iterable[tuple[str, Row]], wording: Wording, caption: str) -> str:
    """A line per group: requests and results, with their intervals."""
    names = [escape(wording.name("criteria", name, "short")) for name in SHOWN]
    requests = escape(wording.say("heads.requests"))
    top = "".join(f'<th scope="col" class="number">{name}</th>' for name in (requests, *names))
    body = []
    for label, row in rows:
        cells = [f'<td data-head="{requests}"><span>{escape(wording.count(row.requests))}</span></td>']
        for name, of_head in zip(SHOWN, names, strict=True):
            median, bounds = (escape(part) for part in wording.parts(row.results[name], form="range"))
            small = f' <span class="soft">{bounds}</span>' if bounds else ""
            cells.append(f'<td class="{name}" data-head="{of_head}"><span><b>{median}</b>{small}</span></td>')
        body.append(f'<tr><th scope="row">{escape(label)}</th>{"".join(cells)}</tr>')
    return (
        f"<details><summary>{escape(wording.say('report.numbers'))}</summary><table>"
        f'<caption class="unseen">{escape(caption)}</caption>'
        f'<thead><tr><th scope="col">{escape(head)}</th>{top}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></details>"
    )


def figure(marks: list[Mark], title: str, name: str, wording: Wording, *, sort: bool = True) -> str:
    """Bars, or ranges on a log scale where bars would hide the small ones, at both widths."""
    medians = [mark.quantity.median for mark in marks if mark.quantity.median]
    far = sort and bool(medians) and max(medians) > FAR * min(medians)
    draw = ranges if far else bars
    return pictured({
        kind: draw(marks, wording, title=title, name=f"{name}-{kind}", width=width, sort=sort)
        for kind, width in WIDTHS.items()
    })  # fmt: skip


def pictured(drawn: Mapping[str, str], caption: str = "") -> str:
    """The same figure at each width; the style shows one."""
    pictures = "".join(f'<div class="{kind}">{svg}</div>' for kind, svg in drawn.items())
    under = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f"<figure>{pictures}{under}</figure>"


def percent(share: float, wording: Wording) -> str:
    """0.236 -> "24 %"."""
    return wording.quantity(Quantity(share * PERCENT, unit="%"))


def say(wording: Wording, key: str, **blanks: object) -> str:
    """A sentence of this room, ready for HTML."""
    return escape(wording.say(f"day.{key}", **blanks))
