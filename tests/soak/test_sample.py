"""A seeded sample of the long counts, for every run of the tests."""

import random
from pathlib import Path

import pytest
from tests.soak import exports, mutations, run
from tests.soak.count import Count, Hung, hash_of, limited

SAMPLE, OF = 1_000, 100_000


@pytest.mark.parametrize("part", range(10))
def test_mutated_lines_and_calls_are_all_answered(part: int) -> None:
    chance = random.Random(part)
    for _ in range(SAMPLE // 10):
        with limited():
            mutations.run(chance.randrange(OF))


def test_what_does_not_end_is_a_failure_and_the_count_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def case(number: int) -> None:
        while number == 2:
            pass

    with pytest.raises(Hung), limited(0.05):
        case(2)
    monkeypatch.setattr(run, "RESULTS", tmp_path)
    monkeypatch.setattr(run, "limited", lambda: limited(0.05))
    assert run.soak("x", Count(5, case, "a")) == 1
    assert '"done": 5' in (tmp_path / "x.json").read_text()
    assert run.soak("x", Count(5, lambda _: pytest.fail("done again"), "a")) == 1
    assert run.soak("x", Count(5, lambda _: None, "b")) == 0, "other code is tried anew"


def test_a_result_is_of_the_importer_it_tried() -> None:
    names = {path.name for path in exports.code("claude-code")}
    assert {"claude_code.py", "stream.py", "characters.py", "s-1.jsonl"} <= names
    assert not {"claude.py", "codex.py", "command.py"} & names
    assert hash_of(exports.code("claude")) != hash_of(exports.code("codex"))
