"""What the lecture said, claim by claim: what holds today, in which numbers, and why."""

import tomllib
from html import escape
from typing import Any

from wattprint.facts import lecture, load
from wattprint.wording import Wording

from .shelves import DATA, cited, place
from .words import set_type


def claims(wording: Wording) -> str:
    """Every claim with its verdict, today's numbers linked to their facts, and the reason."""
    found = lecture()["claims"]
    order = tomllib.loads((DATA / "lecture/claims.toml").read_text(encoding="utf-8"))  # compiled, they are in no order
    return f'<dl class="claims">{"".join(_claim(found[id], wording) for id in order)}</dl>'


def _claim(claim: dict[str, Any], wording: Wording) -> str:
    said, why = (set_type(claim.get(key, {}).get(wording.lang, ""), wording.lang) for key in ("said", "why"))
    verdict = wording.say(f"verdicts.{claim['verdict']}")
    numbers = " · ".join(_number(id, wording) for id in claim.get("today", ()))
    shown = f"<p>{numbers}</p>" if numbers else ""
    return (
        f'<dt class="{claim["verdict"]}">{escape(said)} <small>{escape(verdict)}</small></dt>'
        f"<dd>{escape(why)}{shown}</dd>"
    )


def _number(id: str, wording: Wording) -> str:
    fact = load().factor(id)
    value = escape(wording.quantity(fact.quantity))
    title = escape(cited(fact, wording))
    return f'<a class="fact" href="{escape(place(fact))}" title="{title}">{value}</a>'
