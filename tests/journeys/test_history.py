"""A history dropped on the site: the page shows what CPython finds in the same files; nothing is sent or kept."""

import base64
import io
import json
import shutil
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FilePayload
from tests.browser.chromium import FLAGS, PROGRAMS, Chromium, driver
from tests.browser.firefox import Firefox
from tests.extension.test_import import chatgpt
from tests.importers.homes import EXPORTS, database
from tests.importers.reading import dropped, found
from tests.journeys.calculator_page import Words
from tests.site.checkers import violations
from tests.site.conftest import address, built

from wattprint.bridge import call
from wattprint.day.doors import DOORS
from wattprint.importers import IMPORTERS, Reading
from wattprint.records import UsageEvent
from wattprint.tally import local_day
from wattprint.wording import Wording

__all__ = ["address", "built"]
PATIENCE = 90.0
MAIN = ("chatgpt", "claude", "claude-code", "codex", "opencode")
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


def expected(files: Files) -> tuple[list[UsageEvent], dict[str, Any]]:
    """What CPython finds in them: the events, and the totals of their days."""
    reading = Reading(offset=lambda at: round((datetime.fromtimestamp(at).astimezone().utcoffset() or ZERO) / MINUTE))
    events = found(files, reading)
    asked = {"events": [each._asdict() for each in events], "days": sorted({local_day(each) for each in events})}
    days: dict[str, Any] = DOORS["days"](asked, Wording("en"))["days"]
    return events, days


def kept(browser: Chromium | Firefox) -> list[dict[str, Any]]:
    """The answers that the page lets a reader save."""
    name, lines = browser.run(SAVED, "#events")
    assert name == "wattprint-events.jsonl"
    return [json.loads(line) for line in lines.splitlines()]


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
    browser: Chromium | Firefox, address: str, format: str, how: str, lang: str, tmp_path: Path
) -> None:
    files = dropped(format, tmp_path)
    opened(browser, address, lang)
    assert not [url for _, url in browser.requests if "/runtime/" in url], "nothing is fetched before it is wanted"
    brought(browser, files, how)
    events, days = expected(files)
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
    saved = kept(browser)
    assert {(each["site"], each["id"]) for each in saved} == {(each.site, each.id) for each in events}
    nothing_left(browser, address)
    # What was saved opens again, and twice the same adds nothing.
    again = brought(browser, [("events.jsonl", "\n".join(map(json.dumps, saved)).encode())])
    assert {"en": "Nothing new in this file", "fr": "Rien de nouveau dans ce fichier"}[lang] in again


def test_every_format_one_after_the_other(browser: Chromium | Firefox, address: str, tmp_path: Path) -> None:
    """All in Chromium, those of most readers in Firefox, too."""
    opened(browser, address)
    wanted: set[tuple[str, str]] = set()
    for format in IMPORTERS if browser.name == "Chromium" else MAIN:
        (tmp_path / format).mkdir()
        files = dropped(format, tmp_path / format)
        if format == "backup":  # its events must not be those of another format
            files = [(name, content.replace(b'"id": "', b'"id": "saved-')) for name, content in files]
        reading = Reading()
        wanted |= {(event.site, event.id) for event in found(files, reading)}
        said = brought(browser, files)
        assert "added" in said, f"{format}: {said}"
        assert ("Left out" in said) == bool(reading.unread or reading.refused), f"{format}: {said}"
        assert {(each["site"], each["id"]) for each in kept(browser)} == wanted, format


def test_a_folder_is_read_as_a_terminal_reads_it(chromium: Chromium, address: str, tmp_path: Path) -> None:
    home = tmp_path / "opencode"
    database(home / "opencode.db", json.loads((EXPORTS / "opencode/rows.json").read_text()))
    shutil.copytree(EXPORTS / "claude-code/projects", home / "projects")
    (home / "opencode.db-wal").write_bytes(b"what OpenCode has not yet written")
    (home / "picture.png").write_bytes(b"\x89PNG")
    (home / "page.html").write_text("<html>")
    sites = {"opencode", "claude-code"}
    for how in ("choose", "drop"):
        opened(chromium, address)
        if how == "choose":
            chromium.page.set_input_files("#folder", home)
        else:
            wire = chromium.page.context.new_cdp_session(chromium.page)
            data = {"items": [], "files": [str(home)], "dragOperationsMask": 1}
            for kind in ("dragEnter", "dragOver", "drop"):
                wire.send("Input.dispatchDragEvent", {"type": kind, "x": 90, "y": 90, "data": data})
        until(lambda: chromium.run(SAID) and not chromium.run(BUSY))
        said = str(chromium.run(SAID))
        assert "without its newest answers" in said, "a page cannot read the log of a database"
        assert "page.html" not in said
        chromium.run(GIVE, [[], "choose"])
        assert {each["site"] for each in kept(chromium)} == sites


def test_conversations_of_two_visits_are_known_by_one_hash_if_the_reader_wants(
    chromium: Chromium, address: str, tmp_path: Path
) -> None:
    files = dropped("claude", tmp_path)

    def hashes() -> set[str]:
        brought(chromium, files)
        return {each["conversation"] for each in kept(chromium)}

    opened(chromium, address)
    first = hashes()
    chromium.page.reload()
    until(lambda: chromium.run("() => !document.querySelector('[data-history]').hidden"))
    second = hashes()
    assert first.isdisjoint(second)
    chromium.page.check("#same")
    chromium.page.reload()
    until(lambda: chromium.run("() => !document.querySelector('[data-history]').hidden"))
    assert chromium.page.locator("#same").is_checked()
    assert hashes() == second
    chromium.page.click("#clear")
    assert not chromium.run("() => localStorage.length")


def test_it_works_where_an_address_is_not_secure(address: str, tmp_path: Path) -> None:
    """As a school's own server without https: some of a browser's functions are missing there."""
    rules = "--host-resolver-rules=MAP school.test 127.0.0.1"
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    made = driver().chromium.launch(executable_path=program, args=[*FLAGS[:-1], rules])
    page = made.new_page()
    page.goto(f"{address.replace('127.0.0.1', 'school.test')}/en/history.html")
    assert page.evaluate("isSecureContext") is False
    page.wait_for_selector("#drop")
    name, content = dropped("claude", tmp_path)[0]
    page.set_input_files("#files", [FilePayload(name=name, mimeType="", buffer=content)])
    page.wait_for_selector("#view:not([hidden])")
    assert "added" in page.inner_text("#result")
    made.close()


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


def test_more_than_a_page_can_hold_is_said_and_the_terminal_named(chromium: Chromium, address: str) -> None:
    opened(chromium, address)
    assert "2 answers added" in brought(chromium, [("good.zip", chatgpt(1))])
    assert chromium.run("() => (document.querySelector('[data-history]').dataset.most = 3)") == 3
    assert "wattprint import" in brought(chromium, [("more.zip", chatgpt(2))])
    assert len(kept(chromium)) == 2


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
    chromium: Chromium, address: str, lang: str, scheme: Any, tmp_path: Path
) -> None:
    opened(chromium, address, lang)
    page = chromium.page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    assert violations(page) == []
    page.focus("#folder")
    assert chromium.run("() => [document.activeElement.type, document.activeElement.tabIndex]") == ["file", 0]
    page.focus("#files")  # the browser's own control: its window opens by its own keys, and not always without a screen
    assert chromium.run("() => [document.activeElement.type, document.activeElement.tabIndex]") == ["file", 0]
    files = [*dropped("claude", tmp_path), ("odd.json", b'[{"messages": 1}]')]
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
