"""The tables to download: complete, of the columns they say, each with its licence, and enough to redo an estimate."""

import csv
import gzip
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from builder import data, tables
from builder.words import words
from wattprint import estimate
from wattprint.facts import load
from wattprint.records import RESULTS, Source

SHORT = [name for name in tables.TABLES if name != data.LONG]


def rows(built: Path, name: str) -> list[dict[str, str]]:
    with gzip.open(built / f"data/{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", SHORT)
def test_both_kinds_hold_the_columns_that_the_readme_names(built: Path, name: str) -> None:
    columns = list(tables.TABLES[name].columns)
    found = rows(built, name)
    parquet = pq.read_table(built / f"data/{name}.parquet")
    assert parquet.column_names == columns == list(found[0])
    assert parquet.num_rows == len(found) > 10
    assert parquet.schema.metadata[b"licence"].decode() == tables.LICENCES[name]
    readme = (built / "data" / data.README).read_text(encoding="utf-8")
    assert all(f"\n  {column}" in readme for column in columns)
    assert "Open Database License" in readme


def test_a_publication_has_each_thing_in_its_column(built: Path) -> None:
    assert tuple(tables.TABLES["sources"].columns) == Source._fields
    for row in rows(built, "sources"):
        assert row["url"].startswith("http") != bool(row["elsewhere"])
        assert row["date"] == "undated" or row["date"][:4].isdigit()
        assert row["licence"]


def test_the_database_under_odbl_stands_apart(built: Path) -> None:
    apart, others = rows(built, "grids-odbl"), rows(built, "grids")
    assert {row["edition"].rpartition("-")[0] for row in apart} == {"electricitymaps"}
    assert all("ODbL" in row["licence"] and "Electricity Maps" in row["attribution"] for row in apart)
    assert not [row for row in others if tables.ODBL in row["source"]]
    assert len(apart) + len(others) == sum(len(grid["zones"]) for grid in load().compiled["grids"].values())


def test_every_figure_has_its_sources_and_their_licence(built: Path) -> None:
    known = {row["id"] for row in rows(built, "sources")}
    for name in ("facts", "grids", "grids-odbl", "models"):
        for row in rows(built, name):
            assert set(row["source"].split()) <= known
            assert row["licence"], (name, row)


def test_the_estimates_say_their_units() -> None:
    made = estimate("gpt-4o", input_tokens=300, output_tokens=400, boundary="device")
    expected = {
        name: {"g": "g CO2e", "count": "searches of today"}.get(q.unit, q.unit) for name, q in made.results.items()
    }
    assert {name: tables.UNITS[name] for name in RESULTS} == expected


@pytest.mark.parametrize("model", ["gpt-4o", "llama-3.1-8b"])
def test_an_estimate_is_the_sum_of_its_coefficients(built: Path, model: str) -> None:
    """What the page says: any other request can be computed with the table of coefficients."""
    id = load().model(model).model.id
    made = estimate(model, input_tokens=1200, output_tokens=90)
    drivers = {"requests": 1, "prefill": 1200, "attention": 1200 * 600, "decode": 90, "context": 90 * (1200 + 45),
               "shown": 90}  # fmt: skip
    for criterion in ("energy", "carbon", "water"):
        terms = [row for row in rows(built, "coefficients")
                 if (row["model"], row["method"], row["criterion"]) == (id, made.method, criterion)]  # fmt: skip
        total = sum(float(row["median"]) * drivers.get(row["driver"], 0) for row in terms)
        assert total == pytest.approx(made.results[criterion].median, rel=1e-3)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_says_the_licence_of_each_table_and_how_to_make_what_is_not_there(built: Path, lang: str) -> None:
    page = (built / lang / "data.html").read_text(encoding="utf-8")
    for name in tables.TABLES:
        assert words(lang).say(f"downloads.licence-{name}").replace("'", "’")[:20] in page.replace("&#x27;", "’")
    assert "<code>make data</code>" in page
    assert 'href="../data/facts.csv.gz"' in page
    assert all(line in page for _, line in data.attributions())
