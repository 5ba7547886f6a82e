"""The popup, the dashboard and the options, in both browsers: the engine's own numbers, in both languages, for all."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.extension.browsers import Chrome, Fire, until
from tests.extension.history import history
from tests.extension.test_store import EMPTY

from browser.node import install
from wattprint import __version__
from wattprint.bridge import call

TOOLS = Path(__file__).parent / "tools"
SET = "async (changes) => (await import('/settings.js')).change(changes)"
READ = "async () => (await import('/settings.js')).settings()"
KEEP = "async (events) => (await import('/store.js')).keepAll(events)"
FRESH = "async (id) => document.querySelector(id).dataset.fresh"
TEXT = "async (id) => document.querySelector(id).textContent"
EVENTS = history(10, 9)
VIEWS = {
    "popup/popup.html": "#today",
    "dashboard/dashboard.html": "#view",
    "options/options.html": "",
    "welcome/welcome.html": "",
}
FRENCH = {
    "popup/popup.html": "Tableau de bord",
    "options/options.html": "Un objectif pour la journée",
    "welcome/welcome.html": "Ce qui ne sort jamais",
    "dashboard/dashboard.html": "Importer un historique",
}
AXE = "async () => (await axe.run()).violations.map(({ id, nodes }) => [id, ...nodes.map((node) => node.html)])"


def engine(do: str, **asked: Any) -> Any:
    """What CPython answers."""
    answer = json.loads(call(json.dumps({"do": do, **asked})))
    return answer["answer"]


def expected(do: str, today: str, lang: str = "en", **more: Any) -> str:
    """The text of a view of `EVENTS`, by CPython."""
    days = sorted({event["at"][:10] for event in EVENTS})
    kept = engine("days", events=EVENTS, days=days)["days"]
    html = engine(do, days=kept, today=today, lang=lang, **more)["html"]
    return _plain(re.sub(r"<[^>]+>", " ", html))


def _plain(text: str) -> str:
    """Words only, without what the extension itself took, which is never twice the same."""
    text = text.replace("&amp;", "&").replace("&#x27;", "'")
    text = re.sub(r"(Counting took|Compter a coûté).*?(not\s+in\s+it|n’y\s+est\s+pas)\.", "", text)
    return re.sub(r"\s+", "", text)


@pytest.fixture
def seeded(chromium_extension: Chrome) -> Iterator[Page]:
    page = chromium_extension.view("options/options.html")
    chromium_extension.run(page, EMPTY)
    chromium_extension.run(page, KEEP, EVENTS)
    page.evaluate("localStorage.clear()")
    chromium_extension.run(page, "async () => chrome.storage.local.remove('settings')")
    chromium_extension.errors.clear()
    chromium_extension.requests.clear()
    yield page
    assert chromium_extension.errors == []
    away = [
        url
        for _, url in chromium_extension.requests
        if not url.startswith(("chrome-extension://", "blob:chrome-extension://", "data:"))
    ]
    assert away == []
    page.close()


def ready(browser: Chrome, page: Page, path: str) -> None:
    page.goto(f"chrome-extension://{browser.id}/{path}")
    place = VIEWS[path]
    asked = (
        f"document.querySelector('{place}').dataset.fresh" if place else "document.querySelectorAll('#sites li').length"
    )
    until(lambda: page.evaluate(asked))


def test_the_popup_says_what_the_engine_says(chromium_extension: Chrome, seeded: Page) -> None:
    ready(chromium_extension, seeded, "popup/popup.html")
    assert _plain(str(seeded.text_content("#today"))) == expected("popup", date.today().isoformat())


def test_the_popup_paints_its_last_answer_before_the_engine_has_one(chromium_extension: Chrome, seeded: Page) -> None:
    ready(chromium_extension, seeded, "popup/popup.html")
    seeded.reload()
    early = seeded.evaluate(
        "[document.querySelector('#today').textContent, document.querySelector('#today').dataset.fresh ?? '']"
    )
    assert _plain(early[0]) == expected("popup", date.today().isoformat())
    assert early[1] == ""


def test_a_new_day_begins_at_none(chromium_extension: Chrome, seeded: Page) -> None:
    ready(chromium_extension, seeded, "popup/popup.html")
    seeded.evaluate("""() => {
        const kept = JSON.parse(localStorage.getItem("popup"));
        localStorage.setItem("popup", JSON.stringify({ ...kept, day: "2020-01-01", tomorrow: kept.day }));
    }""")
    seeded.reload()
    assert str(seeded.text_content("#today .requests b")) == "0"


@pytest.mark.parametrize("period", ["day", "week", "month", "year"])
def test_the_dashboard_says_what_the_engine_says(chromium_extension: Chrome, seeded: Page, period: str) -> None:
    ready(chromium_extension, seeded, "dashboard/dashboard.html")
    if period != "day":
        seeded.evaluate("delete document.querySelector('#view').dataset.fresh")
        seeded.focus(f"[data-period={period}]")
        seeded.keyboard.press("Enter")
        until(lambda: seeded.evaluate("document.querySelector('#view').dataset.fresh"))
        assert seeded.evaluate("document.activeElement.dataset.period") == period, "the focus stays where it was"
    assert _plain(str(seeded.text_content("#view"))) == expected("dashboard", date.today().isoformat(), period=period)


def test_an_entry_is_deleted_corrected_and_brought_back(chromium_extension: Chrome, seeded: Page) -> None:
    ready(chromium_extension, seeded, "dashboard/dashboard.html")
    until(lambda: seeded.query_selector("#list tr[data-id]"))
    seeded.click("#each > summary")
    before = len(seeded.query_selector_all("#list tr[data-id]"))
    latest = max(EVENTS, key=lambda event: event["at"])
    seeded.click("#list tr[data-id] [data-act=delete]")
    until(lambda: len(seeded.query_selector_all("#list tr[data-id]")) == before - 1)
    until(lambda: "answer deleted" in seeded.inner_text("#toast"))
    seeded.click("#toast button")
    until(lambda: len(seeded.query_selector_all("#list tr[data-id]")) == before)
    seeded.click("#list tr[data-id] [data-act=correct]")
    until(lambda: seeded.evaluate("document.querySelector('#fix').open"))
    assert seeded.input_value("#model") == latest["model"], "it begins with what is stored"
    seeded.fill("#model", "mistral-large")
    seeded.keyboard.press("Enter")
    until(lambda: "Corrected" in seeded.inner_text("#toast"))
    assert "mistral-large" in seeded.inner_text("#list tr[data-id]")
    assert seeded.evaluate("document.activeElement.dataset.act") == "correct"
    seeded.click("#toast button")
    until(lambda: "is back" in seeded.inner_text("#toast"))
    assert len(chromium_extension.events()) == len(EVENTS)


def test_everything_is_deleted_only_after_a_question(chromium_extension: Chrome, seeded: Page) -> None:
    ready(chromium_extension, seeded, "dashboard/dashboard.html")
    seeded.click("#all")
    seeded.keyboard.press("Enter")  # the answer that has the focus keeps all
    assert len(chromium_extension.events()) == len(EVENTS)
    seeded.click("#all")
    seeded.click("#yes")
    until(lambda: "deleted" in seeded.inner_text("#toast"))
    assert chromium_extension.events() == []
    seeded.click("#toast button")
    until(lambda: "are back" in seeded.inner_text("#toast"))
    assert len(chromium_extension.events()) == len(EVENTS)


def test_the_card_holds_sums_and_no_name(chromium_extension: Chrome, seeded: Page) -> None:
    ready(chromium_extension, seeded, "dashboard/dashboard.html")
    svg = seeded.inner_html("#card")
    assert not any(name in svg for event in EVENTS for name in (event["site"], event["model"], event["id"]))
    for button, type in (("#svg", "svg"), ("#png", "png")):
        with seeded.expect_download() as download:
            seeded.click(button)
        assert download.value.suggested_filename == f"wattprint-day-{date.today()}.{type}"
        content = Path(download.value.path()).read_bytes()
        assert content.startswith(b"<svg" if type == "svg" else b"\x89PNG")
        assert len(content) > 1000


def test_options_are_kept_and_change_the_numbers(chromium_extension: Chrome, seeded: Page) -> None:
    ready(chromium_extension, seeded, "options/options.html")
    until(lambda: seeded.evaluate("document.body.dataset.ready"))
    seeded.select_option("#zone", "FRA")
    seeded.select_option("#kind", "requests")
    seeded.fill("#most", "5")
    seeded.keyboard.press("Tab")
    chosen = until(lambda: (made := chromium_extension.run(seeded, READ))["goal"]["most"] == 5 and made)
    assert (chosen["zone"], chosen["goal"]["kind"]) == ("FRA", "requests")
    ready(chromium_extension, seeded, "popup/popup.html")
    days = sorted({event["at"][:10] for event in EVENTS})
    kept = engine("days", events=EVENTS, days=days, zone="FRA")["days"]
    html = engine("popup", days=kept, today=date.today().isoformat(), goal=chosen["goal"], zone="FRA")["html"]
    assert _plain(str(seeded.text_content("#today"))) == _plain(re.sub(r"<[^>]+>", " ", html))


def test_an_address_that_is_none_is_refused(chromium_extension: Chrome, seeded: Page) -> None:
    ready(chromium_extension, seeded, "options/options.html")
    for bad in ("", "not an address", "javascript:alert(1)", "file:///etc/passwd"):
        seeded.fill("#address", bad)
        seeded.press("#address", "Enter")
        assert "no address" in seeded.inner_text("#bad")


def test_a_report_on_a_broken_site_holds_counts_and_versions(chromium_extension: Chrome, seeded: Page) -> None:
    chromium_extension.run(
        seeded, "async () => chrome.runtime.sendMessage({ do: 'shape', site: 'chatgpt.com', note: 'stream-unknown' })"
    )
    ready(chromium_extension, seeded, "dashboard/dashboard.html")
    seeded.click("#copy")
    report = until(lambda: seeded.inner_text("#report"))
    assert "stream-unknown ×1" in report
    assert f"Wattprint {__version__}" in report
    assert not any(event["model"] in report or event["conversation"] in report for event in EVENTS)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("path", VIEWS)
def test_a_view_is_for_everyone(chromium_extension: Chrome, seeded: Page, path: str, lang: str) -> None:
    """Everything that opens is open: each language, by day and by night, narrow, and each question that is asked."""
    chromium_extension.run(seeded, SET, {"lang": lang, "goal": {"kind": "requests", "most": 5}})
    ready(chromium_extension, seeded, path)
    assert seeded.evaluate("document.documentElement.lang") == lang
    if lang == "fr":
        assert FRENCH[path] in seeded.inner_text("body")
    if path.startswith("dashboard"):
        delete_first(seeded)
    axe = (install(TOOLS) / "axe-core/axe.min.js").read_text(encoding="utf-8")
    seeded.evaluate(axe)
    seeded.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
    for scheme in ("light", "dark"):
        seeded.emulate_media(color_scheme=scheme)
        assert chromium_extension.run(seeded, AXE) == []
        for asked in seeded.query_selector_all("dialog"):
            asked.evaluate("(dialog) => dialog.showModal()")
            assert chromium_extension.run(seeded, AXE) == []
            asked.evaluate("(dialog) => dialog.close()")
    seeded.emulate_media(color_scheme="light")
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    for width in (360,) if path.startswith("popup") else (320, 1440):
        seeded.set_viewport_size({"width": width, "height": 800})
        assert not seeded.evaluate(wide), "nothing stands out of a window"
    seeded.set_viewport_size({"width": 1000, "height": 900})


def delete_first(page: Page, left: int = 8) -> None:
    """The first answer of the day, by the keyboard."""
    until(lambda: page.query_selector("#list tr[data-id]"))
    page.evaluate("document.querySelector('#each').open = true")
    page.focus("#list tr[data-id] [data-act=delete]")
    page.keyboard.press("Enter")
    until(lambda: len(page.query_selector_all("#list tr[data-id]")) == left and page.query_selector("#removed li"))


def test_several_deletions_can_each_be_undone_in_another_page_too(chromium_extension: Chrome, seeded: Page) -> None:
    ready(chromium_extension, seeded, "dashboard/dashboard.html")
    delete_first(seeded)
    focused = "document.activeElement.closest('#list tr')?.dataset.id"
    until(lambda: seeded.evaluate(focused))
    assert seeded.evaluate(focused) == seeded.evaluate("document.querySelector('#list tr[data-id]').dataset.id")
    assert seeded.evaluate("document.activeElement.dataset.act") == "delete", "the next one, by the same key"
    seeded.keyboard.press("Enter")
    until(lambda: len(seeded.query_selector_all("#removed li")) == 2)
    ready(chromium_extension, seeded, "dashboard/dashboard.html")
    for left in (1, 0):
        until(lambda: seeded.query_selector("#removed button"))
        seeded.focus("#removed button")
        seeded.keyboard.press("Enter")
        until(lambda: len(seeded.query_selector_all("#removed li")) == left)  # noqa: B023
    assert len(chromium_extension.events()) == len(EVENTS)


def test_the_goal_of_the_day_stands_on_the_dashboard(chromium_extension: Chrome, seeded: Page) -> None:
    goal = {"kind": "energy", "most": 2}
    chromium_extension.run(seeded, SET, {"goal": goal})
    ready(chromium_extension, seeded, "dashboard/dashboard.html")
    assert "It is reached." in seeded.inner_text("#view .goal")
    assert _plain(str(seeded.text_content("#view"))) == expected("dashboard", date.today().isoformat(), goal=goal)


def test_a_pause_says_until_when_and_where_and_is_ended(chromium_extension: Chrome, seeded: Page) -> None:
    ready(chromium_extension, seeded, "popup/popup.html")
    assert seeded.inner_text("#paused") == ""
    assert seeded.inner_text("#private") == "Private windows are never counted."
    seeded.click("#pause")
    until(lambda: "Paused until" in seeded.inner_text("#paused"))
    until_when = chromium_extension.run(seeded, READ)["paused"]["until"] / 1000
    assert datetime.fromtimestamp(until_when).strftime("%H:%M") in seeded.inner_text("#paused")
    chromium_extension.run(seeded, SET, {"paused": {"until": until_when * 1000, "sites": ["claude.ai"]}})
    ready(chromium_extension, seeded, "popup/popup.html")
    assert "Paused on: Claude." in seeded.inner_text("#paused")
    seeded.click("#pause")
    until(lambda: "until" not in seeded.inner_text("#paused"))
    assert chromium_extension.run(seeded, READ)["paused"] == {"until": 0, "sites": ["claude.ai"]}


def test_the_site_behind_the_popup_is_paused_there(chromium_extension: Chrome, seeded: Page) -> None:
    context = chromium_extension.context
    context.route("https://claude.ai/*", lambda asked: asked.fulfill(body="<p>A chat", content_type="text/html"))
    chat = context.new_page()
    chat.goto("https://claude.ai/")
    ready(chromium_extension, seeded, "popup/popup.html")
    assert until(lambda: seeded.inner_text("#here")) == "Pause on Claude"
    seeded.evaluate("document.querySelector('#here').click()")
    until(lambda: seeded.inner_text("#here") == "Resume on Claude")
    assert seeded.inner_text("#paused") == "Paused on: Claude."
    assert chromium_extension.run(seeded, READ)["paused"]["sites"] == ["claude.ai"]
    seeded.evaluate("document.querySelector('#here').click()")
    until(lambda: seeded.inner_text("#paused") == "")
    assert chromium_extension.run(seeded, READ)["paused"]["sites"] == []
    chat.close()
    context.unroute("https://claude.ai/*")
    chromium_extension.requests.clear()


def test_the_last_backup_is_said_and_a_month_without_one_is_told(chromium_extension: Chrome, seeded: Page) -> None:
    ready(chromium_extension, seeded, "options/options.html")
    until(lambda: seeded.inner_text("#last"))
    assert seeded.inner_text("#last") == "No backup has been saved yet."
    seeded.check("#remind")
    until(lambda: chromium_extension.run(seeded, READ)["backup"]["remind"])
    old = {"every": 0, "last": "", "saved": "2026-01-02", "remind": True}
    chromium_extension.run(seeded, SET, {"backup": old})
    ready(chromium_extension, seeded, "popup/popup.html")
    until(lambda: "more than a month old" in seeded.inner_text("#notice"))
    ready(chromium_extension, seeded, "dashboard/dashboard.html")
    with seeded.expect_download():
        seeded.click("#json")
    until(lambda: chromium_extension.run(seeded, READ)["backup"]["saved"] == date.today().isoformat())
    ready(chromium_extension, seeded, "popup/popup.html")
    assert seeded.inner_text("#notice") == ""


def test_both_browsers_agree_in_french(firefox_extension: Fire) -> None:
    firefox_extension.view("options/options.html")
    firefox_extension.run(EMPTY.replace("chrome.", "browser."))
    firefox_extension.run(KEEP, EVENTS)
    firefox_extension.run("async () => (await import('/settings.js')).change({ lang: 'fr' })")
    today = date.today().isoformat()
    for path, place, do in (
        ("popup/popup.html", "#today", "popup"),
        ("dashboard/dashboard.html", "#view", "dashboard"),
    ):
        firefox_extension.view(path)
        until(partial(firefox_extension.run, FRESH, place))
        assert _plain(firefox_extension.run(TEXT, place)) == expected(do, today, "fr")


def test_a_site_is_granted_and_taken_back_from_the_first_page(tmp_path: Path) -> None:
    """Firefox answers its own question with yes (a preference): the shipped manifest, nothing granted before."""
    from tests.extension.package import BUILT

    browser = Fire(BUILT / "firefox", tmp_path / "profile")
    registered = "async () => (await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id)"
    try:
        browser.view("welcome/welcome.html")
        until(lambda: browser.run("async () => document.querySelectorAll('#sites li').length"))
        assert browser.run(registered) == []
        found = browser.call(
            "WebDriver:FindElement", {"using": "css selector", "value": "#sites button[aria-label='Allow, Claude']"}
        )
        browser.call("WebDriver:ElementClick", {"id": next(iter(found["value"].values()))})
        assert until(lambda: browser.run(registered)) == ["main claude.ai", "isolated claude.ai"]
        found = browser.call(
            "WebDriver:FindElement",
            {"using": "css selector", "value": "#sites button[aria-label='Stop counting, Claude']"},
        )
        browser.call("WebDriver:ElementClick", {"id": next(iter(found["value"].values()))})
        until(lambda: browser.run(registered) == [])
        assert browser.run(registered) == []
    finally:
        browser.close()
