"""The whole calculator as a page holds it at build time: form, numbers, and what unfolds.

    div.calculator > div.layout
      form[data-calculator]          (form.py)
      p[data-glance]                 the result in a few words, at the foot of a narrow window while the form is used
      div[data-answer]
        p.fault[role=alert]          what does not work, with a button to try again
        div[data-part=numbers]       ... over, levers, compare, working: replaced by what the engine answers
        div.actions                  copy, undo, print
        p[role=status]               the result in a sentence, for who does not see it change

A part that is folded is in <noscript>: without scripts a reader unfolds it, with them the engine draws it.
"""

import json
from collections.abc import Mapping
from html import escape

from ..wording import Wording
from .answer import part, said, start
from .form import form
from .names import titled
from .served import Served
from .state import State, changed, written

GLANCE, BETWEEN = ("energy", "carbon", "water"), " · "
OPEN = ("numbers", "over", "levers")
FOLDED = ("compare", "working")
COPIED = ("text", "csv", "json", "link")
SCRIPT = ("copied", "copy_by_hand", "retry", "counting", "none", "more")


def markup(state: Mapping[str, str], wording: Wording, id: str = "calculator") -> str:
    """The calculator at a state. Raises Refused naming the field."""
    words = said(wording)
    chosen, made = start(wording, state)
    parts = {name: part(name, made, words) for name in (*OPEN, *FOLDED)}
    day = f'<div data-part="over">{parts["over"]}</div>{_adder("things", id, words)}'
    return (
        f'<div class="calculator" lang="{words.lang}"><div class="layout">{form(words, chosen, id)}'
        f'<p class="glance" data-glance aria-hidden="true">{escape(_glance(made, words))}</p>'
        f'<div data-answer><h2 class="hidden">{_say(words, "answer")}</h2>'
        f'<p class="fault" role="alert" hidden></p>'
        f'<div class="deep" data-part="numbers">{parts["numbers"]}</div>{_actions(words)}'
        f"<section><h3>{_say(words, 'over_title')}</h3>{day}</section>"
        f'<section><h3>{_say(words, "levers_title")}</h3><p class="soft">{_say(words, "levers_caption")}</p>'
        f'<div data-part="levers">{parts["levers"]}</div></section>'
        f"{_folded('compare', parts, words, _adder('compare', id, words))}{_folded('working', parts, words)}"
        f'<p class="hidden" role="status" data-said></p>'
        f'<template data-about="{escape(_about(words, chosen, made))}"></template></div></div></div>'
    )


def _glance(made: Served, words: Wording) -> str:
    """ "0.12 Wh · 0.049 g · 0.41 mL"."""
    return BETWEEN.join(words.parts(made.estimate.results[name])[0] for name in GLANCE)


def _folded(name: str, parts: Mapping[str, str], words: Wording, after: str = "") -> str:
    return (
        f'<details class="folded" data-folded="{name}"><summary><h3>{_say(words, f"{name}_title")}</h3></summary>'
        f'<div data-part="{name}"><noscript>{parts[name]}</noscript></div>{after}</details>'
    )


def _adder(name: str, id: str, words: Wording) -> str:
    """A list to add from, searched by typing; it is fetched when a reader first comes near."""
    here = f"{id}-{name}"
    label = _say(words, f"{name}_add")
    return (
        f'<div class="field adder" data-field="{name}"><label for="{here}">{label}</label>'
        f'<input type="text" role="combobox" id="{here}" data-adds="{name}" aria-autocomplete="list"'
        f' aria-expanded="false" aria-controls="{here}-list" maxlength="200" placeholder="{_say(words, "search")}"'
        f' spellcheck="false" autocapitalize="off" disabled>'
        f'<ul role="listbox" id="{here}-list" aria-label="{label}" hidden></ul></div>'
    )


def _actions(words: Wording) -> str:
    copies = "".join(
        f'<button type="button" data-copy="{name}" disabled>{_say(words, f"copy.{name}")}</button>' for name in COPIED
    )
    others = "".join(
        f'<button type="button" data-act="{name}" disabled>{_say(words, f"act.{name}")}</button>'
        for name in ("undo", "reset", "print")
    )
    note = '<p role="status" data-note></p>'
    return f'<div class="actions" role="group" aria-label="{_say(words, "actions")}">{copies}{others}{note}</div>'


def _about(words: Wording, chosen: State, made: Served) -> str:
    """What the script says of itself, and the state that stands in the page, with its title."""
    sentences = {name: words.say(f"script.{name}") for name in SCRIPT}
    found = {"words": sentences, "title": titled(made, words), "state": written(chosen), "changed": changed(chosen)}
    return json.dumps(found, ensure_ascii=False)


def _say(words: Wording, key: str) -> str:
    return escape(words.say(f"calculator.{key}"))
