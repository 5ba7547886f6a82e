"""A question to bet on where a part opens, answered where it ends: content/<lang>/bets.toml.

Each bet has its `question`, its `options`, which of them is `right` (from 0), the expression that makes it so
(`holds`: a build fails where it no longer does), the `page` that answers, and `why`. What a reader bets stays in the
tab (site/figures/bets.js).
"""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from .content import Page
from .errors import Unknown
from .expand import expanded
from .holder import Holder
from .markdown import rendered
from .words import set_type, words

FILE = "bets.toml"
CONTENT = Path(__file__).resolve().parents[1] / "content"


class Lost(ValueError):
    """The right answer of a bet is no longer right."""


@cache
def bets(lang: str) -> dict[str, Any]:
    """Every bet of a language, by name."""
    return tomllib.loads((CONTENT / lang / FILE).read_text(encoding="utf-8"))


def asked(name: str, page: Page, names: Mapping[str, Callable[..., Any]], holder: Holder) -> str:
    """The question and its options as buttons, and where the answer is."""
    bet, say = _bet(name, page), words(page.lang).say
    buttons = "".join(
        f'<button type="button" value="{place}" disabled>{_line(option, page, names, holder)}</button>'
        for place, option in enumerate(bet["options"])
    )
    where = f'<a href="{bet["page"]}.html#bet-{name}">{escape(say("bet.where"))}</a>'
    return (
        f'<section class="bet" data-bet="{name}"><p class="label">{escape(say("bet.asked"))}</p>'
        f'<p class="ask">{_line(bet["question"], page, names, holder)}</p>'
        f'<div class="options" role="group" aria-label="{escape(say("bet.options"))}">{buttons}</div>'
        f'<p class="soft"><span hidden>{escape(say("bet.kept"))} </span>{where}</p></section>'
    )


def told(name: str, page: Page, names: Mapping[str, Callable[..., Any]], holder: Holder) -> str:
    """The same question, its right answer marked, and why. Raises Lost if the answer no longer holds."""
    bet, say = _bet(name, page), words(page.lang).say
    if expanded("{{ " + bet["holds"] + " }}", page, names, 1) != str(True):
        raise Lost(f"the bet {name!r} is lost: {bet['holds']} does not hold")
    said = [f"<li>{_line(option, page, names, holder)}</li>" for option in bet["options"]]
    mark = f" <b>{escape(say('bet.right'))}</b></li>"
    said[bet["right"]] = said[bet["right"]].replace("<li>", '<li class="right">').replace("</li>", mark)
    options = "".join(said)
    why = holder.html(rendered(expanded(bet["why"], page, names, 1), page.lang), page)
    return (
        f'<section class="bet told" id="bet-{name}" data-bet="{name}" data-mine="{escape(say("bet.mine"))}">'
        f'<p class="label">{escape(say("bet.told"))}</p>'
        f'<p class="ask">{_line(bet["question"], page, names, holder)}</p>'
        f'<ul class="options">{options}</ul>{why}</section>'
    )


def _bet(name: str, page: Page) -> dict[str, Any]:
    if name not in bets(page.lang):
        raise Unknown("bet", name, bets(page.lang))
    found: dict[str, Any] = bets(page.lang)[name]
    return found


def _line(text: str, page: Page, names: Mapping[str, Callable[..., Any]], holder: Holder) -> str:
    return escape(holder.plain(expanded(set_type(text, page.lang), page, names, 1)))
