"""The pages as their authors write them: TOML between two lines of `+++`, then Markdown."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from .errors import PageError
from .words import set_type

LANGUAGES = ("fr", "en")
FENCE = "+++"
LESSONS = (0, 1, 2, 3, 4, 5)
"""The lecture: before counting, its four parts, conclusions. The other parts have names."""

OTHERS = ("tools", "numbers", "about")
REQUIRED = {"title": str, "description": str}
OPTIONAL = {
    "part": (int, str),
    "order": int,
    "short": str,
    "question": str,
    "layout": str,
    "listed": bool,
    "eyebrow": str,
}
PROSE = ("title", "description", "short", "question", "eyebrow")
LAYOUTS = ("page", "home", "wide")
LAST = 1000


class Page(NamedTuple):
    """One page in one language. `line` is where its body starts in its file; `question` is what it answers, `short`
    its name in lists, `listed` whether lists and previous/next show it; `fallback` says that its text stands in
    for a translation that is missing, in the language `written`."""

    name: str
    lang: str
    path: Path
    title: str
    description: str
    part: int | str
    body: str
    line: int
    written: str
    order: int = LAST
    short: str = ""
    question: str = ""
    layout: str = "page"
    listed: bool = True
    eyebrow: str = ""

    @property
    def fallback(self) -> bool:
        """Whether the text is not in the page's own language."""
        return self.written != self.lang

    @property
    def label(self) -> str:
        """What lists and links call it."""
        return self.short or self.title


def read(content: Path, *, release: bool = False) -> dict[str, dict[str, Page]]:
    """{lang: {name: page}}, both languages with the same names. Raises PageError."""
    found = {
        lang: {path.stem: _page(path, lang) for path in sorted((content / lang).glob("*.md"))} for lang in LANGUAGES
    }
    for lang in LANGUAGES:
        (other,) = set(LANGUAGES) - {lang}
        for name, page in found[other].items():
            if name not in found[lang]:
                if release or page.written != other:
                    raise PageError(page.path, 1, f"this page has no {lang} translation (content/{lang}/{name}.md)")
                found[lang][name] = page._replace(lang=lang)
    for name, page in found["fr"].items():
        other_page = found["en"][name]
        if (page.part, page.order, page.layout) != (other_page.part, other_page.order, other_page.layout):
            raise PageError(other_page.path, 1, f"part, order and layout differ from those of {page.path}")
    return found


def _page(path: Path, lang: str) -> Page:
    text = path.read_text(encoding="utf-8")
    if not text.startswith(FENCE + "\n"):
        return _plain(path, lang, text)
    head, fence, body = text.removeprefix(FENCE + "\n").partition(f"\n{FENCE}\n")
    if not fence:
        raise PageError(path, 1, f"the front matter has no closing line of {FENCE}")
    try:
        given = tomllib.loads(head)
    except tomllib.TOMLDecodeError as error:
        raise PageError(path, 2, str(error)) from error
    for key, value in given.items():
        kind = (REQUIRED | OPTIONAL).get(key)
        if kind is None:
            raise PageError(path, _line(text, key), f"unknown key {key!r}; known: {', '.join(REQUIRED | OPTIONAL)}")
        if not isinstance(value, kind) or isinstance(value, bool) != (kind is bool):  # type: ignore[arg-type]
            raise PageError(path, _line(text, key), f"{key} has a value of the wrong kind: {value!r}")
    for key in REQUIRED:
        if not given.get(key):
            raise PageError(path, 1, f"the front matter lacks {key!r}")
    if given.setdefault("part", "tools") not in (*LESSONS, *OTHERS):
        raise PageError(path, _line(text, "part"), f"part is one of {', '.join(map(str, (*LESSONS, *OTHERS)))}")
    if given.get("layout", "page") not in LAYOUTS:
        raise PageError(path, _line(text, "layout"), f"layout is one of {', '.join(LAYOUTS)}")
    given = {
        key: set_type(value, lang) if isinstance(value, str) and key in PROSE else value for key, value in given.items()
    }
    return Page(path.stem, lang, path, body=body, line=head.count("\n") + 4, written=lang, **given)


def _plain(path: Path, lang: str, text: str) -> Page:
    """A page that another program writes, or that is read on a forge, too: its title, then its first paragraph."""
    title, _, body = text.partition("\n")
    if not title.startswith("# "):
        raise PageError(path, 1, f"a page starts with a line of {FENCE}, or with its title after '# '")
    lead, _, rest = body.strip("\n").partition("\n\n")
    plain = re.sub(r"[*_`]|\[([^]]*)\]\([^)]*\)", r"\1", " ".join(lead.split()))
    title, plain = set_type(title[2:].strip(), lang), set_type(plain, lang)
    return Page(
        path.stem, lang, path, title, plain, "numbers", rest, 2 + body.rstrip("\n").count("\n") - rest.count("\n"), lang
    )


def _line(text: str, key: str) -> int:
    found = re.search(rf"^{re.escape(key)}\s*=", text, re.MULTILINE)
    return text[: found.start()].count("\n") + 1 if found else 1
