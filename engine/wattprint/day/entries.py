"""The answers of one day, one by one, so that each can be corrected or deleted."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from html import escape

from ..records import UsageEvent
from ..tally import costed
from ..wording import Wording
from .pieces import say, words


def entries(
    events: Iterable[UsageEvent],
    day: str,
    wording: Wording,
    *,
    zone: str | None = None,
    reader: str | None = None,
    boundary: str = "hardware",
    method: str | None = None,
) -> str:
    """A table of the day's answers, the latest first; each row carries its site and id, and its two buttons."""
    said = words(wording)
    found = costed(events, (day,), zone=zone, reader=reader, boundary=boundary, method=method)
    rows = sorted(found, key=lambda each: each[0].at, reverse=True)
    if not rows:
        return f'<p class="soft">{say(said, "entries_none")}</p>'
    heads = [say(said, "hour"), *(escape(said.say(f"heads.{name}")) for name in ("chatbot", "model")),
             escape(said.name("criteria", "energy", "short"))]  # fmt: skip
    top = "".join(f'<th scope="col">{head}</th>' for head in heads) + f'<th scope="col">{say(said, "change")}</th>'
    body = []
    for event, counted, cost in rows:
        median, bounds = (escape(part) for part in said.parts(cost.results["energy"], form="range"))
        kind = f' <span class="soft">{say(said, f"kind.{event.kind}")}</span>' if event.kind != "text" else ""
        unknown = f' <span class="soft">{say(said, "length_unknown")}</span>' if counted.unknown else ""
        hour = escape(_hour(event))
        named = f"{hour}, {event.site}"
        body.append(
            f'<tr data-site="{escape(event.site)}" data-id="{escape(event.id)}"><th scope="row">{hour}</th>'
            f'<td data-head="{heads[1]}"><span>{escape(event.site)}{kind}</span></td>'
            f'<td data-head="{heads[2]}"><span>{escape(said.model(counted.match.model.id))}'
            f'<span class="soft">{escape(event.model or "")}</span></span></td>'
            f'<td class="energy" data-head="{heads[3]}">'
            f'<span><b>{median}</b> <span class="soft">{bounds}</span>{unknown}</span></td>'
            f'<td class="buttons">{_button("correct", named, said)} {_button("delete", named, said)}</td></tr>'
        )
    return f'<table class="entries"><thead><tr>{top}</tr></thead><tbody>{"".join(body)}</tbody></table>'


def _button(act: str, which: str, said: Wording) -> str:
    label = say(said, f"{act}_one", which=which)
    return f'<button type="button" data-act="{act}" aria-label="{label}">{say(said, act)}</button>'


def _hour(event: UsageEvent) -> str:
    """On the clock that the reader had then."""
    return (datetime.fromisoformat(event.at) + timedelta(minutes=event.offset)).strftime("%H:%M")
