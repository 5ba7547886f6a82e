"""CITATION.cff fits its schema (of the Citation File Format 1.2.0, CC BY 4.0, kept beside this file)."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import yaml

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = Path(__file__).with_name("cff-1.2.0.schema.json")


def cited() -> dict[str, Any]:
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(
        json.dumps(yaml.safe_load(text), default=date.isoformat)
    )  # days as the schema has them
    return found


def test_it_fits_the_schema() -> None:
    jsonschema.Draft7Validator(json.loads(SCHEMA.read_text())).validate(cited())


def test_it_has_no_version_that_a_release_would_have_to_type_again() -> None:
    assert not cited().keys() & {"version", "date-released", "commit"}


def test_it_names_the_lecture() -> None:
    (lecture,) = cited()["references"]
    assert lecture["authors"] == [{"family-names": "Emonet", "given-names": "Rémi"}]
