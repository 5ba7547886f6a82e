"""The part of a page on which a history is dropped: its controls, hidden until its script can serve them; its style.

The style is that of the extension's dashboard, given to the element that holds the engine's fragment instead of to a
whole page.
"""

import re
from html import escape
from pathlib import Path

from .words import words

ROOT = Path(__file__).resolve().parents[2]
STYLES = (ROOT / "extension/look/extension.css", ROOT / "extension/dashboard/dashboard.css")
OWN = ROOT / "site/theme/history.css"
MODULES = (ROOT / "extension/clock.js", ROOT / "extension/merge.js")
"""What the page's script shares with the extension: what a day is, and how two records of one answer become one."""

NOTICES = ("nothing", "stopped")
BUTTONS = ("events", "totals", "clear")
COMMAND = "wattprint import PATH... --out events.jsonl\nwattprint report events.jsonl --out report.html"


def style() -> str:
    """The stylesheet of the page."""
    shared = "\n".join(path.read_text(encoding="utf-8") for path in STYLES)
    shared = re.sub(r"body\.wattprint \{[^}]*\}", "", shared)
    return shared.replace(".wattprint ", ".dashboard ") + OWN.read_text(encoding="utf-8")


def markup(lang: str) -> str:
    """Where files are dropped, what is said of them, and where the dashboard comes."""

    def say(key: str) -> str:
        return escape(words(lang).say(f"history.{key}"))

    notices = "".join(f'<p class="notice" data-said="{key}" hidden>{say(key)}</p>' for key in NOTICES)
    buttons = "".join(f'<button type="button" id="{key}">{say(key)}</button> ' for key in BUTTONS)
    return (
        f"<noscript><p>{say('noscript')}</p><pre><code>{escape(COMMAND)}</code></pre></noscript>"
        '<div class="dashboard" data-history hidden>'
        '<div id="drop" class="drop"><input type="file" id="files" class="unseen" multiple>'
        f'<label for="files">{say("choose")}</label> <span>{say("drop")}</span>'
        f'<progress id="read" max="1" value="0" hidden aria-label="{say("reading")}"></progress> '
        f'<button type="button" id="stop" hidden>{say("stop")}</button></div>'
        f'<div id="result"><div role="status"><p class="notice" data-made hidden></p>{notices}'
        f'<p class="soft" data-said="left" hidden>{say("left")}</p></div><ul class="said" data-lines hidden></ul>'
        f'<p data-kit hidden>{say("kit_note")} <button type="button" id="kit">{say("kit")}</button></p>'
        f'<p class="soft" id="adding" role="status"></p></div>'
        '<div id="view" hidden></div>'
        f'<div data-after hidden><h2>{say("share")}</h2><p class="soft">{say("share_note")}</p><div id="card"></div>'
        f'<p class="row"><button type="button" id="svg">{say("svg")}</button></p>'
        f'<h2>{say("keep")}</h2><p class="soft">{say("keep_note")}</p><p class="row">{buttons}</p></div></div>'
    )
