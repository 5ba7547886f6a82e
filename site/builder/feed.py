"""What machines read: the sitemap, the feed of number changes, robots.txt."""

from collections.abc import Mapping
from html import escape

from .content import LANGUAGES, Page
from .history import numbers_changed
from .words import words

FIRST = "2026-11-22"  # the day of what is not released yet: a feed needs one, and the clock would change it each build


def sitemap(url: str, pages: Mapping[str, Mapping[str, Page]]) -> str:
    """Every page in both languages, each naming the other."""
    entries = []
    for lang in LANGUAGES:
        for name in sorted(pages[lang]):
            links = "".join(
                f'<xhtml:link rel="alternate" hreflang="{other}" href="{escape(url)}/{other}/{name}.html"/>'
                for other in LANGUAGES
            )
            entries.append(f"<url><loc>{escape(url)}/{lang}/{name}.html</loc>{links}</url>")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(entries) + "\n</urlset>\n"
    )


def atom(url: str, lang: str) -> str:
    """The changes of numbers, one entry a release; without SITE_URL its addresses are relative to the feed."""
    wording = words(lang)
    base = f"{url}/{lang}/" if url else ""
    entries = ""
    for change in numbers_changed():
        text, language = change.said(lang)
        entries += (
            f"<entry><id>urn:wattprint:numbers:{escape(change.version)}</id>"
            f"<title>Wattprint {escape(change.title(wording))}</title>"
            f"<updated>{change.date or FIRST}T00:00:00Z</updated>"
            f'<link href="{escape(base)}changes.html#{change.anchor}"/>'
            f'<content type="text" xml:lang="{language}">{escape(text)}</content></entry>\n'
        )
    updated = next((change.date for change in numbers_changed() if change.date), FIRST)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">\n'
        f"<id>urn:wattprint:numbers:{lang}</id><title>{escape(wording.say('site.name'))}</title>\n"
        f"<author><name>Wattprint</name></author><updated>{updated}T00:00:00Z</updated>\n"
        f'<link rel="alternate" href="{escape(base)}changes.html"/>\n'
        f'<link rel="self" href="{escape(base)}changes.atom"/>\n'
        f"{entries}</feed>\n"
    )


def robots(url: str) -> str:
    """Everything may be read."""
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {url}/sitemap.xml\n" if url else "")
