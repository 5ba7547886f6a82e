"""The tables and schemas to download, with what each weighs and under which licence."""

import json
from html import escape
from pathlib import Path

from wattprint.units import Quantity
from wattprint.wording import Wording

from .data import README, attributions
from .tables import TABLES

KINDS = {"csv.gz": "CSV", "parquet": "Parquet"}


def tables(out: Path, wording: Wording) -> str:
    """Each table in both kinds; for one that is not made yet, how to make it."""
    items = []
    for name in TABLES:
        links = [
            _link(path, kind, wording) for end, kind in KINDS.items() if (path := out / f"data/{name}.{end}").exists()
        ]
        says, licence = (escape(wording.say(f"downloads.{key}{name}")) for key in ("", "licence-"))
        there = ", ".join(links) or f"{escape(wording.say('downloads.later'))} <code>make data</code>"
        items.append(f"<dt>{name}</dt><dd>{says} {there}.<br>{escape(wording.say('downloads.licence'))} {licence}</dd>")
    columns = f'<a href="../data/{README}">{README}</a>'
    return f'<dl class="terms">{"".join(items)}</dl><p>{escape(wording.say("downloads.columns"))} {columns}.</p>'


def credits(wording: Wording) -> str:
    """The lines that publishers ask to be shown with their data."""
    items = "".join(f"<li>{escape(title)}: <b>{escape(line)}</b></li>" for title, line in attributions())
    return f'<p>{escape(wording.say("downloads.credits"))}</p><ul lang="en">{items}</ul>'


def schemas(out: Path, wording: Wording) -> str:
    """Each JSON Schema with its own description."""
    items = []
    for path in sorted((out / "schemas").glob("*.json")):
        says = json.loads(path.read_text(encoding="utf-8")).get("description", "").partition("\n")[0]
        items.append(f'<li><a href="../schemas/{path.name}">{path.name}</a> <span lang="en">{escape(says)}</span></li>')
    return f"<p>{escape(wording.say('downloads.schemas'))}</p><ul>{''.join(items)}</ul>"


def _link(path: Path, kind: str, wording: Wording) -> str:
    size = wording.quantity(Quantity(path.stat().st_size, unit="B").to("MB"))
    return f'<a href="../data/{path.name}" download>{kind}</a> ({escape(size)})'
