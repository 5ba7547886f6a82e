"""The modules of the two worlds of a page -> plain scripts, since a content script cannot import.

Each module stands whole, in the order in which they need each other, inside a function that gives what it exports:
the text can be read beside its source, and no name of ours is seen by the page.
"""

import re
from pathlib import Path

from browser.bounds import bounds
from browser.classes import classes
from browser.linking import exported, link

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "extension"
SELF_HOSTED = ("open-webui", "librechat", "openai")
"""Adapters of servers of the reader's own, in the order in which they are asked."""

GENERATED = {ROOT / "engine/browser/classes.js": classes, ROOT / "engine/browser/bounds.js": bounds}
"""Modules that the engine writes, never beside its sources."""


def scripts() -> dict[str, str]:
    """Path below the extension's root -> text, of every script that a page is given."""
    own = sorted(path.stem for path in (FOLDER / "adapters").glob("*.js") if path.stem not in ("list", *SELF_HOSTED))
    made = {f"page/{name}.js": _page([name]) for name in own}
    made["page/self-hosted.js"] = _page(SELF_HOSTED)
    isolated = FOLDER / "capture/isolated.js"
    made["capture/isolated.js"] = _script([isolated], f"{_name(isolated)}.begin(globalThis);")
    return made


def _page(adapters: list[str] | tuple[str, ...]) -> str:
    page, files = FOLDER / "capture/page.js", [FOLDER / f"adapters/{name}.js" for name in adapters]
    named = [f"{_name(file)}.{exported(_source(file))[0]}" for file in files]
    return _script([page, *files], f"{_name(page)}.start(globalThis, [{', '.join(named)}]);")


def _script(entries: list[Path], last: str) -> str:
    made = link(entries, _name, _source)
    body = "\n".join(f"// {path.relative_to(ROOT)}\n{text}" for path, text in made.items())
    return f'(() => {{\n"use strict";\n\n{body}\n{last}\n}})();\n'


def _source(path: Path) -> str:
    return GENERATED[path]() if path in GENERATED else path.read_text(encoding="utf-8")


def _name(path: Path) -> str:
    return re.sub(r"\W", "_", str(path.relative_to(ROOT).with_suffix("")))
