"""What the lecture said, claim by claim: what holds today, in which numbers, and why."""

import tomllib
from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Any

from wattprint.facts import lecture, load
from wattprint.records import Factor
from wattprint.units import Quantity
from wattprint.wording import Wording

from .content import Page
from .shelves import DATA, cited, place
from .values import whole
from .words import set_type

DIGITS = 3
VERDICTS = ("right", "right-order", "simplification", "outdated", "wrong", "unverifiable", "lost")
RATIO = " / "


@cache
def _order() -> tuple[str, ...]:
    """The ids in the order of the file: compiled, they are in none."""
    return tuple(tomllib.loads((DATA / "lecture/claims.toml").read_text(encoding="utf-8")))


def counted(verdict: str = "") -> int:
    """How many claims have this verdict; or how many there are."""
    found = lecture()["claims"].values()
    return sum(claim["verdict"] == verdict for claim in found) if verdict else len(found)


def claims(pages: Mapping[str, Page], wording: Wording) -> str:
    """Every claim with its verdict: then and today in large numbers, the reason, the page that tells it; and buttons
    that show one verdict at a time."""
    found = lecture()["claims"]
    words = wording.also("wattprint.explainer", "figure")
    choices = "".join(
        f'<label><input type="radio" name="verdict" value="{verdict}"{"" if verdict else " checked"}>'
        f"{escape(words.say(f'figure.verdicts.{verdict}') if verdict else words.say('site.every'))}"
        f" ({counted(verdict)})</label>"
        for verdict in ("", *VERDICTS)
    )
    legend = escape(words.say("site.verdict"))
    entries = "".join(_claim(found[id], pages[found[id]["page"]], words) for id in _order())
    return (
        f'<search hidden><fieldset><legend>{legend}</legend>{choices}</fieldset><output data-none=""></output></search>'
        f'<dl class="claims" data-filtered>{entries}</dl>'
    )


def _claim(claim: dict[str, Any], page: Page, wording: Wording) -> str:
    said, why, origin = (
        set_type(claim.get(key, {}).get(wording.lang, ""), wording.lang) for key in ("said", "why", "origin")
    )
    verdict = escape(wording.say(f"figure.verdicts.{claim['verdict']}"))
    more = escape(wording.say("site.and")).join(_beside(load().factor(id), wording) for id in claim.get("more", ()))
    came = escape(wording.say("site.origin", origin=origin)) if origin else ""
    told = f'<a href="{page.name}.html">{escape(page.short or page.title)}</a>'
    rest = f"{more}{'. ' if more else ''}{escape(wording.say('site.told'))} {told}"
    return (
        f'<div class="{claim["verdict"]}"><dt><small>{verdict}</small>{escape(said)}</dt>'
        f"<dd>{_numbers(claim, wording)}{escape(why)} {came}<p>{rest}</p></dd></div>"
    )


def _numbers(claim: dict[str, Any], wording: Wording) -> str:
    """Then, struck out where it no longer holds, and today."""
    then = "<br>".join(
        escape(wording.quantity(Quantity(value, unit=claim["unit"]), len(str(int(value)).rstrip("0")) + 1))
        for value in claim.get("then", ())
    )
    if not claim.get("today"):
        return ""
    tag = "s" if claim["verdict"] in ("outdated", "wrong") else "span"
    before = f'<{tag} data-label="{escape(wording.say("site.then"))}">{then}</{tag}>' if claim.get("then") else ""
    label = f'data-label="{escape(wording.say("site.now"))}"'
    if len(claim["today"]) == 1:
        return f'<p class="numbers">{before}{_answer(claim["today"][0], wording, f" {label}")}</p>'
    today = "<br>".join(_answer(id, wording) for id in claim["today"])
    return f'<p class="numbers">{before}<b {label}>{today}</b></p>'


def _answer(id: str, wording: Wording, label: str = "") -> str:
    """A fact, or the ratio of two, linked to its place."""
    facts = [load().factor(each) for each in id.split(RATIO)]
    first, *others = (fact.quantity for fact in facts)
    said = _said(first / others[0], wording, 2) if others else _said(first, wording)
    title = escape(cited(facts[0], wording))
    return f'<a class="fact" href="{escape(place(facts[0]))}" title="{title}"{label}>{escape(said)}</a>'


def _beside(fact: Factor, wording: Wording) -> str:
    """What else there is to know: the label of a fact, and what it says. The page that tells it links to its place."""
    return escape(wording.say("site.pair", one=wording.label(fact), two=_said(fact.quantity, wording)))


def _said(quantity: Quantity, wording: Wording, digits: int = DIGITS) -> str:
    found = whole(quantity)
    return wording.quantity(Quantity(found.median, unit=found.unit), digits)
