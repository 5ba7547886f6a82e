"""What tabs tell of every recording, kept by the store itself: in random order, with losses, and drained between."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from tests.extension.adapters.recording import Recording, expected
from tests.extension.browsers import Chrome, chrome
from tests.extension.test_adapters import ALL, HERE, SEED, fits, job, play, stripped, text

LOST = 0.3
"""Of the messages: the worker was killed before it answered."""

PLAY = (HERE / "interleave.js").read_text(encoding="utf-8").partition("\nasync ")[2].strip().rstrip(";")

ORIGINS = sorted(
    {f"https://{urlsplit(each.head.get('page', 'https://' + each.head['site'])).hostname}/*" for each in ALL}
)
OWN = """async (own) =>
    (await import("/settings.js")).change({ own: own.map((site) => `https://${site}`) })"""
PLAYS: dict[str, dict[str, Any]] = {
    "as it is": {}, "in two tabs at once": {"tabs": 2, "cuts": True}, "read again by a new page": {"reload": True},
    "asked again after the network failed": {"retry": True},
}  # fmt: skip


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chrome(tmp_path_factory.mktemp("chromium"), granted=ORIGINS) as made:
        yield made


@pytest.fixture
def page(browser: Chrome) -> Iterator[Page]:
    page = browser.view("options/options.html")
    browser.run(page, OWN, sorted({each.head["site"] for each in ALL if each.head["adapter"] == "self-hosted"}))
    yield page
    page.close()


@pytest.mark.parametrize("variant", PLAYS)
def test_whatever_the_order_the_store_has_the_events_of_the_recording(
    browser: Chrome, page: Page, variant: str
) -> None:
    rules = PLAYS[variant]
    chosen = [recording for recording in ALL if fits(recording, rules)]
    told = play([job(recording, rules, SEED + n) for n, recording in enumerate(chosen)], log=True)
    plays = [{"log": found["log"], "seed": SEED * 7 + n} for n, found in enumerate(told)]
    kept = browser.run(page, f"async {PLAY}", {"plays": plays, "lost": LOST})
    wrong: dict[str, Any] = {}
    for recording, found in zip(chosen, kept, strict=True):
        if unlike := difference(recording, found["events"]):
            wrong[recording.name] = unlike
        elif found["left"]:
            wrong[recording.name] = f"{found['left']} keys wait"
    assert not wrong, json.dumps(wrong, indent=1)[:4000]


def difference(recording: Recording, events: list[dict[str, Any]]) -> Any:
    """What the store has beside what is written down; None if they are alike."""
    wanted = [expected(event, recording.head["site"]) for event in recording.events]
    named = {event["id"] for event in wanted}
    got = [stripped(event) for event in events]
    for event in got:
        if event["id"] not in named:
            event["id"] = "?"
    ours, theirs = sorted(map(text, got)), sorted(map(text, wanted))
    return None if ours == theirs else [ours, theirs]
