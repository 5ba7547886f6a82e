"""Every sentence in both languages, with the same blanks; what one of them lacks is named."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("engine/wattprint", "extension", "site")
FRENCH = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*fr.toml"))]
BLANK = re.compile(r"\{(\w*)")


def leaves(tree: Any, path: str = "") -> dict[str, set[str]]:
    """The keys with a dot between their parts, and the blanks of each text."""
    if isinstance(tree, list):
        tree = dict(enumerate(tree))
    if isinstance(tree, dict):
        return {key: text for name, part in tree.items() for key, text in leaves(part, f"{path}.{name}").items()}
    return {path[1:]: set(BLANK.findall(str(tree)))}


def differences(french: dict[str, set[str]], english: dict[str, set[str]]) -> list[str]:
    """One line for each key that is missing and each text whose blanks differ."""
    made = [f"{key} is missing in English" for key in french.keys() - english.keys()]
    made += [f"{key} is missing in French" for key in english.keys() - french.keys()]
    both = french.keys() & english.keys()
    made += [f"{key} has other blanks: {french[key]}, {english[key]}" for key in both if french[key] != english[key]]
    return sorted(made)


def test_there_are_words_to_compare() -> None:
    assert len(FRENCH) > 10
    assert differences({"a": set(), "b": {"n"}}, {"b": set(), "c": set()}) == [
        "a is missing in English", "b has other blanks: {'n'}, set()", "c is missing in French",
    ]  # fmt: skip


@pytest.mark.parametrize("path", FRENCH, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_both_languages_say_the_same(path: Path) -> None:
    other = path.with_name(path.name.removesuffix("fr.toml") + "en.toml")
    french, english = (leaves(tomllib.loads(each.read_text(encoding="utf-8"))) for each in (path, other))
    assert differences(french, english) == []
