"""Every page as it is built: valid, linked, in both languages, without a third party, within its budget."""

import gzip
import json
import re
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path

import pytest
from tests.site.checkers import html_validate, nu
from tests.site.conftest import URL

from builder import feed
from builder.content import LANGUAGES
from builder.history import numbers_changed
from builder.policies import PAGE
from builder.weights import elements, files
from wattprint.facts import load

MOST_ELEMENTS, MOST_BYTES, MOST_REQUESTS = 380, 60_000, 8
ATOM = "{http://www.w3.org/2005/Atom}"


def pages(built: Path) -> dict[str, str]:
    return {
        f"{lang}/{path.name}": path.read_text(encoding="utf-8")
        for lang in LANGUAGES
        for path in sorted((built / lang).glob("*.html"))
    }


def test_html_validate_finds_nothing(built: Path) -> None:
    every = [built / name for name in (*pages(built), "index.html", "404.html")]
    assert html_validate(every) == []


def test_the_nu_checker_finds_nothing(built: Path) -> None:
    assert nu([built / folder for folder in ("fr", "en", "lab", "embed/fr", "embed/en")]) == []


def test_both_languages_have_the_same_pages_and_name_each_other(built: Path) -> None:
    found = pages(built)
    names = {lang: {name.partition("/")[2] for name in found if name.startswith(lang)} for lang in LANGUAGES}
    assert names["fr"] == names["en"]
    assert len(names["fr"]) >= 30
    for name, html in found.items():
        lang, _, file = name.partition("/")
        (other,) = set(LANGUAGES) - {lang}
        assert f'<html lang="{lang}"' in html
        assert f'<link rel="canonical" href="{URL}/{name}">' in html
        assert f'<link rel="alternate" hreflang="{other}" href="{URL}/{other}/{file}">' in html
        assert f'<a class="language" href="../{other}/{file}" lang="{other}"' in html


def test_titles_and_descriptions_are_there_and_differ(built: Path) -> None:
    for lang in LANGUAGES:
        html = [text for name, text in pages(built).items() if name.startswith(lang)]
        titles = [re.findall(r"<title>(.+)</title>", text)[0] for text in html]
        said = [re.findall(r'<meta name="description" content="(.+)">', text)[0] for text in html]
        assert len(set(titles)) == len(titles)
        assert all(30 <= len(unescape(each)) <= 400 for each in said), said


def test_nothing_comes_from_elsewhere_and_nothing_is_inline(built: Path) -> None:
    for name, html in pages(built).items():
        assert f'content="{PAGE}"'.replace("'", "&#39;") in html, name
        fetched = re.findall(r'<(?:link[^>]*rel="(?:stylesheet|icon|manifest)"[^>]*href|script[^>]*src|img[^>]*src|'
                             r'iframe[^>]*src|source[^>]*srcset)="([^"]+)"', html)  # fmt: skip
        assert not [each for each in fetched if re.match(r"(https?:)?//", each)], name
        assert not re.search(r"<script(?![^>]*\ssrc=)", html), f"{name}: an inline script"
        assert not re.search(r"<[^>]*\sstyle=|<style|<[^>]*\son\w+=", html), f"{name}: an inline style or handler"
    css = (built / "assets/style.css").read_text()
    assert not re.search(r'@import|url\((?!"data:)', css)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_within_its_budget_and_says_its_weight(built: Path, lang: str) -> None:
    over = []
    for name, html in pages(built).items():
        if not name.startswith(lang):
            continue
        assert re.search(r'<p class="weight">[^<]+<a href="facts-device.html#fact-network-electricity"', html), name
        nodes, requests = elements(html), len(files(html)) + 1
        size = len(gzip.compress(html.encode(), 9))
        if nodes > MOST_ELEMENTS or requests > MOST_REQUESTS or size > MOST_BYTES:
            over.append((name, nodes, requests, size))
    assert over == []


def test_every_fact_and_publication_has_its_place(built: Path) -> None:
    anchors = set(re.findall(r'\sid="([^"]+)"', "".join(t for n, t in pages(built).items() if n.startswith("en/"))))
    compiled = load().compiled
    assert {f"fact-{id}" for id in compiled["factors"]} <= anchors
    assert {f"fact-equivalent.{id}" for id in compiled["equivalents"]} <= anchors
    assert {f"fact-{method}.{id}" for method, entry in compiled["methods"].items() for id in entry["facts"]} <= anchors
    assert {f"model-{id}" for id in compiled["models"]} <= anchors
    assert {f"zone-{id}" for id in compiled["zones"]} <= anchors
    assert {f"method-{id}.html" for id in compiled["methods"]} <= {path.name for path in (built / "en").glob("*.html")}
    text = unescape("".join(pages(built).values()))
    assert [id for id, entry in compiled["sources"].items() if entry["title"] not in text] == []


def test_the_sitemap_names_every_page(built: Path) -> None:
    tree = ET.fromstring((built / "sitemap.xml").read_text())
    named = {loc.text for loc in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert named == {f"{URL}/{name}" for name in pages(built)}
    assert f"Sitemap: {URL}/sitemap.xml" in (built / "robots.txt").read_text()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_feed_tells_of_number_changes(built: Path, lang: str) -> None:
    tree = ET.fromstring((built / lang / "changes.atom").read_text())
    assert [entry.findtext(f"{ATOM}content") for entry in tree.iter(f"{ATOM}entry")] == [
        change.said(lang)[0] for change in numbers_changed()
    ]
    assert tree.find(f"{ATOM}link[@rel='self']").get("href") == f"{URL}/{lang}/changes.atom"  # type: ignore[union-attr]


def test_a_feed_reads_the_changelog(tmp_path: Path) -> None:
    log = tmp_path / "CHANGELOG.md"
    log.write_text(
        "# C\n\n## 2.0.0 (2027-01-02)\n\nNew.\n\nNumbers changed: carbon\nof France.\n\n## 1.0.0 (unreleased)\n\nOld.\n"
    )
    (change,) = numbers_changed(log)
    assert change == ("2.0.0", "2027-01-02", "Carbon of France.")


def test_without_an_address_nothing_absolute_is_said(built: Path) -> None:
    assert "http" not in feed.robots("")
    assert json.loads((built / "manifest.webmanifest").read_text())["icons"][0]["src"] == "assets/icon.svg"


def test_pictures_of_links_are_there(built: Path) -> None:
    for lang in LANGUAGES:
        png = (built / f"assets/preview-{lang}.png").read_bytes()
        assert png[:8] == b"\x89PNG\r\n\x1a\n"
        assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (1200, 630)


def test_schemas_are_published(built: Path) -> None:
    names = {path.name for path in (built / "schemas").glob("*.json")}
    assert {"question.schema.json", "event.schema.json", "fact.schema.json"} <= names
