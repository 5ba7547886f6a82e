"""The second eye: it sees as many requests as are heard, and when it does not, something is wrong with a site."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from tests.extension.browsers import Chrome, Fire, chrome, fire, until
from tests.extension.chat import HOST, chatting
from tests.extension.durability import waiting
from tests.extension.test_background import COUNTERS, SET

SAY = "([text, id]) => window.say(text, id).catch(() => {})"
PAUSED: dict[str, Any] = {"until": 9e15, "sites": []}


def counters(browser: Chrome, view: Any) -> list[int]:
    """Requests seen and heard today."""
    today = date.today()
    return [browser.run(view, COUNTERS, f"{name}|{today}|").get(HOST, 0) for name in ("seen", "heard")]


def test_no_request_is_missed_that_was_refused_merged_deleted_or_sent_while_paused(place: Path) -> None:
    with chatting(place) as chat, chrome(place, {HOST: chat.server_port}, also=("webRequest",)) as browser:
        view = browser.view("options/options.html")
        page = browser.open(f"https://{HOST}/")
        chat.refuses = {"u2", "u3"}
        for number in range(5):
            page.evaluate(SAY, ["How high is the tide?", f"u{number}"])
        page.evaluate(SAY, ["How high is the tide?", "u4"])  # again, and the same answer
        until(lambda: counters(browser, view) == [6, 6])
        assert counters(browser, view) == [6, 6]
        assert len(browser.events()) == 3
        browser.run(view, "async () => (await import('/store.js')).remove('all')")
        browser.run(view, SET, {"paused": PAUSED})
        page.evaluate(SAY, ["How high is the tide?", "u5"])
        browser.run(view, SET, {"paused": {**PAUSED, "until": 0}})
        page.evaluate(SAY, ["How high is the tide?", "u6"])
        until(lambda: counters(browser, view) == [7, 7])
        assert counters(browser, view) == [7, 7]
        assert len(browser.events()) == 1
        assert waiting(browser) == 0


def test_a_request_that_no_page_told_of_is_seen(place: Path) -> None:
    """As from a service worker of the page, into which no script of ours reaches."""
    with chatting(place) as chat, chrome(place, {HOST: chat.server_port}, also=("webRequest",)) as browser:
        view = browser.view("options/options.html")
        page = browser.open(f"https://{HOST}/")
        page.evaluate("""() => {
            const frame = document.body.appendChild(document.createElement("iframe"));
            const { fetch } = frame.contentWindow; // of a world that we are not in
            return fetch("/backend-api/f/conversation", { method: "POST", body: JSON.stringify({ messages: [
                { id: "u9", content: { parts: ["How high is the tide?"] } }] }) }).then((answer) => answer.text());
        }""")
        until(lambda: counters(browser, view)[0])
        assert counters(browser, view) == [1, 0]


def test_an_eye_that_was_closed_opens_again(place: Path) -> None:
    with chatting(place) as chat, fire(place, {HOST: chat.server_port}) as browser:
        view = browser.view("options/options.html")
        until(lambda: browser.run("async () => document.body.dataset.ready ?? ''"))
        for on in (True, False, True):
            click(browser, "#webRequest")
            until(partial(granted, browser, on))
        browser.open(f"https://{HOST}/")
        say = "async () => { await (window.wrappedJSObject ?? window).say('How high is the tide?', 'u1'); }"
        browser.run(say)
        browser.go(view)
        assert until(lambda: browser.run(COUNTERS, f"seen|{date.today()}|")) == {HOST: 1}


def granted(browser: Fire, on: bool) -> bool:
    """Whether the permission is as it was chosen."""
    return bool(browser.run("async () => browser.permissions.contains({ permissions: ['webRequest'] })")) == on


def click(browser: Fire, selector: str) -> None:
    """As the reader does, so that the browser may ask."""
    found = browser.call("WebDriver:FindElement", {"using": "css selector", "value": selector})["value"]
    browser.call("WebDriver:ElementClick", {"id": next(iter(found.values()))})
