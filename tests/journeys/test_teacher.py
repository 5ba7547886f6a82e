"""The teacher's page, followed: its two lessons stand on pages that exist, and the one of 20 minutes can be held."""

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.chromium import Chromium
from tests.site.conftest import address, built

__all__ = ["address", "built"]
ROW = re.compile(r'<th scope="row">(\d+)–(\d+)</th>(.*?)</tr>', re.S)
LINK = re.compile(r'href="([^"#]+)"')
TASKS = {"person-energy", "limits-of-programming", "data-set", "next-word", "two-bills", "carbon-of-a-kwh", "levers",
         "how-sure", "wh-per-request", "conclusions"}  # fmt: skip
"""Pages on which students move something."""


def lessons(html: str) -> list[list[tuple[int, int, list[str]]]]:
    """From minute, to minute, pages: for each lesson."""
    made: list[list[tuple[int, int, list[str]]]] = []
    for start, end, cell in ROW.findall(html):
        if start == "0":
            made.append([])
        made[-1].append((int(start), int(end), LINK.findall(unescape(cell))))
    return made


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_minute_of_a_lesson_has_its_page_and_its_figure(built: Path, lang: str) -> None:
    found = lessons((built / lang / "teacher.html").read_text(encoding="utf-8"))
    assert [lesson[-1][1] for lesson in found] == [20, 60]
    for lesson in found:
        assert [end for _, end, _ in lesson[:-1]] == [start for start, _, _ in lesson[1:]], "no gap"
        for _, _, pages in lesson:
            assert pages
            for page in pages:
                html = (built / lang / page).read_text(encoding="utf-8")
                assert page.removesuffix(".html") not in TASKS or "<wattprint-figure" in html, page


def answer(page: Page) -> Locator:
    return page.locator("[data-part=answer]").first


def moves(page: Page, control: str) -> None:
    """A control is set, and the sentence below the figure says something else."""
    before = answer(page).inner_text()
    page.locator(control).first.check(force=True)
    expect(answer(page)).not_to_have_text(before, timeout=60_000)


def test_the_lesson_of_20_minutes_is_held(chromium: Chromium, address: str) -> None:
    (pages, _) = lessons(_text(chromium, f"{address}/fr/teacher.html"))
    page = chromium.page
    step = iter([target for _, _, targets in pages for target in targets])

    page.goto(f"{address}/fr/{next(step)}")  # they bet, and the figure waits for the bet
    figure = page.locator("wattprint-figure")
    assert figure.get_attribute("data-veiled") is not None
    page.locator("[data-guess][value=car]").click()
    expect(figure).not_to_have_attribute("data-veiled", re.compile(".*"), timeout=60_000)
    drawn = figure.locator("svg:visible").first.inner_html()
    page.locator("[name=scale][value=linear]").check(force=True)
    page.wait_for_function("(before) => [...document.querySelectorAll('wattprint-figure svg')].every("
                           "(svg) => svg.innerHTML !== before)", arg=drawn)  # fmt: skip

    page.goto(f"{address}/fr/{next(step)}")  # the famous sentence, and what has changed in its fraction
    assert page.locator(".then-now").first.is_visible()
    moves(page, "[name=when][value=then]")

    page.goto(f"{address}/fr/{next(step)}")  # each has a method to defend
    page.locator("[data-guess]:not(.look)").first.click()
    expect(page.locator("wattprint-figure")).not_to_have_attribute("data-veiled", re.compile(".*"), timeout=60_000)
    moves(page, "[name=kind][value=long]")

    page.goto(f"{address}/fr/{next(step)}")  # the game of three levers
    assert page.locator("[name=game][value=three]").is_checked()
    taken = page.locator("fieldset input[type=checkbox]:checked")
    assert taken.count() == 3
    before = answer(page).inner_text()
    taken.first.uncheck(force=True)
    page.locator("[name=grid]").check(force=True)
    expect(answer(page)).not_to_have_text(before, timeout=60_000)

    calculator, room = next(step), next(step)
    links = []
    for requests in ("4", "40"):
        page.goto(f"{address}/fr/{calculator}")
        page.locator("[name=day]").first.fill(requests)
        page.wait_for_function("(day) => location.hash.includes(`day=${day}`)", arg=requests)
        links.append(page.url)
        page.goto("about:blank")
    page.goto(f"{address}/fr/{room}")
    page.locator("[name=links]").fill("\n".join(links))
    page.get_by_role("button", name="Additionner").click()
    page.get_by_text(re.compile(r"La classe\s:\s2\scalculs")).wait_for()


def _text(chromium: Chromium, url: str) -> str:
    chromium.open(url)
    return str(chromium.page.content())
