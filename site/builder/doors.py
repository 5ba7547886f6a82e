"""The pages in both languages at once: index.html, where one chooses, and 404.html."""

from urllib.parse import urlsplit

from .content import LANGUAGES
from .layout import template
from .policies import PAGE
from .words import words


def door(url: str) -> str:
    """index.html: two languages, two links."""
    sections = [
        {"lang": lang, "name": words(lang).say("site.name"), "says": words(lang).say("site.tagline"), "heading": ""}
        for lang in LANGUAGES
    ]
    return _page("Wattprint", sections, "", url, LANGUAGES if url else ())


def not_found(url: str) -> str:
    """404.html; it may be shown at any depth, so its links start at the root that `url` names."""
    base = urlsplit(url).path.rstrip("/") + "/"
    sections = [
        {
            "lang": lang,
            "name": words(lang).say("site.name"),
            "heading": words(lang).say("not_found.title"),
            "says": words(lang).say("not_found.says"),
        }
        for lang in LANGUAGES
    ]
    return _page("404 · Wattprint", sections, base, url, ())


def _page(title: str, sections: list[dict[str, str]], base: str, url: str, alternates: tuple[str, ...]) -> str:
    says = words("en").say("site.tagline")
    known = {"title": title, "sections": sections, "base": base, "url": url, "alternates": alternates}
    return str(template("door.html").render(known, policy=PAGE, description=says))
