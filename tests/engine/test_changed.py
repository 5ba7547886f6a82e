"""What if: a fact with another value, inside a block and nowhere else, and never in silence."""

import json
from contextvars import Context
from typing import Any

import pytest

import wattprint
from wattprint.bridge import call, factor
from wattprint.facts import changed, load
from wattprint.records import Factor, Refused
from wattprint.units import Quantity
from wattprint.wording import Wording

REQUEST: dict[str, Any] = {"input_tokens": 300, "output_tokens": 400, "boundary": "device", "zone": "FRA"}
MUCH = {"searches": 2, "images": 3, "cached_tokens": 50, "reasoning_tokens": 100}
VERBATIM = "ecologits-0.11.3"  # equal to its original, whatever the facts say


def made(method: str | None = None, **more: Any) -> wattprint.Estimate:
    return wattprint.estimate("gpt-4o", method=method, **{**REQUEST, **more})


def factors(estimate: wattprint.Estimate) -> dict[str, Factor]:
    return {factor.id: factor for step in estimate.steps for factor in step.factors}


def test_a_changed_fact_changes_what_depends_on_it_and_nothing_stays() -> None:
    before = made()
    with changed({"ember-2025:FRA": 600}) as facts:
        inside = made()
        assert load() is facts
    assert inside.carbon.median > before.carbon.median
    assert inside.energy == before.energy
    assert made() == before


def test_a_number_is_exact_and_a_quantity_keeps_its_interval_in_any_unit() -> None:
    with changed({"ember-2025:FRA": 600}):
        assert factors(made())["ember-2025:FRA"].quantity == Quantity(600, 600, 600, "g/kWh")
    with changed({"ember-2025:FRA": Quantity(0.6, 0.5, 0.7, "kg/kWh")}):
        assert factors(made())["ember-2025:FRA"].quantity.high == pytest.approx(700)


def test_blocks_nest() -> None:
    with changed({"pue-microsoft": 2}):
        outer = made()
        with changed({"ember-2025:FRA": 600}):
            assert made().energy == outer.energy
            assert made().carbon != outer.carbon
        assert made() == outer


def test_the_table_the_comparison_and_the_bridge_see_it_too() -> None:
    request = {"model": "gpt-4o", "zone": "FRA", "output_tokens": 400}
    asked = json.dumps({"do": "estimate", "request": request})
    before = json.loads(call(asked))["answer"]["carbon"]["median"]
    with changed({"ember-2025:FRA": 600}):
        expected = wattprint.estimate("gpt-4o", zone="FRA", output_tokens=400).carbon.median
        assert wattprint.table([request])["carbon"] == [pytest.approx(expected, rel=1e-12)]
        assert json.loads(call(asked))["answer"]["carbon"]["median"] == expected != before
        compared = wattprint.compare(wattprint.Request("gpt-4o", output_tokens=400), "zone", ["FRA"])
        assert compared.estimates["FRA"].carbon.median == expected


def test_the_working_says_that_it_was_changed() -> None:
    with changed({"pue-microsoft": 1.5}):
        found = factors(made())["pue-microsoft"]
        assert found.sources == ()
        assert found.note.startswith("changed by hand")
        assert factor(found, Wording("fr"))["median"] == 1.5


def test_another_thread_keeps_the_facts() -> None:
    before = made()
    with changed({"ember-2025:FRA": 600}):
        assert Context().run(made) == before  # a thread starts with an empty context


@pytest.mark.parametrize("method", [method for method in wattprint.METHODS if method != VERBATIM])
@pytest.mark.parametrize("more", [{}, MUCH], ids=["plain", "much"])
def test_no_factor_of_a_working_is_changed_in_silence(method: str, more: dict[str, float]) -> None:
    before = made(method, **more)
    for id, found in factors(before).items():
        if id.startswith("model/"):
            with pytest.raises(Refused), changed({id: 1}):
                pass
            continue
        with changed({id: found.quantity * 2}):
            after = made(method, **more)
        pairs = zip(before.results.values(), after.results.values(), strict=True)
        assert any(a.median != pytest.approx(b.median, rel=1e-9) for a, b in pairs), id


@pytest.mark.parametrize(
    ("changes", "french"),
    [
        ({"nothing": 1}, "id : « nothing » n’est pas l’identifiant d’un fait"),
        ({"google-2025/nothing": 1}, "id : « google-2025/nothing » n’est pas"),
        ({"ember-2025:XXX": 1}, "id : « ember-2025:XXX » n’est pas"),
        ({"equivalent:nothing": 1}, "id : « equivalent:nothing » n’est pas"),
        ({"pue-microsoft": Quantity(1, unit="kg")}, "pue-microsoft : « Quantity(1, 1, 1, 'kg') » ne convient pas"),
        ({"pue-microsoft": -1}, "pue-microsoft : « -1 » ne convient pas"),
        ({"pue-microsoft": float("nan")}, "pue-microsoft : « nan » ne convient pas"),
        ({"pue-microsoft": "much"}, "pue-microsoft : « much » ne convient pas"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused(changes: dict[str, float], french: str) -> None:
    before = load()
    with pytest.raises(Refused) as refused, changed(changes):
        pass
    said = (
        Wording("fr").error(refused.value).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    )
    assert said.startswith(french)
    assert load() is before
