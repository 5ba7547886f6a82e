"""The calculator's page under what goes wrong: the numbers stand, one sentence says why, nothing leaves."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.browser.quiet import at_rest
from tests.browser.site import POLICY, Fault, Site, serving
from tests.journeys.calculator_page import PARTS_NOW, SET, Words, address, held, until

from wattprint.calculator import answer
from wattprint.calculator.answer import said
from wattprint.calculator.pasted import pasted
from wattprint.characters import counted
from wattprint.wording import Wording

SECRET = "correcthorsebatterystaple"
PIECE = "été 漢字 WORD12 "
TIMES = 350_000
LONG = PIECE * TIMES


def worth(text: str) -> str:
    """The tokens of a text, as the engine answers the counts of CPython."""
    return pasted(counted(text), said(Wording("en")))["tokens"]


PASTE = """async (secret) => {
    const area = document.querySelector("[data-paste]");
    area.closest("details").open = true;
    area.focus();
    const data = new DataTransfer();
    data.setData("text/plain", "PIECE".repeat(TIMES) + secret);
    const said = document.querySelector("[data-pasted]");
    const turn = () => new Promise((resolve) => setTimeout(resolve));
    while (!area.dataset.counts) await turn();
    await import("/embed/paste.js");
    await turn(); // it listens now
    const paste = new Event("paste", { bubbles: true, cancelable: true });
    Object.defineProperty(paste, "clipboardData", { value: data });
    area.dispatchEvent(paste);
    const end = performance.now() + 60_000;
    let turns = 0;
    for (; !/\\d/.test(said.textContent) && performance.now() < end; turns += 1) await turn();
    return { turns, kept: area.value.length };
}""".replace("PIECE", PIECE).replace("TIMES", str(TIMES))


def test_a_text_of_five_megabytes_is_counted_here_and_goes_nowhere(browser: Chromium | Firefox, pages: Site) -> None:
    browser.open(address(pages))
    pages.asked.clear()
    browser.requests.clear()
    browser.run(SET, ["output", "301"])
    held(browser, "en", {"output": "301"})
    found = browser.run(PASTE, SECRET)
    assert found["kept"] == 0
    assert found["turns"] > 10, "the page has its turns while the text is counted"
    held(browser, "en", {"output": "301", "input": worth(f"{LONG}{SECRET}")})
    area = "(text) => { const a = document.querySelector('[data-paste]'); a.value = text; "
    browser.run(area + "a.dispatchEvent(new Event('input', { bubbles: true })); }", f"{SECRET} " * 20)
    held(browser, "en", {"output": "301", "input": worth(f"{SECRET} " * 20)})
    for method, url in browser.requests:
        assert method == "GET"
        assert SECRET not in url
        assert url.startswith((pages.url, "data:")), url
    for method, path in pages.asked:
        assert method == "GET"
        assert SECRET not in path
        assert not urlsplit(path).query or re.fullmatch(r"[\w%]+", urlsplit(path).query)


HOSTILE = [
    ("#model=" + "x" * 100_000, "model"),
    ("#output=99999999999&day=7", "output"),
    ("#zone=%3Cscript%3Ealert(1)%3C/script%3E&day=7", "zone"),
    ("#kind=poem&reader=FRA", "kind"),
    ("?__proto__=1&constructor=2&day=7#", ""),
    ("#" + "&".join(f"k{n}=v" for n in range(3000)) + "&day=7", ""),
]


def test_a_hostile_address_is_answered_by_a_sentence(chromium: Chromium, pages: Site) -> None:
    raised: list[str] = []
    chromium.open("about:blank")
    chromium.page.on("pageerror", lambda error: raised.append(str(error)))
    chromium.page.on("dialog", lambda dialog: raised.append(dialog.message))
    for state, field in HOSTILE:
        chromium.page.goto("about:blank")
        chromium.page.goto(address(pages, "fr", state))
        line = chromium.page.locator(f"[data-field={field}] .wrong" if field else ".fault:not([hidden])")
        line.wait_for()
        assert 10 < len(line.inner_text()) < 700
        if "day=7" in state:
            held(chromium, "fr", {"day": "7"})
        elif "reader" in state:
            held(chromium, "fr", {"reader": "FRA"})
        else:
            assert chromium.run(PARTS_NOW)["numbers"] == Words(answer({}, Wording("fr")).html).said
    assert not raised


def test_before_any_intent_nothing_of_the_engine_is_fetched(chromium: Chromium, pages: Site) -> None:
    chromium.open(address(pages))
    at_rest(chromium)
    paths = [urlsplit(path).path for _, path in pages.asked]
    assert not [path for path in paths if "/runtime/" in path]
    assert len(paths) <= 8
    assert not chromium.page.locator(":disabled").count()


def test_without_scripts_the_numbers_stand_and_the_controls_say_why_not(chromium: Chromium, pages: Site) -> None:
    context = chromium.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address(pages, "fr"))
    assert "0,12" in page.locator(".about + dl").inner_text()
    assert page.locator("form noscript p").inner_text().startswith("Sans JavaScript")
    assert page.locator("[name=day]").is_disabled()
    page.locator("[data-folded=working] summary").click()
    assert page.locator("[data-part=working] ol.steps").is_visible()
    context.close()


def test_wasm_that_is_blocked_leaves_the_numbers_and_one_sentence(browser: Chromium | Firefox, whole: Path) -> None:
    with serving(POLICY.replace(" 'wasm-unsafe-eval'", ""), {"/": whole}) as strict:
        browser.open(address(strict, "fr"))
        before = browser.run(PARTS_NOW)
        browser.run(SET, ["day", "9"])
        until(lambda: browser.run("() => !document.querySelector('.fault').hidden"))
        assert "WebAssembly" in browser.run("() => document.querySelector('.fault').textContent")
        assert browser.run("() => document.querySelector('.fault button').dataset.act") == "retry"
        assert browser.run(PARTS_NOW)["numbers"] == before["numbers"]


@pytest.mark.parametrize(("name", "fault"), [("stdlib.zip", "gone")])
def test_an_engine_that_was_missing_is_tried_again(chromium: Chromium, pages: Site, name: str, fault: Fault) -> None:
    pages.faults[name] = fault
    chromium.open(address(pages))
    before = chromium.run(PARTS_NOW)["numbers"]
    chromium.run(SET, ["day", "9"])
    retry = chromium.page.locator(".fault button")
    retry.wait_for()
    assert chromium.page.locator(".fault").inner_text().startswith("A file of the calculator could not be fetched")
    assert chromium.run(PARTS_NOW)["numbers"] == before
    pages.faults.clear()
    retry.click()
    held(chromium, "en", {"day": "9"})
    chromium.page.locator(".fault").wait_for(state="hidden")


IMPATIENT = """async () => {
    const { engine } = await import("/runtime/engine.js");
    engine.patience.answering = 3000;
}"""


def test_a_killed_worker_is_replaced(browser: Chromium | Firefox, pages: Site) -> None:
    with browser.killable():
        browser.open(address(pages))
        browser.run(SET, ["day", "9"])
        held(browser, "en", {"day": "9"})
        browser.run(IMPATIENT)
        browser.kill_worker()
        browser.run(SET, ["day", "11"])
        held(browser, "en", {"day": "11"})
        assert len([path for _, path in pages.asked if path.endswith("/stdlib.zip")]) <= 2


def test_a_link_within_the_page_sets_the_state(chromium: Chromium, pages: Site) -> None:
    chromium.open(address(pages, "en", "#day=9"))
    held(chromium, "en", {"day": "9"})
    chromium.run("() => void (location.hash = '#main')")  # a place in the page, as its "skip" link has it
    at_rest(chromium)
    assert chromium.page.locator("[name=day]").input_value() == "9"
    chromium.run("() => void (location.hash = '#kind=code&nonsense=1')")
    held(chromium, "en", {"kind": "code"})
    assert "nonsense" in chromium.page.locator(".fault").inner_text()
    chromium.run(SET, ["day", "9"])
    held(chromium, "en", {"kind": "code", "day": "9"})
    assert chromium.page.locator(".fault").is_hidden()


def test_storage_that_is_refused_changes_nothing(chromium: Chromium, pages: Site) -> None:
    chromium.open("about:blank")
    chromium.page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])"
        " Object.defineProperty(globalThis, name, { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    chromium.page.goto(address(pages))
    chromium.run(SET, ["day", "9"])
    held(chromium, "en", {"day": "9"})
