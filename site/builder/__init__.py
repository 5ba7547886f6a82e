"""The builder: pages in Markdown, a layout, the engine's numbers -> a folder for any static host."""

import time
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from . import assets, content, data, doors, feed, index, links, offline, pages, previews
from .content import LANGUAGES
from .embed import build_embeds
from .errors import PageError
from .lists import INDEX, shelf_pages
from .weights import Weights
from .words import words

SITE = Path(__file__).resolve().parents[1]


class Built(NamedTuple):
    """What a build made."""

    out: Path
    pages: int
    seconds: float

    def __str__(self) -> str:
        return f"Built {self.out}: {self.pages} pages in {self.seconds:.1f} s"


def build(
    out: Path, url: str = "", *, release: bool = False, draft: bool = False, source: Path = SITE / "content"
) -> Built:
    """Write the site. Raises PageError naming the page and the line; a draft goes on where a name is missing."""
    started = time.perf_counter()
    url = url.rstrip("/")
    found = content.read(source, release=release)
    every = {lang: shelf_pages(lang) | found[lang] for lang in LANGUAGES}
    site = pages.Site(url, every, assets.write(out), [] if draft else None, release)
    build_embeds(out, url)
    previews.write(out / "assets", (page for lang in LANGUAGES for page in every[lang].values()), release and bool(url))
    data.write_short(out)
    weights = Weights(out)
    written: dict[str, str] = {}
    for lang in LANGUAGES:
        folder = out / lang
        folder.mkdir(parents=True, exist_ok=True)
        for stale in folder.glob("*.html"):
            stale.unlink()
        for name, page in every[lang].items():
            made = weights.said(pages.html(page, site), folder, words(lang))
            written[f"{lang}/{name}.html"] = made
            (folder / f"{name}.html").write_text(made, encoding="utf-8")
        (folder / "changes.atom").write_text(feed.atom(url, lang), encoding="utf-8")
        (folder / INDEX).write_text(index.index(lang), encoding="utf-8")
        for picture in (*(source / lang).glob("*.svg"), *(source / lang).glob("*.png")):
            (folder / picture.name).write_bytes(picture.read_bytes())
    (out / "index.html").write_text(doors.door(url), encoding="utf-8")
    (out / "404.html").write_text(doors.not_found(url), encoding="utf-8")
    (out / "robots.txt").write_text(feed.robots(url), encoding="utf-8")
    if url:
        (out / "sitemap.xml").write_text(feed.sitemap(url, every), encoding="utf-8")
    try:
        _lab(out, site, weights)
    except ImportError as error:
        if site.pending is None:
            raise
        site.pending.append(f"the lab: {error}")
    if draft:
        for each in dict.fromkeys(site.pending or ()):
            print(f"draft: {each}")
    else:
        links.check(written, every, out)
    offline.write(out)
    return Built(out, len(written), time.perf_counter() - started)


def _lab(out: Path, site: pages.Site, weights: Weights) -> None:
    """The pages of Python cells, in the frame of the site."""
    if (SITE / "lab/build.py").exists():
        made = import_module("lab.build")

        def framed(sheet: Any) -> str:
            html = pages.lab_page(sheet, site)
            return weights.said(html, (out / sheet.path).parent, words(sheet.lang))

        made.build_lab(out, framed, url=site.url)


__all__ = ["Built", "PageError", "build"]
