"""What the extension counts, as tokens: against a real tokenizer, on texts written for this test after the fit."""

import json
import subprocess
from collections import defaultdict
from functools import cache
from math import sqrt
from pathlib import Path
from statistics import stdev
from typing import NamedTuple

import pytest
from tests.extension.adapters.sources import sources

from browser.node import install, node
from wattprint.facts import load
from wattprint.tokens import Rules, tokens

ROOT = Path(__file__).resolve().parents[2]
TEXTS = Path(__file__).parent / "tokens"
EARLIER = ROOT / "tests/engine/fixtures/tokens.json"
BIAS, COVERAGE = 0.05, 0.9
PASSAGE_LEAST = 4
QUARTER = 4  # characters of a token, by the rule of thumb
SURE = 1.645  # standard errors that one passage in twenty exceeds on one side
COUNT = """
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const { counted } = await import(pathToFileURL(`${process.argv[1]}/engine/browser/characters.js`).href);
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(counted)));
"""


class Row(NamedTuple):
    """A kind of text: of each passage the true tokens, those estimated and a quarter of the characters; how many
    intervals held."""

    pairs: tuple[tuple[int, float, float], ...]
    held: int

    @property
    def passages(self) -> int:
        """How many."""
        return len(self.pairs)

    @property
    def true(self) -> int:
        """Tokens in all."""
        return sum(true for true, _, _ in self.pairs)

    @property
    def estimated(self) -> float:
        """Tokens in all, from the counts."""
        return sum(made for _, made, _ in self.pairs)

    @property
    def quarter(self) -> float:
        """Tokens in all, at four characters each."""
        return sum(made for _, _, made in self.pairs)

    @property
    def bias(self) -> float:
        """Of the sum, as a share of the truth."""
        return self.estimated / self.true - 1

    @property
    def chance(self) -> float:
        """Standard error of the bias: how far it may be off because the passages are few."""
        mean = self.true / self.passages
        return stdev((made - true * (1 + self.bias)) / mean for true, made, _ in self.pairs) / sqrt(self.passages)


def passages() -> list[tuple[str, str]]:
    """(kind, text) of every passage: those of this folder, and those written for the engine's own test."""
    found = [
        (path.stem, text.strip("\n"))
        for path in sorted(TEXTS.glob("*.txt"))
        for text in path.read_text(encoding="utf-8").split("\n---\n")
    ]
    kinds = {kind for kind, _ in found}
    earlier = json.loads(EARLIER.read_text(encoding="utf-8"))["texts"]
    return found + [(text["language"], text["text"]) for text in earlier if text["language"] in kinds]


@cache
def table(where: Path) -> dict[str, Row]:
    """By kind of text; the characters are counted by the page's own counter."""
    every = passages()
    said = json.dumps([text for _, text in every])
    modules = install(ROOT)
    true = json.loads(run(str(TEXTS / "true.mjs"), str(modules), said))
    counts = json.loads(run("--input-type=module", "--eval", COUNT, str(sources(where)), said))
    rules = Rules(load().compiled["tokens"])
    rows: defaultdict[str, Row] = defaultdict(lambda: Row((), 0))
    for (kind, text), truth, counted in zip(every, true, counts, strict=True):
        made, row = tokens(counted, rules), rows[kind]
        held = made.low <= truth <= made.high
        rows[kind] = Row((*row.pairs, (truth, made.median, len(text) / QUARTER)), row.held + held)
    return dict(rows)


def run(*arguments: str) -> str:
    """Node's answer; the last argument is what it reads."""
    *command, said = arguments
    return subprocess.run([str(node(ROOT)), *command], input=said, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    made = table(tmp_path_factory.mktemp("sources"))
    print("\nkind    passages    true   estimated    bias (chance)   characters/4   intervals that hold")
    for kind, row in sorted(made.items()):
        print(f"{kind:8}{row.passages:8}{row.true:8}{row.estimated:12.0f}{row.bias:+8.1%} ±{row.chance:.1%}"
              f"{row.quarter / row.true - 1:+14.1%}{row.held:12} of {row.passages}")  # fmt: skip
    return made


def test_ten_languages_code_and_maths_are_there(rows: dict[str, Row]) -> None:
    assert len(rows.keys() - {"code", "maths"}) >= 10
    assert rows.keys() >= {"code", "maths"}
    assert all(row.passages >= PASSAGE_LEAST for row in rows.values())


def test_no_kind_of_text_is_biased(rows: dict[str, Row]) -> None:
    """Beyond what the small number of passages explains; data/tokens.toml has the scores over thousands of them."""
    biased = {kind: round(row.bias, 3) for kind, row in rows.items() if abs(row.bias) > BIAS + SURE * row.chance}
    assert biased == {}
    assert abs(sum(row.estimated for row in rows.values()) / sum(row.true for row in rows.values()) - 1) <= BIAS


def test_the_interval_holds(rows: dict[str, Row]) -> None:
    assert sum(row.held for row in rows.values()) >= COVERAGE * sum(row.passages for row in rows.values())
