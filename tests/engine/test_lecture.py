"""The lecture as it is compiled: its claims, each with a verdict and what holds today."""

import json
from pathlib import Path

from wattprint.facts import lecture, load
from wattprint.facts.compile import compile_facts, compile_lecture
from wattprint.wording import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]


def test_the_compiled_lecture_is_that_of_data() -> None:
    made = compile_lecture(ROOT / "data", compile_facts(ROOT / "data"))
    assert json.loads(json.dumps(made)) == lecture(), "run `make facts`"


def test_every_claim_of_the_lecture_has_its_verdict() -> None:
    claims = lecture()["claims"]
    assert len(claims) == 32
    for id, claim in claims.items():
        holds = claim.get("today") or claim.get("more")
        assert holds or claim["verdict"] in ("unverifiable", "lost") or claim["part"] in ("learning", "levers"), id
        for found in claim.get("today", []):
            for fact in found.split(" / "):  # two, where the claim is a ratio
                assert load().factor(fact).sources
        for text in (claim["said"], claim["why"]):
            assert set(text) == set(LANGUAGES)
