"""The reference of the Python API: everything that `__all__` names and gives, said; and what a reader copies runs."""

import inspect
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

import wattprint
from builder import api

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"^```python\n(.*?)^```", re.M | re.S)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_name_is_there_with_what_it_says(built: Path, lang: str) -> None:
    page = unescape(re.sub(r"<[^>]+>", "", (built / lang / "api.html").read_text(encoding="utf-8")))
    plain = " ".join(page.split())
    for name in wattprint.__all__:
        made = getattr(wattprint, name)
        said = api._attribute(name) if isinstance(made, dict | str) else inspect.getdoc(made)
        assert said, name
        assert " ".join(said.partition("\n\n")[0].replace("`", "").split()) in plain, name
        assert f"wattprint.{name}" in plain
    assert {each.__name__ for each in api.given()} >= {"Comparison", "Factor", "Match", "Source", "Step", "Tally"}


def test_every_record_that_is_given_says_what_it_is() -> None:
    assert [each.__name__ for each in api.given() if not inspect.getdoc(each)] == []


def test_a_long_signature_stands_on_several_lines() -> None:
    made = api._signature("wattprint.estimate", wattprint.estimate)
    assert made.startswith("wattprint.estimate(\n    model: str,\n    *,\n    input_tokens: float = 0,\n")
    assert made.endswith(") -> Estimate")
    assert max(map(len, made.splitlines())) <= api.WIDE


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", ["api", "data"])
def test_what_a_reader_copies_runs(built: Path, lang: str, name: str) -> None:
    found = CODE.findall((ROOT / f"site/content/{lang}/{name}.md").read_text(encoding="utf-8"))
    assert found
    made = subprocess.run([sys.executable, "-c", "\n".join(found)], cwd=built / "data", capture_output=True, text=True,
                          check=True)  # fmt: skip
    assert "Wh" in made.stdout
