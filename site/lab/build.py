"""The lab: pages of Python cells -> dist/site/lab/, with PyScript, Python's library and the engine beside them.

cd site && python -m lab.build [--out FOLDER] [--site-url URL]      the lab alone, in a bare frame
"""

import argparse
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wattprint.notebook.dress import dress
from wattprint.wording import LANGUAGES, Wording
from wattprint.wording.typography import typeset

from . import contents, leaves, lesson
from .script import read
from .sheet import Sheet, bare

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

PAGES = ("request", "week", "factor", "lecture")
"""The pages, in their order: each is pages/<lang>/<name>.py."""

MODULES = ("cells.js", "editor.js", "errors.js", "interpreter.mjs", "lab.css")
PYSCRIPT = ROOT / "node_modules/@pyscript/core"
STDLIB = ROOT / "node_modules/pyodide/python_stdlib.zip"


def build_lab(out: Path, layout: Callable[[Sheet], str] | None = None, url: str = "") -> None:
    """Write out/lab/. `layout` makes the whole file of a sheet; `url` is where the site will stand, if known."""
    lab = out / "lab"
    shutil.rmtree(lab, ignore_errors=True)
    lab.mkdir(parents=True)
    _carry(lab)
    (engine,) = ROOT.glob("dist/wattprint-*-py3-none-any.whl")
    shutil.copyfile(engine, lab / engine.name)
    said = {lang: words(lang) for lang in LANGUAGES}
    weight = contents.weight(lab, out / "runtime")
    size = {lang: Wording(lang).quantity(weight) for lang in LANGUAGES}
    (lab / "contents.js").write_text(contents.module(engine.name, size, said), encoding="utf-8")
    write = layout or bare
    for lang in LANGUAGES:
        scripts = [read(HERE / "pages" / lang / f"{name}.py") for name in PAGES]
        for sheet in leaves.sheets(scripts, said[lang], lang, size[lang]):
            path = out / sheet.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(write(sheet), encoding="utf-8")
        for script in scripts:
            shutil.copyfile(script.path, lab / lang / script.path.name)
    (lab / "index.html").write_text(leaves.door(said), encoding="utf-8")
    lesson.write(lab, url)


def words(lang: str) -> dict[str, Any]:
    """The lab's words in a language, in its typography."""
    found: dict[str, Any] = typeset(tomllib.loads((HERE / f"words.{lang}.toml").read_text(encoding="utf-8")), lang)
    return found


def _carry(lab: Path) -> None:
    """What is served as it is: our scripts, PyScript and the library of npm's Pyodide, byte for byte."""
    for name in MODULES:
        shutil.copyfile(HERE / name, lab / name)
    # A card of the engine brings a style for any page; here it holds for what is shown, and for nothing else.
    (lab / "card.css").write_text(
        f".shown {{\n{dress()}\n.wattprint {{ color-scheme: inherit; }}\n}}\n", encoding="utf-8"
    )
    page = [ROOT / "site/theme/tokens.css", HERE / "lab.css", lab / "card.css", HERE / "page.css"]
    (lab / "page.css").write_text("\n".join(path.read_text(encoding="utf-8") for path in page), encoding="utf-8")
    (lab / "pyscript").mkdir()
    for path in sorted((PYSCRIPT / "dist").iterdir()):
        if path.suffix != ".map":  # for those who debug PyScript itself
            shutil.copyfile(path, lab / "pyscript" / path.name)
    shutil.copyfile(PYSCRIPT / "LICENSE", lab / "pyscript/LICENSE")
    shutil.copyfile(STDLIB, lab / "python_stdlib.zip")


def main() -> None:
    """The lab alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "dist/site")
    parser.add_argument("--site-url", default="")
    asked = parser.parse_args()
    build_lab(asked.out, url=asked.site_url)
    print(f"Built {asked.out / 'lab'}")


if __name__ == "__main__":
    main()
