"""The figures of the site in a reader's browser: moved by keyboard, the answer changed, restored by their link."""

import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.browser.quiet import at_rest
from tests.browser.site import Site
from tests.journeys.figure_pages import served, write

from wattprint.explainer import named, redrawn
from wattprint.wording import Wording

MOVES: dict[str, dict[str, str]] = {
    "methods": {"view": "history"},
    "person-energy": {"requests": "20"},
    "electricity": {"year": "2024"},
    "carbon-of-a-kwh": {"view": "france"},
    "person-carbon": {"requests": "20"},
    "making-and-using": {"months": "60"},
    "zettabytes": {"size": "6"},
    "two-bills": {"requests": "10000000000"},
    "training": {"view": "carbon"},
    "model-size": {"bits": "32"},
    "wh-per-request": {"when": "then"},
    "levers": {"grid": "on"},
    "your-year": {"short": "15"},
}
"""For each figure, one control and where its next place leads: a step of a slider, a neighbour, a tick."""

PATIENCE = 60.0
SEEN = """() => [...document.querySelectorAll("wattprint-figure")].map((figure) => [figure.id, figure.state,
    figure.getAttribute("aria-busy"), [...figure.querySelectorAll(".wrong")].map((line) => line.textContent),
    [...new FormData(figure.querySelector("form"))].join(), document.activeElement.name])"""
SAVER = """() => performance.getEntriesByType("resource").some(
    ({ name, responseEnd }) => name.endsWith("/poster.js") && responseEnd)"""
"""The file that saves is fetched beside the figure."""

KEYS = {"range": "ArrowRight", "radio": "ArrowRight", "checkbox": " "}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    out = tmp_path_factory.mktemp("figures")
    write(out, tuple(MOVES))
    with served(out) as site:
        yield site


def until(browser: Chromium | Firefox, function: str, argument: object = None) -> object:
    """What the page says as soon as it says something. (The policy of the site forbids polling from inside.)"""
    end = time.monotonic() + PATIENCE
    while not (found := browser.run(function, argument)):
        assert time.monotonic() < end, (function, argument, browser.run(SEEN))
        time.sleep(0.05)
    return found


def text(browser: Chromium | Firefox, selector: str) -> str:
    """The words of an element."""
    return str(browser.run("(s) => document.querySelector(s).textContent", selector))


def unveiled(browser: Chromium | Firefox) -> None:
    """Looks without a bet, where the figure asks for one."""
    browser.run("() => document.querySelector('wattprint-figure[data-veiled] .look')?.click()")
    until(browser, "() => !document.querySelector('wattprint-figure[data-veiled]')")


def shows(browser: Chromium | Firefox, name: str, state: dict[str, str]) -> None:
    """Waits until the figure is at a state, and holds its answer against the engine's own."""
    asked = "([name, state]) => { const { state: now } = document.getElementById(name);" \
            " return Object.entries(state).every(([key, value]) => now[key] === value); }"  # fmt: skip
    until(browser, asked, [name, state])
    expected = redrawn(name, Wording("fr"), state=state)["html"]
    answer = re.search(r'data-part="answer">(.*?)</div>', expected)
    assert answer
    shown = browser.run("() => document.querySelector('[data-part=answer]').innerHTML.replaceAll('&nbsp;', '\\u00a0')")
    assert shown == answer[1].replace("&#x27;", "'").replace("&quot;", '"')


@pytest.mark.parametrize("name", MOVES)
def test_a_figure_moves_by_keyboard_and_comes_back_by_its_link(name: str, chromium: Chromium, pages: Site) -> None:
    ((control, value),) = MOVES[name].items()
    chromium.open(f"{pages.url}/fr/{name}.html")
    page = chromium.page
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if "Security" in message.text else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    before = text(chromium, "[data-part=answer]")
    until(chromium, "() => !document.querySelector('fieldset.controls').disabled")
    unveiled(chromium)
    kind = chromium.run(
        "(name) => { const input = document.querySelector(`[name='${name}']:checked, [name='${name}']`);"
        " input.focus(); return input.type; }",
        control,
    )
    page.keyboard.press("ArrowLeft" if (name, control) in BACKWARDS else KEYS[kind])
    shows(chromium, name, {control: value})
    assert text(chromium, "[data-part=answer]") != before
    assert page.evaluate("() => document.activeElement.name") == control, "the focus stays where the reader is"
    link = str(until(chromium, "() => location.search && location.href"))
    assert f"{name}.{control}={value}" in link
    chromium.open(link)
    shows(chromium, name, {control: value})
    held = {c.name: c for c in named(name).CONTROLS}[control].raw(value)
    form = chromium.run("() => Object.fromEntries(new FormData(document.querySelector('form')))")
    assert form.get(control) == held
    assert errors == []


BACKWARDS = {("electricity", "year"), ("zettabytes", "size"), ("carbon-of-a-kwh", "view")}
"""What begins at its end, or whose last place comes before its first."""


@pytest.mark.parametrize("name", ["levers", "two-bills"])
def test_the_same_in_firefox(name: str, firefox: Firefox, pages: Site) -> None:
    ((control, value),) = MOVES[name].items()
    firefox.open(f"{pages.url}/fr/{name}.html?{name}.{control}={value}")
    shows(firefox, name, {control: value})
    firefox.run(
        "(name) => { const input = document.querySelector(`[name='${name}']`); if (input.type === 'checkbox')"
        " input.checked = false; else input.stepDown(); input.dispatchEvent(new Event('input', { bubbles: true })); }",
        control,
    )
    default = {c.name: c for c in named(name).CONTROLS}[control].default
    shows(firefox, name, {control: default})
    assert until(firefox, "() => !location.search")


def test_a_reset_is_the_start_again(chromium: Chromium, pages: Site) -> None:
    chromium.open(f"{pages.url}/fr/levers.html?levers.grid=on&levers.smaller=on")
    shows(chromium, "levers", {"grid": "on", "smaller": "on"})
    chromium.page.click("button[type=reset]")
    until(chromium, "() => document.getElementById('levers').state.smaller === 'off'")
    shows(chromium, "levers", {})
    assert until(chromium, "() => !location.search")


def test_a_bad_link_is_said_beside_its_control_and_changes_nothing(chromium: Chromium, pages: Site) -> None:
    chromium.open(f"{pages.url}/fr/person-energy.html")
    before = text(chromium, "[data-part=answer]")
    chromium.open(f"{pages.url}/fr/person-energy.html?person-energy.kind=cat")
    until(chromium, "() => Boolean(document.querySelector('[data-control=kind] .wrong'))")
    assert "cat" in text(chromium, ".wrong")
    assert text(chromium, "[data-part=answer]") == before
    unveiled(chromium)
    chromium.page.focus("[name=requests]")
    chromium.page.keyboard.press("ArrowRight")
    shows(chromium, "person-energy", {"requests": "20"})
    assert not chromium.run("() => Boolean(document.querySelector('.wrong'))")


def test_two_figures_of_a_page_share_its_address(chromium: Chromium, pages: Site) -> None:
    link = f"{pages.url}/fr/all.html?training.model=grok4&model-size.bits=4&calculator.model=gpt-4o"
    chromium.open(link)
    for name, state in (("training", {"model": "grok4"}), ("model-size", {"bits": "4"})):
        until(chromium, "([n, k, v]) => document.getElementById(n).state[k] === v", [name, *next(iter(state.items()))])
    time.sleep(0.5)  # what writes an address waits for the last move
    address = str(chromium.run("() => location.search"))
    assert sorted(address.removeprefix("?").split("&")) == sorted(link.partition("?")[2].split("&"))


def test_long_lists_are_filled_when_a_reader_comes_near(chromium: Chromium, pages: Site) -> None:
    chromium.open(f"{pages.url}/fr/carbon-of-a-kwh.html")
    assert chromium.run("() => document.querySelectorAll('option').length") == 2
    assert not any("runtime" in url for _, url in chromium.requests[-4:]), "no engine before a reader moves"
    chromium.page.focus("select")
    until(chromium, "() => document.querySelector('select').options.length > 200")
    chromium.page.select_option("select[name=one]", "POL")
    shows(chromium, "carbon-of-a-kwh", {"one": "POL"})


def test_nothing_is_fetched_before_an_intent(chromium: Chromium, pages: Site) -> None:
    chromium.requests.clear()
    chromium.open(f"{pages.url}/fr/your-year.html")
    at_rest(chromium)
    assert not [url for _, url in chromium.requests if "/runtime/" in url]


def test_without_an_engine_the_figure_says_so_and_stays(chromium: Chromium, pages: Site) -> None:
    pages.faults["worker.js"] = "gone"
    try:
        chromium.open(f"{pages.url}/fr/levers.html")
        before = text(chromium, "[data-part=answer]")
        chromium.page.focus("[name=grid]")
        chromium.page.keyboard.press(" ")
        until(chromium, "() => Boolean(document.querySelector('.wrong'))")
        assert text(chromium, "[data-part=answer]") == before
    finally:
        pages.faults.clear()


def test_without_javascript_the_figure_is_whole(chromium: Chromium, pages: Site) -> None:
    context = chromium.browser.new_context(java_script_enabled=False)
    page: Page = context.new_page()
    page.goto(f"{pages.url}/fr/levers.html")
    assert not page.locator("form").is_visible()
    assert page.locator(".answer").is_visible()
    assert page.locator("svg:visible").count() == 1
    context.close()


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_poster_is_kept_as_a_file_that_stands_alone(kind: str, chromium: Chromium, pages: Site) -> None:
    chromium.open(f"{pages.url}/fr/your-year.html")
    until(chromium, "() => !document.querySelector('fieldset.controls').disabled")
    until(chromium, SAVER)
    with chromium.page.expect_download() as waiting:
        chromium.page.click(f"[data-download={kind}]")
    download = waiting.value
    assert download.suggested_filename == f"your-year.{kind}"
    content = download.path().read_bytes()
    if kind == "png":
        assert content.startswith(b"\x89PNG")
        assert int.from_bytes(content[16:20], "big") == 1440
    else:
        root = ET.fromstring(content)
        assert "var(" not in content.decode()
        assert "Mon année" in "".join(root.itertext())
