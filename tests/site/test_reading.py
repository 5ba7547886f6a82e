"""Pages as they are read: in a browser, by day and by night, on a phone, with keys, without JavaScript."""

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page
from tests.browser.chromium import Chromium
from tests.site.checkers import violations
from tests.site.ecoindex import A, ecoindex
from tests.site.test_pages import MOST_BYTES, MOST_ELEMENTS, MOST_REQUESTS

from builder.content import LANGUAGES

MAIN = (
    "index",
    "calculator",
    "person-energy",
    "how-sure",
    "training",
    "sources",
    "method-serving-2026",
    "data",
    "legal",
)
WIDTHS = (320, 768, 1440)
STICKS_OUT = """() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const right = (e) => e.getBoundingClientRect().right;
    const out = [...document.querySelectorAll("body *")].filter((e) => right(e) > clientWidth + 1);
    return [scrollWidth, ...out.slice(-3).map((e) => `${e.tagName}.${e.className}`)];
}"""
OUTSIDE_SVG = "() => document.querySelectorAll('*').length - document.querySelectorAll('svg *').length"


def context(chromium: Chromium, **options: object) -> BrowserContext:
    return chromium.browser.new_context(**options)  # type: ignore[arg-type]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing(chromium: Chromium, address: str, lang: str, scheme: str) -> None:
    with context(chromium, color_scheme=scheme, bypass_csp=True) as profile:
        page = profile.new_page()
        found = {}
        for name in MAIN:
            page.goto(f"{address}/{lang}/{name}.html")
            if wrong := violations(page):
                found[name] = wrong
        assert found == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_is_light_fits_every_window_asks_nobody_else_and_complains_of_nothing(
    chromium: Chromium, address: str, built: Path, lang: str
) -> None:
    heavy, wide = [], []
    with context(chromium, viewport={"width": WIDTHS[0], "height": 800}) as profile:
        page = profile.new_page()
        asked: list[str] = []
        said: list[str] = []
        icon = f"{address}/assets/icon.svg"
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        for path in sorted((built / lang).glob("*.html")):
            page.goto("about:blank")  # the icon of the page before may come late
            asked.clear()
            page.goto(f"{address}/{lang}/{path.name}")
            elements = page.evaluate(OUTSIDE_SVG)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                if out := page.evaluate(STICKS_OUT):
                    wide.append((path.name, width, out))
            files = {*asked, icon}  # it may come late, too
            size = sum(len(gzip.compress((built / urlsplit(url).path.lstrip("/")).read_bytes(), 9)) for url in files)
            score = ecoindex(elements, size / 1000, len(files))
            assert all(url.startswith(address) for url in files), files
            assert not [url for url in files if "/runtime/" in url]
            if elements > MOST_ELEMENTS or size > MOST_BYTES or len(files) > MOST_REQUESTS or score <= A:
                names = sorted(url.rpartition("/")[2] for url in files)
                heavy.append((path.name, elements, size, len(files), score, names))
    assert (heavy, wide, said) == ([], [], [])


def test_without_javascript_the_numbers_and_the_links_are_there(chromium: Chromium, address: str) -> None:
    with context(chromium, java_script_enabled=False) as profile:
        page = profile.new_page()
        page.goto(f"{address}/fr/index.html")
        assert "Wh" in page.inner_text("dl.sums")
        assert not page.locator("button.theme").is_visible()
        page.click(".plan a >> nth=1")
        assert page.url.endswith(".html")
        page.goto(f"{address}/fr/sources.html")
        assert not any(each.is_visible() for each in page.locator("search").all())


def test_day_and_night_at_a_click_kept_where_storage_is(chromium: Chromium, address: str) -> None:
    with context(chromium, color_scheme="light") as profile:
        page = profile.new_page()
        page.goto(f"{address}/en/about.html")
        by_day = paper(page)
        page.click("button.theme")
        assert paper(page) != by_day
        page.reload()
        assert paper(page) != by_day
        page.click("button.theme")
        assert paper(page) == by_day


def test_day_and_night_where_storage_is_refused(chromium: Chromium, address: str) -> None:
    with context(chromium, color_scheme="dark") as profile:
        page = profile.new_page()
        page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })")
        page.goto(f"{address}/en/about.html")
        by_night = paper(page)
        page.click("button.theme")
        assert paper(page) != by_night


def paper(page: Page) -> str:
    found: str = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    return found


def test_the_keyboard_finds_the_content_first(chromium: Chromium, address: str) -> None:
    with context(chromium) as profile:
        page = profile.new_page()
        page.goto(f"{address}/en/how-sure.html")
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.url.endswith("#main")


def test_a_list_is_filtered_by_what_is_typed(chromium: Chromium, address: str) -> None:
    with context(chromium) as profile:
        page = profile.new_page()
        page.goto(f"{address}/fr/zones.html")
        page.fill("search input", "reunion")
        assert page.locator("[data-filtered] li:visible").count() == 1
        page.fill("search input", "zzzz")
        assert page.inner_text("search output") == "Rien ne correspond."


def test_slides_for_a_projector(chromium: Chromium, address: str) -> None:
    with context(chromium) as profile:
        page = profile.new_page()
        page.goto(f"{address}/en/training.html?slides")
        assert page.locator(".quiz").first.is_visible()
        assert not page.locator(".air").is_visible()
        page.keyboard.press("ArrowRight")
        page.wait_for_url("**/llama.html?slides")
        page.keyboard.press("d")
        assert page.locator(".air").is_visible()


def test_the_language_switch_leads_to_the_same_page(chromium: Chromium, address: str) -> None:
    with context(chromium) as profile:
        page = profile.new_page()
        page.goto(f"{address}/fr/training.html")
        page.click("a.language")
        assert page.url == f"{address}/en/training.html"


def test_print_shows_answers_and_hides_the_frame(chromium: Chromium, address: str) -> None:
    with context(chromium) as profile:
        page = profile.new_page()
        page.goto(f"{address}/en/training.html")
        page.emulate_media(media="print")
        assert page.locator("details.reply p").first.is_visible()
        assert not page.locator(".air").is_visible()
