"""One page: its text with its numbers, as HTML inside the layout."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from . import previews
from .assets import Assets
from .content import LANGUAGES, LESSONS, Page
from .embed import parts
from .errors import PageError
from .expand import expanded
from .expressions import namespace
from .fragments import picture
from .holder import Holder
from .layout import berg, template
from .lists import contents, facts, ordered
from .markdown import Unclosed, rendered
from .policies import PAGE
from .shelves import shelves
from .words import words

IMAGE = re.compile(r'<p><img src="([\w.-]+\.svg)" alt="[^"]*" ?/?></p>')
FOOT = ("calculator", "history", "extension", "lab", "teacher", "embed", "sources", "methods", "accuracy", "models",
        "zones", "data", "changes", "batch", "about", "legal")  # fmt: skip


class Site(NamedTuple):
    """All that a page may need to know of the others."""

    url: str
    pages: Mapping[str, Mapping[str, Page]]
    assets: Assets
    pending: list[str] | None = None
    """Of a draft: the names that do not exist yet, instead of an error."""
    release: bool = False


def html(page: Page, site: Site) -> str:
    """The whole file, its weight not yet said (see weights). Raises PageError."""
    holder, needs = Holder(), set[str]()
    names = namespace(page, site.pages[page.lang], holder, needs, site.assets.out, site.pending)
    names |= parts.namespace(page, holder, needs, site.url)
    body = set_body(page, names, holder)
    heads = {
        key: holder.plain(expanded(getattr(page, key), page, names, 1)) for key in ("title", "description", "question")
    }
    before, after = _neighbours(page, site.pages[page.lang])
    opens = page.part in LESSONS and page.order == 0
    shown = {
        "before": before, "after": after, "path": f"{page.lang}/{page.name}.html",
        "plan": contents("", site.pages[page.lang], words(page.lang)) if opens or page.layout == "home" else "",
        "styles": site.assets.styles(needs), "scripts": site.assets.scripts(needs),
    }  # fmt: skip
    return framed(page, site, body, heads, **shown)  # type: ignore[arg-type]


def framed(
    page: Page, site: Site, body: str, heads: Mapping[str, str], *, path: str, root: str = "../", here: str = "",
    policy: str = PAGE, **shown: Any,
) -> str:  # fmt: skip
    """What stands in a page, in the frame of the site; `path` is the page's own, `root` leads to the site's root and
    `here` to the pages of its language."""
    (other,) = set(LANGUAGES) - {page.lang}
    pages = site.pages[page.lang]
    known = {
        "page": page, "lang": page.lang, "other": other, "body": body, "heads": heads, "policy": policy,
        "url": site.url, "say": words(page.lang).say, "path": path,
        "other_path": path.replace(f"{page.lang}/", f"{other}/", 1), "root": root, "here": here,
        "main_parts": _parts(pages), "foot": [pages[name] for name in FOOT if name in pages],
        "calculator": pages.get("calculator"), "berg": berg(page.lang),
        "preview": previews.name(page, site.release),
        "number": page.part if page.part in LESSONS[1:5] else "", "before": None, "after": None, "plan": "",
    }  # fmt: skip
    return str(template("layout.html").render(known | shown))


def lab_page(sheet: Any, site: Site) -> str:
    """A page of the lab (site/lab) in the frame of the site."""
    page = Page(sheet.name, sheet.lang, Path(sheet.path), sheet.title, sheet.description, "tools", "", 1, sheet.lang)
    heads = {"title": sheet.title, "description": sheet.description, "question": ""}
    return framed(page, site, sheet.body, heads, path=sheet.path, root=sheet.root, here=f"{sheet.root}{sheet.lang}/",
                  policy=sheet.policy, styles=sheet.styles, scripts=("assets/site.js", *sheet.scripts))  # fmt: skip


def set_body(page: Page, names: Mapping[str, Any], holder: Holder) -> str:
    """The page's own text as HTML."""
    if not page.body:
        return facts(next(shelf for shelf in shelves() if shelf.name == page.name), words(page.lang))
    text = expanded(page.body, page, names, page.line)
    try:
        made = rendered(text, page.written)
    except Unclosed as error:
        raise PageError(page.path, page.line + error.line, str(error)) from error
    made = IMAGE.sub(lambda found: picture(found[1], words(page.lang)), made)
    return holder.html(made, page)


def _parts(pages: Mapping[str, Page]) -> Sequence[tuple[int, Page]]:
    """The first page of each of the four parts."""
    first: dict[int, Page] = {}
    for page in ordered(pages):
        if isinstance(page.part, int):
            first.setdefault(page.part, page)
    return [(part, first[part]) for part in LESSONS[1:5] if part in first]


def _neighbours(page: Page, pages: Mapping[str, Page]) -> tuple[Page | None, Page | None]:
    """Before and after in the lecture."""
    if page.part not in LESSONS:
        return None, None
    row = [each for each in ordered(pages) if each.part in LESSONS]
    names = [each.name for each in row]
    if page.name not in names:
        return None, row[0] if row and page.layout == "home" else None
    place = names.index(page.name)
    return (row[place - 1] if place else None), (row[place + 1] if place + 1 < len(row) else None)
