"""Links inside the site: each leads to a page, an anchor or a file that is there, and none is absolute."""

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .content import Page
from .errors import PageError

_LINK = re.compile(r'\s(?:href|src)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')
OUTSIDE = ("http://", "https://", "mailto:", "data:")


def check(written: Mapping[str, str], pages: Mapping[str, Mapping[str, Page]], out: Path) -> None:
    """Raises PageError for the first link that leads nowhere."""
    anchors = {name: set(map(unescape, _ID.findall(html))) for name, html in written.items()}
    for name, html in written.items():
        lang, _, file = name.partition("/")
        for link in dict.fromkeys(map(unescape, _LINK.findall(html))):
            if link.startswith(OUTSIDE):
                continue
            wrong = _wrong(link, lang, file, anchors, out)
            if wrong:
                page = pages[lang][file.removesuffix(".html")]
                raise PageError(page.path, _line(page, link), f"the link {link} {wrong}")


def _wrong(link: str, lang: str, file: str, anchors: Mapping[str, set[str]], out: Path) -> str:
    parts = urlsplit(link)
    if parts.path.startswith("/"):
        return "is not relative"
    target = f"{lang}/{file}" if not parts.path else _joined(lang, unquote(parts.path))
    if target in anchors:
        return "" if not parts.fragment or unquote(parts.fragment) in anchors[target] else "has no such anchor"
    path = out / target
    return "" if (path / "index.html" if path.is_dir() else path).exists() else "leads nowhere"


def _joined(lang: str, path: str) -> str:
    parts = [lang]
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _line(page: Page, link: str) -> int:
    """The line of the page that holds the link, or its first."""
    for name in (link, link.partition("#")[0].removesuffix(".html"), link.partition("#")[2]):
        if name and name in page.body:
            return page.line + page.body[: page.body.index(name)].count("\n")
    return 1
