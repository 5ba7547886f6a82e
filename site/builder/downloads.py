"""The tables and schemas to download, with what each weighs."""

import json
from html import escape
from pathlib import Path

from wattprint.units import Quantity
from wattprint.wording import Wording

TABLES = ("estimates", "coefficients", "facts", "grids", "sources")
KINDS = {"csv.gz": "CSV", "parquet": "Parquet"}


def tables(out: Path, wording: Wording) -> str:
    """Each table, both kinds, where `make data` has made them; else how to make them."""
    items = []
    for name in TABLES:
        links = []
        for end, kind in KINDS.items():
            path = out / "data" / f"{name}.{end}"
            if path.exists():
                size = wording.quantity(Quantity(path.stat().st_size, unit="B").to("MB"))
                links.append(f'<a href="../data/{path.name}" download>{kind}</a> ({escape(size)})')
        says = escape(wording.say(f"downloads.{name}"))
        items.append(f"<dt>{name}</dt><dd>{says} {', '.join(links)}</dd>")
    made = f'<dl class="terms">{"".join(items)}</dl>'
    if (out / "data" / f"{TABLES[0]}.parquet").exists():
        return made
    return made + f"<p>{escape(wording.say('downloads.later'))} <code>make data</code></p>"


def schemas(out: Path, wording: Wording) -> str:
    """Each JSON Schema with its own description."""
    items = []
    for path in sorted((out / "schemas").glob("*.json")):
        says = json.loads(path.read_text(encoding="utf-8")).get("description", "").partition("\n")[0]
        items.append(f'<li><a href="../schemas/{path.name}">{path.name}</a> <span lang="en">{escape(says)}</span></li>')
    return f"<p>{escape(wording.say('downloads.schemas'))}</p><ul>{''.join(items)}</ul>"
