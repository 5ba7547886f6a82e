"""The store, in a real browser: nothing lost, nothing double, everything undone that can be."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.extension.browsers import Chrome

EVENT = {"id": "a", "site": "chatgpt.com", "kind": "text", "at": "2026-11-22T10:00:00Z", "offset": 60,
         "model": "gpt-5", "prompt": {"vowel": 10}, "answer": {"vowel": 100, "space": 20}}  # fmt: skip
EMPTY = """async () => {
    const { within } = await import("/database.js");
    await within("readwrite", async (stores) => { for (const store of Object.values(stores)) store.clear(); });
    const all = Object.keys(await chrome.storage.local.get(null));
    await chrome.storage.local.remove(all.filter((key) => key.startsWith("e|")));
}"""


ALL = """async () => {
    const made = [];
    await (await import("/store.js")).each((events) => void made.push(...events));
    return made;
}"""


class Store:
    """store.js, as a page of the extension calls it."""

    def __init__(self, browser: Chrome, page: Page) -> None:
        self.browser, self.page = browser, page

    def __getattr__(self, name: str) -> Any:
        call = "async ([name, args]) => (await import('/store.js'))[name](...args)"
        return lambda *given: self.browser.run(self.page, call, [name, list(given)])

    def all(self) -> list[dict[str, Any]]:
        """Every event."""
        found: list[dict[str, Any]] = self.browser.run(self.page, ALL)
        return found

    def send(self, **message: Any) -> Any:
        """A message as the capture sends it."""
        return self.browser.run(self.page, "async (message) => chrome.runtime.sendMessage(message)", message)


@pytest.fixture
def store(chromium_extension: Chrome) -> Iterator[Store]:
    page = chromium_extension.view("popup/popup.html")
    chromium_extension.run(page, EMPTY)
    yield Store(chromium_extension, page)
    page.close()


def event(**changes: Any) -> dict[str, Any]:
    return {**EVENT, **changes}


def test_a_replay_changes_nothing(store: Store) -> None:
    assert store.keep(EVENT) == "added"
    assert [store.keep(EVENT), store.keep(event(at="2026-11-23T10:00:00Z"))] == ["known", "known"]
    assert store.all() == [EVENT]


def test_counts_only_grow_in_whatever_order_they_come(store: Store) -> None:
    less, more = event(answer={"vowel": 40}, model=None), event(answer={"vowel": 300}, model="gpt-5-thinking")
    for id, order in (("x", (less, EVENT, more)), ("y", (more, less, EVENT))):
        for each in order:
            store.keep({**each, "id": id})
    first, second = store.all()
    assert {**first, "id": ""} == {**second, "id": ""}
    assert first["answer"] == {"vowel": 300, "space": 20}
    assert first["model"] == "gpt-5-thinking"


def test_a_stream_that_learns_its_name_late_is_one_answer(store: Store) -> None:
    store.keep(event(id="provisional", answer={"vowel": 5}))
    assert store.send(do="event", event=event(id="real"), was="provisional", done=True)["ok"]
    assert [each["id"] for each in store.all()] == ["real"]


def test_a_first_name_that_comes_after_the_real_one_is_no_second_answer(store: Store) -> None:
    """A browser killed between the two writes of a page leaves both keys, and the real name may be read first."""
    real = {"event": event(id="real"), "was": "provisional", "turn": "question", "done": True}
    first = {"event": event(id="provisional", answer={"vowel": 5}), "turn": "question", "done": False}
    keys = {"e|chatgpt.com|1": real, "e|chatgpt.com|2": first}
    now = store.browser.run(store.page, "async () => Date.now()")
    left = {key: {**record, "saved": now} for key, record in keys.items()}
    store.browser.run(store.page, "(left) => chrome.storage.local.set(left)", left)
    store.send(do="refresh")
    assert [each["id"] for each in store.all()] == ["real"]
    waiting = "async () => Object.keys(await chrome.storage.local.get(null)).filter((key) => key.startsWith('e|'))"
    assert store.browser.run(store.page, waiting) == []


def test_a_stream_cut_by_a_reload_goes_into_the_one_that_took_it_up(store: Store) -> None:
    store.send(do="event", event=event(id="cut", answer={"vowel": 5}), turn="question", done=False)
    store.send(do="event", event=event(id="whole", at="2026-11-22T10:01:00Z"), turn="question", done=True)
    (only,) = store.all()
    assert (only["id"], only["at"], only["answer"]["vowel"]) == ("whole", EVENT["at"], 100)
    store.send(do="event", event=event(id="again", at="2026-11-22T10:02:00Z"), turn="question", done=True)
    assert len(store.all()) == 2, "an answer asked for again is another answer"


def test_a_request_that_came_to_nothing_is_taken_back(store: Store) -> None:
    store.keep(EVENT)
    assert store.send(do="void", site="chatgpt.com", id="a")["ok"]
    assert store.all() == []


@pytest.mark.parametrize(("at", "offset", "day"), [
    ("2026-11-22T23:30:00Z", 60, "2026-11-23"),  # Paris
    ("2026-11-22T02:00:00Z", -480, "2026-11-21"),  # California, the same evening
    ("2026-10-25T00:30:00Z", 120, "2026-10-25"),  # the night summer time ends
    ("2026-10-25T01:30:00Z", 60, "2026-10-25"),
    ("2026-12-31T23:59:59Z", 840, "2027-01-01"),
])  # fmt: skip
def test_a_day_is_that_of_the_clock_it_was_counted_by(store: Store, at: str, offset: int, day: str) -> None:
    store.keep(event(at=at, offset=offset))
    assert len(store.entriesOf(day)) == 1


def test_a_clock_that_jumps_back_loses_nothing(store: Store) -> None:
    for number, at in enumerate(("2026-11-22T10:00:00Z", "2031-01-01T00:00:00Z", "2026-11-22T09:59:00Z")):
        store.keep(event(id=str(number), at=at))
    assert len(store.all()) == 3
    assert store.span() == ["2026-11-22", "2031-01-01"]


def test_what_is_deleted_comes_back_when_undone_and_not_by_a_replay(store: Store) -> None:
    store.keepAll([event(), event(id="b"), event(id="c", at="2026-11-20T10:00:00Z")])
    taken = store.remove({"day": "2026-11-22"})
    assert taken["n"] == 2
    assert store.keep(EVENT) == "deleted"
    assert len(store.all()) == 1
    assert store.undo(taken["batch"]) == 2
    assert len(store.all()) == 3
    everything = store.remove("all")
    assert store.all() == []
    assert store.undo(everything["batch"]) == 3
    one = store.remove({"site": "chatgpt.com", "id": "b"})
    hour, day = 3_600_001, 172_800_001
    now = store.browser.run(store.page, "async () => Date.now()")
    store.forget(now + hour)
    assert store.undo(one["batch"]) == 0, "after an hour it is gone for good"
    assert store.keep(event(id="b")) == "deleted"
    store.forget(now + day)
    assert store.keepAll([event(id="b")])["added"] == 1


def test_a_correction_survives_a_replay_and_can_be_undone(store: Store) -> None:
    store.keep(EVENT)
    assert store.correct("chatgpt.com", "a", {"model": "gpt-4o"}) is None
    store.keep(event(answer={"vowel": 900}))
    assert store.all()[0]["model"] == "gpt-4o"
    assert store.correct("chatgpt.com", "a", None) == {"model": "gpt-4o"}
    assert store.all()[0]["model"] == "gpt-5"


def test_totals_are_made_anew_for_the_days_that_changed_and_for_what_followed(store: Store) -> None:
    talk = {"conversation": "talk"}
    store.keepAll(
        [event(**talk), event(id="b", at="2026-11-24T10:00:00Z", **talk), event(id="c", at="2026-11-25T10:00:00Z")]
    )
    rows = [{"day": each["day"], "version": each["version"], "key": "k", "rows": {}} for each in store.stale("k")]
    store.keepDays(rows)
    assert store.stale("k") == []
    store.keep(event(answer={"vowel": 5000}, **talk))
    assert [each["day"] for each in store.stale("k")] == ["2026-11-22", "2026-11-24"]
    assert len(store.stale("other settings")) == 3


@pytest.mark.parametrize("bad", [
    {"text": "what I wrote"}, {"answer": {"vowel": -1}}, {"answer": {"Bonjour!": 3}}, {"model": "x" * 201},
    {"at": "yesterday"}, {"kind": "poem"}, {"answer": {"vowel": 1e12}}, {"tokens": {"input": 0.5}}, {"id": "a\nb"},
    {"offset": 2000}, {"images": "3"},
])  # fmt: skip
def test_what_is_no_event_is_refused(store: Store, bad: dict[str, Any]) -> None:
    answer = store.send(do="event", event=event(**bad), done=True)
    assert not answer["ok"]
    assert answer["why"].startswith("invalid")
    assert store.all() == []


def test_paused_means_not_counted(store: Store) -> None:
    pause = "async (paused) => (await import('/settings.js')).change({ paused })"
    for paused in ({"until": 9e15, "sites": []}, {"until": 0, "sites": ["chatgpt.com"]}):
        store.browser.run(store.page, pause, paused)
        assert store.send(do="event", event=EVENT, done=True) == {"ok": False, "why": "paused"}
    store.browser.run(store.page, pause, {"until": 0, "sites": []})
    assert store.all() == []


def test_json_and_csv_come_back_as_they_were(store: Store) -> None:
    hostile = event(id='=HYPERLINK("x")', model='say "hi", you', answer={"vowel": 3}, reasoning={"space": 1}, images=2)
    unknown = {key: value for key, value in event(id="b").items() if key != "answer"}
    store.keepAll([EVENT, hostile, unknown])
    kept = store.all()
    round_trip = """async () => {
        const { csv, json, fromCsv } = await import("/backup.js");
        const [text, backup] = [await (await csv()).text(), JSON.parse(await (await json()).text())];
        return [fromCsv(text), backup.events, backup.wattprint, backup.version, text];
    }"""
    from_csv, from_json, name, version, text = store.browser.run(store.page, round_trip)
    assert from_json == kept
    assert {each["id"]: each for each in from_csv} == {each["id"]: each for each in kept}
    assert (name, version) == ("backup", 1)
    assert "\n=" not in text
    store.remove("all")
    assert store.keepAll(from_csv)["added"] == 3
    assert store.keepAll(from_json) == {"added": 0, "grown": 0, "known": 3}
