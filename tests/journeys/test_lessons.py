"""The learning figures in a reader's browser: moved, played, drawn on, restored by their link, by keyboard alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.chromium import Chromium
from tests.browser.site import Site
from tests.journeys.figure_pages import served, write

FIGURES = (
    "image-of-numbers", "rules-for-cat", "cat-or-not", "vocabulary", "turing-game", "next-word", "data-scale",
    "predict-to-chat", "challenges", "diffusion",
)  # fmt: skip
SLOWEST = 60_000  # milliseconds: the engine is fetched once


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    out = tmp_path_factory.mktemp("figures")
    write(out, FIGURES)
    with served(out) as site:
        yield site


def opened(chromium: Chromium, pages: Site, name: str, query: str = "", lang: str = "fr") -> Page:
    chromium.open(f"{pages.url}/{lang}/{name}.html{query}")
    chromium.page.set_default_timeout(SLOWEST)
    return chromium.page


def answer(page: Page) -> Locator:
    return page.locator("[data-part=answer]").first


def moved(page: Page, act: Locator, do: str = "click", *arguments: str) -> str:
    """What the answer says after an act; it must have changed."""
    before = said(page)
    getattr(act, do)(*arguments)
    expect(answer(page)).not_to_have_text(before, timeout=SLOWEST)
    return said(page)


def said(page: Page) -> str:
    """The answer, its spaces plain."""
    return " ".join(answer(page).inner_text().split())


def settled(page: Page) -> str:
    """The address, once it holds what was set."""
    page.wait_for_function("() => location.search")
    return str(page.evaluate("() => location.search"))


def test_numbers_change_when_a_drawing_moves_by_one_cell(chromium: Chromium, pages: Site) -> None:
    page = opened(chromium, pages, "image-of-numbers")
    assert "144 nombres" in said(page)
    page.locator("#image-of-numbers-shift").focus()
    before = said(page)
    page.keyboard.press("ArrowRight")
    expect(answer(page)).not_to_have_text(before, timeout=SLOWEST)
    assert re.search(r"\d+ nombres sur 144", said(page))
    assert "shift=1" in settled(page)


def test_rules_are_written_and_the_heaps_follow(chromium: Chromium, pages: Site) -> None:
    page = opened(chromium, pages, "rules-for-cat")
    first = said(page)
    alone = moved(page, page.locator("#rules-for-cat-two"), "select_option", "none")
    assert "35 sur 48" in alone
    assert alone != first
    link = settled(page)
    again = opened(chromium, pages, "rules-for-cat", link)
    expect(answer(again)).to_have_text(alone, timeout=SLOWEST)
    assert again.locator("#rules-for-cat-two").input_value() == "none"


def test_a_reader_labels_and_a_neuron_learns(chromium: Chromium, pages: Site) -> None:
    page = opened(chromium, pages, "cat-or-not")
    start = said(page)
    wrong = page.locator("[data-append=mine]").first  # "cat" for a rabbit
    page.locator("#cat-or-not-count").fill("0")  # four drawings: one label counts
    expect(answer(page)).not_to_have_text(start, timeout=SLOWEST)
    few = said(page)
    for _ in range(4):
        wrong.click()
    expect(page.locator("input[name=mine]")).to_have_value("1111")
    expect(answer(page)).not_to_have_text(few, timeout=SLOWEST)
    page.locator("[data-drop=mine]").click()
    expect(page.locator("input[name=mine]")).to_have_value("111")
    page.wait_for_function("() => location.search.includes('mine=111')")


def test_training_plays_epoch_by_epoch(chromium: Chromium, pages: Site) -> None:
    page = opened(chromium, pages, "cat-or-not", "?cat-or-not.epoch=0")
    expect(page.locator("output[for=cat-or-not-epoch]")).to_have_text("avant d’apprendre", timeout=SLOWEST)
    page.locator("[data-play=epoch]").click()
    expect(page.locator("output[for=cat-or-not-epoch]")).to_have_text("60", timeout=SLOWEST)
    expect(answer(page)).to_contain_text("32 sur 32")


def test_the_energy_of_a_training_is_measured_and_stays_out_of_the_address(chromium: Chromium, pages: Site) -> None:
    page = opened(chromium, pages, "cat-or-not")
    page.locator("#cat-or-not-took").click()
    expect(answer(page)).to_contain_text("mWh", timeout=SLOWEST)
    assert "entre" in said(page)
    page.wait_for_timeout(400)
    assert "took" not in page.evaluate("() => location.search")
    assert "ADEME" in page.locator("[data-part=sources]").first.inner_text() or page.locator(".sources li").count()


def test_a_drawing_is_made_by_keyboard_alone(chromium: Chromium, pages: Site) -> None:
    page = opened(chromium, pages, "cat-or-not", lang="en")
    grid = page.locator("svg.grid")
    grid.focus()
    for key in ("ArrowRight", "ArrowDown", " ", "ArrowRight", " "):
        page.keyboard.press(key)
    expect(answer(page)).to_contain_text("Your drawing", timeout=SLOWEST)
    digits = page.locator("input[name=drawing]").input_value()
    assert [place for place, digit in enumerate(digits) if digit == "1"] == [13, 14]
    assert grid.locator(".tone-1").count() == 2
    link = settled(page)
    again = opened(chromium, pages, "cat-or-not", link, lang="en")
    expect(again.locator("svg.grid .tone-1")).to_have_count(2, timeout=SLOWEST)
    again.locator("svg.grid").focus()
    again.keyboard.press("Delete")
    expect(again.locator("svg.grid .tone-1")).to_have_count(0)


def test_a_drawing_is_made_by_pointer(chromium: Chromium, pages: Site) -> None:
    page = opened(chromium, pages, "cat-or-not", lang="en")
    grid = page.locator("svg.grid")
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box
    cell = box["width"] / 12
    page.mouse.move(box["x"] + cell * 2.5, box["y"] + cell * 2.5)
    page.mouse.down()
    page.mouse.move(box["x"] + cell * 6.5, box["y"] + cell * 2.5, steps=12)
    page.mouse.up()
    expect(answer(page)).to_contain_text("Your drawing", timeout=SLOWEST)
    assert page.locator("input[name=drawing]").input_value().count("1") == 5


def test_the_circle_is_walked_station_by_station(chromium: Chromium, pages: Site) -> None:
    page = opened(chromium, pages, "vocabulary")
    heard = {said(page)}
    for _ in range(6):
        heard.add(moved(page, page.locator("[data-control=station] [data-step=on]")))
    assert len(heard) == 7
    expect(page.locator("output")).to_have_text("Inférence")


def test_the_game_is_played_by_keyboard_and_its_score_restored(chromium: Chromium, pages: Site) -> None:
    page = opened(chromium, pages, "turing-game")
    page.locator("#turing-game-r1 input").first.focus()
    page.keyboard.press("Space")
    expect(answer(page)).to_contain_text("sur 1", timeout=SLOWEST)
    for name in ("r2", "r3", "r4", "r5", "r6"):
        moved(page, page.locator(f"#turing-game-{name} label").last)
    score = said(page)
    assert re.search(r"[0-6] sur 6", score)
    assert page.locator(".told li").count() in (6, 12)  # both widths hold it
    page.wait_for_function("() => location.search.includes('r6=')")
    again = opened(chromium, pages, "turing-game", page.evaluate("() => location.search"))
    expect(answer(again)).to_have_text(score, timeout=SLOWEST)
    assert again.locator("#turing-game-r6 input").last.is_checked()


def test_the_model_writes_on_and_a_pasted_text_stays_in_the_page(chromium: Chromium, pages: Site) -> None:
    page = opened(chromium, pages, "next-word", lang="en")
    written = page.locator(".written").first
    before = written.inner_text()
    page.locator("[data-count=seed]").click()
    expect(written).not_to_have_text(before, timeout=SLOWEST)
    secret = "The zebra eats the moon. " * 30
    page.locator("textarea").fill(secret)
    moved(page, page.locator("input[name=text][value=mine]"), "check")
    expect(answer(page)).to_contain_text("zebra")
    page.wait_for_function("() => location.search.includes('text=mine')")
    assert "zebra" not in page.evaluate("() => location.href")
    assert not [url for _, url in chromium.requests if "zebra" in url]


def test_a_life_of_reading_is_compared(chromium: Chromium, pages: Site) -> None:
    page = opened(chromium, pages, "data-scale", lang="en")
    assert "lives" in moved(page, page.locator("[data-control=hours] [data-step=on]"))


def test_the_prompt_is_answered_step_by_step(chromium: Chromium, pages: Site) -> None:
    page = opened(chromium, pages, "predict-to-chat", lang="en")
    card = page.locator(".written").first
    first = card.inner_text()
    moved(page, page.locator("[data-control=step] [data-step=on]"))
    assert card.inner_text() != first


def test_every_place_of_the_map_has_its_example(chromium: Chromium, pages: Site) -> None:
    page = opened(chromium, pages, "challenges")
    heard = {said(page)}
    page.locator("input[name=place]").first.focus()
    for _ in range(9):
        before = said(page)
        page.keyboard.press("ArrowDown")
        expect(answer(page)).not_to_have_text(before, timeout=SLOWEST)
        heard.add(said(page))
    assert len(heard) == 10


def test_noise_becomes_a_picture_step_by_step(chromium: Chromium, pages: Site) -> None:
    page = opened(chromium, pages, "diffusion", "?diffusion.step=0&diffusion.view=whole")
    expect(answer(page)).to_contain_text("Encore 16 pas", timeout=SLOWEST)
    page.locator("[data-play=step]").click()
    expect(answer(page)).to_contain_text("copie exacte", timeout=SLOWEST)
    assert "Wh" in said(page)


@pytest.mark.parametrize("name", FIGURES)
def test_no_figure_asks_anyone_else(chromium: Chromium, pages: Site, name: str) -> None:
    chromium.requests.clear()
    page = opened(chromium, pages, name)
    page.evaluate(
        """async () => {
          const figure = document.querySelector("wattprint-figure");
          for (let n = 0; n < 4; n += 1) {
            const count = figure.querySelector("[data-count]");
            if (count) figure.form.elements.namedItem(count.dataset.count).value = String(n + 20);
            await figure.draw();
          }
        }"""
    )
    assert all(url.startswith(pages.url) for _, url in chromium.requests)
    assert page.locator(".wrong").count() == 0
