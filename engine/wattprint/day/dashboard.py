"""A day, a week, a month or a year of chatbots: sums, when, with whom, what weighed most, what would change it."""

from datetime import date, timedelta
from html import escape

from ..facts import load
from ..figures import Row as Mark
from ..figures import timeline
from ..methods import METHODS
from ..units import Quantity
from ..wording import Wording
from .goal import goal
from .levers import Lever, levers
from .pieces import MOST_ROWS, WIDTHS, figure, percent, pictured, say, sums, table, words
from .rows import Day, Row, Talk, added, grouped, summed
from .view import PERIODS, View, bounds

MOST_TALKS = 5


def dashboard(view: View, wording: Wording) -> str:
    """The fragment of a period, its controls included: buttons that carry the state they lead to."""
    said = words(wording)
    rows = view.rows
    total = summed(rows)
    parts = [
        _header(view, said),
        f'<div class="deep"><div class="page">{_lead(view, total, said)}{sums(total.results, said)}</div></div>',
    ]
    if rows:
        parts += [
            _when(view, said),
            _groups("chatbot", grouped(rows, lambda row: row.site), said),
            _groups("model", grouped(rows, lambda row: said.model(row.model)), said),
            _weighed(view, rows, total, said),
            _changes(rows, view, said),
        ]
    parts.append(_about(view, total, said))
    return "".join(parts)


def _header(view: View, said: Wording) -> str:
    first, last = view.bounds
    tabs = "".join(
        f'<button type="button" data-period="{period}" aria-pressed="{str(period == view.period).lower()}">'
        f"{say(said, f'periods.{period}')}</button>"
        for period in PERIODS
    )
    before, after = ((date.fromisoformat(first) - timedelta(days=1)), (date.fromisoformat(last) + timedelta(days=1)))
    later = f' data-day="{after}"' if after.isoformat() <= max(view.today, *view.days, first) else " disabled"
    return (
        '<header class="page"><div class="bar">'
        f'<div class="tabs" role="group" aria-label="{say(said, "period")}">{tabs}</div>'
        f'<div class="steps"><button type="button" data-day="{before}" aria-label="{say(said, "before")}">←</button>'
        f'<button type="button" data-day="{view.today}">{say(said, "now")}</button>'
        f'<button type="button"{later} aria-label="{say(said, "after")}">→</button></div></div>'
        f'<h1 tabindex="-1">{escape(title(view, said))}</h1></header>'
    )


def title(view: View, said: Wording) -> str:
    """ "Week of 16 November 2026"."""
    first, _ = view.bounds
    if view.period == "day":
        return f"{said.day(first).capitalize()} {said.date(first)}"
    if view.period == "week":
        return said.say("day.week_of", date=said.date(first))
    return said.date(first[:7] if view.period == "month" else first[:4]).capitalize()


def _lead(view: View, total: Row, said: Wording) -> str:
    """How many requests, and how that compares: with the usual day, or with the period before."""
    lead = f'<p class="lead">{say(said, "requests_total", n=total.requests)}</p>'
    first, last = view.bounds
    if view.period == "day":
        usual = view.usual() if first == view.today else None
        against = f"<p>{say(said, 'usual_is', usual=usual[1])}</p>" if usual else ""
        return lead + against + (goal(view, total, said) if first == view.today else "")
    used = sum(bool(day.rows) for key, day in view.days.items() if first <= key <= last)
    each = total.results["energy"] * (1 / used) if used else None
    made = [say(said, "each_day", n=used, each=said.quantity(each))] if each else []
    before = summed(view.between(*bounds(view.period, (date.fromisoformat(first) - timedelta(days=1)).isoformat())))
    if before.requests:
        made.append(
            say(said, f"before_{view.period}", energy=said.quantity(before.results["energy"]), n=before.requests)
        )
    return lead + "".join(f"<p>{each}</p>" for each in made)


def _when(view: View, said: Wording) -> str:
    """Each day of a week or a month, each month of a year; a day alone has no such figure."""
    first, last = view.bounds
    if view.period == "day":
        return ""
    name = said.say("day.when")
    if view.period == "year":
        months: dict[str, list[Row]] = {}
        for key, day in view.days.items():
            if first <= key <= last:
                months.setdefault(key[:7], []).extend(day.rows)
        lines = [(said.date(month).capitalize(), summed(rows)) for month, rows in months.items() if rows]
        drawn = figure([Mark(label, row.results["energy"], said.say("day.requests", n=row.requests))
                        for label, row in lines], name, "when", said, sort=False)  # fmt: skip
        head = "heads.month"
    else:
        found = {key: summed(day.rows) for key, day in view.days.items() if first <= key <= last and day.rows}
        marks = [Mark(key, row.results["energy"]) for key, row in found.items()]
        # The ends of the period stand on the axis even when nothing was asked on those days.
        nothing = Quantity(0, unit="Wh")
        marks += [Mark(day, nothing) for day in (first, min(last, max(view.today, first))) if day not in found]
        drawn = pictured({
            kind: timeline(marks, said, title=name, name=f"when-{kind}", width=width) for kind, width in WIDTHS.items()
        })  # fmt: skip
        lines = [(f"{said.day(key).capitalize()} {said.date(key)}", row) for key, row in found.items()]
        head = "heads.day"
    return _section("when", drawn + table(said.say(head), lines, said, name), said)


def _groups(by: str, groups: dict[str, Row], said: Wording) -> str:
    """Bars of the largest, and a table of all."""
    name = said.say(f"report.by_{by}")
    marks = [Mark(label, row.results["energy"], said.say("day.requests", n=row.requests))
             for label, row in list(groups.items())[:MOST_ROWS]]  # fmt: skip
    body = figure(marks, name, f"by-{by}", said) + table(said.say(f"heads.{by}"), groups.items(), said, name)
    return f'<section class="page"><h2>{escape(name)}</h2>{body}</section>'


def _weighed(view: View, rows: list[Row], total: Row, said: Wording) -> str:
    """The heaviest chatbot and model, re-reading, reasoning, and conversations."""
    energy = total.results["energy"].median or 1.0
    site, of_site = next(iter(grouped(rows, lambda row: row.site).items()))
    model, of_model = next(iter(grouped(rows, lambda row: row.model).items()))
    made = [
        say(said, "heaviest_site", site=site, share=percent(of_site.results["energy"].median / energy, said)),
        say(said, "heaviest_model", model=said.model(model),
            share=percent(of_model.results["energy"].median / energy, said)),
    ]  # fmt: skip
    shares = {"context": total.context / energy, "reasoning": total.reasoning / energy}
    made += [
        escape(said.say(f"cli.share_{name}", share=percent(share, said))) for name, share in shares.items() if share
    ]
    first, last = view.bounds
    talks = heaviest({key: day for key, day in view.days.items() if first <= key <= last})
    items = "".join(
        f"<li>{say(said, 'talk', day=said.date(day), site=talk.site, n=talk.requests)} "
        f'<b class="energy">{escape(said.quantity(talk.energy))}</b></li>'
        for day, talk in talks
    )
    listed = f'<h3>{say(said, "talks")}</h3><ol class="talks">{items}</ol><p class="soft">{say(said, "talks_note")}</p>'
    body = "".join(f"<li>{each}</li>" for each in made)
    return _section("weighed", f'<ul class="said">{body}</ul>{listed if items else ""}', said)


def heaviest(days: dict[str, Day]) -> list[tuple[str, Talk]]:
    """The conversations of the most energy and the day each began, among those kept of the days."""
    found: dict[tuple[str, str], list[tuple[str, Talk]]] = {}
    for key, day in days.items():
        for talk in day.talks:
            found.setdefault((talk.conversation, talk.site), []).append((key, talk))
    made = []
    for same in found.values():
        energy = added((talk.energy for _, talk in same), "Wh")
        made.append((same[0][0], same[0][1]._replace(requests=sum(t.requests for _, t in same), energy=energy)))
    return sorted(made, key=lambda each: -each[1].energy.median)[:MOST_TALKS]


def _changes(rows: list[Row], view: View, said: Wording) -> str:
    found = levers(rows, view.method)
    if not found:
        return ""
    heads = [say(said, "lever"), *(escape(said.name("criteria", name, "short")) for name in ("energy", "carbon"))]
    top = f'<th scope="col">{heads[0]}</th>' + "".join(
        f'<th scope="col" class="number">{head}</th>' for head in heads[1:]
    )
    body = "".join(
        f'<tr><th scope="row">{_lever(lever, said)}</th>'
        + "".join(
            f'<td class="{name}" data-head="{head}"><span><b>{escape(_signed(share, said))}</b></span></td>'
            for name, head, share in zip(("energy", "carbon"), heads[1:], (lever.energy, lever.carbon), strict=True)
        )
        + "</tr>"
        for lever in found
    )
    made = f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    return _section("changes", made + f'<p class="soft">{say(said, "changes_note")}</p>', said)


def _lever(lever: Lever, said: Wording) -> str:
    names = load().compiled["zones"] if lever.id == "zone" else {}
    what = ", ".join(names[each]["name"][said.lang] if names else said.model(each) for each in lever.what)
    return say(said, f"levers.{lever.id}", what=what)


def _signed(share: float, said: Wording) -> str:
    """What is saved is less: "−24 %"."""
    sign = "\N{MINUS SIGN}" if share > 0 else "+" if share < 0 else ""
    return sign + percent(abs(share), said)


def _about(view: View, total: Row, said: Wording) -> str:
    """What the sums hold that is not known well, what the eye saw, and what the extension itself took."""
    made = [escape(said.say(f"cli.{name}", n=n)) for name in ("unknown", "proxies") if (n := getattr(total, name))]
    made += [say(said, f"kinds.{kind}", n=n) for kind, n in total.kinds.items()]
    if total.searches:
        made.append(escape(said.say("cli.searched", n=total.searches)))
    for site, seen in view.seen.items():
        made.append(say(said, "seen", site=site, seen=seen, understood=min(seen, view.heard.get(site, 0))))
    if view.own is not None:
        made.append(say(said, "own", energy=said.interval(view.own_energy())))
    made.append(say(said, "made_with", method=said.name("methods", view.method or next(iter(METHODS)))))
    return _section("about", f'<ul class="said">{"".join(f"<li>{each}</li>" for each in made)}</ul>', said)


def _section(key: str, body: str, said: Wording) -> str:
    return f'<section class="page" id="{key}"><h2>{say(said, f"titles.{key}")}</h2>{body}</section>'
