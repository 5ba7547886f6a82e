"""The schema of the bridge's questions says what the doors say."""

import json
from pathlib import Path
from typing import Any

import pytest

from wattprint.bridge import DOORS, call
from wattprint.questions import QUESTIONS, schema

ROOT = Path(__file__).parents[2]


def test_every_door_has_its_question() -> None:
    assert list(QUESTIONS) == list(DOORS)


@pytest.mark.parametrize("do", DOORS)
def test_the_keys_are_those_that_the_door_allows(do: str) -> None:
    refused = json.loads(call(json.dumps({"do": do, "no-such-key": 1})))["error"]
    (question,) = (each for each in schema()["oneOf"] if each["title"] == do)
    assert refused["allowed"].split(", ") == list(question["properties"])


@pytest.mark.parametrize("do", DOORS)
def test_what_must_be_there_is_asked_for(do: str) -> None:
    for key in QUESTIONS[do][2]:
        given: dict[str, Any] = {name: "x" for name in QUESTIONS[do][2] if name != key}
        assert "error" in json.loads(call(json.dumps({"do": do, **given})))


def test_the_requests_of_the_examples_fit() -> None:
    request = schema()["$defs"]["request"]
    for each in json.loads((ROOT / "data/examples/requests.json").read_text(encoding="utf-8")):
        assert set(each) <= set(request["properties"])
        assert set(request["required"]) <= set(each)
