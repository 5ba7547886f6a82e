"""What an estimate must always do, whatever the numbers."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wattprint
from wattprint.estimate import of
from wattprint.facts import load
from wattprint.records import BOUNDARIES, RESULTS, Request

TOKENS = st.integers(0, 1_000_000)
PARTS = ("input_tokens", "cached_tokens", "output_tokens", "reasoning_tokens", "images", "searches")


@given(st.sampled_from(PARTS), TOKENS, TOKENS, st.integers(1, 1000))
def test_energy_rises_with_every_kind_of_work(part: str, read: int, written: int, more: int) -> None:
    base = Request("gpt-4o", input_tokens=read, output_tokens=written)
    less, greater = of(base), of(Request(**{**base._asdict(), part: getattr(base, part) + more}))
    assert greater.energy.median > less.energy.median
    assert greater.carbon.high > less.carbon.high


def test_ten_thousand_tokens_of_input_count() -> None:
    short = wattprint.estimate("gpt-4o", output_tokens=400)
    long = wattprint.estimate("gpt-4o", output_tokens=400, input_tokens=10_000)
    assert 3 <= long.energy.median / short.energy.median <= 9


def test_cached_tokens_cost_less_than_fresh_ones_and_more_than_none() -> None:
    none, cached, fresh = (
        wattprint.estimate("gpt-4o", output_tokens=400, cached_tokens=kept, input_tokens=read).energy.median
        for kept, read in ((0, 0), (20_000, 0), (0, 20_000))
    )
    assert none < cached < fresh


def test_reasoning_costs_what_its_tokens_cost() -> None:
    plain = wattprint.estimate("gpt-4o", output_tokens=5000)
    thought = wattprint.estimate("gpt-4o", output_tokens=400, reasoning_tokens=4600)
    assert thought.energy == plain.energy


@pytest.mark.parametrize("method", wattprint.METHODS)
def test_boundaries_are_cumulative(method: str) -> None:
    made = [wattprint.estimate("gpt-4o", output_tokens=400, boundary=b, method=method) for b in BOUNDARIES]
    for narrow, wide in pairwise(made):
        for name in RESULTS:
            assert wide.results[name].median >= narrow.results[name].median
    if not wattprint.METHODS[method].whole:
        assert made[1].carbon.median > made[0].carbon.median
        assert made[2].energy.median > made[1].energy.median
        assert made[3].energy.median > made[2].energy.median
        assert [step.id for step in made[3].steps if step.id.startswith("device")]


def test_the_steps_add_up_and_every_factor_has_a_source() -> None:
    for boundary in BOUNDARIES:
        made = wattprint.estimate(
            "gpt-4o", input_tokens=300, output_tokens=400, images=1, searches=2, boundary=boundary
        )
        for name, unit in RESULTS.items():
            parts = [step.result for step in made.steps if step.result.unit == unit]
            assert math.isclose(sum(part.median for part in parts), made.results[name].median)
            assert math.isclose(sum(part.high for part in parts), made.results[name].high)
        assert all(factor.sources and factor.where and factor.checked for s in made.steps for factor in s.factors)
        assert len(made.sources) > 5


def test_the_zone_is_where_the_data_centre_stands() -> None:
    home = wattprint.estimate("gpt-4o", output_tokens=400)
    assert home.zone == "USA"
    france, poland = (wattprint.estimate("gpt-4o", output_tokens=400, zone=zone) for zone in ("France", "Pologne"))
    assert (france.zone, poland.zone) == ("FRA", "POL")
    assert france.energy == home.energy == poland.energy
    assert france.carbon.median < home.carbon.median < poland.carbon.median


def test_the_readers_country_serves_their_device_only() -> None:
    near, far = (
        wattprint.estimate("gpt-4o", output_tokens=400, zone="USA", reader=reader, boundary="device")
        for reader in ("FRA", "POL")
    )
    assert near.energy == far.energy
    assert near.carbon.median < far.carbon.median
    step = {step.id: step.result for step in near.steps}
    assert step["usage_carbon"] == {s.id: s.result for s in far.steps}["usage_carbon"]


def test_france_has_four_legitimate_intensities() -> None:
    found = {
        grid: wattprint.estimate("gpt-4o", output_tokens=400, zone="FRA", grid=grid, boundary="serving").carbon.median
        for grid in ("rte-2025", "electricitymaps-2025", "ember-2025", "ademe-2024")
    }
    assert sorted(found, key=found.__getitem__) == [
        "rte-2025",
        "electricitymaps-2025",
        "ember-2025",
        "ademe-2024",
    ]
    default = wattprint.estimate("gpt-4o", output_tokens=400, zone="FRA", boundary="serving")
    assert default.carbon.median == found["ember-2025"]


def test_years_lie_side_by_side() -> None:
    now, then = (
        wattprint.estimate("gpt-4o", output_tokens=400, zone="DEU", date=date).carbon.median
        for date in ("2025-06-01", "2023-06-01")
    )
    assert then > now


def test_every_zone_has_four_factors_that_can_be() -> None:
    facts = load()
    assert len(facts.compiled["zones"]) >= 200
    for zone in facts.compiled["zones"]:
        for quantity, floor in (("carbon", 0), ("water", 0), ("primary_energy", 3.6), ("minerals", 0)):
            factor = facts.grid(quantity, zone)
            assert factor.quantity.low > 0
            assert factor.quantity.median >= floor


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"output_tokens": -1}, "output_tokens"),
        ({"input_tokens": math.nan}, "input_tokens"),
        ({"cached_tokens": math.inf}, "cached_tokens"),
        ({"reasoning_tokens": 10_000_001}, "reasoning_tokens"),
        ({"images": "two"}, "images"),
        ({"zone": "Atlantis"}, "zone"),
        ({"reader": "XX1", "boundary": "device"}, "reader"),
        ({"method": "guess"}, "method"),
        ({"boundary": "universe"}, "boundary"),
        ({"date": "2021-12-31"}, "date"),
        ({"date": "yesterday"}, "date"),
        ({"grid": "nobody-1999"}, "grid"),
        ({"grid": "rte-2025", "zone": "USA"}, "grid"),
        ({"model": ""}, "model"),
        ({"model": "x" * 201}, "model"),
    ],
)
def test_bad_input_names_the_field_and_what_is_allowed(fields: dict[str, object], field: str) -> None:
    with pytest.raises(wattprint.Refused) as caught:
        wattprint.estimate(**{"model": "gpt-4o", "output_tokens": 1, **fields})  # type: ignore[arg-type]
    assert caught.value.field == field
    assert "\n" not in str(caught.value)
    assert caught.value.allowed


def test_an_unknown_model_is_a_flagged_proxy_with_wider_bounds() -> None:
    known = wattprint.estimate("gpt-4o", output_tokens=400)
    family = wattprint.estimate("gpt-99-omega", output_tokens=400)
    nothing = wattprint.estimate("zzz", output_tokens=400)
    assert known.match.exact
    assert not family.match.exact
    assert family.match.note
    assert load().suggestions(family.match)
    assert not nothing.match.exact
    width = [made.energy.high / made.energy.low for made in (known, family, nothing)]
    assert width[0] < width[1]
    assert width[0] < width[2]


def test_a_notebook_sees_a_picture() -> None:
    html = wattprint.estimate("gpt-4o", output_tokens=400)._repr_html_()  # type: ignore[attr-defined]
    assert "<svg" in html
    assert "0.3" in html or "Wh" in html
