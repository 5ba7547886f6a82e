"""The report of a batch: by team, model and month, and what would have saved most."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from ..bridge import zone_name
from ..figures import Row
from ..report import bars_or_ranges, page, sums, table
from ..tally import Tally, Total
from ..terminal import head_of, tally_lines
from ..terminal import table as aligned
from ..wording import Wording
from .grouped import PERIODS
from .levers import LESS_REASONING, SHORTER, SMALLER, Lever

DRAWN = 12
"""Groups in a figure: the table has them all."""

LISTED = 24
"""Groups in the terminal."""

CHANGED = {"shorter": 1 - SHORTER, "reasoning": 1 - LESS_REASONING, "smaller": SMALLER}


def html(total: Total, tallies: Mapping[str, Tally], levers: Sequence[Lever] | None, wording: Wording) -> str:
    """The whole page; without levers where there are totals only."""
    said = escape(wording.say("report.total", n=total.requests))
    proxies = f'<p class="soft">{escape(wording.say("cli.proxies", n=total.proxies))}</p>' if total.proxies else ""
    parts = [
        f'<header class="page"><p class="eyebrow">Wattprint</p><h1>{escape(wording.say("report.title"))}</h1>'
        f'<p class="soft">{escape(wording.say("report.how_to_read"))}</p></header>'
        f'<div class="deep"><div class="page"><p>{said}</p>{sums(total.results, wording)}{proxies}</div></div>',
        _section(wording.say("batch.levers"), _levers(levers, wording)),
        *(_section(_title(name, wording), _groups(name, made, wording)) for name, made in tallies.items()),
    ]
    return page("\n".join(parts), wording)


def lines(tallies: Mapping[str, Tally], levers: Sequence[Lever] | None, wording: Wording) -> Iterable[str]:
    """The same for a terminal."""
    for name, made in tallies.items():
        yield _title(name, wording)
        left = len(made.groups) - LISTED
        shown = dict(list(made.groups.items())[:LISTED]) if left > 1 else made.groups
        yield from tally_lines(made._replace(groups=shown), wording)
        if left > 1:
            yield wording.say("batch.more", n=left)
        yield ""
    yield wording.say("batch.levers")
    if not levers:
        yield wording.say("batch.no_rows" if levers is None else "batch.no_levers")
        return
    heads = [
        wording.say("batch.lever"),
        *(wording.name("criteria", name, "short") for name in ("energy", "carbon", "water")),
    ]
    yield from aligned([heads, *([said(lever, wording), *_shares(lever, wording)] for lever in levers)], head=True)


def said(lever: Lever, wording: Wording) -> str:
    """What a lever changes, in one sentence."""
    zone = zone_name(lever.what, wording) if lever.id == "zone" else ""
    share = wording.number(CHANGED.get(lever.id, 0) * 100)
    return wording.say(f"batch.lever_{lever.id}", zone=zone, share=share)


def _shares(lever: Lever, wording: Wording) -> list[str]:
    return [
        wording.say("batch.share", share=("+" if share < 0 else "") + wording.number(-100 * share))
        for share in (lever.energy, lever.carbon, lever.water)
    ]


def _levers(levers: Sequence[Lever] | None, wording: Wording) -> str:
    if not levers:
        return f"<p>{escape(wording.say('batch.no_rows' if levers is None else 'batch.no_levers'))}</p>"
    heads = [
        wording.say("batch.lever"),
        *(wording.name("criteria", name, "short") for name in ("energy", "carbon", "water")),
    ]
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(said(lever, wording))}{_models(lever, wording)}</th>'
        + "".join(
            f'<td data-head="{escape(head)}"><span><b>{escape(share)}</b></span></td>'
            for head, share in zip(heads[1:], _shares(lever, wording), strict=True)
        )
        + "</tr>"
        for lever in levers
    )
    note = escape(wording.say("batch.levers_note"))
    return f'<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table><p class="soft">{note}</p>'


def _models(lever: Lever, wording: Wording) -> str:
    if lever.id != "smaller":
        return ""
    return f' <span class="soft">{escape(wording.say("batch.instead", models=lever.what))}</span>'


def _groups(name: str, made: Tally, wording: Wording) -> str:
    first = dict(list(made.groups.items())[:DRAWN]) if name not in PERIODS else made.groups
    rows = [Row(_label(name, key, wording), total.results["energy"]) for key, total in first.items()]
    figure = bars_or_ranges(rows, "tally_other", wording, f"batch-{name}")
    whole: list[tuple[str, Total]] = [*((_label(name, key, wording), total) for key, total in made.groups.items())]
    whole.append((wording.say("cli.total"), made.total))
    heads = (head_of(name, wording), wording.say("heads.requests"))
    return figure + table(
        heads, [(escape(key), wording.count(total.requests), total.results) for key, total in whole], wording
    )


def _label(name: str, key: str, wording: Wording) -> str:
    return wording.date(key) if name in PERIODS and key[:1].isdigit() else key


def _title(name: str, wording: Wording) -> str:
    known = f"batch.by.{name}"
    return wording.say(known) if wording.says(known) else wording.say("batch.by_column", name=head_of(name, wording))


def _section(title: str, body: str) -> str:
    return f'<section class="page"><h2>{escape(title)}</h2>{body}</section>'
