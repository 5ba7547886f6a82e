"""Today at a glance: requests, energy, CO2e and Google searches, against the reader's usual day."""

from html import escape
from math import log

from ..units import Quantity
from ..wording import Wording
from .goal import goal
from .pieces import say, sums, words
from .rows import Row, grouped, summed
from .view import View

SHOWN = ("energy", "carbon", "google_searches")
MOST_SITES = 3
WIDTH, TALL = 328, 16
"""Of the line that holds today against the usual day, in pixels."""

AIR = 1.1  # times beyond its ends

NEAR = 1.05  # times the usual day, within which today is "like" it


def popup(view: View, wording: Wording) -> str:
    """The fragment of today."""
    said = words(wording)
    rows = view.between(view.today, view.today)
    total = summed(rows)
    parts = [
        f"<header><h1>{escape(wording.day(view.today).capitalize())} {escape(wording.date(view.today))}</h1></header>",
        f'<section class="deep" aria-label="{say(said, "today")}">{_requests(total, said)}'
        f"{sums(total.results, said, SHOWN)}{_usual(view, total, said)}</section>",
        goal(view, total, said),
        _sites(rows, said),
        _caveats(view, total, said),
    ]
    return f'<div class="today">{"".join(parts)}</div>'


def _requests(total: Row, said: Wording) -> str:
    number, word = escape(said.count(total.requests)), say(said, "requests_word", n=total.requests)
    return f'<p class="requests"><b>{number}</b> {word}</p>'


def _usual(view: View, total: Row, said: Wording) -> str:
    """A line as long as the larger of today and the usual day, and the sentence that says so."""
    usual = view.usual()
    if usual is None:
        return f'<p class="usual">{say(said, "usual_none")}</p>'
    _, energy = usual
    today = total.results["energy"]
    how = "like" if energy.median <= today.median * NEAR and today.median <= energy.median * NEAR else "more"
    how = "less" if today.median * NEAR < energy.median else how
    line = say(said, f"usual_{how}", usual=said.quantity(energy))
    return f'<p class="usual">{_against(today, energy)}<span>{line}</span></p>'


def _against(today: Quantity, usual: Quantity) -> str:
    """Today's dot and band and a mark at the usual day, on a log scale; the sentence beside it says the same."""
    if not (today.low and usual.median):
        return ""
    least, most = min(today.low, usual.median) / AIR, max(today.high, usual.median) * AIR
    low, dot, high, mark = (
        WIDTH * log(value / least) / log(most / least) for value in (today.low, today.median, today.high, usual.median)
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {TALL}" width="{WIDTH}" height="{TALL}" aria-hidden="true" class="against">'
        f'<line class="rail" x1="0" x2="{WIDTH}" y1="8" y2="8"/>'
        f'<rect class="band" x="{low:.1f}" y="3" width="{high - low:.1f}" height="10" rx="5"/>'
        f'<line class="mark" x1="{mark:.1f}" x2="{mark:.1f}" y1="0" y2="{TALL}"/>'
        f'<circle class="dot" cx="{dot:.1f}" cy="8" r="5"/></svg>'
    )


def _sites(rows: list[Row], said: Wording) -> str:
    groups = grouped(rows, lambda row: row.site)
    items = [
        f"<li><span>{escape(site)}</span> <span>{say(said, 'requests', n=row.requests)}</span> "
        f'<b class="energy">{escape(said.quantity(row.results["energy"]))}</b></li>'
        for site, row in list(groups.items())[:MOST_SITES]
    ]
    return f'<ul class="sites">{"".join(items)}</ul>' if items else ""


def _caveats(view: View, total: Row, said: Wording) -> str:
    """What must be known beside the sums: nothing is added in silence."""
    made = []
    if total.unknown:
        made.append(say(said, "unknown", n=total.unknown))
    unread = {site: seen for site, seen in view.seen.items() if seen > view.heard.get(site, 0)}
    made += [say(said, "unread", site=site, seen=n, understood=view.heard.get(site, 0)) for site, n in unread.items()]
    return f'<ul class="caveats">{"".join(f"<li>{each}</li>" for each in made)}</ul>' if made else ""
