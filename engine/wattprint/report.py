"""Estimates as a page of their own: one HTML file that carries its style, its figures and its sources."""

from collections.abc import Iterable, Sequence
from functools import reduce
from html import escape
from importlib.resources import files
from operator import add

from .bridge import zone_name
from .figures import Row, bars, ranges, timeline
from .records import Estimate, Factor, Source, Step
from .tally import Tally, Total
from .units import Quantity
from .wording import Wording

SHOWN = ("energy", "carbon", "water", "google_searches")
"""The criteria of the tables, in order; the others are in the working."""

WIDTHS = {"narrow": 288, "wide": 720}  # a figure is drawn twice, and the style shows one of them
FAR = 40  # times between the largest and the smallest: beyond it a linear bar shows nothing of the small ones
FACTOR_DIGITS = 3
MOST_ROWS = 30  # of a table whose tail says little
BETWEEN = "\N{NO-BREAK SPACE}· "
STYLES = ("report.css", "fragments.css")
WEB = ("https://", "http://")


def report_html(estimates: Sequence[Estimate], tally: Tally | None, wording: Wording) -> str:
    """The whole page: sums, requests, figures with ranges, the tally, the working and the sources."""
    made = list(estimates)
    sections = [_header(made, tally, wording)]
    if made:
        sections += [_requests(made, wording), _compared(made, wording)]
    if tally and tally.groups:
        sections += [_tally(tally, wording), *_also(tally, wording)]
    if made:
        sections += [_working(made, wording), _sources(_cited(made), wording)]
    return page(_lines(sections), wording)


def page(body: str, wording: Wording) -> str:
    """A whole HTML file around the sections of a report."""
    title = escape(wording.say("report.title"))
    return (
        f'<!doctype html>\n<html lang="{wording.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title} · Wattprint</title>\n<style>\n{style()}</style>\n</head>\n"
        f'<body class="wattprint">\n{body}\n'
        f'<footer class="page soft"><p>{_say(wording, "footer")}</p></footer>\n</body>\n</html>\n'
    )


def estimate_html(estimate: Estimate, wording: Wording | None = None) -> str:
    """One estimate as a card, for notebooks; English unless told otherwise."""
    words = wording or Wording("en")
    sources = f"<details><summary>{_say(words, 'sources')}</summary>{_source_list(estimate.sources)}</details>"
    return (
        f'<div class="wattprint card" lang="{words.lang}"><style>{style()}</style>'
        f'<div class="head">{_heading(estimate, words)}</div>'
        f'<div class="deep">{sums(estimate.results, words)}</div>'
        f"{_drawn(estimate, words)}"
        f"{_details(estimate, words, {})}"
        f"{sources}</div>"
    )


def _header(made: list[Estimate], tally: Tally | None, wording: Wording) -> str:
    results, total = {}, ""
    if made:
        results = {name: reduce(add, (e.results[name] for e in made)) for name in SHOWN}
        total = wording.say("report.total", n=len(made))
    elif tally:
        results, total = tally.total.results, wording.say("report.total", n=tally.total.requests)
    lead = wording.say("report.lead", n=len(made) or (tally.total.requests if tally else 0))
    water = f"<p>{escape(total)}</p>{sums(results, wording)}" if results else ""
    below = f'<div class="deep"><div class="page">{water}</div></div>' if water else ""
    return (
        f'<header class="page"><p class="eyebrow">{_say(wording, "eyebrow")}</p>'
        f"<h1>{_say(wording, 'title')}</h1><p>{escape(lead)}</p>"
        f'<p class="soft">{_say(wording, "how_to_read" if results else "nothing")}</p></header>\n{below}'
    )


def sums(results: dict[str, Quantity], wording: Wording) -> str:
    """The results in large figures, each with its interval."""
    items = []
    for name in SHOWN:
        median, bounds = (escape(part) for part in wording.parts(results[name]))
        short = escape(wording.name("criteria", name, "short"))
        interval = f'<dd class="bounds">{bounds}</dd>' if bounds else ""
        items.append(f"<div><dt>{short}</dt><dd>{median}</dd>{interval}</div>")
    return f'<dl class="sums">{"".join(items)}</dl>'


def _drawn(estimate: Estimate, words: Wording) -> str:
    """The steps of the electricity, as bars."""
    steps = [step for step in estimate.steps if step.result.unit == estimate.energy.unit]
    rows = [Row(words.name("steps", step.id), step.result) for step in steps]
    title = words.name("criteria", "energy")
    return bars(rows, words, title=title, name=f"steps-{estimate.match.model.id}", width=WIDTHS["wide"])


def _requests(made: list[Estimate], wording: Wording) -> str:
    rows = [(_heading(e, wording, small=True), _counts(e, wording), e.results) for e in made]
    heads = (wording.say("heads.model"), wording.say("heads.tokens"))
    return section("requests", table(heads, rows, wording), wording)


def table(heads: tuple[str, str], rows: list[tuple[str, str, dict[str, Quantity]]], wording: Wording) -> str:
    """Rows of a first cell (HTML), a count and the results; narrow screens show each row as a card."""
    names = [escape(wording.name("criteria", name, "short")) for name in SHOWN]
    first, second = map(escape, heads)
    top = "".join(f'<th scope="col" class="number">{name}</th>' for name in names)
    body = []
    for cell, count, results in rows:
        cells = [f'<td data-head="{second}"><span>{escape(count)}</span></td>']
        for name, head in zip(SHOWN, names, strict=True):
            median, bounds = (escape(part) for part in wording.parts(results[name], form="range"))
            small = f' <span class="soft">{bounds}</span>' if bounds else ""
            cells.append(f'<td class="{name}" data-head="{head}"><span><b>{median}</b>{small}</span></td>')
        body.append(f'<tr><th scope="row">{cell}</th>{"".join(cells)}</tr>')
    top = f'<tr><th scope="col">{first}</th><th scope="col" class="number">{second}</th>{top}</tr>'
    return f"<table><thead>{top}</thead><tbody>{_lines(body)}</tbody></table>"


def _compared(made: list[Estimate], wording: Wording) -> str:
    rows = [Row(e.match.model.name, e.energy, _counts(e, wording)) for e in made]
    return section("bars", bars_or_ranges(rows, "bars", wording), wording, caption="")


def bars_or_ranges(rows: list[Row], key: str, wording: Wording, name: str = "") -> str:
    """Bars, or ranges on a log scale where bars would hide the small ones; captioned accordingly. `name` tells
    two figures of one key apart."""
    medians = [row.quantity.median for row in rows if row.quantity.median]
    far = bool(medians) and max(medians) > FAR * min(medians)
    title = wording.say(f"report.{key}")
    caption = wording.say("report.ranges_caption" if far and key == "bars" else f"report.{key}_caption")
    draw = ranges if far else bars
    drawn = {
        kind: draw(rows, wording, title=title, name=f"{name or key}-{kind}", width=width, sort=True)
        for kind, width in WIDTHS.items()
    }
    return _figure(drawn, caption)


def _tally(tally: Tally, wording: Wording) -> str:
    daily = tally.by == "day"
    said = wording.model if tally.by == "model" else str
    rows = [Row(said(key), total.results["energy"]) for key, total in tally.groups.items()]
    if daily:
        title = wording.say("report.tally")
        drawn = {
            kind: timeline(rows, wording, title=title, name=f"tally-{kind}", width=width)
            for kind, width in WIDTHS.items()
        }
        figure = _figure(drawn, wording.say("report.tally_caption"))
    else:
        figure = bars_or_ranges(rows, "tally_other", wording)
    heads = (wording.say(f"heads.{tally.by}"), wording.say("heads.requests"))
    lines = [
        (escape(_day(key, wording) if daily else said(key)), wording.count(total.requests), total.results)
        for key, total in [*tally.groups.items(), (wording.say("cli.total"), tally.total)]
    ]
    numbers = table(heads, lines, wording)
    folded = f"<details><summary>{_say(wording, 'numbers')}</summary>{numbers}</details>"
    body = figure + folded + _shares(tally.total, wording) + _caveats(tally.total, tally.doubles, wording)
    return section("tally" if daily else "tally_other", body, wording, caption="")


def _also(tally: Tally, wording: Wording) -> list[str]:
    """The same sums by the other keys, and the heaviest conversations, known by their day and chatbot."""
    made = []
    for by, groups in tally.also.items():
        if by != "day" and len(groups) > 1:
            heads = (wording.say(f"heads.{by}"), wording.say("heads.requests"))
            order = sorted(groups.items(), key=lambda group: -group[1].results["energy"].median)
            said = wording.model if by == "model" else str
            rows = [(escape(said(key)), wording.count(each.requests), each.results) for key, each in order[:MOST_ROWS]]
            made.append(section(f"by_{by}", table(heads, rows, wording), wording, caption=""))
    if tally.heaviest:
        heads = (wording.say("heads.conversation"), wording.say("heads.requests"))
        rows = [
            (
                escape(f"{wording.date(heavy.day)}, {heavy.chatbot}"),
                wording.count(heavy.total.requests),
                heavy.total.results,
            )
            for heavy in tally.heaviest.values()
        ]
        made.append(section("heaviest", table(heads, rows, wording), wording))
    return made


def _shares(total: Total, wording: Wording) -> str:
    """What went to reading conversations again and to reasoning, and how often something was searched."""
    said = [
        wording.say(f"cli.share_{name}", share=wording.quantity(Quantity(100 * share, unit="%")))
        for name, share in total.shares.items()
        if share
    ]
    if total.searches:
        said.append(wording.say("cli.searched", n=total.searches))
    return f"<p>{escape(' '.join(said))}</p>" if said else ""


def _day(key: str, wording: Wording) -> str:
    return f"{wording.day(key)} {wording.date(key)}" if key[:1].isdigit() else key


def _caveats(total: Total, doubles: int, wording: Wording) -> str:
    """What the sums hold that is not known well: nothing is added in silence."""
    counts = {"unknown": total.unknown, "proxies": total.proxies, "doubles": doubles}
    said = [wording.say(f"cli.{key}", n=n) for key, n in counts.items() if n]
    return f'<p class="soft caveats">{escape(" ".join(said))}</p>' if said else ""


def _working(made: list[Estimate], wording: Wording) -> str:
    places = {source: place for place, source in enumerate(_cited(made), 1)}
    return section("working", "".join(_details(e, wording, places) for e in made), wording)


def _details(estimate: Estimate, wording: Wording, places: dict[Source, int]) -> str:
    """The steps of an estimate, folded under one line; `places` numbers the sources of the page."""
    name = escape(estimate.match.model.name)
    line = wording.say("report.line", counts=_counts(estimate, wording), energy=estimate.energy)
    steps = "".join(_step(step, wording, places) for step in estimate.steps)
    says = escape(wording.name("methods", estimate.method, "says"))
    scope = escape(wording.name("boundaries", estimate.boundary, "says"))
    return (
        f"<details><summary><b>{name}</b>, {escape(line)}</summary>"
        f'<p class="soft">{says} {scope}</p><ol class="steps">{steps}</ol></details>'
    )


def _step(step: Step, wording: Wording, places: dict[Source, int]) -> str:
    label, result = escape(wording.name("steps", step.id)), escape(wording.interval(step.result))
    factors = "".join(f"<li>{_factor(factor, wording, places)}</li>" for factor in step.factors)
    listed = f'<ul class="factors">{factors}</ul>' if factors else ""
    return f'<li><div class="step"><span>{label}</span> <span>{result}</span></div>{listed}</li>'


def _factor(factor: Factor, wording: Wording, places: dict[Source, int]) -> str:
    """A factor, its value, where it was read and when; the sources by their number on the page."""
    label = factor.label.get(wording.lang, factor.id)
    value = wording.interval(factor.quantity, FACTOR_DIGITS)
    line = escape(wording.say("cli.factor", label=label, quantity=value))
    links = ", ".join(
        f'<a href="#source-{places[s]}">{escape(s.title)}</a>' if s in places else escape(s.title)
        for s in factor.sources
    )
    checked = wording.say("report.checked", date=wording.date(factor.checked)) if factor.checked else ""
    read = ", ".join(part for part in (links, escape(factor.where)) if part)
    return "; ".join(part for part in (line, read, checked) if part)


def _sources(sources: Iterable[Source], wording: Wording) -> str:
    return section("sources", _source_list(sources, numbered=True), wording)


def _source_list(sources: Iterable[Source], numbered: bool = False) -> str:
    """Title (linked, if its address is one of the web), publisher, date and licence of each source."""
    items = []
    for place, source in enumerate(sources, 1):
        title = escape(source.title)
        if source.url.startswith(WEB):
            title = f'<a href="{escape(source.url)}">{title}</a>'
        rest = ", ".join(escape(part) for part in (source.publisher, source.date, source.licence) if part)
        anchor = f' id="source-{place}"' if numbered else ""
        items.append(f"<li{anchor}>{title}, {rest}</li>" if rest else f"<li{anchor}>{title}</li>")
    return f'<ol class="sources">{"".join(items)}</ol>'


def _cited(made: list[Estimate]) -> list[Source]:
    return list(dict.fromkeys(source for e in made for source in e.sources))


def _heading(estimate: Estimate, wording: Wording, small: bool = False) -> str:
    """Which model, served from where, by which method; what was assumed is said beside it."""
    zone = zone_name(estimate.zone, wording)
    assumed = estimate.request.zone is None
    served = wording.say("report.served_assumed" if assumed else "report.served_from", zone=zone)
    method = wording.name("methods", estimate.method)
    parts = [served, wording.say("cli.method", method=method)]
    if not small:
        parts.insert(0, _counts(estimate, wording))
    note = wording.note(estimate.match.note) if estimate.match.note else ""
    note = f'<span class="soft">{escape(note)}</span>' if note else ""
    name = escape(estimate.match.model.name)
    return f'<p><b>{name}</b> <span class="soft">{escape(BETWEEN.join(parts))}</span> {note}</p>'


def _counts(estimate: Estimate, wording: Wording) -> str:
    """300 read, 400 written, 1 image: what the request asked for."""
    request = estimate.request
    tokens = {
        "input": request.input_tokens,
        "cached": request.cached_tokens,
        "reasoning": request.reasoning_tokens,
        "output": request.output_tokens,
    }
    said = [wording.say(f"report.tokens_{name}", n=n) for name, n in tokens.items() if n]
    others = {"images": request.images, "searches": request.searches}
    return ", ".join(said + [wording.say(f"report.{name}", n=n) for name, n in others.items() if n])


def _figure(drawn: dict[str, str], caption: str) -> str:
    """The same figure at each width; the style shows one."""
    pictures = "".join(f'<div class="{kind}">{svg}</div>' for kind, svg in drawn.items())
    return f"<figure>{pictures}<figcaption>{escape(caption)}</figcaption></figure>"


def section(key: str, body: str, wording: Wording, caption: str | None = None) -> str:
    """A part of the page under its title, `report.<key>` in the wording."""
    said = wording.say(f"report.{key}_caption") if caption is None else caption
    under = f'<p class="soft">{escape(said)}</p>' if said else ""
    return f'<section class="page"><h2>{_say(wording, key)}</h2>{under}{body}</section>'


def _say(wording: Wording, key: str) -> str:
    return escape(wording.say(f"report.{key}"))


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(parts)


def style() -> str:
    """The style that a page carries: its own, and that of the pieces which it shares with the site."""
    return "".join(files(__package__).joinpath(name).read_text(encoding="utf-8") for name in STYLES)
