"""The extension's room: totals of days that can be kept, the views drawn of them, and what is refused."""

import json
import re
from typing import Any

import pytest

from wattprint import tally
from wattprint.bridge import call
from wattprint.day import days
from wattprint.day.levers import levers
from wattprint.day.rows import read, summed, written
from wattprint.day.view import bounds
from wattprint.events import event
from wattprint.records import RESULTS

CLASSES = ("vowel", "consonant", "space", "word")
MODELS = (("chatgpt.com", "gpt-5"), ("claude.ai", "claude-sonnet-4-5"), ("chat.mistral.ai", "mistral-large"))


def made(number: int, day: int, **more: Any) -> dict[str, Any]:
    site, model = MODELS[number % 3]
    return {
        "id": f"{day}-{number}", "site": site, "kind": "text", "at": f"2026-11-{day:02d}T1{number % 9}:00:00Z",
        "offset": 60, "model": model, "conversation": f"{site}-talk", "prompt": dict.fromkeys(CLASSES, 60 + number),
        "answer": dict.fromkeys(CLASSES, 200 + 9 * number), "reasoning": {"vowel": 900} if number % 2 else None, **more,
    }  # fmt: skip


EVENTS = [made(number, day) for day in (16, 17, 18) for number in range(6)]
DAYS = ["2026-11-16", "2026-11-17", "2026-11-18"]


def ask(do: str, **asked: Any) -> Any:
    return json.loads(call(json.dumps({"do": do, **asked})))


def kept() -> dict[str, Any]:
    made: dict[str, Any] = ask("days", events=EVENTS, days=DAYS)["answer"]["days"]
    return made


def test_the_days_add_up_to_the_tally_even_where_a_conversation_lasts_several() -> None:
    events = [event({key: value for key, value in each.items() if value is not None}) for each in EVENTS]
    whole = tally(events).total
    by_day = days(events, DAYS)
    total = summed(row for day in by_day.values() for row in day.rows)
    assert (total.requests, total.unknown, total.proxies) == (whole.requests, whole.unknown, whole.proxies)
    for name in RESULTS:
        for end in ("median", "low", "high"):
            assert getattr(total.results[name], end) == pytest.approx(getattr(whole.results[name], end), rel=1e-9)
    energy = whole.results["energy"].median
    assert total.context / energy == pytest.approx(whole.shares["context"], rel=1e-9)
    assert total.reasoning / energy == pytest.approx(whole.shares["reasoning"], rel=1e-9)
    alone = days(events, DAYS[-1:])[DAYS[-1]]
    assert alone == by_day[DAYS[-1]], "a day alone knows what its conversations had read before"


def test_what_is_kept_comes_back() -> None:
    events = [event({key: value for key, value in each.items() if value is not None}) for each in EVENTS]
    for key, day in days(events, DAYS).items():
        back = read(json.loads(json.dumps(written(day))), key)
        assert [row[:7] for row in back.rows] == [row[:7] for row in day.rows]
        assert [talk[:3] for talk in back.talks] == [talk[:3] for talk in day.talks]
        for row, same in zip(back.rows, day.rows, strict=True):
            assert row.results["energy"].high == pytest.approx(same.results["energy"].high, rel=1e-6)


@pytest.mark.parametrize(("period", "first", "last"), [
    ("day", "2026-11-18", "2026-11-18"), ("week", "2026-11-16", "2026-11-22"),
    ("month", "2026-11-01", "2026-11-30"), ("year", "2026-01-01", "2026-12-31"),
])  # fmt: skip
def test_a_period_has_its_days(period: str, first: str, last: str) -> None:
    assert bounds(period, "2026-11-18") == (first, last)
    assert bounds("month", "2028-02-29") == ("2028-02-01", "2028-02-29")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("period", ["day", "week", "month", "year"])
def test_every_view_is_drawn_in_both_languages(lang: str, period: str) -> None:
    asked = {"days": kept(), "today": "2026-11-18", "period": period, "lang": lang, "own": 4000,
             "seen": {"chatgpt.com": 41}, "goal": {"kind": "energy", "most": 5}}  # fmt: skip
    for do, part in (("popup", "html"), ("dashboard", "html"), ("card", "svg")):
        text = ask(do, **asked)["answer"][part]
        assert "style=" not in text, "a page that allows no inline style shows it whole"
        assert not re.search(r"\{\w*\}|\bnan\b|None", text)
    assert "gpt" not in text.lower(), "a card to share names no model"


def test_requests_that_nobody_heard_are_said_and_no_others() -> None:
    """A refused request, one that went on with an answer and one that the reader deleted have no row of their own."""
    asked = {"days": kept(), "today": "2026-11-18", "seen": {"chatgpt.com": 41, "claude.ai": 7}}
    said = ask("popup", **asked, heard={"chatgpt.com": 41, "claude.ai": 4})["answer"]["html"]
    assert "claude.ai: 7 requests seen, 4 understood" in said
    assert "chatgpt.com: 41" not in said
    assert (
        "chatgpt.com, today: 41 requests seen, 41 understood"
        in ask("dashboard", **asked, heard={"chatgpt.com": 42})["answer"]["html"]
    )


def test_a_day_without_anything_is_drawn_too() -> None:
    for do in ("popup", "dashboard", "card"):
        assert "error" not in ask(do, days={}, today="2026-11-18")


def test_the_levers_are_those_that_save_something() -> None:
    events = [event({key: value for key, value in each.items() if value is not None}) for each in EVENTS]
    rows = [row for day in days(events, DAYS).values() for row in day.rows]
    found = {lever.id: lever for lever in levers(rows)}
    assert {"context", "reasoning", "shorter", "smaller", "zone"} >= set(found) >= {"reasoning", "shorter"}
    assert all(-1 < lever.energy < 1 and -1 < lever.carbon < 1 for lever in found.values())
    assert levers([]) == []


def test_a_hostile_label_is_only_ever_text() -> None:
    bad = made(0, 16, site="<img src=x>", model='"><script>alert(1)</script>', kind="voice")
    html = ask("entries", events=[bad], day="2026-11-16")["answer"]["html"]
    totals = ask("days", events=[bad], days=["2026-11-16"])["answer"]["days"]
    html += ask("dashboard", days=totals, today="2026-11-16")["answer"]["html"]
    html += ask("popup", days=totals, today="2026-11-16")["answer"]["html"]
    assert "<img" not in html
    assert "<script" not in html


@pytest.mark.parametrize(("do", "asked", "field"), [
    ("popup", {"today": "yesterday"}, "today"),
    ("popup", {"today": "2026-11-18", "days": {"2026-11-18": {"rows": [[1]]}}}, "days.2026-11-18"),
    ("popup", {"today": "2026-11-18", "days": []}, "days"),
    ("popup", {"today": "2026-11-18", "goal": {"kind": "fame"}}, "goal.kind"),
    ("popup", {"today": "2026-11-18", "own": -1}, "own"),
    ("dashboard", {"today": "2026-11-18", "period": "century"}, "period"),
    ("dashboard", {"today": "2026-11-18", "theme": "dark"}, "theme"),
    ("days", {"events": [], "days": "all"}, "days"),
    ("days", {"events": 3, "days": []}, "events"),
    ("days", {"events": [], "days": [], "zone": 3}, "zone"),
    ("say", {"key": "no_such_thing"}, "key"),
])  # fmt: skip
def test_what_cannot_be_is_refused_by_name(do: str, asked: dict[str, Any], field: str) -> None:
    error = ask(do, **asked)["error"]
    assert error["field"] == field
    assert error["message"]


def test_an_event_that_is_none_is_left_out_and_counted() -> None:
    answer = ask("days", events=[made(0, 16), {"id": "x"}], days=["2026-11-16"])["answer"]
    assert answer["skipped"] == 1
    assert sum(row[2] for row in answer["days"]["2026-11-16"]["rows"]) == 1


def test_the_line_near_an_answer_counts_what_it_read_again() -> None:
    alone = ask("line", events=[EVENTS[3]], id=EVENTS[3]["id"])["answer"]["text"]
    within = ask("line", events=EVENTS[:4], id=EVENTS[3]["id"])["answer"]["text"]
    assert "Wh" in alone
    assert alone != within
    assert ask("line", events=[], id="x")["answer"]["text"] == ""
