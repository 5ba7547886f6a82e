"""The part of a page on which a history is dropped: its controls, hidden until its script can serve them; its style.

The style is that of the extension's dashboard, whose rules are for what stands inside the class "view".
"""

from html import escape
from pathlib import Path

from .words import words

ROOT = Path(__file__).resolve().parents[2]
STYLES = (ROOT / "extension/look/extension.css", ROOT / "extension/dashboard/dashboard.css")
OWN = ROOT / "site/theme/history.css"
MODULES = (ROOT / "extension/clock.js", ROOT / "extension/merge.js", ROOT / "engine/browser/dropping.js")
"""What the page's script shares with the extension: what a day is, how two records of one answer become one, and what
of the runtime it needs before a reader shows intent."""

MOST = 1_000_000
"""Answers that the page holds, some half a gigabyte: three years of heavy use are a tenth of it."""

NOTICES = ("nothing", "stopped", "many")
BUTTONS = ("events", "totals", "clear")
COMMAND = "wattprint import PATH... --out events.jsonl\nwattprint report events.jsonl --out report.html"


def style() -> str:
    """The stylesheet of the page."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (*STYLES, OWN))


def markup(lang: str) -> str:
    """Where files are dropped, what is said of them, and where the dashboard comes."""

    def say(key: str) -> str:
        return escape(words(lang).say(f"history.{key}"))

    notices = "".join(f'<p class="notice" data-said="{key}" hidden>{say(key)}</p>' for key in NOTICES)
    buttons = "".join(f'<button type="button" id="{key}">{say(key)}</button> ' for key in BUTTONS)
    return (
        f"<noscript><p>{say('noscript')}</p><pre><code>{escape(COMMAND)}</code></pre></noscript>"
        f'<div class="view dashboard" data-history data-most="{MOST}" hidden>'
        '<div id="drop" class="drop"><input type="file" id="files" class="unseen" multiple>'
        f'<label for="files">{say("choose")}</label> <input type="file" id="folder" class="unseen">'
        f'<label for="folder">{say("folder")}</label> <span>{say("drop")}</span>'
        f'<progress id="read" max="1" value="0" hidden aria-label="{say("reading")}"></progress> '
        f'<button type="button" id="stop" hidden>{say("stop")}</button></div>'
        f'<div id="result"><div role="status"><p class="notice" data-made hidden></p>{notices}'
        f'<p class="soft" data-said="left" hidden>{say("left")}</p></div><ul class="said" data-lines hidden></ul>'
        f'<p data-kit hidden>{say("kit_note")} <button type="button" id="kit">{say("kit")}</button></p>'
        f'<p class="soft" id="adding" role="status"></p></div>'
        '<div id="view" hidden></div>'
        f'<div data-after hidden><h2>{say("share")}</h2><p class="soft">{say("share_note")}</p><div id="card"></div>'
        f'<p class="row"><button type="button" id="svg">{say("svg")}</button></p>'
        f'<h2>{say("keep")}</h2><p class="soft">{say("keep_note")}</p><p class="row">{buttons}</p>'
        f'<p class="soft"><label><input type="checkbox" id="same"> {say("same")}</label> {say("same_note")}</p>'
        "</div></div>"
    )
