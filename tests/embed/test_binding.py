"""Pages that are themselves programs: they write back what they hear, replace their body, move what they hold."""

import pytest
from playwright.sync_api import Page
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.embed.hosts import Two
from tests.embed.test_element import NUMBERS, ONE, PAGE, READ, TOUCH, energy, page, paths, shown, until

__all__ = ["page"]

SHADOW = "document.querySelector('wattprint-calculator').shadowRoot"
BOUND = """([keys, late]) => {
    const element = document.querySelector("wattprint-calculator");
    globalThis.slider = element.shadowRoot.querySelector("[data-slides=output]");
    globalThis.heard = [];
    element.addEventListener("change", ({ detail: { state } }) => setTimeout(() => {
        heard.push(state);
        for (const key of keys) {
            if (key in state) element.setAttribute(key, state[key]);
            else element.removeAttribute(key);
        }
    }, late));
}"""
KEYS = ["model", "kind", "output", "zone", "day"]
FRAME = "document.querySelector('iframe[src$=\"engine.html\"]')"
AT = {"model": "gpt-4o", "zone": "FRA"}


@pytest.mark.parametrize("late", [0, 120])
def test_a_state_that_comes_back_leaves_the_reader_alone(browser: Chromium | Firefox, hosted: Two, late: int) -> None:
    browser.open(hosted.write("bound.html", ONE))
    until(lambda: browser.run(READ), bool)
    browser.run(BOUND, [KEYS, late])
    browser.run(f"() => {{ {SHADOW}.querySelector('details.more').open = true; slider.focus(); }}")
    for _ in range(4):  # a late page writes back what the reader has left behind
        browser.press("ArrowRight")
    stops = browser.run("() => slider.dataset.stops.split(' ')")
    output = stops[browser.run("() => Number(slider.value)")]
    expected = energy({**AT, "output": output})
    until(lambda: browser.run(f"() => [heard.at(-1)?.output, ({NUMBERS}).includes('{expected}')]"),
          lambda found: found == [output, True])  # fmt: skip
    assert browser.run(f"() => slider.isConnected && {SHADOW}.activeElement === slider")
    assert browser.run(f"() => {SHADOW}.querySelector('details.more').open")
    assert stops[browser.run("() => Number(slider.value)")] == output
    # The page's own hand is followed, in the same markup.
    browser.run("() => document.querySelector('wattprint-calculator').setAttribute('model', 'le-chat')")
    expected = energy({**AT, "model": "le-chat", "output": output})
    until(lambda: browser.run(READ), lambda text: expected in text)
    assert browser.run("() => slider.isConnected")


def test_a_second_calculator_that_waits_computes_once_there_is_an_engine(page: Page, hosted: Two) -> None:
    waits = '<wattprint-calculator model="mistral-large-2512" output="900"></wattprint-calculator>'
    page.goto(hosted.write("two.html", PAGE + "<wattprint-calculator></wattprint-calculator>" + waits))
    second = page.locator("wattprint-calculator").nth(1)
    second.get_by_text("Cette page demande un autre calcul").wait_for()
    page.locator("wattprint-calculator").first.locator("[name=output]").fill("777")
    expected = energy({"model": "mistral-large-2512", "output": "900"})
    second.get_by_text(expected).filter(visible=True).first.wait_for()
    second.locator("[data-notice]").wait_for(state="hidden")
    # And one that is put there later needs nobody's touch.
    page.evaluate(
        "(html) => document.body.insertAdjacentHTML('beforeend', html)",
        waits.replace("900", "901"),
    )
    expected = energy({"model": "mistral-large-2512", "output": "901"})
    page.locator("wattprint-calculator").nth(2).get_by_text(expected).filter(visible=True).first.wait_for()


def test_a_body_that_is_replaced_takes_the_engine_with_it_and_another_comes(
    browser: Chromium | Firefox, hosted: Two
) -> None:
    browser.open(hosted.write("spa.html", ONE))
    until(lambda: browser.run(READ), bool)
    browser.run(TOUCH, ["output", "777"])
    until(lambda: browser.run(READ), lambda text: energy({**AT, "output": "777"}) in text)
    browser.run("""() => {
        const body = document.createElement("body");
        body.append(document.createElement("wattprint-calculator"));
        document.body.replaceWith(body);
    }""")
    until(lambda: browser.run(READ), lambda text: energy({}) in text)
    browser.run(TOUCH, ["output", "778"])
    until(lambda: browser.run(READ), lambda text: energy({"output": "778"}) in text)
    assert browser.run("() => document.querySelectorAll('iframe').length") == 1


def test_a_frame_that_goes_while_a_question_waits_is_opened_again(page: Page, hosted: Two) -> None:
    hosted.site.faults["pyodide.asm.wasm"] = "held"
    page.goto(hosted.write("one.html", ONE))
    page.locator("wattprint-calculator [name=output]").fill("777")
    until(lambda: "/runtime/pyodide.asm.wasm" in paths(hosted), bool)
    hosted.site.faults.clear()
    page.evaluate(f"() => {FRAME}.remove()")
    shown(page, energy({**AT, "output": "777"}))


def test_a_frame_that_is_moved_loads_anew_and_answers(page: Page, hosted: Two) -> None:
    raised: list[str] = []
    page.on("pageerror", lambda error: raised.append(str(error)))
    page.goto(hosted.write("one.html", ONE + "<div id=other></div>"))
    field = page.locator("wattprint-calculator [name=output]")
    field.fill("777")
    shown(page, energy({**AT, "output": "777"}))
    page.evaluate(f"() => document.querySelector('#other').append({FRAME})")
    field.fill("778")
    shown(page, energy({**AT, "output": "778"}))
    assert raised == []


def test_an_attribute_that_is_taken_away_is_forgotten(page: Page, hosted: Two) -> None:
    page.goto(hosted.write("one.html", ONE))
    page.locator("wattprint-calculator [name=output]").fill("777")
    shown(page, energy({**AT, "output": "777"}))
    page.evaluate("() => document.querySelector('wattprint-calculator').removeAttribute('zone')")
    shown(page, energy({"model": "gpt-4o"}))
