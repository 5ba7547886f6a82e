"""A second visit without a network; a slow or metered line; storage and service workers refused."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.browser.quiet import AT_REST, at_rest

from builder.serve import HOST, Answers, Server

PATIENCE = 60
KEPT = """async () => {
    const names = await caches.keys();
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().map(({ url }) => url);
}"""
ASK = """async () => {
    const { ask } = await import("/assets/engine-start.js");
    const made = await ask({ do: "estimate", request: { model: "gpt-4o", output_tokens: 400 }, lang: "fr" });
    return made.sentence;
}"""
SLOW = "Object.defineProperty(navigator, 'connection', { value: { effectiveType: '3g', saveData: false } })"


@contextmanager
def serving(built: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """Where the site is served, and how to end that."""
    server = Server((HOST, 0), partial(Answers, directory=str(built)))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def end() -> None:
        server.shutdown()
        server.server_close()

    try:
        yield f"http://{HOST}:{server.server_address[1]}", end
    finally:
        end()


def until(check: Callable[[], object], what: str) -> None:
    """Waits, and says for what it waited in vain."""
    end = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < end, what
        time.sleep(0.2)


def go(browser: Chromium | Firefox, url: str) -> None:
    """There, in the same profile."""
    if isinstance(browser, Chromium):
        browser.page.goto(url)
    else:
        browser.open(url)


def test_what_was_read_and_the_engine_work_without_a_network(browser: Chromium | Firefox, built: Path) -> None:
    with serving(built) as (address, end):
        browser.open(f"{address}/fr/how-sure.html")
        browser.press("Tab")
        until(lambda: any("how-sure" in url for url in browser.run(KEPT)), "the page was not kept")
        said = browser.run(ASK)
        until(lambda: any(url.endswith(".wasm") for url in browser.run(KEPT)), "the engine was not kept")
        go(browser, f"{address}/fr/training.html")
        until(lambda: any("training" in url for url in browser.run(KEPT)), "the second page was not kept")
        end()
        go(browser, f"{address}/fr/how-sure.html")
        assert "sûr" in browser.run("() => document.querySelector('h1').textContent")
        assert browser.run("() => getComputedStyle(document.querySelector('.sea')).backgroundImage").startswith(
            "linear"
        )
        assert browser.run(ASK) == said
        go(browser, f"{address}/fr/training.html")
        assert browser.run("() => document.querySelector('h1').textContent")


def test_nothing_is_kept_or_asked_for_before_an_intent(chromium: Chromium, built: Path) -> None:
    with serving(built) as (address, _):
        chromium.open(f"{address}/fr/how-sure.html")
        at_rest(chromium)
        assert chromium.run("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0


def test_a_refused_service_worker_is_no_fault(chromium: Chromium, address: str) -> None:
    context = chromium.browser.new_context(service_workers="block")
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{address}/fr/how-sure.html")
    page.keyboard.press("Tab")
    page.evaluate(AT_REST)
    assert said == []
    context.close()


@pytest.mark.parametrize(("lang", "yes", "unit"), [("fr", "Charger", "Mo"), ("en", "Load it", "MB")])
def test_on_a_slow_line_the_page_says_how_much_and_asks(
    chromium: Chromium, address: str, lang: str, yes: str, unit: str
) -> None:
    context = chromium.browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.add_init_script(SLOW)
    page.goto(f"{address}/{lang}/how-sure.html")
    page.evaluate(f"() => {{ window.answer = ({ASK})().catch((error) => error.name); }}")
    bar = page.locator(".engine-status")
    bar.wait_for(state="visible")
    assert unit in bar.inner_text()
    assert not [url for url in asked if "/runtime/" in url]
    page.click(".engine-status button >> nth=1")
    assert page.evaluate("() => window.answer") == "Declined"
    page.evaluate(f"() => {{ window.answer = ({ASK})(); }}")
    page.click(f".engine-status button:has-text('{yes}')")
    assert "Wh" in page.evaluate("() => window.answer")
    assert [url for url in asked if url.endswith(".wasm")]
    context.close()


def test_while_the_engine_loads_its_bytes_are_shown(chromium: Chromium, address: str) -> None:
    context = chromium.browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/fr/how-sure.html")
    seen = page.evaluate(f"""async () => {{
        const seen = new Set();
        new MutationObserver(() => seen.add(document.querySelector(".engine-status")?.textContent)).observe(
            document.body, {{ childList: true, subtree: true }});
        await ({ASK})();
        await new Promise((done) => setTimeout(done, 300));
        return [document.querySelector(".engine-status").getAttribute("role"), ...seen];
    }}""")
    assert seen[0] == "status"
    assert any("Chargement du moteur" in said for said in seen[1:])
    assert any("prêt" in said for said in seen[1:])
    context.close()
