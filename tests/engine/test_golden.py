"""The golden vectors, in whatever Python runs this: CPython, or Pyodide under node."""

import json
from typing import Any

import pytest
from tests import golden

from wattprint.bridge import call
from wattprint.facts import load

VECTORS: list[dict[str, Any]] = json.loads(golden.FILE.read_text())


def test_there_is_a_vector_for_every_request() -> None:
    assert [vector["request"] for vector in VECTORS] == list(golden.requests()), "run `python -m tests.golden`"


@pytest.mark.parametrize(
    "vector", VECTORS, ids=lambda vector: "{method}-{boundary}-{model}".format(**vector["request"])
)
def test_the_engine_gives_the_golden_numbers(vector: dict[str, Any]) -> None:
    found = golden.outcome(json.loads(call(json.dumps(golden.question(vector["request"])))))
    assert found.get("refused") == vector.get("refused")
    assert found.get("results", {}).keys() == vector.get("results", {}).keys()
    for name, values in vector.get("results", {}).items():
        assert found["results"][name] == pytest.approx(values, rel=golden.TOLERANCE, abs=0), name


def test_no_golden_request_depends_on_which_models_the_catalogue_has() -> None:
    """A model that is added moves the proxies taken from a family or from the whole catalogue; that is no surprise, and
    tests of their own watch them (test_models)."""
    for model in golden.MODELS:
        assert not load().model(model).note.startswith(("proxy:family", "proxy:catalogue")), model
