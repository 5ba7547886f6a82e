"""Every recording, played through the scripts as they are built: the events that are written in it, and no other."""

import json
import os
import re
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from extension.join import scripts
from tests.extension.adapters.recording import FOLDER, PARTS, SALT, UNKNOWN, Recording, expected, recordings
from tests.extension.adapters.sources import sources

from browser.node import node
from wattprint import events
from wattprint.facts import load
from wattprint.facts.models import find

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent / "adapters"
SEED = 20_261_122
ALL = recordings()
LEAST_OF_A_SITE, LEAST = 12, 200
MOST_BYTES = 6000  # of a recording that is played byte by byte

VARIANTS: dict[str, dict[str, Any]] = {
    "cut at random places, inside characters too": {"cuts": True},
    "lines end on CRLF": {"crlf": True, "cuts": True},
    "a byte at a time": {"single": True},
    "asked again after the network failed": {"retry": True, "cuts": True},
    "in two tabs": {"tabs": 2, "cuts": True},
    "read again by a new page": {"reload": True},
    "our scripts are put into the page twice": {"times": 2},
    "every frame of a socket comes twice": {"twice": True},
}
LONG_WORD = 5
NAMES = {"answer", "search", "prompt"}
"""Words that our own records are made of."""
EARLY = 0.2
ELSEWHERE = ("chatgpt/resume-elsewhere", "librechat/resumable-elsewhere")
"""Asked in another page: nothing is there to count before the first words of the answer."""
FRAIL = ("claude/error-half-way", "meta/moved-path", "poe/other-tab")
"""Of which nothing is left when their words are damaged: an error alone is a refusal, the others asked nothing here."""
REWRITTEN = ("gemini/rewritten", "poe/rewritten", "poe/image")
"""Texts that are replaced while they are written: a beginning of them may be longer than their end."""
PRODUCTS = {
    re.search(r'product: "(.*)"', path.read_text(encoding="utf-8"))[1]  # type: ignore[index]
    for path in (ROOT / "extension/adapters").glob("*.js")
    if path.stem != "list"
}
"""What a model is called that nobody names."""
UNPLACED = {"turbo", "pplx_alpha", "pplx_pro", "FLUX-pro-1.1"}
"""Names of Perplexity's own ways to answer, and a model of images that is not in the catalogue."""
BROKEN_LATER = ("deepseek/text-of-no-place",)
"""Whose length is known until a frame comes that cannot be read."""


def play(plays: list[dict[str, Any]], log: bool = False) -> list[dict[str, Any]]:
    """What the background has in the end, of each play; with `log` all that the tabs told it, in order."""
    job = {"scripts": scripts(), "salt": SALT, "merge": str(ROOT / "extension/merge.js"), "plays": plays, "log": log}
    made = subprocess.run(
        [str(node(ROOT)), "--no-warnings", str(HERE / "replay.mjs")],
        input=json.dumps(job), capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr[-3000:]
    return [json.loads(line) for line in made.stdout.splitlines()]


def job(recording: Recording, variant: dict[str, Any], seed: int = SEED) -> dict[str, Any]:
    """A play of a recording."""
    page = recording.head.get("page", f"https://{recording.head['site']}/")
    return {
        "recording": recording._asdict(), "main": f"page/{recording.head['adapter']}.js", "page": page,
        "variant": variant, "seed": seed,
    }  # fmt: skip


def stripped(event: dict[str, Any]) -> dict[str, Any]:
    """Without the clock, and without what is empty."""
    made = {k: v for k, v in event.items() if k not in ("at", "offset", "done") and v not in (None, 0)}
    if "tokens" in made:
        made["tokens"] = {name: n for name, n in made["tokens"].items() if n}
    return made


def compare(recording: Recording, found: dict[str, Any]) -> None:
    """The events found are those written down, valid, and done."""
    assert found["wrong"] is None, found["wrong"]
    wanted = [expected(event, recording.head["site"]) for event in recording.events]
    got = [stripped(event) for event in found["events"]]
    named = {event["id"] for event in wanted}
    for event in got:  # an id drawn by lot stands for the one that the site does not say
        if event["id"] not in named:
            event["id"] = UNKNOWN
    assert sorted(got, key=text) == sorted(wanted, key=text)
    assert all(event["done"] for event in found["events"])
    for event in found["events"]:
        events.event({name: value for name, value in event.items() if name != "done"})


def text(value: Any) -> str:
    """To sort by."""
    return json.dumps(value, sort_keys=True)


@pytest.mark.parametrize("part", [EARLY, 0.5, 0.8])
def test_an_answer_that_is_stopped_anywhere_is_counted_once_and_in_part(part: float) -> None:
    results = play([job(recording, {"stop": part, "cuts": True}, SEED + n) for n, recording in enumerate(ALL)])
    for recording, found in zip(ALL, results, strict=True):
        assert found["wrong"] is None, recording.name
        wanted = {event["id"]: expected(event, recording.head["site"]) for event in recording.events}
        least = 1 if recording.events and not (part == EARLY and recording.name in ELSEWHERE) else 0
        assert least <= len(found["events"]) <= max(1, len(recording.events)), recording.name
        for event in found["events"]:
            whole = wanted.get(event["id"])
            if whole and recording.name not in REWRITTEN and recording.name not in BROKEN_LATER:
                for part_of in ("answer", "reasoning"):
                    counts = event.get(part_of) or {}
                    assert all(n <= whole.get(part_of, {}).get(name, 0) for name, n in counts.items()), recording.name


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_stream_breaks_nothing_and_never_counts_twice(seed: int) -> None:
    results = play(
        [job(recording, {"damage": True, "cuts": True}, SEED * (seed + 2) + n) for n, recording in enumerate(ALL)]
    )
    for recording, found in zip(ALL, results, strict=True):
        assert found["wrong"] is None, recording.name
        asked = sum(step["mark"] == ">>>" for step in recording.steps)
        least = 1 if recording.events and recording.name not in (*ELSEWHERE, *FRAIL) else 0
        assert least <= len(found["events"]) <= max(asked, len(recording.events)), recording.name
        for event in found["events"]:
            events.event({name: value for name, value in event.items() if name != "done"})


def test_there_are_enough_recordings_each_of_another_shape() -> None:
    by_site = Counter(path.parent.name for path in FOLDER.glob("*/*.txt"))
    few = {site: n for site, n in by_site.items() if n < LEAST_OF_A_SITE}
    assert few == {}, f"each chatbot needs {LEAST_OF_A_SITE} recordings, each of another shape (recordings/README.md)"
    assert sum(by_site.values()) >= LEAST
    adapters = {path.stem for path in (ROOT / "extension/adapters").glob("*.js")} - {"list"}
    assert set(by_site) == adapters, "an adapter without recordings, or the reverse"
    titles = Counter((recording.head["adapter"], recording.title) for recording in ALL)
    assert [title for title, n in titles.items() if n > 1 and title[0] != "self-hosted"] == []


@pytest.mark.parametrize("variant", ["as it is", *VARIANTS])
def test_the_model_is_the_one_that_answered(variant: str) -> None:
    """Of every event that is expected, whether or not it was found; those that a stream names apart from the rest."""
    right, total = Counter[bool](), Counter[bool]()
    for recording in ALL:
        if (found := played(variant).get(recording.name)) is None:
            continue
        got = Counter((event["id"], event.get("model")) for event in found["events"])
        for event in recording.events:
            if event["id"] != UNKNOWN:
                named = is_named(event)
                total[named] += 1
                right[named] += got[event["id"], event.get("model")] == 1
    print(f"model right: {right[True]} of {total[True]} that are named, {right[False]} of {total[False]} that are not")
    assert right[True] >= 0.99 * total[True]
    assert right[False] >= 0.99 * total[False]


def test_a_model_that_is_named_is_one_of_the_catalogue_or_of_its_families() -> None:
    named = Counter(event["model"] for recording in ALL for event in recording.events if is_named(event))
    notes = {label: find(label, None, load()).note for label in named}
    exact = sum(n for label, n in named.items() if not notes[label])
    print(f"{exact} of {named.total()} named models are in the catalogue as they are called; {notes}")
    assert {label for label, note in notes.items() if note == "proxy:catalogue"} == UNPLACED
    assert exact >= named.total() / 2


def is_named(event: dict[str, Any]) -> bool:
    """Whether its model is more than the name of the chatbot."""
    return event.get("model") not in (None, *PRODUCTS)


@cache
def played(variant: str) -> dict[str, dict[str, Any]]:
    """All recordings in one variant: node starts once."""
    rules = VARIANTS.get(variant, {})
    chosen = [recording for recording in ALL if fits(recording, rules)]
    results = play([job(recording, rules, SEED + number) for number, recording in enumerate(chosen)])
    return {recording.name: result for recording, result in zip(chosen, results, strict=True)}


def fits(recording: Recording, rules: dict[str, Any]) -> bool:
    """Long ones are not played byte by byte, only some sockets replay, and an answer without an id is another one in
    another tab."""
    if rules.get("single"):
        return len(str(recording.steps)) <= MOST_BYTES
    if rules.get("twice"):
        return recording.head.get("replayed") == "yes"
    again = "tabs" in rules or "reload" in rules
    return not again or all(event["id"] != UNKNOWN for event in recording.events)


def named(recording: Recording) -> str:
    """As pytest shows it."""
    return recording.name


@pytest.mark.parametrize("recording", ALL, ids=named)
def test_a_recording_gives_the_events_written_in_it(recording: Recording) -> None:
    found = played("as it is")[recording.name]
    compare(recording, found)
    assert sorted(found["notes"]) == sorted({note for event in recording.events for note in event.get("notes", [])})


@pytest.mark.parametrize("variant", VARIANTS)
def test_nothing_is_lost_and_nothing_is_double(variant: str) -> None:
    wrong = {}
    for recording in ALL:
        if found := played(variant).get(recording.name):
            try:
                compare(recording, found)
            except AssertionError as error:
                wrong[recording.name] = str(error)[:600]
    assert not wrong, json.dumps(wrong, indent=1)


def test_the_pieces_hold_by_themselves(tmp_path: Path) -> None:
    made = subprocess.run(
        [str(node(ROOT)), "--test", *map(str, sorted(HERE.glob("*.test.mjs")))],
        env={**os.environ, "SOURCES": str(sources(tmp_path))}, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout[-4000:]


def test_no_word_of_a_text_is_in_what_leaves_a_page() -> None:
    for recording in ALL:
        said = json.dumps(played("as it is")[recording.name], ensure_ascii=False).lower()
        for event in recording.events:
            for part in PARTS:
                texts: str | list[str] = event.get(part) or []
                for each in [texts] if isinstance(texts, str) else texts:
                    words = {word for word in each.lower().split() if len(word) > LONG_WORD}
                    assert not [word for word in words if word in said and word not in NAMES], recording.name


def test_scripts_are_the_same_each_time_and_end_in_one_function() -> None:
    assert scripts() == scripts()
    for path, script in scripts().items():
        assert script.startswith("(() => {"), path
        assert script.endswith("})();\n"), path
        assert not re.search(r"^(import|export) ", script, re.M), path
        assert not re.search(r"\b(eval|innerHTML|document\.cookie|localStorage)\b", script), path
