"""The calculator in browsers: the screen shows what the engine answers for the same state, and nothing leaves."""

import re
import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.browser.site import POLICY, ROOT, Site
from tests.journeys.calculator_page import served, write
from tests.site.checkers import violations

from wattprint.calculator import PARTS, answer
from wattprint.calculator.answer import said
from wattprint.calculator.kinds import COUNTS
from wattprint.calculator.pasted import pasted
from wattprint.characters import counted
from wattprint.wording import Wording

Scheme = Literal["light", "dark"]
ALWAYS = ("numbers", "over", "levers")
SECRET = "correcthorsebatterystaple"
PARTS_NOW = """() => Object.fromEntries([...document.querySelectorAll("[data-part]")].map(
    (part) => [part.dataset.part, part.textContent]))"""
NOW = f"() => [calculator.state(), ({PARTS_NOW})()]"
PATIENCE = 20.0
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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("calculator") / "site"
    write(made)
    return made


@pytest.fixture
def pages(folder: Path) -> Iterator[Site]:
    with served(folder) as site:
        yield site


def address(site: Site, lang: str = "en", state: str = "", page: str = "calculator") -> str:
    return f"{site.url}/{lang}/{page}.html{state}"


def until(true: Callable[[], bool]) -> None:
    """Waits for what a page does by itself."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.03)


def held(browser: Chromium | Firefox, lang: str, wanted: dict[str, str], parts: tuple[str, ...] = ALWAYS) -> None:
    """Waits until the page has this state, and shows what CPython answers for it."""
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
    until(lambda: browser.run("() => location.hash") == "#kind=image&day=25&boundary=training")
    link = browser.run("() => location.href")
    browser.open(address(pages, lang, page="moodle"))
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
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
    }, 5);
    await new Promise((resolve) => setTimeout(resolve, 400));
    longest = 0;
    const paste = new Event("paste", { bubbles: true, cancelable: true });
    Object.defineProperty(paste, "clipboardData", { value: data });
    area.dispatchEvent(paste);
    const said = document.querySelector("[data-pasted]");
    while (!/\\d/.test(said.textContent)) await new Promise((resolve) => setTimeout(resolve, 20));
    clearInterval(watch);
    return { longest, kept: area.value.length };
}""".replace("PIECE", PIECE).replace("TIMES", str(TIMES))


def test_a_text_of_five_megabytes_is_counted_here_and_goes_nowhere(browser: Chromium | Firefox, pages: Site) -> None:
    browser.open(address(pages))
    pages.asked.clear()
    browser.requests.clear()
    browser.run(SET, ["output", "301"])
    held(browser, "en", {"output": "301"})
    found = browser.run(PASTE, SECRET)
    assert found["kept"] == 0
    assert found["longest"] < 1000, "the page stays awake"  # 60 where nothing else runs
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
    import time as t_
    for state, field in HOSTILE:
        print(field, t_.time(), flush=True)
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
    time.sleep(0.5)
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


def test_wasm_that_is_blocked_leaves_the_numbers_and_one_sentence(browser: Chromium | Firefox, folder: Path) -> None:
    with served(folder, POLICY.replace(" 'wasm-unsafe-eval'", "")) as strict:
        browser.open(address(strict, "fr"))
        before = browser.run(PARTS_NOW)
        browser.run(SET, ["day", "9"])
        until(lambda: browser.run("() => !document.querySelector('.fault').hidden"))
        assert "WebAssembly" in browser.run("() => document.querySelector('.fault').textContent")
        assert browser.run("() => document.querySelector('.fault button').dataset.act") == "retry"
        assert browser.run(PARTS_NOW)["numbers"] == before["numbers"]


def test_an_engine_that_was_missing_is_tried_again(chromium: Chromium, pages: Site) -> None:
    pages.faults["stdlib.zip"] = "gone"
    chromium.open(address(pages))
    chromium.run(SET, ["day", "9"])
    retry = chromium.page.locator(".fault button")
    retry.wait_for()
    pages.faults.clear()
    retry.click()
    held(chromium, "en", {"day": "9"})
    chromium.page.locator(".fault").wait_for(state="hidden")


def test_a_killed_worker_is_replaced(chromium: Chromium, pages: Site) -> None:
    chromium.open(address(pages))
    chromium.run(SET, ["day", "9"])
    held(chromium, "en", {"day": "9"})
    chromium.break_worker()
    time.sleep(0.1)
    chromium.run(SET, ["day", "11"])
    held(chromium, "en", {"day": "11"})


def test_a_link_within_the_page_sets_the_state(chromium: Chromium, pages: Site) -> None:
    chromium.open(address(pages, "en", "#day=9"))
    held(chromium, "en", {"day": "9"})
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


@pytest.mark.parametrize("page", ["calculator", "moodle"])
def test_nothing_sticks_out(chromium: Chromium, pages: Site, page: str) -> None:
    chromium.open(address(pages, "fr", page=page))
    for fold in chromium.page.locator("summary").all():
        fold.click()
    chromium.page.locator("[data-part=working] ol.steps").wait_for()
    chromium.page.locator("[data-part=compare] svg").first.wait_for(state="attached")
    for width in (320, 640, 900, 1280):
        chromium.page.set_viewport_size({"width": width, "height": 800})
        assert chromium.run(STICKS_OUT) == []
        assert chromium.run("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_slider_is_followed_within_a_frame(chromium: Chromium, pages: Site) -> None:
    chromium.open(address(pages))
    page = chromium.page
    page.locator("[data-slides=output]").focus()
    page.keyboard.press("ArrowRight")
    held(chromium, "en", {"output": "400"})
    page.evaluate("performance.clearMeasures('wattprint:shown')")
    for n in range(20):
        page.keyboard.press("ArrowRight" if n % 2 else "ArrowLeft")
        page.wait_for_timeout(150)
    took = sorted(chromium.run("() => performance.getEntriesByName('wattprint:shown').map((e) => e.duration)"))
    print(took)
    assert len(took) == 20
    assert took[5] < 16, took  # a quarter of them, even on a machine that does much else; `make bench` says the median


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
