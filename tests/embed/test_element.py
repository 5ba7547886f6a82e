"""<wattprint-calculator> on a page of another origin, whose server and whose site give it no leave of any kind."""

import gzip
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Locator, Page
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.browser.quiet import AT_REST
from tests.embed.hosts import MOODLE, Two, two

from wattprint import __version__
from wattprint.calculator import answer
from wattprint.wording import Wording

PAGE = '<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' \
       '<link rel="icon" href="data:,"><script src="{site}/embed/wattprint.js" defer></script>'  # fmt: skip
ONE = PAGE + '<wattprint-calculator model="gpt-4o" zone="FRA">Le texte de la page</wattprint-calculator>'
NUMBERS = (
    "document.querySelector('wattprint-calculator').shadowRoot?.querySelector('[data-part=numbers]')?.innerText ?? ''"
)
READ = f"() => {NUMBERS}"
TOUCH = """([name, value]) => {
    const root = document.querySelector("wattprint-calculator").shadowRoot;
    const control = root.querySelector(`[name="${name}"]`);
    control.focus();
    control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
}"""
BACKGROUND = "(e) => getComputedStyle(e).backgroundColor"
BUDGET = 40_000


def until(read: Callable[[], Any], good: Callable[[Any], bool], seconds: float = 60) -> Any:
    deadline = time.monotonic() + seconds
    while not good(found := read()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert good(found), found
    return found


def energy(state: dict[str, str], lang: str = "fr") -> str:
    """The energy that the engine gives in CPython, as the page words it."""
    html = answer(state, Wording(lang)).html
    return html.partition('class="energy"')[2].partition("<dd>")[2].partition("</dd>")[0]


def paths(made: Two) -> list[str]:
    return [urlsplit(path).path for _, path in made.site.asked]


@pytest.fixture
def page(chromium: Chromium) -> Iterator[Page]:
    made = chromium.tab()
    made.set_default_timeout(60_000)
    yield made
    made.context.close()


def shown(page: Page, text: str, place: str = "wattprint-calculator .embed") -> Locator:
    found = page.locator(place).get_by_text(text).filter(visible=True).first
    found.wait_for()
    return found


def test_its_numbers_come_with_two_small_files_and_without_an_engine(browser: Chromium | Firefox, hosted: Two) -> None:
    browser.open(hosted.write("one.html", ONE))
    expected = energy({"model": "gpt-4o", "zone": "FRA"})
    text = until(lambda: browser.run(READ), lambda found: expected in found)
    assert "GPT-4o" in text
    assert paths(hosted) == ["/embed/wattprint.js", "/embed/fr/gpt-4o.FRA.js"]
    weight = sum(len(gzip.compress((hosted.built / path.lstrip("/")).read_bytes(), 9)) for path in paths(hosted))
    print(f"before any intent: {weight} bytes gzip")
    assert weight <= BUDGET
    foot = browser.run(
        "() => document.querySelector('wattprint-calculator').shadowRoot.querySelector('.embed-foot').innerText"
    )
    assert f"Wattprint {__version__}" in foot
    assert "novembre 2026" in foot


def test_the_first_touch_starts_an_engine_of_its_own_origin(browser: Chromium | Firefox, hosted: Two) -> None:
    browser.open(hosted.write("one.html", ONE))
    until(lambda: browser.run(READ), bool)
    browser.requests.clear()
    browser.run(TOUCH, ["output", "1234"])
    expected = energy({"model": "gpt-4o", "zone": "FRA", "output": "1234"})
    until(lambda: browser.run(READ), lambda found: expected in found)
    assert "/embed/engine.html" in paths(hosted)
    assert "/runtime/worker.js" in paths(hosted)
    sent = [(method, url) for method, url in browser.requests if not url.startswith(("data:", "about:", "blob:"))]
    assert {method for method, _ in sent} == {"GET"}
    assert {"http://" + urlsplit(url).netloc for _, url in sent} <= {hosted.site.url, hosted.host.url}
    assert not any("1234" in url for _, url in sent)
    assert [path for _, path in hosted.host.asked] == ["/one.html"]


def test_no_text_leaves_the_page(page: Page, chromium: Chromium, hosted: Two) -> None:
    page.goto(hosted.write("one.html", ONE))
    element = page.locator("wattprint-calculator")
    element.locator("details.paste summary").click()
    chromium.requests.clear()
    messages = page.evaluate_handle("""() => {
        const seen = [];
        const post = MessagePort.prototype.postMessage;
        MessagePort.prototype.postMessage = function (message, ...rest) {
            seen.push(JSON.stringify(message));
            return post.call(this, message, ...rest);
        };
        return seen;
    }""")
    element.locator("[data-paste]").fill("Mon secret est l'ananas du placard. " * 40)
    until(lambda: element.locator("[name=input]").input_value(), lambda found: found not in ("", "100"))
    sent = "\n".join(messages.json_value())
    assert "pasted" in sent
    assert not {"secret", "ananas", "placard"} & set(sent.replace('"', " ").split())
    assert not any("ananas" in unquote(url) for _, url in chromium.requests)


def test_several_share_one_engine_and_none_hears_the_other(page: Page, hosted: Two) -> None:
    three = "".join(
        f'<wattprint-calculator model="{m}"></wattprint-calculator>' for m in ("chatgpt", "claude", "le-chat")
    )
    page.goto(hosted.write("three.html", PAGE + three))
    for place, model in enumerate(("chatgpt", "claude", "le-chat")):
        page.locator("wattprint-calculator").nth(place).locator("[name=output]").fill("777")
        expected = energy({"model": model, "output": "777"})
        page.locator("wattprint-calculator").nth(place).locator("[data-part=numbers]").get_by_text(expected).filter(
            visible=True
        ).first.wait_for()
    assert paths(hosted).count("/runtime/worker.js") == 1
    assert paths(hosted).count("/embed/engine.html") == 1


def test_attributes_are_followed_and_wrong_ones_are_said(page: Page, hosted: Two) -> None:
    page.goto(hosted.write("one.html", ONE))
    shown(page, energy({"model": "gpt-4o", "zone": "FRA"}))
    page.evaluate("() => { document.querySelector('wattprint-calculator').model = 'le-chat' }")
    shown(page, energy({"model": "le-chat", "zone": "FRA"}))
    page.evaluate("() => document.querySelector('wattprint-calculator').setAttribute('theme', 'mauve')")
    shown(page, energy({"model": "le-chat", "zone": "FRA"}))
    page.evaluate("() => document.querySelector('wattprint-calculator').setAttribute('lang', 'xx')")
    shown(page, "« lang » : « xx » ne convient pas")
    shown(page, "« theme » : « mauve » ne convient pas")
    page.evaluate("() => document.querySelector('wattprint-calculator').lang = 'en'")
    shown(page, "“theme”: “mauve” will not do (auto, light, dark)")
    assert "/runtime/engine.js" not in paths(hosted)


def test_a_mistyped_attribute_is_named_and_those_of_html_are_not(page: Page, hosted: Two) -> None:
    fine = (
        'class="wide" id="a" title="t" data-x="1" aria-label="l" role="group" onclick="" slot="s" hidden="until-found"'
    )
    page.goto(
        hosted.write("typo.html", PAGE + f'<wattprint-calculator modle="gpt-4o" v-cloak {fine}></wattprint-calculator>')
    )
    notice = page.locator("wattprint-calculator [data-notice]")
    notice.get_by_text("« modle » n’est pas un réglage de ce calculateur").wait_for(state="attached")
    assert notice.text_content().count("n’est pas un réglage") == 1  # type: ignore[union-attr]
    page.evaluate("() => document.querySelector('wattprint-calculator').removeAttribute('modle')")
    until(lambda: notice.text_content(), lambda text: text == "")


def test_as_a_module_it_knows_its_own_script_from_others(page: Page, hosted: Two) -> None:
    (hosted.folder / "embed").mkdir()
    (hosted.folder / "embed/video.js").write_text("")
    module = '<script src="embed/video.js"></script>' + PAGE.replace(" defer>", ' type="module" crossorigin>')
    with_leave = module + "<wattprint-calculator></wattprint-calculator>"
    page.route("**/embed/wattprint.js", lambda route: route.fulfill(
        path=hosted.built / "embed/wattprint.js", headers={"Access-Control-Allow-Origin": "*"},
        content_type="text/javascript"))  # fmt: skip
    page.goto(hosted.write("module.html", with_leave))
    shown(page, energy({}))


def test_what_was_not_prepared_waits_for_an_intent(page: Page, hosted: Two) -> None:
    page.goto(
        hosted.write(
            "other.html",
            PAGE + '<wattprint-calculator model="mistral-large" output="900" zone="DEU"></wattprint-calculator>',
        )
    )
    shown(page, "Cette page demande un autre calcul")
    assert "/runtime/engine.js" not in paths(hosted)
    page.get_by_role("button", name="Calculer ce qu’elle demande").focus()
    shown(page, energy({"model": "mistral-large", "output": "900", "zone": "DEU"}))
    page.locator("wattprint-calculator [data-notice]").wait_for(state="hidden")
    assert (
        page.evaluate("() => document.querySelector('wattprint-calculator').shadowRoot.activeElement?.name") == "model"
    )


def test_a_place_that_is_none_is_said_beside_its_control(page: Page, hosted: Two) -> None:
    page.goto(
        hosted.write(
            "wrong.html", PAGE + '<wattprint-calculator zone="Atlantide" model="claude"></wattprint-calculator>'
        )
    )
    page.get_by_role("button", name="Calculer ce qu’elle demande").click()
    shown(page, "Atlantide")
    shown(page, energy({"model": "claude"}))


def test_the_page_around_it_and_the_element_leave_each_other_alone(page: Page, hosted: Two) -> None:
    page.goto(hosted.example("element.fr"))
    shown(page, energy({"model": "gpt-4o"}))
    first = page.locator("wattprint-calculator").first
    style = first.locator("[name=output]").evaluate("(input) => ({ ...getComputedStyle(input) })")
    assert float(style["fontSize"].removesuffix("px")) < 20
    assert style["borderTopStyle"] == "solid"
    assert page.evaluate("() => getComputedStyle(document.querySelector('h1')).fontFamily").startswith("Georgia")
    dark, light = page.locator('[theme="dark"]'), page.locator('[model="llama-3.1-8b"]')
    colours = [each.locator(".embed").evaluate(BACKGROUND) for each in (dark, light)]
    assert colours == ["rgb(13, 22, 29)", "rgb(251, 249, 244)"]
    page.emulate_media(color_scheme="dark")
    assert light.locator(".embed").evaluate(BACKGROUND) == "rgb(251, 249, 244)", "a page that knows no night has none"
    page.evaluate("() => { document.documentElement.style.colorScheme = 'light dark' }")
    assert light.locator(".embed").evaluate(BACKGROUND) == "rgb(13, 22, 29)"
    assert not page.evaluate("() => document.querySelectorAll('style, link').length - 2")


@pytest.mark.parametrize("name", ["element.fr", "picture.en", "moodle.fr", "wordpress.en"])
def test_a_telephone_shows_all_of_it(page: Page, hosted: Two, name: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(hosted.example(name))
    page.evaluate(AT_REST)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    for element in page.locator("wattprint-calculator").all():
        assert element.evaluate("(e) => e.scrollWidth - e.clientWidth") <= 0
    for frame in page.frames[1:]:
        if "/embed/" in frame.url and frame.evaluate("() => innerWidth"):
            assert frame.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_policy_as_of_moodle_lets_it_work(page: Page, moodle: Two) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(moodle.write("one.html", ONE))
    page.locator("wattprint-calculator [name=output]").fill("555")
    shown(page, energy({"model": "gpt-4o", "zone": "FRA", "output": "555"}))
    assert problems == []


def test_a_policy_without_frames_is_named_and_the_numbers_stay(page: Page, built: Path, tmp_path: Path) -> None:
    with two(built, tmp_path, MOODLE.replace("frame-src {site}", "frame-src 'self'")) as strict:
        page.goto(strict.write("one.html", ONE))
        page.locator("wattprint-calculator [name=output]").fill("555")
        shown(page, "frame-src")
        shown(page, energy({"model": "gpt-4o", "zone": "FRA"}))


def test_where_the_site_is_gone_the_page_shows_its_own_text(page: Page, hosted: Two) -> None:
    hosted.site.faults["gpt-4o.FRA.js"] = "gone"
    page.goto(hosted.write("one.html", ONE))
    shown(page, "n’a pas pu être chargé", "wattprint-calculator")
    assert page.get_by_text("Le texte de la page").is_visible()


def test_where_a_filter_keeps_the_engine_away_the_numbers_stay(page: Page, hosted: Two) -> None:
    hosted.site.faults["pyodide.asm.wasm"] = "gone"
    page.goto(hosted.write("one.html", ONE))
    page.locator("wattprint-calculator [name=output]").fill("555")
    shown(page, "n’a pas pu être chargé")
    shown(page, energy({"model": "gpt-4o", "zone": "FRA"}))
    hosted.site.faults.clear()
    page.locator("wattprint-calculator").get_by_role("button", name="Réessayer").click()
    shown(page, energy({"model": "gpt-4o", "zone": "FRA", "output": "555"}))


def test_without_scripts_the_page_shows_its_own_text(chromium: Chromium, hosted: Two) -> None:
    context = chromium.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(hosted.example("element.fr"))
    assert page.get_by_text(energy({"model": "gpt-4o"})).first.is_visible()
    context.close()


def test_refused_storage_changes_nothing(page: Page, hosted: Two) -> None:
    page.add_init_script("""for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
        Object.defineProperty(globalThis, name, { get() { throw new DOMException("refused", "SecurityError"); } });
    }""")
    page.goto(hosted.write("one.html", ONE))
    page.locator("wattprint-calculator [name=output]").fill("321")
    shown(page, energy({"model": "gpt-4o", "zone": "FRA", "output": "321"}))


def test_a_metered_line_is_asked_before_anything_large_comes(page: Page, hosted: Two) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page.goto(hosted.write("one.html", ONE))
    field = page.locator("wattprint-calculator [name=output]")
    field.fill("321")
    shown(page, "votre connexion semble lente ou limitée")
    shown(page, "Mo")
    assert not any(path.endswith((".wasm", ".whl", "engine.html")) for path in paths(hosted))
    page.get_by_role("button", name="Pas maintenant").click()
    shown(page, "Rien n’a été chargé")
    field.fill("322")
    page.get_by_role("button", name="Charger", exact=True).click()
    shown(page, energy({"model": "gpt-4o", "zone": "FRA", "output": "322"}))


def test_it_tells_the_page_what_the_reader_chose(page: Page, hosted: Two) -> None:
    page.goto(hosted.write("one.html", ONE))
    page.evaluate("""() => {
        globalThis.heard = [];
        const element = document.querySelector("wattprint-calculator");
        element.addEventListener("change", ({ detail }) => heard.push(detail.state));
    }""")
    page.locator("wattprint-calculator [name=output]").fill("321")
    shown(page, energy({"model": "gpt-4o", "zone": "FRA", "output": "321"}))
    assert page.evaluate("() => heard.at(-1)") == {"model": "gpt-4o", "zone": "FRA", "output": "321"}
    link = page.locator("wattprint-calculator .embed-foot a").first.get_attribute("href") or ""
    assert link == f"{hosted.site.url}/fr/calculator.html#model=gpt-4o&output=321&zone=FRA"


def test_the_keyboard_is_enough(page: Page, hosted: Two) -> None:
    page.goto(hosted.write("one.html", ONE))
    shown(page, energy({"model": "gpt-4o", "zone": "FRA"}))
    focused = "() => document.activeElement.shadowRoot?.activeElement?.dataset.slides ?? ''"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate(focused) == "output":
            break
    page.keyboard.press("ArrowRight")
    shown(page, energy({"model": "gpt-4o", "zone": "FRA", "output": "400"}))
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.localName") == "wattprint-calculator"


def test_moved_within_the_page_it_stays_as_it_was(page: Page, hosted: Two) -> None:
    page.goto(hosted.write("one.html", ONE + "<div id=other></div>"))
    page.locator("wattprint-calculator [name=output]").fill("321")
    expected = energy({"model": "gpt-4o", "zone": "FRA", "output": "321"})
    shown(page, expected)
    page.evaluate("() => document.querySelector('#other').append(document.querySelector('wattprint-calculator'))")
    shown(page, expected)
    page.locator("wattprint-calculator [name=output]").fill("654")
    shown(page, energy({"model": "gpt-4o", "zone": "FRA", "output": "654"}))


def test_the_engine_frame_answers_calculators_alone(page: Page, hosted: Two) -> None:
    page.goto(
        hosted.write("bare.html", '<!doctype html><title>x</title><iframe src="{site}/embed/engine.html"></iframe>')
    )
    ask: Any = """async ([site, question]) => {
        const { port1, port2 } = new MessageChannel();
        document.querySelector("iframe").contentWindow.postMessage({ wattprint: "engine" }, site, [port2]);
        const said = (name) => new Promise((resolve) => {
            port1.addEventListener("message", ({ data }) => name in data && resolve(data));
        });
        port1.start();
        await said("here");
        port1.postMessage({ id: 1, key: 1, question });
        return said("id");
    }"""
    for question in (
        {"do": "estimate", "request": {"model": "gpt-4o"}},
        {"do": "calculator", "state": {"model": {"text": "prose"}}},
        {"do": "calculator", "state": {"model": "x" * 2000}},
        {"do": "calculator", "text": "prose"},
        {"do": "calculator", "part": "pasted", "counts": {"vowel": "prose"}},
    ):
        page.reload()
        page.frame_locator("iframe").locator("script").wait_for(state="attached")
        page.frames[1].wait_for_load_state("load")  # after its scripts, which listen
        found = page.evaluate(ask, [hosted.site.url, question])
        assert "error" in found, json.dumps(found)
    assert "/runtime/worker.js" not in paths(hosted)
