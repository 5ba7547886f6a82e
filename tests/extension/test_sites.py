"""Where the extension looks: at sites that were granted, once each, and no longer than the reader wants."""

from pathlib import Path

from tests.extension.browsers import chrome, fire, until
from tests.extension.chat import HOST, chatting
from tests.extension.durability import waiting
from tests.extension.package import SITES
from tests.extension.test_background import EVENT, SET
from tests.extension.test_store import turn

KEYS = """async () =>
    Object.keys(await browser.storage.local.get(null)).filter((key) => key.startsWith("e|"))"""
STOPPED = """async (origins) => {
    const events = async () => (await import("/store.js")).countOf((await import("/clock.js")).today());
    const before = await events();
    await browser.permissions.remove({ origins });
    return [before, await browser.permissions.contains({ origins })];
}"""


def test_a_site_that_is_stopped_is_stopped_in_its_open_pages_too(place: Path) -> None:
    with chatting(place) as chat, fire(place, {HOST: chat.server_port}) as browser:
        view = browser.view("options/options.html")
        until(lambda: browser.run("async () => (await browser.scripting.getRegisteredContentScripts()).length"))
        page = browser.open(f"https://{HOST}/")
        say = "async (id) => { await (window.wrappedJSObject ?? window).say('How high is the tide?', id); }"
        browser.run(say, "u1")
        until(lambda: len(browser.events()) == 1)
        browser.go(view)
        assert browser.run(STOPPED, [f"https://{HOST}/*"]) == [1, False]
        browser.go(page)
        browser.run(say, "u2")
        browser.go(view)
        until(lambda: browser.run(KEYS) == [])
        browser.run("async () => browser.runtime.sendMessage({ do: 'refresh' })")
        assert browser.run(KEYS) == []
        assert [event["id"] for event in browser.events()] == ["a-u1"]


def test_what_waits_since_before_a_site_was_stopped_is_counted(place: Path) -> None:
    with chrome(place) as browser:
        page = browser.view("popup/popup.html")
        since = browser.run(page, "async () => Date.now()")
        # Chromium takes no host back that was granted at install, as these tests have it.
        browser.worker().evaluate("() => { chrome.permissions.contains = async () => false; }")
        browser.run(page, "async (at) => chrome.storage.local.set({ stopped: { 'chatgpt.com': at } })", since)
        for id, saved in (("before", since - 1000), ("after", since + 1000)):
            told = {"event": {**EVENT, "id": id}, "key": turn(id), "done": True, "saved": saved}
            browser.run(page, "async (items) => chrome.storage.local.set(items)", {f"e|chatgpt.com|{turn(id)}": told})
        browser.run(page, "async () => chrome.runtime.sendMessage({ do: 'refresh' })")
        assert [event["id"] for event in browser.events()] == ["before"]
        assert waiting(browser) == 0


CALLS = """() => {
    self.calls = [];
    for (const name of ["registerContentScripts", "updateContentScripts", "unregisterContentScripts"]) {
        const call = chrome.scripting[name].bind(chrome.scripting);
        chrome.scripting[name] = (given) => {
            self.calls.push([name, (given.ids ?? given.map(({ id }) => id)).sort()]);
            return call(given);
        };
    }
}"""


def test_only_the_scripts_that_differ_are_registered_again(place: Path) -> None:
    own = ["https://chat.example.org", "https://chat.example.org:8443", "http://chatgpt.com"]
    with chrome(place, granted=(*SITES, "https://chat.example.org/*", "http://chatgpt.com/*")) as browser:
        view = browser.view("options/options.html")
        browser.worker().evaluate(CALLS)
        browser.run(view, SET, {"line": True})
        isolated = ["isolated chatgpt.com", "isolated claude.ai"]
        assert until(lambda: browser.worker().evaluate("() => self.calls")) == [["updateContentScripts", isolated]]
        browser.run(view, SET, {"own": own})
        one = ["isolated https://chat.example.org/*", "main https://chat.example.org/*"]
        until(lambda: len(browser.worker().evaluate("() => self.calls")) > 1)
        assert browser.worker().evaluate("() => self.calls")[1:] == [["registerContentScripts", one]]
        browser.run(view, SET, {"own": []})
        until(lambda: len(browser.worker().evaluate("() => self.calls")) > 2)
        assert browser.worker().evaluate("() => self.calls")[2:] == [["unregisterContentScripts", one]]


def test_a_site_of_ours_is_not_added_a_second_time(place: Path) -> None:
    """Two scripts of two adapters in one page would count each answer twice."""
    with chrome(place) as browser:
        view = browser.view("options/options.html")
        until(lambda: view.evaluate("document.body.dataset.ready"))
        for address in (
            "chatgpt.com",
            "https://chat.openai.com/c/1",
            "http://www.perplexity.ai",
            "https://claude.ai:443",
        ):
            view.fill("#address", address)
            view.press("#address", "Enter")
            assert until(lambda: "in the list above" in view.inner_text("#bad")), address
            view.fill("#address", "")
            view.press("#address", "Enter")
            until(lambda: "no address" in view.inner_text("#bad"))
        own = "async () => (await (await import('/settings.js')).settings()).own"
        assert browser.run(view, own) == []


def test_a_chat_in_a_frame_is_heard(place: Path) -> None:
    with chatting(place) as chat, chrome(place, {HOST: chat.server_port}) as browser:
        page = browser.open(f"https://{HOST}/framed")
        frame = until(lambda: next((each for each in page.frames if each.url == f"https://{HOST}/"), None))
        frame.wait_for_load_state()
        frame.evaluate("() => window.say('How high is the tide?', 'u1')")
        assert until(lambda: [event["id"] for event in browser.events()]) == ["a-u1"]
