"""The store, in a real browser: nothing lost, nothing double, everything undone that can be."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.extension.browsers import Chrome

EVENT: dict[str, Any] = {"id": "a", "site": "chatgpt.com", "kind": "text", "at": "2026-11-22T10:00:00Z", "offset": 60,
         "model": "gpt-5", "prompt": {"vowel": 10}, "answer": {"vowel": 100, "space": 20}}  # fmt: skip
EMPTY = """async () => {
    const { within } = await import("/database.js");
    const all = Object.keys(await chrome.storage.local.get(null));
    await chrome.storage.local.remove(all.filter((key) => key.startsWith("e|")));
    await within("readwrite", async (stores) => { for (const store of Object.values(stores)) store.clear(); });
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
        """A message as the capture sends it, of a turn that is named after its answer unless it is said."""
        name = message.get("id") or message.get("event", {}).get("id", "")
        told = {"key": turn(name), **message}
        return self.browser.run(self.page, "async (message) => chrome.runtime.sendMessage(message)", told)

    def left(self, **told: Any) -> None:
        """What a tab wrote before it went, under the key of its turn."""
        now = self.browser.run(self.page, "async () => Date.now()")
        record = {"key": turn("one"), "was": [], **told, "saved": now}
        place = f"e|chatgpt.com|{record['key']}"
        self.browser.run(self.page, "(left) => chrome.storage.local.set(left)", {place: record})

    def waiting(self) -> list[str]:
        """Keys that were not led in."""
        keys = "async () => Object.keys(await chrome.storage.local.get(null)).filter((key) => key.startsWith('e|'))"
        found: list[str] = self.browser.run(self.page, keys)
        return found


@pytest.fixture
def store(chromium_extension: Chrome) -> Iterator[Store]:
    page = chromium_extension.view("welcome/welcome.html")  # a popup would drain by itself, meanwhile
    chromium_extension.run(page, EMPTY)
    yield Store(chromium_extension, page)
    page.close()


def event(**changes: Any) -> dict[str, Any]:
    return {**EVENT, **changes}


def instant(at: str) -> int:
    """Milliseconds, as a page's clock says them."""
    return int(datetime.fromisoformat(at).timestamp() * 1000)


def turn(name: str) -> str:
    """The key of a turn, as one is drawn by lot."""
    return sha256(name.encode()).hexdigest()[:16]


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
    key = turn("one")
    for id, was in ((key, []), ("a", [key]), ("b", ["a", key]), ("c", ["b", "a", key])):
        assert store.send(do="event", event=event(id=id, answer={"vowel": 5}), key=key, was=was, done=id == "c")["ok"]
    assert [each["id"] for each in store.all()] == ["c"]


def test_names_that_were_skipped_make_no_second_answer(store: Store) -> None:
    """The store had the first name when the page had given two more."""
    key = turn("one")
    store.left(event=event(id=key), done=False)
    store.send(do="refresh")
    store.send(do="event", event=event(id="b"), key=key, was=["a", key], done=True)
    assert [each["id"] for each in store.all()] == ["b"]


def test_an_older_state_that_comes_late_is_no_second_answer(store: Store) -> None:
    """A browser killed before it removed a key says again what it said under an older name."""
    key = turn("one")
    store.send(do="event", event=event(id="real"), key=key, was=["provisional", key], done=True)
    for id in (key, "provisional"):
        store.left(
            event=event(id=id, answer={"vowel": 5}), key=key, was=[key] * (id != key), turn="question", done=False
        )
        store.send(do="refresh")
        assert [each["id"] for each in store.all()] == ["real"]
    assert store.all()[0]["answer"] == EVENT["answer"]


def test_an_answer_that_is_deleted_while_it_is_written_stays_deleted(store: Store) -> None:
    key = turn("one")
    store.left(event=event(id=key), done=False)
    store.send(do="refresh")
    store.remove({"site": "chatgpt.com", "id": key})
    store.send(do="event", event=event(id="real"), key=key, was=[key], done=True)
    assert store.all() == []


def test_a_stream_cut_by_a_reload_goes_into_the_one_that_took_it_up(store: Store) -> None:
    cut, began = event(id="cut", answer={"vowel": 5}), instant(EVENT["at"])
    store.send(do="event", event=cut, turn="question", saved=began, done=False)
    store.send(do="event", event=event(id="whole", at="2026-11-22T10:01:00Z"), turn="question", done=True)
    (only,) = store.all()
    assert (only["id"], only["at"], only["answer"]["vowel"]) == ("whole", EVENT["at"], 100)
    store.send(do="event", event=event(id="again", at="2026-11-22T10:02:00Z"), turn="question", done=True)
    assert len(store.all()) == 2, "an answer asked for again is another answer"


def test_two_answers_to_one_question_at_once_are_two(store: Store) -> None:
    """In two tabs; neither is silent when the other begins."""
    later = {"at": "2026-11-22T10:01:00Z", "id": "second"}
    for done in (False, True):
        store.send(do="event", event=event(id="first"), turn="question", saved=instant(later["at"]), done=done)
        store.send(do="event", event=event(**later), turn="question", saved=instant(later["at"]) + 1000, done=done)
    assert [each["id"] for each in store.all()] == ["first", "second"]


def test_a_stream_that_was_taken_for_cut_and_goes_on_is_an_answer_of_its_own(store: Store) -> None:
    key, began = turn("first"), instant(EVENT["at"])
    store.send(do="event", event=event(id=key, answer=None), key=key, turn="question", saved=began, done=False)
    store.send(do="event", event=event(id="b", at="2026-11-22T10:01:00Z"), turn="question", done=True)
    assert [each["id"] for each in store.all()] == ["b"]
    store.send(do="event", event=event(id="a"), key=key, was=[key], turn="question", done=True)
    assert [each["id"] for each in store.all()] == ["a", "b"]


def test_a_cut_stream_whose_key_still_waits_is_drained_before_what_took_it_up(store: Store) -> None:
    at = store.browser.run(store.page, "async () => new Date(Date.now() + 1000).toISOString()")
    store.left(event=event(id="cut", answer={"vowel": 5}), key=turn("cut"), turn="question", done=False)
    store.send(do="event", event=event(id="whole", at=at), turn="question", done=True)
    assert [each["id"] for each in store.all()] == ["whole"]
    for _ in range(2):
        store.send(do="refresh")  # its key is there as long as its tab might go on
        assert [each["id"] for each in store.all()] == ["whole"]


def test_a_request_that_came_to_nothing_is_taken_back(store: Store) -> None:
    """The background may have led the open record in by itself before the site refused."""
    key = turn("one")
    store.left(event=event(id=key), done=False)
    store.send(do="refresh")
    assert len(store.all()) == 1
    assert store.send(do="void", site="chatgpt.com", key=key, was=[key], withdrawn=True)["ok"]
    assert store.all() == []
    store.left(event=event(id="a"), done=False)  # an older state, which was being read meanwhile
    store.send(do="refresh")
    assert (store.all(), store.waiting()) == ([], [])


def test_that_a_request_was_refused_is_learnt_from_its_key_too(store: Store) -> None:
    key = turn("one")
    store.send(do="event", event=event(id="a"), key=key, was=[key], done=False)
    store.left(site="chatgpt.com", key=key, was=["a", key], withdrawn=True)
    store.send(do="refresh")
    assert (store.all(), store.waiting()) == ([], [])


def test_what_is_asked_again_under_the_same_id_is_counted(store: Store) -> None:
    """The ids of Claude and of Open WebUI are the page's own: a retry may say them again."""
    first, second = turn("first"), turn("second")
    store.send(do="event", event=event(answer=None), key=first, done=False)
    store.send(do="event", event=event(), key=second, done=True)
    store.send(do="void", site="chatgpt.com", key=first, was=["a"], withdrawn=True)  # it was told late
    assert store.all() == [EVENT]
    store.send(do="void", site="chatgpt.com", key=turn("third"), was=["b"], withdrawn=True)
    store.send(do="event", event=event(id="b"), key=turn("fourth"), done=True)
    assert [each["id"] for each in store.all()] == ["a", "b"]


def test_a_request_is_heard_once_whatever_becomes_of_it(store: Store) -> None:
    def heard() -> Any:
        return store.counters("heard|")

    key, day = turn("one"), "2026-11-22|chatgpt.com"
    for id, done in ((key, False), ("a", False), ("a", True), ("a", True)):
        store.send(do="event", event=event(id=id), key=key, was=[key] * (id != key), sent=True, done=done)
    assert heard() == {day: 1}
    store.send(do="event", event=event(), key=turn("goes on with the same answer"), sent=True)
    assert heard() == {day: 2}
    store.remove({"site": "chatgpt.com", "id": "a"})
    store.send(do="event", event=event(), key=turn("of a deleted answer"), sent=True)
    store.send(do="event", event=event(), key=turn("of a deleted answer"), sent=True)
    assert heard() == {day: 3}
    store.send(do="event", event=event(id="elsewhere"), key=turn("read again by another page"), sent=False)
    for _ in range(2):
        store.send(do="void", site="chatgpt.com", key=turn("refused"), withdrawn=True, sent=True)
    assert sum(heard().values()) == 4


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
