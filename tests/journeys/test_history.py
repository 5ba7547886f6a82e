"""A history dropped on the site: the page shows what CPython finds in the same files; nothing is sent or kept."""

import base64
import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FilePayload
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.extension.test_import import chatgpt
from tests.journeys.test_calculator import Words
from tests.site.checkers import violations
from tests.site.conftest import address, built

from wattprint.bridge import call
from wattprint.day.doors import DOORS
from wattprint.importers import File, Reading, archive, in_memory, read
from wattprint.records import UsageEvent
from wattprint.tally import local_day
from wattprint.wording import Wording

__all__ = ["address", "built"]
EXPORTS = Path(__file__).parents[1] / "importers/exports"
PATIENCE = 90.0
CANARY = "zwilnikoffle"
Files = list[tuple[str, bytes]]

GIVE = """([files, how]) => {
    const given = new DataTransfer();
    for (const [name, content] of files) {
        given.items.add(new File([Uint8Array.from(atob(content), (c) => c.charCodeAt(0))], name));
    }
    window.saved = [];
    URL.createObjectURL = (blob) => (window.saved.push(blob), "blob:kept-by-the-test");
    HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download; };
    if (how === "drop") document.dispatchEvent(new DragEvent("drop", { dataTransfer: given, cancelable: true }));
    else {
        const input = document.querySelector("#files");
        input.files = given.files;
        input.dispatchEvent(new Event("change"));
    }
}"""
SAID = """() => [...document.querySelectorAll("#result p, #result li")].filter((line) => line.offsetParent)
    .map((line) => line.textContent).join(" ")"""
BUSY = "() => !document.querySelector('#stop').hidden || document.querySelector('#adding').textContent !== ''"
SAVED = """async (id) => {
    document.querySelector(id).click();
    const end = performance.now() + 20000;
    while (!window.saved.length && performance.now() < end) await new Promise((done) => setTimeout(done, 20));
    return [window.savedAs, await window.saved.pop().text()];
}"""
STORED = """async () => {
    const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
    for (const { name } of (await indexedDB.databases?.()) ?? []) found.push("database " + name);
    for (const name of await caches.keys()) {
        for (const request of await (await caches.open(name)).keys()) found.push(request.url);
    }
    return found;
}"""


def until(true: Callable[[], Any]) -> None:
    """Waits for what a page does by itself."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def opened(browser: Chromium | Firefox, address: str, lang: str = "en") -> None:
    browser.requests.clear()
    browser.open(f"{address}/{lang}/history.html")
    until(lambda: browser.run("() => !document.querySelector('[data-history]').hidden"))


def give(browser: Chromium | Firefox, files: Files, how: str = "choose") -> None:
    browser.run(GIVE, [[[name, base64.b64encode(content).decode()] for name, content in files], how])


def brought(browser: Chromium | Firefox, files: Files, how: str = "choose") -> str:
    """What the page says of the files, once all is added up."""
    give(browser, files, how)
    until(lambda: browser.run(SAID) and not browser.run(BUSY))
    return str(browser.run(SAID)).replace("\N{NO-BREAK SPACE}", " ")


def drawn(browser: Chromium | Firefox, period: str) -> None:
    """Waits until a period is shown."""
    until(lambda: str(browser.run("() => document.querySelector('#view').dataset.drawn")).startswith(period))


def export(format: str) -> Files:
    """An invented export, as a person has it."""
    paths = sorted(path for path in (EXPORTS / format).rglob("*") if path.is_file())
    if format not in ("chatgpt", "claude"):
        return [(path.name, path.read_bytes()) for path in paths]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for path in paths:
            zipped.write(path, path.name)
    return [(f"{format}.zip", made.getvalue())]


def expected(files: Files) -> tuple[list[UsageEvent], dict[str, Any]]:
    """What CPython finds in them: the events, and the totals of their days."""
    reading = Reading(offset=lambda at: round((datetime.fromtimestamp(at).astimezone().utcoffset() or ZERO) / MINUTE))

    def members() -> Iterator[File]:
        for name, content in files:
            yield from archive.opened(in_memory(name, content), reading)

    found = list(read(members(), reading))
    asked = {"events": [each._asdict() for each in found], "days": sorted({local_day(each) for each in found})}
    days: dict[str, Any] = DOORS["days"](asked, Wording("en"))["days"]
    return found, days


ZERO = datetime.min - datetime.min
MINUTE = datetime(2000, 1, 1, 0, 1) - datetime(2000, 1, 1)


def nothing_left(browser: Chromium | Firefox, address: str) -> None:
    """Every request was a GET of this site's own files, and nothing of the files is in one or in what was stored."""
    assert {method for method, _ in browser.requests} == {"GET"}
    ours = urlsplit(address).netloc
    fetched = [url for _, url in browser.requests if not url.startswith(("blob:", "data:"))]
    assert {urlsplit(url).netloc for url in fetched} == {ours}
    assert not [url for url in fetched if CANARY in url]
    stored = browser.run(STORED)
    assert not [each for each in stored if CANARY in each or each.startswith("database")], stored
    assert all(each in ("{}", "", '{"theme":"dark"}') or each.startswith(address) for each in stored), stored


@pytest.mark.parametrize(("format", "how", "lang"), [
    ("chatgpt", "drop", "fr"), ("claude", "choose", "en"), ("codex", "drop", "en"),
])  # fmt: skip
def test_an_export_gives_the_numbers_that_cpython_gives(
    browser: Chromium | Firefox, address: str, format: str, how: str, lang: str
) -> None:
    opened(browser, address, lang)
    assert not [url for _, url in browser.requests if "/runtime/" in url], "nothing is fetched before it is wanted"
    brought(browser, export(format), how)
    found, days = expected(export(format))
    drawn(browser, "year")
    for period in ("year", "month", "week", "day"):
        browser.run(f"() => document.querySelector('[data-period={period}]').click()")
        drawn(browser, period)
        asked = {"do": "dashboard", "days": days, "today": date.today().isoformat(), "period": period,
                 "day": max(days), "lang": lang}  # fmt: skip
        html = json.loads(call(json.dumps(asked)))["answer"]["html"]
        assert browser.run("() => document.querySelector('#view').textContent") == Words(html).said
    assert browser.run("() => document.querySelector('#card svg') !== null")
    name, csv = browser.run(SAVED, "#totals")
    assert (name, csv) == ("wattprint-totals.csv", DOORS["totals"]({"days": days}, Wording("en"))["csv"])
    name, lines = browser.run(SAVED, "#events")
    kept = [json.loads(line) for line in lines.splitlines()]
    assert name == "wattprint-events.jsonl"
    assert {(each["site"], each["id"]) for each in kept} == {(each.site, each.id) for each in found}
    nothing_left(browser, address)
    # What was saved opens again, and twice the same adds nothing.
    again = brought(browser, [("events.jsonl", lines.encode())])
    assert {"en": "Nothing new in this file", "fr": "Rien de nouveau dans ce fichier"}[lang] in again


def test_what_is_not_understood_is_listed_with_a_kit_without_values(browser: Chromium | Firefox, address: str) -> None:
    opened(browser, address)
    odd = [{"talk": CANARY, "turns": [{"who": CANARY, "n": 41}]}]
    said = brought(browser, [("odd.json", json.dumps(odd).encode()), ("cut.zip", chatgpt(4)[:-40])])
    assert "No answer was found" in said
    assert "1 file is of no known format" in said
    assert "cut.zip" in said
    name, kit = browser.run(SAVED, "#kit")
    assert name == "wattprint-drift.json"
    assert json.loads(kit)["holds"] == "keys and types only"
    assert '"talk": "text"' in kit
    assert '"integer"' in kit
    assert CANARY not in kit
    assert "41" not in kit
    assert "2 answers added" in brought(browser, [("good.zip", chatgpt(1))]), "and the next file is read"
    nothing_left(browser, address)


def test_a_reading_can_be_stopped_and_nothing_of_it_stays(chromium: Chromium, address: str) -> None:
    opened(chromium, address)
    give(chromium, [("chatgpt.zip", chatgpt(3000))])
    until(lambda: chromium.run("() => document.querySelector('#read').value > 0.05"))
    assert chromium.run("() => document.querySelector('#read').value < 1")
    chromium.page.click("#stop")
    until(lambda: not chromium.run(BUSY))
    assert "nothing of these files was kept" in chromium.run(SAID)
    assert chromium.run("() => document.querySelector('#view').hidden")
    assert "2 answers added" in brought(chromium, [("good.zip", chatgpt(1))])
    chromium.page.click("#clear")
    assert chromium.run(SAID) == ""
    assert chromium.run("() => document.querySelector('#view').childElementCount") == 0


def test_text_of_a_conversation_is_in_no_request_and_no_storage(chromium: Chromium, address: str) -> None:
    opened(chromium, address)
    bodies: list[str] = []
    chromium.page.context.on("request", lambda request: bodies.append(request.post_data or ""))
    with zipfile.ZipFile(io.BytesIO(chatgpt(3))) as zipped:
        text = zipped.read("conversations.json").decode().replace("invented", CANARY)
    chromium.page.keyboard.press("Tab")  # site.js keeps the page for offline reading from now on
    assert "6 answers added" in brought(chromium, [("conversations.json", text.encode())])
    assert CANARY not in chromium.page.content()
    assert set(bodies) == {""}
    assert CANARY not in chromium.run(SAVED, "#events")[1]
    nothing_left(chromium, address)


@pytest.mark.parametrize(("lang", "scheme"), [("fr", "light"), ("en", "dark")])
def test_it_is_used_with_a_keyboard_and_fits_a_telephone(
    chromium: Chromium, address: str, lang: str, scheme: Any
) -> None:
    opened(chromium, address, lang)
    page = chromium.page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    assert violations(page) == []
    page.focus("#files")  # the browser's own control: its window opens by its own keys, and not always without a screen
    assert chromium.run("() => [document.activeElement.type, document.activeElement.tabIndex]") == ["file", 0]
    files = [*export("claude"), ("odd.json", b'[{"messages": 1}]')]
    given = [FilePayload(name=name, mimeType="", buffer=content) for name, content in files]
    page.set_input_files("#files", given)
    until(lambda: chromium.run(SAID) and not chromium.run(BUSY))
    page.focus("[data-period=month]")
    page.keyboard.press("Enter")
    drawn(chromium, "month")
    assert chromium.run("() => document.activeElement.dataset.period") == "month"
    assert chromium.run("() => document.documentElement.scrollWidth") == 320
    assert violations(page) == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_without_javascript_it_says_what_it_would_do_and_gives_the_command(
    chromium: Chromium, address: str, lang: str
) -> None:
    context = chromium.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{lang}/history.html")
    assert "wattprint import PATH" in page.inner_text("main")
    assert "JavaScript" in page.inner_text("main")
    assert not page.is_visible("#drop")
    context.close()
