"""The element inside slides: reveal.js and Vue, as npm has them."""

from pathlib import Path

from playwright.sync_api import Page
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.embed.hosts import ROOT, Two
from tests.embed.test_element import NUMBERS, READ, TOUCH, energy, page, shown, until

__all__ = ["page"]

SLIDE = "() => Reveal.getIndices().h"
COMPILED = """<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">
<script src="vue.global.prod.js"></script><script src="{site}/embed/wattprint.js" defer></script>
<div id="app"><button @click="model = 'le-chat'">other</button>
<wattprint-calculator lang="en" :model="model" :zone="zone" :output.prop="300" :compact="true"
  @change="heard = $event.detail?.state?.output ?? heard">
</wattprint-calculator><p id="heard">{{ heard }}</p></div>
<script>
  const warned = [];
  const app = Vue.createApp({ data: () => ({ model: "claude", zone: "FRA", heard: "" }) });
  app.config.compilerOptions.isCustomElement = (tag) => tag.startsWith("wattprint-");
  app.config.warnHandler = (message) => warned.push(message);
  app.mount("#app");
</script>"""


def test_arrows_in_the_calculator_do_not_turn_the_slide(page: Page, hosted: Two) -> None:
    page.goto(hosted.example("reveal.en"))
    page.wait_for_function("() => globalThis.Reveal?.isReady()")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(SLIDE) == 1
    shown(page, energy({"model": "claude"}, "en"))
    page.evaluate("() => document.querySelector('.reveal wattprint-calculator').removeAttribute('compact')")
    slider = page.locator("wattprint-calculator [data-slides=output]")
    slider.focus()
    before = slider.input_value()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "PageDown", "Home", "ArrowRight"):
        page.keyboard.press(key)
    assert page.evaluate(SLIDE) == 1
    assert slider.input_value() != before
    page.locator("wattprint-calculator [name=output]").fill("640")
    page.keyboard.press("o")  # the overview of reveal.js
    page.keyboard.press("b")  # its pause
    assert not page.evaluate("() => Reveal.isOverview() || Reveal.isPaused()")
    shown(page, energy({"model": "claude", "output": "640"}, "en"))
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(SLIDE) == 2


def test_a_frame_on_a_slide_comes_with_its_slide(page: Page, hosted: Two) -> None:
    page.goto(hosted.example("reveal.fr"))
    page.wait_for_function("() => globalThis.Reveal?.isReady()")
    assert not any("le-chat.FRA.html" in path for _, path in hosted.site.asked)
    page.evaluate("() => Reveal.slide(2)")
    frame = page.frame_locator("iframe[data-src]")
    frame.get_by_text(energy({"model": "le-chat", "zone": "FRA"})).filter(visible=True).first.wait_for()


def test_a_scaled_slide_scales_the_calculator(page: Page, hosted: Two) -> None:
    page.set_viewport_size({"width": 640, "height": 480})
    page.goto(hosted.example("reveal.fr") + "#/1")
    shown(page, energy({"model": "claude"}))
    found = page.evaluate("""() => {
        const element = document.querySelector("wattprint-calculator");
        return [element.getBoundingClientRect().width / element.offsetWidth, Reveal.getScale()];
    }""")
    assert abs(found[0] - found[1]) < 0.01
    page.locator("wattprint-calculator .kinds label").nth(1).click()
    shown(page, energy({"model": "claude", "kind": "long"}))


def test_vue_sets_properties_and_hears_changes(page: Page, hosted: Two) -> None:
    page.goto(hosted.example("vue.fr"))
    shown(page, energy({"model": "chatgpt"}))
    page.get_by_role("button", name="Suivante").click()
    shown(page, energy({"model": "le-chat"}))
    page.locator("wattprint-calculator [name=output]").fill("640")
    shown(page, energy({"model": "le-chat", "output": "640"}))
    page.get_by_text("Le calculateur dit : model=le-chat&output=640").wait_for()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert page.get_by_text("Modèle de la diapositive : le-chat").is_visible()


def test_a_template_compiled_by_vue_knows_the_element(page: Page, hosted: Two) -> None:
    vue = Path("node_modules/vue/dist/vue.global.prod.js")
    (hosted.folder / vue.name).write_bytes((ROOT / vue).read_bytes())
    page.goto(hosted.write("compiled.html", COMPILED))
    shown(page, "This page asks for another calculation")
    page.locator("wattprint-calculator .kinds label").first.hover()
    shown(page, energy({"model": "claude", "zone": "FRA"}, "en"))
    page.get_by_role("button", name="other").click()
    page.locator("wattprint-calculator .kinds label").nth(1).click()
    shown(page, energy({"model": "le-chat", "zone": "FRA", "kind": "long"}, "en"))
    assert page.evaluate("() => warned") == []
    assert page.locator("wattprint-calculator").get_attribute("compact") == "true"


def test_the_page_and_the_widget_share_a_model(browser: Chromium | Firefox, hosted: Two) -> None:
    (hosted.folder / "widget.mjs").write_bytes((hosted.built / "embed/widget.mjs").read_bytes())  # as mystmd copies it
    browser.open(hosted.example("widget.fr"))
    at = {"model": "gpt-4o", "zone": "FRA"}
    until(lambda: browser.run(READ), lambda text: energy(at) in text)
    browser.run("""() => {
        const select = document.querySelector("#model");
        select.value = "le-chat";
        select.dispatchEvent(new Event("change"));
    }""")
    until(lambda: browser.run(READ), lambda text: energy({**at, "model": "le-chat"}) in text)
    browser.run(TOUCH, ["output", "777"])
    heard = "() => document.querySelector('#heard').value"
    until(lambda: browser.run(heard), lambda text: text == "model=le-chat&zone=FRA&output=777")
    until(lambda: browser.run(READ), lambda text: energy({**at, "model": "le-chat", "output": "777"}) in text)


def test_the_deck_in_firefox(firefox: Firefox, hosted: Two) -> None:
    firefox.open(hosted.example("reveal.fr"))
    until(lambda: firefox.run("() => Boolean(globalThis.Reveal?.isReady())"), bool)
    firefox.run("() => Reveal.slide(1)")
    until(lambda: firefox.run(f"() => {NUMBERS}"), lambda text: energy({"model": "claude"}) in text)
    firefox.run("() => document.querySelector('wattprint-calculator').removeAttribute('compact')")
    firefox.run(
        "() => document.querySelector('wattprint-calculator').shadowRoot.querySelector('[data-slides=output]').focus()"
    )
    firefox.press("ArrowRight")
    assert firefox.run(SLIDE) == 1
    until(lambda: firefox.run(f"() => {NUMBERS}"), lambda text: energy({"model": "claude", "output": "400"}) in text)
