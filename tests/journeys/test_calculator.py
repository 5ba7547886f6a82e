"""The calculator's page as it is built: the screen shows what the engine answers for the same state."""

import re
from pathlib import Path
from typing import Literal

import pytest
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.browser.site import ROOT, Site
from tests.journeys.calculator_page import ALWAYS, SET, Words, address, held, until
from tests.site.checkers import violations

from wattprint.calculator import PARTS, answer
from wattprint.calculator.kinds import COUNTS
from wattprint.wording import Wording

Scheme = Literal["light", "dark"]
CHANGES = [
    ("kind", "reasoning"), ("output", "1234"), ("input", "5000"), ("reasoning", "0"), ("images", "2"), ("day", "25"),
    ("boundary", "training"), ("method", "google-2025"), ("method", "serving-2026"), ("kind", "image"),
]  # fmt: skip


def test_each_control_moves_the_numbers_and_the_address(browser: Chromium | Firefox, pages: Site) -> None:
    lang = {"Chromium": "fr", "Firefox": "en"}[browser.name]
    browser.open(address(pages, lang))
    state: dict[str, str] = {}
    for name, value in CHANGES:
        browser.run(SET, [name, value])
        if name == "kind":  # its lengths are the usual ones
            state = {key: value for key, value in state.items() if key not in COUNTS}
        state = answer({**state, name: value}, Wording(lang)).changed
        held(browser, lang, state, ALWAYS if name in ("kind", "day") else ("numbers",))
    link = browser.run("() => location.href")
    assert link == address(pages, lang, "#kind=image&day=25&boundary=training")
    browser.open("about:blank")
    browser.open(link)
    held(browser, lang, {"kind": "image", "day": "25", "boundary": "training"})
    assert browser.run("() => document.querySelector('[name=day]').value") == "25"
    assert browser.run("() => document.querySelector('[name=kind]:checked').value") == "image"
    results = browser.run("() => [...document.querySelectorAll('dl.sums dt + dd')].map((e) => e.textContent)")
    assert browser.run("() => document.querySelector('[data-glance]').textContent") == " · ".join(results[:3])


def test_chatbots_places_and_things_are_found_by_typing(chromium: Chromium, pages: Site) -> None:
    chromium.open(address(pages, "fr"))
    page = chromium.page
    page.locator("#calculator-model").click()
    page.locator("#calculator-model-list [role=option]").nth(100).wait_for(state="attached")
    assert page.locator("#calculator-model-list [role=option]").count() > 200
    page.keyboard.type("mistral large 3")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('aria-activedescendant')")
    page.keyboard.press("Enter")
    held(chromium, "fr", {"model": "mistral-large-2512"})
    page.locator("#calculator-zone").fill("allemagne")
    page.keyboard.press("Enter")
    held(chromium, "fr", {"model": "mistral-large-2512", "zone": "DEU"})
    page.locator("#calculator-zone").fill("Mordor")
    page.keyboard.press("Tab")
    wrong = page.locator("[data-field=zone] .wrong")
    wrong.wait_for()
    assert "Mordor" in wrong.inner_text()
    assert page.locator("#calculator-zone").get_attribute("aria-invalid") == "true"
    assert page.locator(".about").inner_text().startswith("Mistral Large 3")
    page.locator("#calculator-zone").fill("")
    page.keyboard.press("Tab")
    held(chromium, "fr", {"model": "mistral-large-2512"})
    assert not wrong.count()
    page.locator("#calculator-things").click()
    page.keyboard.type("baignoire")
    page.keyboard.press("Escape")
    page.locator("#calculator-things").fill("bains")
    page.keyboard.press("Enter")
    things = "petrol-car-km,water-glass,bath"
    held(chromium, "fr", {"model": "mistral-large-2512", "things": f"led-hour,{things}"})
    page.locator("[data-drop=things][value=led-hour]").click()
    held(chromium, "fr", {"model": "mistral-large-2512", "things": things})
    assert page.evaluate("document.activeElement.dataset.drop") == "things"
    page.locator("#calculator-model").fill("le modèle de personne")
    page.keyboard.press("Enter")
    held(chromium, "fr", {"model": "le modèle de personne", "things": things})


def test_folded_parts_levers_undo_and_reset(chromium: Chromium, pages: Site) -> None:
    chromium.open(address(pages))
    page = chromium.page
    for part in ("compare", "working"):
        page.locator(f"[data-folded={part}] summary").click()
    page.locator("[data-part=working] ol.steps").wait_for()
    every = tuple(PARTS)
    page.locator("[data-set]").first.click()
    held(chromium, "en", {"zone": "FRA"}, every)
    assert page.locator("#calculator-zone").input_value() == "France"
    page.locator("#calculator-compare").fill("gpt-4o")
    page.keyboard.press("Enter")
    held(chromium, "en", {"zone": "FRA", "compare": "claude,gemini,le-chat,gpt-4o"}, every)
    page.locator("[data-act=undo]").click()
    held(chromium, "en", {"zone": "FRA"}, every)
    page.locator("[data-act=undo]").click()
    held(chromium, "en", {}, every)
    page.locator("[name=kind][value=code]").check()
    held(chromium, "en", {"kind": "code"}, every)
    page.locator("[data-slides=output]").focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    held(chromium, "en", {"kind": "code", "output": "800"}, every)
    page.locator("[data-act=undo]").click()
    held(chromium, "en", {"kind": "code"}, every)
    page.locator("[data-act=reset]").click()
    held(chromium, "en", {}, every)
    assert page.evaluate("history.length") <= 2


def test_copies(chromium: Chromium, pages: Site) -> None:
    chromium.open(address(pages))
    page = chromium.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for what in ("text", "csv", "json"):
        page.locator(f"[data-copy={what}]").click()
        expected = answer({}, Wording("en"), what).html
        until(lambda: page.evaluate("navigator.clipboard.readText()") == expected)  # noqa: B023 - asked at once
    page.locator("[data-copy=link]").click()
    page.locator("[data-note]:not(:empty)").wait_for()
    page.context.clear_permissions()
    page.evaluate("""() => {
        navigator.clipboard.write = navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
    }""")
    page.locator("[data-copy=csv]").click()
    page.locator("[data-note] textarea").wait_for()
    assert page.locator("[data-note] textarea").input_value() == answer({}, Wording("en"), "csv").html


FOCUSED = """() => {
    const here = document.activeElement;
    const { slides, act, copy, set, drop, adds } = here.dataset;
    const name = here.name || slides || act || copy || set || drop || adds || here.tagName;
    return [name, here.getBoundingClientRect().height];
}"""


def test_by_keyboard_alone(chromium: Chromium, pages: Site) -> None:
    chromium.open(address(pages))
    page = chromium.page
    seen: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        here, height = chromium.run(FOCUSED)
        seen.append(here)
        assert height or here == "BODY", here
        if here == "kind" and seen.count(here) == 1:
            page.keyboard.press("ArrowRight")
    for name in ("model", "kind", "input", "output", "day", "zone", "text", "undo", "things", "SUMMARY"):
        assert name in seen, name
    held(chromium, "en", {"kind": "long"})


STICKS_OUT = """() => [...document.querySelectorAll("main *")].filter((element) => {
    const { width, left, right } = element.getBoundingClientRect();
    return width > 2 && (right > innerWidth + 1 || left < -1) && !element.closest("svg, .hidden, thead");
}).map((element) => `${element.tagName}.${element.className}`)"""


def test_nothing_sticks_out(chromium: Chromium, pages: Site) -> None:
    chromium.open(address(pages, "fr"))
    for fold in chromium.page.locator("summary").all():
        fold.click()
    chromium.page.locator("[data-part=working] ol.steps").wait_for()
    chromium.page.locator("[data-part=compare] svg").first.wait_for(state="attached")
    for width in (320, 640, 900, 1280):
        chromium.page.set_viewport_size({"width": width, "height": 800})
        assert chromium.run(STICKS_OUT) == []
        assert chromium.run("() => document.documentElement.scrollWidth <= innerWidth")


SHOWN = """() => {
    globalThis.shown = [];
    const numbers = document.querySelector("[data-part=numbers]");
    new MutationObserver(() => shown.push(numbers.textContent)).observe(numbers, { childList: true });
}"""
LENGTHS = ("500", "400", "500", "600", "800", "600")


def test_each_move_of_a_slider_is_answered_once_and_in_order(browser: Chromium | Firefox, pages: Site) -> None:
    browser.open(address(pages))
    slider = "document.querySelector('[data-slides=output]')"
    browser.run(f"() => {slider}.focus()")
    browser.press("ArrowRight")
    held(browser, "en", {"output": "400"})
    browser.run(SHOWN)
    for place, key in enumerate(("Right", "Left", "Right", "Right", "Right", "Left"), 1):
        browser.press(f"Arrow{key}")
        until(lambda: len(browser.run("() => shown")) == place)  # noqa: B023 - asked at once
    expected = [Words(answer({"output": output}, Wording("en")).html).said for output in LENGTHS]
    assert browser.run("() => shown") == expected
    # Moved faster than it can be answered, it skips what was overtaken, and ends where the hand ended.
    stops = browser.run(f"() => {slider}.dataset.stops.split(' ')")
    browser.run(f"""() => {{
        for (let stop = 0; stop < {len(stops)}; stop += 1) {{
            {slider}.value = String(stop);
            {slider}.dispatchEvent(new Event("input", {{ bubbles: true }}));
        }}
    }}""")
    held(browser, "en", {"output": stops[-1]})
    assert len(browser.run("() => shown")) < len(LENGTHS) + len(stops)


def test_what_is_refused_does_not_stand_in_the_way(chromium: Chromium, pages: Site) -> None:
    six = "chatgpt,claude,gemini,le-chat,gpt-4o,mistral-large-2512"
    chromium.open(address(pages, "en", f"#compare={six}"))
    page = chromium.page
    page.locator("[data-folded=compare] summary").click()
    held(chromium, "en", {"compare": six}, ("numbers", "compare"))
    page.locator("#calculator-compare").fill("llama-3.1-8b")
    page.keyboard.press("Enter")
    wrong = page.locator("[data-field=compare] .wrong")
    wrong.wait_for()
    chromium.run(SET, ["day", "9"])
    held(chromium, "en", {"compare": six, "day": "9"}, ("numbers", "compare"))
    assert not wrong.count()
    chromium.run(SET, ["output", "-3"])
    page.locator("[data-field=output] .wrong").wait_for()
    chromium.run(SET, ["output", ""])  # as it was: the sentence goes
    page.locator("[data-field=output] .wrong").wait_for(state="detached")
    page.locator("[data-act=undo]").click()
    held(chromium, "en", {"compare": six})


@pytest.mark.parametrize(("lang", "scheme", "width"), [("fr", "light", 320), ("en", "dark", 1100)])
def test_axe_finds_nothing(chromium: Chromium, pages: Site, lang: str, scheme: Scheme, width: int) -> None:
    context = chromium.browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(address(pages, lang))
    assert violations(page) == []
    for fold in page.locator("summary").all():
        fold.click()
    page.locator("[data-part=working] ol.steps").wait_for()
    page.locator("#calculator-output").fill("-3")
    page.locator(".wrong").wait_for()
    page.locator("#calculator-zone").click()
    page.locator("#calculator-zone-list [role=option]").first.wait_for()
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("file", sorted((ROOT / "site/embed").glob("c*.js")), ids=lambda path: path.name)
def test_no_markup_is_ever_parsed_into_the_page(file: Path) -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|cssText"
    assert not re.search(forbidden, file.read_text(encoding="utf-8"))
