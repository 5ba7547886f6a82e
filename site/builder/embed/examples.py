"""Working pages that hold the calculator, one for each kind of host: site/embed/examples/*.html, in both languages.

Their words and numbers are filled in here; what they need of reveal.js and Vue is copied from what npm installed.
"""

import re
import shutil
from collections.abc import Mapping
from html import escape
from pathlib import Path

from ..content import LANGUAGES
from .states import FOLDER, line, prepared, title, words

NAMES = ("element", "reveal", "vue", "moodle", "wordpress", "widget", "picture")
MODULES = FOLDER.parents[1] / "node_modules"
VENDOR = {
    "reveal.js": ("dist/reveal.js", "dist/reveal.css", "LICENSE"),
    "vue": ("dist/vue.runtime.global.prod.js", "LICENSE"),
}
_BLANK = re.compile(r"\{([\w.-]+)\}")


def examples(folder: Path, version: str) -> None:
    """Write embed/examples/."""
    out = folder / "examples"
    (out / "vendor").mkdir(parents=True, exist_ok=True)
    for package, names in VENDOR.items():
        for name in names:
            file = Path(name).name
            shutil.copyfile(
                MODULES / package / name, out / "vendor" / (f"{package}.LICENSE" if file == "LICENSE" else file)
            )
    for path in (*FOLDER.glob("examples/*.css"), *FOLDER.glob("examples/*.js")):
        shutil.copyfile(path, out / path.name)
    for lang in LANGUAGES:
        blanks = {"lang": lang, "version": version, "widget_address": "…/embed/widget.mjs", **words(lang)["examples"]}
        for state in prepared():
            blanks[f"line_{state.slug}"] = line(state.state, lang, version)
            blanks[f"title_{state.slug}"] = title(state.state, lang)
        for name in NAMES:
            text = (FOLDER / f"examples/{name}.html").read_text(encoding="utf-8")
            (out / f"{name}.{lang}.html").write_text(_filled(text, blanks), encoding="utf-8")
    (out / "index.html").write_text(_index(), encoding="utf-8")


def _filled(text: str, blanks: Mapping[str, str]) -> str:
    return _BLANK.sub(lambda found: escape(blanks[found[1]]), text)


def _index() -> str:
    """The list of them, in both languages."""
    lists = "".join(
        f'<ul lang="{lang}">'
        + "".join(
            f'<li><a href="{n}.{lang}.html">{escape(words(lang)["examples"][f"{n}_title"])}</a></li>' for n in NAMES
        )
        + "</ul>"
        for lang in LANGUAGES
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>Wattprint: embed examples</title>\n"
        '<link rel="icon" href="data:,">\n<link rel="stylesheet" href="picture.css">\n</head>\n'
        f"<body><main><h1>Wattprint: embed examples</h1>{lists}</main></body>\n</html>\n"
    )
