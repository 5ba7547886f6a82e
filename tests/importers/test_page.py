"""What a page is handed of a history: valid events alone, the others counted, and a kit without values."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.importers.homes import EXPORTS

from wattprint.importers import Reading, page, read
from wattprint.records import UsageEvent
from wattprint.wording import Wording

CLAUDE = EXPORTS / "claude/conversations.json"


def brought(*paths: Path) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    told: list[dict[str, Any]] = []
    made = page.bring(map(str, paths), "salt", lambda text: told.append(json.loads(text)), int, Wording("en"))
    return [event for each in told for event in each.get("events", [])], made


def test_a_page_is_handed_every_event_and_no_kit() -> None:
    found, made = brought(CLAUDE)
    assert made == {"events": len(found), "lines": [], "drift": ""}
    assert found


def test_an_event_that_pydantic_refuses_is_counted_and_the_others_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoilt(files: Any, reading: Reading) -> Iterator[UsageEvent]:
        yield from read(files, reading)
        reading.format = "claude"
        yield UsageEvent(id="x" * 300, site="claude.ai", kind="text", at="2026-09-01T10:00:00Z")

    count = len(brought(CLAUDE)[0])
    monkeypatch.setattr("wattprint.importers.page.read", spoilt)
    found, made = brought(CLAUDE)
    assert len(found) == made["events"] == count
    assert made["lines"] == ["claude: 1\N{NO-BREAK SPACE}event is not valid."]
    assert '"id": "text"' in made["drift"]
    assert "xxx" not in made["drift"]
