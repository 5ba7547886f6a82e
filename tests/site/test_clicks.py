"""From any number to its source within three clicks: followed on the built site, as a reader would."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from wattprint.explainer import FIGURES
from wattprint.facts import load

LANGUAGES = ("fr", "en")
VALUE = re.compile(r'<a class="fact [\w-]+" href="([^"]+)"')
LINK = re.compile(r'<a href="([\w.-]+\.html#[^"]+)"')
PUBLICATION = re.compile(r'href="https?://')
ENTRY = re.compile(r' id="')


class Site:
    """The pages of one language."""

    def __init__(self, folder: Path) -> None:
        self.pages = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.html")}

    def entry(self, href: str) -> str:
        """What stands at an address: from its anchor to the next one."""
        name, _, anchor = unescape(href).partition("#")
        page = self.pages[name]
        place = page.index(f'id="{anchor}"')
        start = page.rindex("<", 0, place)
        following = ENTRY.search(page, place + len(anchor) + 5)
        return page[start : following.start() if following else len(page)]

    def named(self, href: str) -> bool:
        """Whether the publication is a click away there, or said where it has no address."""
        entry = unescape(self.entry(href))
        return bool(PUBLICATION.search(entry)) or any(title in entry for title in UNADDRESSED)


UNADDRESSED = [source.title for source in map(load().source, load().compiled["sources"]) if not source.url]


@pytest.fixture(params=LANGUAGES)
def site(request: pytest.FixtureRequest, built: Path) -> Site:
    return Site(built / request.param)


def worked(page: str) -> Iterator[str]:
    """The factors of the example of a method."""
    example = page[page.index('class="worked"') :]
    return iter(LINK.findall(example[: example.index("</ol>")]))


def test_a_fact_in_prose_leads_to_its_publication_in_two_clicks(site: Site) -> None:
    linked = {(name, href) for name, page in site.pages.items() for href in VALUE.findall(page) if "#" in href}
    # What a figure finds leads to the figure, which names its publications below it (see there).
    values = {(name, href) for name, href in linked if href.partition("#")[2] not in FIGURES}
    assert len(values) > 100
    assert len(values) < len(linked)
    assert [(name, href) for name, href in sorted(values) if not site.named(href)] == []


def test_an_estimate_in_prose_leads_to_the_publications_under_it_in_three_clicks(site: Site) -> None:
    estimates = {href for page in site.pages.values() for href in VALUE.findall(page) if "#" not in href}
    assert estimates
    assert all(href.startswith("method-") for href in estimates)
    for method in sorted(name for name in site.pages if name.startswith("method-")):
        factors = set(worked(site.pages[method]))
        assert factors or method == "method-lecture-2025.html", method
        assert [href for href in sorted(factors) if not site.named(href)] == [], method


def test_a_figure_names_its_publications_below_it(site: Site) -> None:
    shown: dict[str, str] = {}
    for page in site.pages.values():
        for found in re.finditer(r'<wattprint-figure\b[^>]*name="([\w-]+)".*?</wattprint-figure>', page, re.S):
            shown[found[1]] = found[0]
    assert len(shown) > len(FIGURES) / 2
    assert [name for name, html in shown.items() if 'class="sources"' in html and not PUBLICATION.search(html)] == []


def test_every_model_and_every_edition_has_its_publication(site: Site) -> None:
    for id in load().compiled["models"]:
        assert site.named(f"models.html#model-{id}") or "sources-models.html#" in site.entry(f"models.html#model-{id}")
    for id, grid in load().compiled["grids"].items():
        if grid.get("default"):
            assert site.named(f"zones.html#edition-{id}")
