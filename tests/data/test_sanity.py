"""data/ holds together: what pydantic cannot see in one entry, and what physics forbids."""

import csv
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from wattprint.facts.schema import Equivalent, Fact, Grid, Source, Zone
from wattprint.units import Quantity

DATA = Path(__file__).resolve().parents[2] / "data"
PHYSICAL_FLOOR = 3.6
"""MJ of primary energy per kWh: one kWh is 3.6 MJ, whatever makes it."""
UNITS = {
    *("Wh", "kWh", "MWh", "TWh", "J", "kJ", "MJ", "GJ", "g", "mg", "kg", "t", "mL", "L", "m3", "1", "%"),
    *("mg Sb eq", "g Sb eq", "kg Sb eq", "s", "min", "h", "d", "yr", "B", "kB", "MB", "GB"),
    *("token", "word", "request", "search", "person", "parameter", "image"),
}
"""What `wattprint.units` converts, and the words that count things. A new word is added here, on purpose."""
FRANCE = ("ademe-2024", "electricitymaps-2025", "ember-2025", "rte-2025")
WORLD = "WOR"


class Row(NamedTuple):
    """One line of a grid."""

    zone: str
    median: float
    low: float
    high: float
    note: str


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def grids() -> dict[str, Grid]:
    return {path.stem: Grid.model_validate(read(path)) for path in sorted((DATA / "grids").glob("*.toml"))}


@cache
def rows(edition: str) -> list[Row]:
    with (DATA / "grids" / f"{edition}.csv").open(encoding="utf-8", newline="") as file:
        return [
            Row(row["zone"], float(row["median"]), float(row["low"]), float(row["high"]), row["note"])
            for row in csv.DictReader(file)
        ]


def every_row() -> Iterator[tuple[str, Row]]:
    return ((edition, row) for edition in grids() for row in rows(edition))


@cache
def zones() -> dict[str, Zone]:
    return {key: Zone.model_validate(entry) for key, entry in read(DATA / "zones.toml").items()}


@cache
def factors() -> dict[str, Fact]:
    return {
        key: Fact.model_validate(entry)
        for path in sorted((DATA / "factors").glob("*.toml"))
        for key, entry in read(path).items()
    }


@cache
def equivalents() -> dict[str, Equivalent]:
    return {key: Equivalent.model_validate(entry) for key, entry in read(DATA / "equivalents.toml").items()}


def symbols(unit: str) -> set[str]:
    above, _, below = unit.partition("/")
    return {*above.split("·"), *below.split("·")} - {""}


def cited(table: object) -> Iterator[str]:
    """Every id under a key that names sources, at any depth."""
    if isinstance(table, dict):
        for key, value in table.items():
            yield from value if key in ("source", "zone_source") else cited(value)
    elif isinstance(table, list):
        for value in table:
            yield from cited(value)


@pytest.mark.parametrize("edition", grids())
def test_bounds_of_grids_are_in_order_and_above_zero(edition: str) -> None:
    assert [row for row in rows(edition) if not 0 < row.low <= row.median <= row.high] == []


@pytest.mark.parametrize("edition", grids())
def test_a_zone_stands_once_in_a_grid_and_has_a_name(edition: str) -> None:
    codes = [row.zone for row in rows(edition)]
    assert len(codes) == len(set(codes))
    assert set(codes) <= zones().keys()


def test_no_electricity_is_free_of_carbon() -> None:
    carbon = [(edition, row) for edition, row in every_row() if grids()[edition].quantity == "carbon"]
    assert [(edition, row.zone) for edition, row in carbon if row.low <= 1] == []
    assert [(edition, row.zone) for edition, row in carbon if row.median > 1500] == []


def test_primary_energy_holds_the_electricity() -> None:
    energy = [(edition, row) for edition, row in every_row() if grids()[edition].quantity == "primary_energy"]
    assert {grids()[edition].unit for edition, _ in energy} == {"MJ/kWh"}
    assert [(edition, row.zone) for edition, row in energy if row.low < PHYSICAL_FLOOR] == []


def test_each_quantity_has_one_default_edition_with_a_world_value() -> None:
    defaults = {grid.quantity: edition for edition, grid in grids().items() if grid.default}
    assert set(defaults) == {"carbon", "water", "primary_energy", "minerals"}
    assert sum(grid.default for grid in grids().values()) == len(defaults)
    for edition in defaults.values():
        assert WORLD in {row.zone for row in rows(edition)}, edition


def test_two_hundred_zones_have_names_in_both_languages() -> None:
    carbon = {row.zone for row in rows("ember-2025")}
    assert len(carbon) >= 200
    assert len(zones()) >= 200
    assert [code for code in zones() if not re.fullmatch("[A-Z]{3}", code)] == []
    assert len({zone.name.fr for zone in zones().values()}) == len(zones())


@pytest.mark.parametrize("edition", FRANCE)
def test_the_four_scopes_of_france_are_present(edition: str) -> None:
    assert "FRA" in {row.zone for row in rows(edition)}


def test_the_four_scopes_of_france_are_named_apart() -> None:
    assert len({grids()[edition].scope.fr for edition in FRANCE}) == len(FRANCE)


def test_years_stand_side_by_side() -> None:
    years = {(grid.publisher, grid.year) for grid in grids().values() if grid.quantity == "carbon"}
    assert {("Ember", year) for year in range(2022, 2026)} <= years
    assert {("Electricity Maps", year) for year in range(2021, 2026)} <= years


@pytest.mark.parametrize("shelf", [factors, equivalents])
def test_facts_are_quantities_in_known_units(shelf: Any) -> None:
    for key, fact in shelf().items():
        assert symbols(fact.unit) <= UNITS, key
        Quantity(fact.median, fact.low, fact.high, fact.unit)


def test_units_of_grids_are_known() -> None:
    for edition, grid in grids().items():
        assert symbols(grid.unit) <= UNITS, edition


def test_equivalents_are_at_least_twenty_over_three_criteria() -> None:
    criteria = [entry.criterion for entry in equivalents().values()]
    assert len(criteria) >= 20
    assert {"energy", "carbon", "water"} == set(criteria)


def test_a_figure_that_stands_twice_is_the_same_twice() -> None:
    for key in factors().keys() & equivalents().keys():
        fact, equivalent = factors()[key], equivalents()[key]
        assert Quantity(fact.median, fact.low, fact.high, fact.unit) == Quantity(
            equivalent.median, equivalent.low, equivalent.high, equivalent.unit
        ), key


def test_every_source_that_is_cited_exists_and_every_source_is_cited() -> None:
    known = {path.stem for path in (DATA / "sources").glob("*.toml")}
    used = {name for path in DATA.rglob("*.toml") if path.parent.name != "sources" for name in cited(read(path))}
    assert used - known == set()
    assert known - used == set()


@pytest.mark.parametrize("path", sorted((DATA / "sources").glob("*.toml")), ids=lambda path: path.stem)
def test_every_source_fits_and_has_a_licence(path: Path) -> None:
    assert Source.model_validate(read(path)).licence.strip()


def test_nothing_is_published_from_memory() -> None:
    for path in DATA.rglob("*.toml"):
        assert not re.search(r'^check\s*=\s*"memory"', path.read_text(encoding="utf-8"), re.MULTILINE), path


def test_a_database_under_odbl_stands_apart_with_its_notice() -> None:
    notice = (DATA / "grids" / "electricitymaps-NOTICE.md").read_text(encoding="utf-8")
    assert "Open Database License" in notice
    editions = [edition for edition, grid in grids().items() if "electricitymaps-yearly" in grid.source]
    assert editions
    assert all(edition.startswith("electricitymaps-") for edition in editions)


PLACES = re.compile(
    r"\b(tables?|figures?|fig\.|sections?|rows?|columns?|keys?|text|abstract|title|pages?|slides?|lines?|fields?|files?"
    r"|[\w.-]+\.(csv|toml|ya?ml|json|py|ts|js|md|pdf|xlsx)|rules?|entry|cards?|charts?|sheets?|appendix|annex|caption"
    r"|paragraphs?|summary|definition|readme|config|model|leaderboard|specs|variant|introduction|how it works)\b",
    re.I,
)
"""Words that name a place in a publication."""


def test_where_names_a_place() -> None:
    every: dict[str, Any] = {**factors(), **equivalents()}
    for path in sorted((DATA / "methods").glob("*.toml")):
        every |= {f"{path.stem}/{key}": Fact.model_validate(fact) for key, fact in read(path).get("facts", {}).items()}
    nowhere = [key for key, fact in every.items() if fact.check != "derived" and not PLACES.search(fact.where)]
    assert nowhere == [], 'say where in the source the figure stands; `check = "derived"` if it is computed'
