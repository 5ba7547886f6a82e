"""The calculator's half in Python: its traits, its answers, what it refuses; and what the wheel carries of it."""

import json
import re
import tomllib
from typing import Any

import pytest
from tests.browser.site import ROOT

from wattprint.bridge import call
from wattprint.calculator import State
from wattprint.notebook import Calculator, parts, speak, words
from wattprint.records import Refused


@pytest.fixture(autouse=True)
def english() -> Any:
    yield
    speak("en")


def test_every_field_of_the_state_is_a_trait() -> None:
    calculator = Calculator()
    for name in State._fields:
        assert calculator.trait_metadata(name, "sync")
    assert calculator._keys == list(State._fields)
    assert calculator.state == {}


def test_python_sets_and_reads_what_is_shown() -> None:
    calculator = Calculator(model="gpt-4o", zone="FRA", output=400, compare=["claude"], lang="fr")
    assert calculator.state == {"model": "gpt-4o", "zone": "FRA", "output": "400", "compare": "claude"}
    france = calculator.estimate
    calculator.zone = "POL"
    assert calculator.estimate.carbon.median > france.carbon.median
    assert 'lang="fr"' in calculator._markup
    calculator.lang = "en"
    assert 'lang="en"' in calculator._markup
    assert words().lang == "en"


def test_a_question_of_the_page_is_answered_as_a_worker_answers_it(monkeypatch: pytest.MonkeyPatch) -> None:
    calculator, sent = Calculator(lang="fr"), list[object]()
    monkeypatch.setattr(calculator, "send", sent.append)
    asked = {"do": "calculator", "state": {"kind": "code"}, "lang": "fr"}
    questions: tuple[object, ...] = (asked, {"do": "nonsense"}, "?", None, [[]])
    for question in questions:
        calculator._asked(calculator, {"id": "a 1", "question": question}, [])
        assert sent.pop() == {"id": "a 1", "text": call(json.dumps(question))}
    contents: tuple[object, ...] = ("text", {}, None, 3)
    for content in contents:
        calculator._asked(calculator, content, [])
    assert sent == []


@pytest.mark.parametrize(
    ("given", "field"),
    [({"zone": "Nowhere"}, "zone"), ({"modle": "x"}, "address"), ({"lang": "de"}, "lang"), ({"output": -1}, "output")],
)
def test_what_cannot_be_is_refused(given: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        Calculator(**given)
    assert refused.value.field == field


def test_the_wheel_carries_what_the_calculator_takes_of_the_site() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    expected = {f"site/{place}": f"wattprint/notebook/parts/{name}" for name, place in parts.FILES.items()}
    assert {source: target for source, target in carried.items() if "notebook" in target} == expected


def test_style_and_scripts_ask_for_nothing_else() -> None:
    assert not re.search(r"[\d.]rem\b", parts.style())  # the notebook's own, which may be anything
    assert ":root" not in parts.style()
    for name in parts.FILES:
        text = parts.part(name)
        assert 'from "../' not in text
        assert "https://" not in text.replace("https://THE-SITE", "")
