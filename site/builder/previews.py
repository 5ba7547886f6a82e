"""The picture that networks show beside a link: the iceberg and the title, same bytes each time.

Every language has one, with the name of the site. Every lesson has its own in a release, with its title and the
question it answers: a sixth of a second each, too long for the build of every day, which is shared by nobody.
"""

from collections.abc import Iterable
from html import escape
from importlib import import_module
from pathlib import Path

from .content import LANGUAGES, LESSONS, Page
from .layout import THEME
from .words import set_type, words

FONTS = Path(__file__).resolve().parents[2] / "node_modules/dejavu-fonts-ttf/ttf"
FACES = ("DejaVuSerif.ttf", "DejaVuSans.ttf")
WIDTH, HEIGHT, WATER = 1200, 630, 130
LINE, SMALL_LINE = 74, 40
TITLE, QUESTION = 20, 38
"""Letters of a line of the title, and of the question, at the most."""
LINES = 3
"""Lines of the title, at the most: a longer one is set smaller."""


def name(page: Page, release: bool) -> str:
    """The file of the picture of a page: "preview-en-training.png", or its language's."""
    return f"preview-{page.lang}-{page.name}.png" if release and _has_one(page) else f"preview-{page.lang}.png"


def write(folder: Path, pages: Iterable[Page], release: bool) -> None:
    """preview-fr.png and preview-en.png, and in a release those of the pages."""
    for lang in LANGUAGES:
        (folder / f"preview-{lang}.png").write_bytes(_drawn(svg(words(lang).say("site.name"))))
    for page in filter(_has_one, pages if release else ()):
        part = words(page.lang).say(f"parts.{page.part}")
        made = svg(set_type(page.title, page.lang), set_type(page.question, page.lang), part)
        (folder / name(page, release)).write_bytes(_drawn(made))


def svg(title: str, question: str = "", part: str = "") -> str:
    """The picture as SVG."""
    drawing = (THEME / "iceberg.svg").read_text(encoding="utf-8").strip()
    ice = drawing.replace("<svg", "<svg x='600' y='0' width='555' height='624'", 1)
    lines, size = balanced(title, TITLE), 62
    if len(lines) > LINES:
        lines, size = balanced(title, TITLE * 5 // 4), 50
    top = WATER + 165
    said = "".join(
        f'<text x="80" y="{top + LINE * place}" font-size="{size}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    under = top + LINE * len(lines)
    asked = "".join(
        f'<text x="80" y="{under + SMALL_LINE * place}" font-size="29" fill="#d9e7ee">{escape(line)}</text>'
        for place, line in enumerate(balanced(question, QUESTION))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        '<defs><linearGradient id="sea" x2="0" y2="1"><stop stop-color="#124560"/>'
        '<stop offset="1" stop-color="#0a2a3d"/></linearGradient></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbf9f4"/>'
        f'<rect y="{WATER}" width="{WIDTH}" height="{HEIGHT - WATER}" fill="url(#sea)"/>'
        f'<rect y="{WATER - 2}" width="{WIDTH}" height="3" fill="#2a7fa3"/>{ice}'
        f'<g font-family="DejaVu Serif" fill="#f3f7f8">{said}</g>'
        '<g font-family="DejaVu Sans" fill="#9fd0e6">'
        f'<text x="80" y="{WATER + 88}" font-size="24">{escape(part)}</text>{asked}</g>'
        '<text x="80" y="86" font-family="DejaVu Serif" font-size="34" fill="#16232d">Wattprint</text></svg>'
    )


def balanced(text: str, most: int) -> list[str]:
    """The text in as few lines of so many letters, none much shorter than the others."""
    lines = broken(text, most)
    while len(narrower := broken(text, most - 1)) == len(lines) and most > 1:
        lines, most = narrower, most - 1
    return lines


def broken(text: str, most: int) -> list[str]:
    """The text in lines of so many letters."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _drawn(picture: str) -> bytes:
    draw = import_module("resvg_py").svg_to_bytes
    faces = [str(FONTS / face) for face in FACES]
    made: bytes = draw(svg_string=picture, skip_system_fonts=True, font_files=faces, font_family="DejaVu Serif")
    return made


def _has_one(page: Page) -> bool:
    return page.part in LESSONS and bool(page.question) and page.layout != "home"
