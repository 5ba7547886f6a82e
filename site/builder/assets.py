"""dist/site/assets/ and the folders beside it: styles joined into one file, scripts as they are."""

import json
import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from wattprint.questions import schema
from wattprint.units import Quantity

from . import dropped
from .content import LANGUAGES
from .words import words

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
ENGINE = ROOT / "engine/wattprint"
BUILT = ROOT / "dist/site"
STYLES = (SITE / "theme/tokens.css", ENGINE / "fragments.css", SITE / "theme/style.css")
"""What every page wears, in one file."""

SCRIPTS = ("site.js", "engine-start.js", "calculator-page.js", "search.js", "history.js")
PICTURES = ("icon.svg",)
FOLDERS = {"embed": SITE / "embed", "schemas": ROOT / "data/schemas"}
FIGURES = SITE / "figures"


class Assets:
    """What there is to link to, by what a page needs: "figure", "calculator", "search", or the name of an element."""

    def __init__(self, out: Path) -> None:
        self.out = out

    def styles(self, needs: Iterable[str]) -> list[str]:
        """Stylesheets, relative to the site's root."""
        return ["assets/style.css", *self._found(needs, "css")]

    def scripts(self, needs: Iterable[str]) -> list[str]:
        """Modules, relative to the site's root."""
        own = {"calculator": "calculator-page", "search": "search"}
        return ["assets/site.js", *self._found((own.get(n, n.removeprefix("wattprint-")) for n in sorted(needs)), "js")]

    def _found(self, names: Iterable[str], suffix: str) -> list[str]:
        """Those of these files that there are, the site's own before those it shares with embeds."""
        wanted = sorted(names)
        places = [f"{folder}/{name}.{suffix}" for folder in ("assets", "embed") for name in wanted]
        return [place for place in places if (self.out / place).exists()]


def write(out: Path) -> Assets:
    """Everything but the pages and the runtime."""
    assets = out / "assets"
    if out.resolve() != BUILT and BUILT.exists():
        shutil.copytree(BUILT / "runtime", out / "runtime", dirs_exist_ok=True)
    shutil.rmtree(assets, ignore_errors=True)
    assets.mkdir(parents=True)
    figures = sorted(FIGURES.glob("*.css"))
    (assets / "style.css").write_text(
        drawn(minified("\n".join(path.read_text(encoding="utf-8") for path in (*STYLES, *figures))))
    )
    for path in (*(SITE / "theme" / name for name in (*SCRIPTS, *PICTURES)), *dropped.MODULES, *FIGURES.glob("*.js")):
        if path.exists():
            shutil.copyfile(path, assets / path.name)
    (assets / "history.css").write_text(minified(dropped.style()), encoding="utf-8")
    (assets / "engine-words.js").write_text(engine_words(out / "runtime"), encoding="utf-8")
    for name, folder in FOLDERS.items():
        if folder.exists():
            shutil.copytree(
                folder,
                out / name,
                dirs_exist_ok=True,
                ignore=shutil.ignore_patterns("__pycache__", "*.py", "*.toml", "examples"),
            )
    question = json.dumps(schema(), indent=2, ensure_ascii=False)
    (out / "schemas/question.schema.json").write_text(question + "\n", encoding="utf-8")
    shutil.copyfile(ROOT / "LICENCES.txt", out / "LICENCES.txt")
    (out / "manifest.webmanifest").write_text(manifest(), encoding="utf-8")
    return Assets(out)


SAFE = " /:=.,()'"
"""What may stand unquoted in an address of CSS."""


def drawn(css: str) -> str:
    """The style with the iceberg in it, which saves a request."""
    svg = (SITE / "theme/iceberg.svg").read_text(encoding="utf-8").strip()
    return css.replace("url(iceberg.svg)", f'url("data:image/svg+xml,{quote(svg, safe=SAFE)}")')


def minified(css: str) -> str:
    """The style without its comments and its indentation."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\n\s*\n+", "\n", re.sub(r"^[ \t]+|[ \t]+$", "", css, flags=re.MULTILINE)).strip() + "\n"


def engine_words(runtime: Path) -> str:
    """What engine-start.js says, with the size of what it loads."""
    size = Quantity(max(1, sum(path.stat().st_size for path in first(runtime))), unit="B")
    said = {
        lang: {
            key: words(lang).say(f"engine.{key}", size=words(lang).quantity(size.to("MB")))
            for key in ("ask", "yes", "no", "loading", "ready", "declined", "missing")
        }
        for lang in LANGUAGES
    }
    head = "/** @type {Record<string, Record<string, string>>} */\n"
    return f"{head}export const WORDS = {json.dumps(said, ensure_ascii=False, sort_keys=True)};\n"


def first(runtime: Path) -> Sequence[Path]:
    """The files of the runtime that a browser fetches before the first answer."""
    late = re.compile(r"pydantic|annotated|typing|pyodide-lock|NOTICE")
    return [path for path in runtime.glob("*") if not late.match(path.name)]


def manifest() -> str:
    """The web manifest: a name, an icon, colours."""
    return json.dumps(
        {
            "name": "Wattprint",
            "short_name": "Wattprint",
            "start_url": "./index.html",
            "display": "minimal-ui",
            "background_color": "#fbf9f4",
            "theme_color": "#124560",
            "icons": [{"src": "assets/icon.svg", "sizes": "any", "type": "image/svg+xml"}],
        },
        indent=1,
    )
