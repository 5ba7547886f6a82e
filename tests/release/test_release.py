"""A release: what stops it, the numbers that changed, the bill of materials, and two builds that are compared."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from release import bill, build, numbers, ready

ROOT = Path(__file__).resolve().parents[2]
LOG = """# Changelog

## 0.2.0 (2026-12-24)

A method more.

Numbers changed: {line}

## 0.1.0 (2026-11-30)

Numbers changed: none, this is the first release.
"""


def vector(energy: float, **more: Any) -> dict[str, Any]:
    request = {"model": "gpt-4o", "method": "serving-2026", **more}
    return {"request": request, "results": {"energy": [energy, energy / 2, energy * 2]}}


def git(folder: Path, *asked: str) -> None:
    said = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    subprocess.run(["git", *said, *asked], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A repository that released 0.1.0, changed a number, and is ready for 0.2.0."""
    line = "1 of 2 golden requests moved; serving-2026: energy +10.0%.\nThe grid of 2026 came out."
    files = {
        ready.VERSION: '__version__ = "0.2.0"\n',
        numbers.CHANGELOG: LOG.format(line=line),
        numbers.VECTORS: json.dumps([vector(1), vector(3, images=1)]),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "0.1.0")
    git(tmp_path, "tag", "v0.1.0")
    (tmp_path / numbers.VECTORS).write_text(json.dumps([vector(1.1), vector(3, images=1)]))
    git(tmp_path, "commit", "--quiet", "--all", "--message", "another grid")
    return tmp_path


def test_a_tree_that_is_ready_has_no_obstacle(tree: Path) -> None:
    assert ready.obstacles("0.2.0", tree) == []


@pytest.mark.parametrize("version", ["0.2", "v0.2.0", "0.2.0rc1", "1.0.0-beta", ""])
def test_a_version_is_three_numbers(tree: Path, version: str) -> None:
    (said,) = ready.obstacles(version, tree)
    assert "three numbers" in said


def test_a_dirty_tree_is_refused_and_says_which_file(tree: Path) -> None:
    (tree / "new.txt").write_text("x")
    (said,) = ready.obstacles("0.2.0", tree)
    assert "new.txt" in said


def test_a_version_that_is_not_newer_is_refused(tree: Path) -> None:
    git(tree, "tag", "v0.10.0")
    assert "0.2.0 is not newer than the last release, v0.10.0" in ready.obstacles("0.2.0", tree)


def test_a_version_that_the_engine_does_not_say_is_refused(tree: Path) -> None:
    said = ready.obstacles("0.3.0", tree)
    assert any('__version__ = "0.3.0"' in each for each in said)
    assert any("no section '## 0.3.0" in each for each in said)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("(2026-12-24)", "(unreleased)", "its date"),
        ("+10.0%", "+9.0%", "`make numbers`"),
        ("\nThe grid of 2026 came out.", "", "say why"),
    ],
)
def test_a_changelog_that_is_not_ready_is_refused(tree: Path, before: str, after: str, expected: str) -> None:
    log = tree / numbers.CHANGELOG
    log.write_text(log.read_text().replace(before, after, 1))
    git(tree, "commit", "--quiet", "--all", "--message", "x")
    (said,) = ready.obstacles("0.2.0", tree)
    assert expected in said


def test_the_first_release_says_so(tree: Path) -> None:
    git(tree, "tag", "--delete", "v0.1.0")
    assert numbers.sentence(tree) == numbers.FIRST


def test_what_changed_is_said_by_method_and_criterion() -> None:
    assert numbers.compared([vector(1)], [vector(1 + 1e-12)]) == "none."
    refused = {"request": vector(1, zone="FRA")["request"], "refused": "zone"}
    said = numbers.compared(
        [vector(1), vector(2, images=1), refused], [vector(0.9), vector(3, images=1), vector(1, zone="FRA")]
    )
    assert said == (
        "3 of 3 golden requests moved; serving-2026: energy -10.0% to +50.0%; "
        "1 that were refused are answered, or the reverse."
    )
    assert (
        numbers.compared([vector(1)], [vector(1), vector(1, images=3)])
        == "1 requests are new and 0 gone from the list."
    )


def test_the_sentence_is_written_once_and_the_reason_kept() -> None:
    log = LOG.format(line="none.\nBecause.")
    once = numbers.written(log, "0.2.0", "2 of 9 golden requests moved.")
    assert "Numbers changed: 2 of 9 golden requests moved.\nBecause.\n" in once
    assert numbers.written(once, "0.2.0", "2 of 9 golden requests moved.") == once
    assert "Numbers changed: none, this is the first release." in once
    bare = log.replace("Numbers changed: none.\nBecause.\n\n", "")
    assert numbers.paragraph(numbers.written(bare, "0.2.0", "none."), "0.2.0") == ("none.", "")


def test_the_bill_of_materials_is_valid_and_names_what_is_shipped() -> None:
    when = datetime(2026, 11, 30, tzinfo=UTC)
    made = bill.bill(ROOT, "0.2.0", when)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(made) is None
    assert made == bill.bill(ROOT, "0.2.0", when), "the same bytes twice"
    parts = {part["bom-ref"]: part for part in json.loads(made)["components"]}
    required = {part["name"] for part in parts.values() if part["scope"] == "required"}
    assert {"pyodide", "pydantic", "pydantic-core", "core", "vue", "Python's standard library"} <= required
    assert not required & {"pytest", "duckdb", "mystmd"}
    assert (
        parts["pypi:duckdb@" + next(p["version"] for p in parts.values() if p["name"] == "duckdb")]["scope"]
        == "optional"
    )
    assert all(part["hashes"] for ref, part in parts.items() if ref.startswith(("pypi:", "npm:")))


def test_two_builds_that_differ_are_told_apart(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"a")
    two.write_bytes(b"b")
    assert build.different({"x": one}, {"x": one}) == []
    assert build.different({"x": one, "y": one}, {"x": two, "z": one}) == ["x", "y", "z"]


def test_the_command_refuses_with_a_list() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "release", "9.9"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert made.returncode == 1
    assert "Not released." in made.stderr
    assert "three numbers" in made.stderr
