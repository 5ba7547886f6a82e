"""dist/site/embed/: the calculator for other people's pages, as element, frame, card and picture.

Each state of prepared.toml has, in each language: a page for an <iframe>, its oEmbed card, an SVG, a PNG, and the
markup of the element as a classic script. All is relative but the cards, which need the site's address.
"""

import json
import re
from collections.abc import Mapping
from html import escape
from importlib import import_module
from pathlib import Path
from urllib.parse import urlencode

from wattprint import __version__
from wattprint.calculator import markup
from wattprint.calculator.state import State
from wattprint.units import Quantity
from wattprint.wording import Wording

from ..assets import first
from ..content import LANGUAGES
from ..policies import FRAME
from .examples import examples
from .script import script
from .states import FOLDER, Prepared, checked, drawn, line, prepared, title, words
from .style import style

COPIED = ("engine.html", "engine-frame.js", "height.js")
CARD = {"width": 720, "height": 700}
"""What a card says of its size: it holds the numbers alone, since its host may shut it in."""

ZOOM = 2
FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
FONT_FOLDER = FOLDER.parents[1] / "node_modules/dejavu-fonts-ttf/ttf"
NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)


def build_embeds(out: Path, url: str = "", version: str = __version__) -> None:
    """Write embed/ and versions.json. `url` is where the site will stand; without it there are no cards."""
    folder = out / "embed"
    folder.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        (folder / name).write_bytes((FOLDER / name).read_bytes())
    css, states = style(), prepared()
    (folder / "embed.css").write_text(css, encoding="utf-8")
    constants = _constants(version, states, out / "runtime")
    for source, name in (("frame.js", "framed.js"), ("element.js", "wattprint.js")):
        style_of = {"STYLE": json.dumps(css)} if name == "wattprint.js" else {}  # a page has a stylesheet
        made = script(FOLDER / source, constants | style_of, out / "runtime")
        (folder / name).write_text(f"/* Wattprint {version}, MIT. */\n{made}", encoding="utf-8")
    for lang in LANGUAGES:
        (folder / lang).mkdir(exist_ok=True)
        for place, state in enumerate(states):
            _write(state, lang, version, url, folder)
            if place == 0:
                page = _page(state, lang, version, url, "")
                (folder / f"frame.{lang}.html").write_text(page, encoding="utf-8")
    (out / "versions.json").write_text(versions(out, version), encoding="utf-8")
    examples(folder, version)


def versions(out: Path, version: str) -> str:
    """The version of the site, and those that are kept under v/ and may be pinned."""
    kept = {path.name for path in (out / "v").glob("*.*.*")}
    order = sorted(kept, key=lambda name: [int(part) for part in name.split(".")])
    return json.dumps({"latest": version, "versions": order}) + "\n"


def _write(state: Prepared, lang: str, version: str, url: str, folder: Path) -> None:
    """Everything of one state in one language."""
    place = folder / lang / state.slug
    calculator = f"{url}/{lang}/calculator.html"
    svg = drawn(state.state, lang, version, calculator if url else "")
    before = _beside(place, "svg")
    if not (_beside(place, "png").exists() and before.exists() and before.read_text(encoding="utf-8") == svg):
        _beside(place, "png").write_bytes(_png(svg))
    before.write_text(svg, encoding="utf-8")
    _beside(place, "html").write_text(_page(state, lang, version, url, "../"), encoding="utf-8")
    _beside(place, "js").write_text(_script(state, lang, version), encoding="utf-8")
    if url:
        card = json.dumps(_card(state, lang, version, url), ensure_ascii=False, indent=1)
        _beside(place, "oembed.json").write_text(card + "\n", encoding="utf-8")


def _beside(place: Path, suffix: str) -> Path:
    """A slug has dots of its own: with_suffix would take one for a suffix."""
    return place.parent / f"{place.name}.{suffix}"


def _part(state: Prepared, lang: str, version: str, *, unfolded: str = "") -> str:
    """The calculator with what an embed has around it: a line for what is to be said, and which version it is.

    What unfolds without scripts only is half of its weight; `unfolded` may stand for it.
    """
    own = words(lang)["part"]
    dated = escape(own["version"].format(version=version, date=Wording(lang).date(checked())))
    made = markup(state.state, Wording(lang))
    if unfolded:
        made = NOSCRIPT.sub(f"<noscript>{unfolded}</noscript>", made)
    return (
        f'<div class="wattprint embed" lang="{lang}" role="region" aria-label="{escape(own["label"])}"'
        f' data-state="{escape(urlencode(state.state))}">'
        f'<p class="embed-notice" data-notice role="status" hidden></p>{made}'
        f'<p class="embed-foot"><span>{dated}</span>'
        f'<a data-link="{lang}/calculator.html" target="_blank" rel="noopener">{escape(own["open"])}</a>'
        f'<span data-newer hidden>{escape(own["newer"])} <a data-link="embed/frame.{lang}.html" target="_blank"'
        f' rel="noopener">{escape(own["newer_link"])}</a></span></p></div>'
    )


def _script(state: Prepared, lang: str, version: str) -> str:
    """The markup of the element, as a classic script: it needs no leave of its server."""
    key, html = f"{version} {lang} {state.slug}", _part(state, lang, version, unfolded=" ")
    return (
        f'((globalThis[Symbol.for("wattprint.markup")] ??= {{}})[{json.dumps(key)}] = '
        f"{json.dumps(html, ensure_ascii=False)});\n"
    )


def _page(state: Prepared, lang: str, version: str, url: str, root: str) -> str:
    """The page of an <iframe>; `root` leads from it to embed/. The one beside the scripts, which an address may ask
    for any state, sends a reader without scripts to the site for what unfolds."""
    own = words(lang)["part"]
    name = title(state.state, lang)
    links = ""
    if url:
        address = f"{url}/embed/{lang}/{state.slug}"
        links = (
            f'<link rel="canonical" href="{address}.html">\n'
            f'<link rel="alternate" type="application/json+oembed" href="{address}.oembed.json"'
            f' title="{escape(name)}">\n'
            f'<meta property="og:title" content="{escape(name)}">\n'
            f'<meta property="og:image" content="{address}.png">\n'
        )
    whole = f'<p><a href="{root}../{lang}/calculator.html" target="_blank">{escape(own["open"])}</a></p>'
    part = _part(state, lang, version, unfolded="" if root else whole)
    part = part.replace("data-link=", f'href="{root}../{lang}/calculator.html" data-link=')
    return (
        f'<!doctype html>\n<html lang="{lang}" class="framed">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{FRAME}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(own['title'].format(title=name))}</title>\n{links}"
        f'<link rel="icon" href="data:,">\n<link rel="stylesheet" href="{root}embed.css">\n'
        f'<script src="{root}framed.js" defer></script>\n</head>\n<body>{part}</body>\n</html>\n'
    )


def _card(state: Prepared, lang: str, version: str, url: str) -> dict[str, object]:
    """oEmbed 1.0, "rich": the sentence for who shows no frame, and the frame."""
    address = f"{url}/embed/{lang}/{state.slug}"
    name = words(lang)["part"]["title"].format(title=title(state.state, lang))
    quote = f'<blockquote><a href="{address}.html">{escape(line(state.state, lang, version))}</a></blockquote>'
    frame = (
        f'<iframe src="{address}.html?compact=1" title="{escape(name)}" width="{CARD["width"]}"'
        f' height="{CARD["height"]}" frameborder="0" loading="lazy"></iframe>'
    )
    return {
        "version": "1.0", "type": "rich", "title": name, "provider_name": "Wattprint", "provider_url": url,
        **CARD, "html": quote + frame,
        "thumbnail_url": f"{address}.png", "thumbnail_width": 720 * ZOOM, "thumbnail_height": 360 * ZOOM,
    }  # fmt: skip


def _png(svg: str) -> bytes:
    """The same bytes on every machine: its own fonts, none of the system's."""
    draw = import_module("resvg_py").svg_to_bytes
    made: bytes = draw(
        svg_string=svg, zoom=ZOOM, skip_system_fonts=True, font_files=[str(FONT_FOLDER / name) for name in FONTS],
        font_family="DejaVu Sans", sans_serif_family="DejaVu Sans",
    )  # fmt: skip
    return made


def _constants(version: str, states: list[Prepared], runtime: Path) -> dict[str, str]:
    """What the scripts know from the build."""
    size = Quantity(max(1, sum(path.stat().st_size for path in first(runtime))), unit="B").to("MB")
    said = {
        lang: words(lang)["said"] | {"heavy": words(lang)["said"]["heavy"].format(size=Wording(lang).quantity(size))}
        for lang in LANGUAGES
    }
    values: Mapping[str, object] = {
        "VERSION": version,
        "SAID": said,
        "KEYS": State._fields,
        "PREPARED": {_name(state.state): state.slug for state in states},
    }
    return {name: json.dumps(value, ensure_ascii=False, sort_keys=True) for name, value in values.items()}


def _name(state: Mapping[str, str]) -> str:
    """A state as the scripts look it up; the default model goes without saying."""
    default = State().model
    return "&".join(f"{key}={value}" for key, value in sorted(state.items()) if (key, value) != ("model", default))
