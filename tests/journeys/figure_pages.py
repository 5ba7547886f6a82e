"""One page for each figure, as small as can be: the element as drawn at build time, its script, the engine."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.site import ROOT, Site, serving

from wattprint.explainer import FIGURES, figure
from wattprint.wording import LANGUAGES, Wording

RUNTIME = ROOT / "dist/site/runtime"
STYLES = (
    ROOT / "site/theme/tokens.css",
    ROOT / "engine/wattprint/fragments.css",
    ROOT / "site/figures/figure.css",
)
SAID = {key: key for key in ("ask", "yes", "no", "loading", "ready", "declined", "missing")}


def write(out: Path, names: tuple[str, ...] = FIGURES) -> None:
    """{fr,en}/<name>.html and what they load, beside each other as the builder lays them."""
    assets = out / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    for path in (ROOT / "site/theme/engine-start.js", *(ROOT / "site/figures").glob("*.js")):
        shutil.copy(path, assets)
    words = json.dumps(dict.fromkeys(LANGUAGES, SAID))
    (assets / "engine-words.js").write_text(f"export const WORDS = {words};\n")
    style = "".join(path.read_text(encoding="utf-8") for path in STYLES)
    ground = "body { margin: 0 auto; padding: 8px; max-width: 62rem; background: var(--paper); color: var(--ink); }"
    type_ = "body { font: 1rem/var(--leading) var(--sans); font-variant-numeric: var(--numerals); }"
    (assets / "style.css").write_text(f"{style}\n{ground}\n{type_}\n", encoding="utf-8")
    for lang in LANGUAGES:
        (out / lang).mkdir(exist_ok=True)
        for name in names:
            (out / lang / f"{name}.html").write_text(page(figure(name, {}, Wording(lang)), lang), encoding="utf-8")
        every = "".join(figure(name, {}, Wording(lang)) for name in names)
        (out / lang / "all.html").write_text(page(every, lang), encoding="utf-8")


def page(body: str, lang: str) -> str:
    """A whole page around figures, with the scripts that the builder would give it."""
    more = {"cells": "data-cells=", "hands": 'data-module="hands"'}
    scripts = "".join(
        f'<script type="module" src="../assets/{name}.js"></script>' for name, mark in more.items() if mark in body
    )
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>figure</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="../assets/style.css"><script type="module" src="../assets/figure.js"></script>'
        f"{scripts}"
        f'</head><body class="wattprint"><main>{body}</main></body></html>'
    )


@contextmanager
def served(out: Path, runtime: Path = RUNTIME) -> Iterator[Site]:
    """The pages, where a browser finds them."""
    folders = {"/runtime/": runtime, "/assets/": out / "assets", "/": out}
    with serving(folders=folders) as site:
        yield site
