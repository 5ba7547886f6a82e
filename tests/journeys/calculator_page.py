"""The page of the calculator, as journeys use it."""

import time
from collections.abc import Callable
from html.parser import HTMLParser

from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.browser.site import Site

from wattprint.calculator import answer
from wattprint.wording import Wording

ALWAYS = ("numbers", "over", "levers")
PARTS_NOW = """() => Object.fromEntries([...document.querySelectorAll("[data-part]")].map(
    (part) => [part.dataset.part, part.textContent]))"""
NOW = f"() => [Object.fromEntries(new URLSearchParams(location.hash.slice(1))), ({PARTS_NOW})()]"
PATIENCE = 60.0
SET = """async ([name, value]) => {
    const form = document.querySelector("form[data-calculator]");
    const control = [...form.querySelectorAll(`[name="${name}"]`)].find((c) => c.type !== "radio" || c.value === value);
    control.closest("details")?.setAttribute("open", "");
    control.focus();
    if (control.type === "radio") control.click();
    else {
        control.value = value;
        control.dispatchEvent(new Event(control.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
    }
}"""


class Words(HTMLParser):
    """The text of a fragment."""

    def __init__(self, html: str):
        super().__init__()
        self.said = ""
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.said += data


def address(site: Site, lang: str = "en", state: str = "") -> str:
    return f"{site.url}/{lang}/calculator.html{state}"


def until(true: Callable[[], bool]) -> None:
    """Waits for what a page does by itself."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.03)


def held(browser: Chromium | Firefox, lang: str, wanted: dict[str, str], parts: tuple[str, ...] = ALWAYS) -> None:
    """Waits until the address says this state, and the page shows what CPython answers for it."""
    expected = {part: Words(answer(wanted, Wording(lang), part).html).said for part in parts}
    end = time.monotonic() + PATIENCE
    while True:
        state, shown = browser.run(NOW)
        found = {part: shown[part] for part in parts}
        if (state, found) == (wanted, expected):
            return
        if time.monotonic() > end:
            assert (state, found) == (wanted, expected)
        time.sleep(0.03)
