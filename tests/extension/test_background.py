"""What happens without a view: the line near an answer, the goal, the second eye, a full disk, the day's end."""

import json
from pathlib import Path
from typing import Any

from tests.extension.browsers import chrome, fire, until
from tests.extension.chat import HOST, chatting
from tests.extension.durability import waiting
from tests.extension.test_store import turn

SET = "async (changes) => (await import('/settings.js')).change(changes)"
COUNTERS = "async (start) => (await import('/store.js')).counters(start)"
LINE = """() => new Promise((resolve) => {
    const look = () => document.querySelector("wattprint-line");
    if (look()) return resolve(look().lang);
    new MutationObserver(() => look() && resolve(look().lang)).observe(document.documentElement, { childList: true });
})"""
EVENT: dict[str, Any] = {"id": "a", "site": HOST, "kind": "text", "at": "2026-11-22T10:00:00Z", "offset": 60,
                         "model": "gpt-5", "answer": {"vowel": 100}}  # fmt: skip


def test_a_line_near_the_answer_and_the_second_eye(place: Path) -> None:
    with chatting(place) as chat, chrome(place, {HOST: chat.server_port}, also=("webRequest",)) as browser:
        view = browser.view("options/options.html")
        browser.run(view, SET, {"line": True, "lang": "fr", "goal": {"kind": "energy", "most": 0.001}})
        scripts = "async () => (await chrome.scripting.getRegisteredContentScripts()).flatMap(({ js }) => js)"
        until(lambda: "line/line.js" in browser.run(view, scripts))
        page = browser.open(f"https://{HOST}/")
        for number in range(3):
            page.evaluate("(id) => window.say('How high is the tide?', id)", f"u{number}")
        assert page.evaluate(LINE) == "fr"
        assert page.evaluate("document.querySelector('wattprint-line').shadowRoot") is None, "the page cannot look in"
        # What a screen reader is told, which sees closed trees too.
        spoken = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        parts = {each.get("role", {}).get("value"): each for each in spoken}
        assert "status" in parts
        buttons = [each["name"]["value"] for each in spoken if each.get("role", {}).get("value") == "button"]
        assert "Fermer la ligne de Wattprint" in buttons
        assert any("recherches" in str(each.get("name", {}).get("value")) for each in spoken)
        until(lambda: waiting(browser) == 0)
        seen = until(lambda: browser.run(view, COUNTERS, "seen|"))
        assert list(seen.values()) == [3]
        assert len(browser.events()) == 3
        told = "async () => (await chrome.storage.local.get('told')).told"
        assert until(lambda: browser.run(view, told)), "the goal was reached, and said once"
        assert browser.worker().evaluate("() => chrome.action.getBadgeText({})") == "3"
        assert page.evaluate(
            "performance.getEntriesByType('resource').every(({ name }) => !name.includes('extension'))"
        )


def test_the_line_in_firefox_whose_background_runs_the_engine_itself(place: Path) -> None:
    with chatting(place) as chat, fire(place, {HOST: chat.server_port}) as browser:
        browser.view("options/options.html")
        browser.run(SET, {"line": True})
        scripts = "async () => (await browser.scripting.getRegisteredContentScripts()).flatMap(({ js }) => js)"
        until(lambda: "line/line.js" in browser.run(scripts))
        browser.open(f"https://{HOST}/")
        browser.run("async () => { await (window.wrappedJSObject ?? window).say('How high is the tide?', 'u1'); }")
        assert until(lambda: browser.run("async () => document.querySelector('wattprint-line')?.lang ?? ''")) == "en"
        assert len(browser.events()) == 1


def test_alarms_that_were_lost_are_set_again(place: Path) -> None:
    """As by an extension that was switched off and on."""
    with chrome(place) as browser:
        view = browser.view("popup/popup.html")
        names = "async () => (await chrome.alarms.getAll()).map(({ name }) => name).sort()"
        until(lambda: len(browser.run(view, names)) == 3)
        browser.run(view, "async () => chrome.alarms.clearAll()")
        browser.stop_worker()
        browser.run(view, "async () => chrome.runtime.sendMessage({ do: 'refresh' })")
        assert until(lambda: browser.run(view, names) == ["drain", "midnight", "tidy"], 5)


def test_two_views_that_choose_at_once_keep_both_choices(place: Path) -> None:
    with chrome(place) as browser:
        view = browser.view("options/options.html")
        both = """async () => {
            const { change, settings } = await import("/settings.js");
            const add = (site) => change(({ paused }) => ({ paused: { ...paused, sites: [...paused.sites, site] } }));
            await Promise.all([add("a"), change({ lang: "fr" }), add("b"), change({ device: true })]);
            return settings();
        }"""
        kept = browser.run(view, both)
        assert (kept["paused"]["sites"], kept["lang"], kept["device"]) == (["a", "b"], "fr", True)


def test_a_full_disk_is_said_and_loses_nothing(place: Path) -> None:
    with chrome(place) as browser:
        page = browser.view("popup/popup.html")
        send = "async ([event, key]) => chrome.runtime.sendMessage({ do: 'event', event, key, done: true })"
        assert browser.run(page, send, [EVENT, turn("a")])["ok"]
        # A page of the same origin makes every write fail as a full disk does, in the worker itself.
        browser.worker().evaluate("""() => {
            self.put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function () { throw new DOMException("full", "QuotaExceededError"); };
        }""")
        key = {"e|chatgpt.com|b": {"event": {**EVENT, "id": "b"}, "key": turn("b"), "done": True, "saved": 0}}
        browser.run(page, "async (items) => chrome.storage.local.set(items)", key)
        assert browser.run(page, send, [{**EVENT, "id": "b"}, turn("b")]) == {"ok": False, "why": "full"}
        browser.run(page, "async () => chrome.runtime.sendMessage({ do: 'refresh' })")
        assert browser.worker().evaluate("() => chrome.action.getBadgeText({})") == "!"
        page.reload()
        until(lambda: "full" in page.inner_text("#notice"))
        assert "nothing counted so far is lost" in page.inner_text("#notice")
        assert [event["id"] for event in browser.events()] == ["a"]
        browser.worker().evaluate("() => { IDBObjectStore.prototype.put = self.put; }")
        browser.run(page, "async () => chrome.runtime.sendMessage({ do: 'refresh' })")
        assert {event["id"] for event in browser.events()} == {"a", "b"}, "what waited in the page's key is led in"
        assert waiting(browser) == 0
        assert browser.worker().evaluate("() => chrome.action.getBadgeText({})") != "!"


def test_a_thousand_messages_at_once_are_all_kept_and_notes_are_short_codes(place: Path) -> None:
    with chrome(place) as browser:
        page = browser.view("popup/popup.html")
        flood = """async (event) => {
            const send = (message) => chrome.runtime.sendMessage(message);
            const key = (n) => String(n % 50).padStart(16, "0");
            const one = (n) => send({ do: "event", event: { ...event, id: `f${n % 50}` }, key: key(n), done: true });
            const answers = await Promise.all(Array.from({ length: 1000 }, (_, n) => one(n)));
            const notes = ["x".repeat(61), "a sentence somebody wrote", "stream-unknown"];
            const noted = await Promise.all(notes.map((note) => send({ do: "shape", site: "chatgpt.com", note })));
            return [answers.filter(({ ok }) => ok).length, noted.length];
        }"""
        assert browser.run(page, flood, EVENT) == [1000, 3]
        assert len(browser.events()) == 50
        assert len(browser.run(page, COUNTERS, "shape|")) == 1, "a note is a short code, of a site that is known"


def test_a_dated_backup_is_saved_when_it_is_due_whatever_else_fails(place: Path) -> None:
    with chrome(place, also=("downloads",)) as browser:
        page = browser.view("options/options.html")
        browser.worker().evaluate("""() => {
            const get = chrome.storage.local.get.bind(chrome.storage.local);
            chrome.storage.local.get = (keys) => (keys === null ? Promise.reject(new Error("disk")) : get(keys));
        }""")
        browser.run(page, "async (event) => (await import('/store.js')).keep(event)", EVENT)
        browser.run(page, SET, {"backup": {"every": 7, "last": ""}})
        browser.run(page, "async () => chrome.alarms.create('tidy', { when: Date.now() + 100 })")
        found = until(lambda: browser.run(page, "async () => chrome.downloads.search({ state: 'complete' })"))
        saved = Path(found[0]["filename"])
        assert json.loads(saved.read_text(encoding="utf-8"))["events"] == [EVENT]
        last = "async () => (await (await import('/settings.js')).settings()).backup.last"
        assert until(lambda: browser.run(page, last)), "and not again tomorrow"
