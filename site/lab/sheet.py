"""One page of the lab, ready for a layout: what stands in it, and what it needs."""

from html import escape
from typing import NamedTuple

from builder.policies import LAB

STYLES = ("assets/style.css", "lab/card.css", "lab/lab.css")


class Sheet(NamedTuple):
    """`body` is the inside of <main>; `path` and `other` (the same page in the other language), `styles` and
    `scripts` are relative to the site's root, which `root` leads to from here."""

    lang: str
    name: str
    path: str
    other: str
    title: str
    description: str
    body: str
    root: str
    styles: tuple[str, ...] = STYLES
    scripts: tuple[str, ...] = ("lab/cells.js",)
    policy: str = LAB


def bare(sheet: Sheet) -> str:
    """A whole file without the site's frame: for a build of the lab alone."""
    styles = "".join(f'<link rel="stylesheet" href="{sheet.root}{path}">\n' for path in sheet.styles)
    scripts = "".join(f'<script type="module" src="{sheet.root}{path}"></script>\n' for path in sheet.scripts)
    title, description = escape(sheet.title), escape(sheet.description)
    return (
        f'<!doctype html>\n<html lang="{sheet.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(sheet.policy)}">\n'
        f'<title>{title} · Wattprint</title>\n<meta name="description" content="{description}">\n'
        f'<meta name="color-scheme" content="light dark">\n{styles}{scripts}</head>\n'
        f'<body class="wattprint">\n<main class="page">\n<h1>{title}</h1>\n<p class="lead">{description}</p>\n'
        f"{sheet.body}\n</main>\n</body>\n</html>\n"
    )
