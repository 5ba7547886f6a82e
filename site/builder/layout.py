"""The frame that pages stand in: templates of site/theme, the policy, the iceberg of the home page."""

from functools import cache
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from .words import words

THEME = Path(__file__).resolve().parents[1] / "theme"
DEPTHS = ((86, 408), (205, 536), (275, 562), (345, 556), (425, 534), (510, 492), (600, 430))
"""Beside the iceberg, from the top down: where a line of words stands, and where its rule leaves the ice."""

COLUMN, RULE, RISE = 640, 628, 5


@cache
def template(name: str) -> Template:
    """A template of the theme; what it is given is escaped."""
    environment = Environment(
        loader=FileSystemLoader(THEME), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)


@cache
def berg(lang: str) -> str:
    """The iceberg with its words: the answer above the water, what it takes below."""
    wording = words(lang)
    lines = []
    for depth, (y, edge) in enumerate(DEPTHS):
        kind = "below" if depth else "above"
        text = escape(wording.say(f"berg.{depth}"))
        lines.append(f'<text x="{COLUMN}" y="{y}" class="{kind}">{text}</text>')
        lines.append(f'<path d="M{edge} {y - RISE}H{RULE}" class="{kind}"/>')
    svg = (THEME / "iceberg.svg").read_text(encoding="utf-8").strip()
    named = f'<svg class="berg" role="img" aria-label="{escape(wording.say("berg.says"))}"'
    return svg.replace("<svg", named, 1).replace("0 0 640", "0 0 900").replace("</svg>", f"{''.join(lines)}</svg>")
