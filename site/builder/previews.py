"""The picture that networks show beside a link: the iceberg and the title, in each language, same bytes each time."""

from html import escape
from importlib import import_module
from pathlib import Path

from .content import LANGUAGES
from .layout import THEME
from .words import words

FONTS = Path(__file__).resolve().parents[2] / "node_modules/dejavu-fonts-ttf/ttf"
FACES = ("DejaVuSerif.ttf", "DejaVuSans.ttf")
WIDTH, HEIGHT, WATER = 1200, 630, 130
LINE = 74
TITLE = 20
"""Letters of a line of the title, at the most."""


def write(folder: Path) -> None:
    """preview-fr.png and preview-en.png."""
    draw = import_module("resvg_py").svg_to_bytes
    for lang in LANGUAGES:
        faces = [str(FONTS / name) for name in FACES]
        png = draw(svg_string=svg(lang), skip_system_fonts=True, font_files=faces, font_family="DejaVu Serif")
        (folder / f"preview-{lang}.png").write_bytes(png)


def svg(lang: str) -> str:
    """The picture as SVG."""
    drawing = (THEME / "iceberg.svg").read_text(encoding="utf-8").strip()
    ice = drawing.replace("<svg", "<svg x='600' y='0' width='555' height='624'", 1)
    wording = words(lang)
    lines = broken(wording.say("site.name"), TITLE)
    title = "".join(
        f'<text x="80" y="{WATER + 130 + LINE * place}" font-size="62">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        '<defs><linearGradient id="sea" x2="0" y2="1"><stop stop-color="#124560"/>'
        '<stop offset="1" stop-color="#0a2a3d"/></linearGradient></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbf9f4"/>'
        f'<rect y="{WATER}" width="{WIDTH}" height="{HEIGHT - WATER}" fill="url(#sea)"/>'
        f'<rect y="{WATER - 2}" width="{WIDTH}" height="3" fill="#2a7fa3"/>{ice}'
        f'<g font-family="DejaVu Serif" fill="#f3f7f8">{title}</g>'
        f'<text x="80" y="86" font-family="DejaVu Serif" font-size="34" fill="#16232d">Wattprint</text></svg>'
    )


def broken(text: str, most: int) -> list[str]:
    """The text in lines of so many letters."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
