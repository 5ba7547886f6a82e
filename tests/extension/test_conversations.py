"""A conversation on every chatbot, in both browsers, on the sites' own names: what is kept, shown, and left behind."""

import json
import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from tests.extension.adapters.recording import FOLDER, PARTS, SALT, Recording, expected, read
from tests.extension.browsers import Chrome, Fire, chrome, fire, until
from tests.extension.chrome import READ
from tests.extension.rooms import Room, answering
from tests.extension.test_views import FRESH, TEXT, _plain, engine

CHOSEN = {
    "chatgpt": "request-object", "claude": "tool-rounds", "gemini": "thinking", "le-chat": "two-turns",
    "deepseek": "thinking", "perplexity": "search", "copilot": "two-turns", "grok": "search",
    "huggingchat": "chosen-model", "poe": "two-turns", "meta": "two-turns", "open-webui": "two-turns",
    "librechat": "resumable", "openai": "usage",
}  # fmt: skip
RECORDINGS = {adapter: read(FOLDER / adapter / f"{name}.txt") for adapter, name in CHOSEN.items()}
OWN = {RECORDINGS[each].head["site"] for each in ("open-webui", "librechat", "openai")}
"""Of servers that the reader adds."""

LONG = 12  # characters, of a sentence that is in no other file by chance
IDS = re.compile(r"\b([ach])-(\d)\b")
MAKERS = re.compile(r"(^|\.)(mozilla\.(org|com|net)|firefox\.com|googleapis\.com)$")
"""Whom a browser itself asks for its updates, now and then."""

VIEW = "welcome/welcome.html"
SETUP = """async ({ salt, own }) => {
  const { api } = await import("/api.js");
  await api.storage.local.set({ salt });
  await (await import("/settings.js")).change({ own });
}"""
REGISTERED = """async () => {
  const { api } = await import("/api.js");
  return (await api.scripting.getRegisteredContentScripts()).map(({ id }) => id);
}"""
WAITING = """async () => {
  const { api } = await import("/api.js");
  return Object.keys(await api.storage.local.get(null)).filter((key) => key.startsWith("e|"));
}"""
SENDS = """async () => {
  const { SITES, SELF_HOSTED } = await import("/adapters/list.js");
  return [...SITES.map(({ id, sends }) => [id, sends]), ["", SELF_HOSTED.sends]];
}"""
COUNTERS = "async (start) => (await import('/store.js')).counters(start)"
PLAYED = "async () => document.documentElement.dataset.played"


def page(recording: Recording) -> str:
    """Where it is played."""
    return recording.head.get("page", f"https://{recording.head['site']}/")


HOSTS = {urlsplit(page(recording)).netloc for recording in RECORDINGS.values()}
SOCKETS = {
    urlsplit(step["line"][1]).netloc
    for recording in RECORDINGS.values()
    for step in recording.steps
    if step["line"][0] == "WS"
}


class Session:
    """A browser that is open for all of this file, with one page of the extension at hand."""

    def __init__(self, browser: Chrome | Fire, room: Room, own: Iterable[str] = OWN, sites: int = len(CHOSEN)) -> None:
        self.browser, self.room = browser, room
        self.view: Any = browser.view(VIEW)
        self.inside(SETUP, {"salt": SALT, "own": [f"https://{host}" for host in sorted(own)]})
        until(lambda: len(self.inside(REGISTERED)) >= 2 * sites)

    def run(self, tab: Any, function: str, given: Any = None) -> Any:
        """What a function returns in a tab."""
        if isinstance(self.browser, Fire):
            self.browser.go(tab)
            return self.browser.run(function, given)
        return self.browser.run(tab, function, given)

    def inside(self, function: str, given: Any = None) -> Any:
        """What a function returns in the extension's page."""
        return self.run(self.view, function, given)

    def shut(self, tab: Any) -> None:
        """Close a tab."""
        if isinstance(self.browser, Fire):
            self.browser.go(tab)
            self.browser.shut()
        else:
            tab.close()

    def counted(self, tabs: dict[Any, Recording]) -> None:
        """Tabs play their recordings to the end, the store has their events, and no key waits; then they are closed."""
        for tab in tabs:
            assert until(partial(self.run, tab, PLAYED)) == "whole"
        self.is_kept([expected(event, each.head["site"]) for each in tabs.values() for event in each.events])
        for tab in tabs:
            self.shut(tab)

    def kept(self, site: str = "") -> list[dict[str, Any]]:
        """What the store has, in order of time."""
        return [event for event in self.inside(READ) if site in ("", event["site"])]

    def is_kept(self, wanted: list[dict[str, Any]]) -> None:
        """The store has these, and no key waits for it."""

        ids = set(map(named, wanted))

        def found() -> list[dict[str, Any]]:
            kept = [clockless(event) for event in self.kept() if named(event) in ids]
            return sorted(kept, key=named)

        asked = sorted(map(clockless, wanted), key=named)
        until(lambda: found() == asked)
        assert found() == asked
        until(lambda: self.inside(WAITING) == [])
        assert self.inside(WAITING) == []


def clockless(event: dict[str, Any]) -> dict[str, Any]:
    """Without the clock; in one order."""
    return {name: event[name] for name in sorted(event) if name not in ("at", "offset")}


def named(event: dict[str, Any]) -> tuple[str, str]:
    """As an event is told from all others."""
    return event["site"], event["id"]


def renamed(recording: Recording, name: str) -> Recording:
    """The same with ids of its own, for a second tab."""
    steps, events = (
        json.loads(IDS.sub(rf"\1-{name}-\2", json.dumps(each))) for each in (recording.steps, recording.events)
    )
    return recording._replace(steps=steps, events=events)


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def session(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    start = chrome if request.param == "chromium" else fire
    where = tmp_path_factory.mktemp(str(request.param))
    granted = [f"https://{host}/*" for host in HOSTS]
    with (
        answering(where) as room,
        start(where, dict.fromkeys(HOSTS | SOCKETS, room.server_port), granted, ("webRequest",)) as browser,
    ):
        yield Session(browser, room)


def test_a_conversation_of_every_chatbot_is_chosen() -> None:
    assert set(CHOSEN) == {path.name for path in FOLDER.iterdir() if path.is_dir()}


@pytest.mark.parametrize("adapter", CHOSEN)
def test_a_conversation_is_counted(session: Session, adapter: str) -> None:
    recording = RECORDINGS[adapter]
    session.counted({session.browser.open(session.room.sit(recording)): recording})
    site = recording.head["site"]
    assert len(session.kept(site)) == len(recording.events), "and nothing else"


def test_two_tabs_at_once(session: Session) -> None:
    both = [renamed(read(FOLDER / f"claude/{name}.txt"), name) for name in ("thinking", "search")]
    together = threading.Barrier(2)  # neither answer goes on before the other has come half-way
    opened = [session.browser.open(session.room.sit(each, each.name.split("/")[1], together)) for each in both]
    session.counted(dict(zip(opened, both, strict=True)))


def test_a_page_that_gives_up_ends_its_request(session: Session) -> None:
    recording, before = renamed(read(FOLDER / "claude/stop.txt"), "stop"), session.room.given_up
    tab = session.browser.open(session.room.sit(recording))
    assert until(lambda: session.room.given_up > before), "the server is hung up on, though we read a copy"
    session.counted({tab: recording})


def test_the_other_eye_saw_what_was_understood(session: Session) -> None:
    sends: dict[str, list[dict[str, str]]] = dict(session.inside(SENDS))
    asked = Counter(
        heard.host
        for heard in session.room.heard
        for send in sends.get(heard.host, sends[""])
        if send["method"] == heard.method and re.search(send["path"], heard.path)
    )
    until(lambda: session.inside(COUNTERS, f"seen|{date.today()}|") == asked)
    assert session.inside(COUNTERS, f"seen|{date.today()}|") == asked
    heard = session.inside(COUNTERS, f"heard|{date.today()}|")
    assert asked == {site: heard.get(site, 0) for site in asked}
    understood = Counter(event["site"] for event in session.kept())
    assert asked == {site: understood[site] for site in asked}
    assert session.inside(COUNTERS, "shape|") == {}, "no format was strange"


@pytest.mark.parametrize(
    ("path", "place", "do"),
    [("popup/popup.html", "#today", "popup"), ("dashboard/dashboard.html", "#view", "dashboard")],
)
def test_a_view_says_what_the_engine_says(session: Session, path: str, place: str, do: str) -> None:
    tab = session.browser.view(path)
    until(lambda: session.run(tab, FRESH, place))
    shown = session.run(tab, TEXT, place)
    session.shut(tab)
    events = session.kept()
    days = sorted({day(event) for event in events})
    kept = engine("days", events=events, days=days)["days"]
    today = date.today().isoformat()
    seen, heard = (session.inside(COUNTERS, f"{name}|{today}|") for name in ("seen", "heard"))
    html = engine(do, days=kept, today=today, seen=seen, heard=heard)["html"]
    assert _plain(shown) == _plain(re.sub(r"<[^>]+>", " ", html))
    if do == "dashboard":
        for site, n in seen.items():
            assert f"{site}, today: {n} request" in shown


def day(event: dict[str, Any]) -> str:
    """The local day of an event."""
    return str((datetime.fromisoformat(event["at"]) + timedelta(minutes=event["offset"])).date())


def test_a_killed_browser_has_every_answer_and_no_sentence(session: Session) -> None:
    if not session.room.played:  # this test by itself
        test_a_conversation_is_counted(session, "deepseek")
    before, browser = session.kept(), session.browser
    browser.kill()
    said = {text for recording in session.room.played for text in sentences(recording)}
    files = [path for path in browser.profile.rglob("*") if path.is_file()]
    assert said
    assert [str(path) for path in files if holds(path.read_bytes(), said)] == []
    asked = Counter(
        tuple(urlsplit(urljoin(page(recording), step["line"][1]))[1:3])
        for recording in session.room.played
        for step in recording.steps
        if step["mark"] == ">>>" and step["line"][0] == "POST"
    )
    heard = [each for each in session.room.heard if not MAKERS.search(each.host)]
    assert Counter((each.host, each.path) for each in heard if each.content) == asked, "the pages' questions, once"
    assert {each.host for each in heard} <= HOSTS | SOCKETS, "and nobody else was asked"
    assert not any(holds(each.content, said) for each in session.room.heard if each not in heard)
    browser.start()
    session.view = browser.view(VIEW)
    assert session.kept() == before


def sentences(recording: Recording) -> set[str]:
    """What was typed and answered in it, as far as it is long enough to be looked for."""
    texts: list[str | list[str]] = [event.get(part) or [] for event in recording.events for part in PARTS]
    return {text for each in texts for text in ([each] if isinstance(each, str) else each) if len(text) >= LONG}


def holds(content: bytes, said: set[str]) -> bool:
    """Whether one of these sentences is in it."""
    return any(text.encode(code) in content for text in said for code in ("utf-8", "utf-16-le", "utf-16-be"))
