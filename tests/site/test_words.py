"""The words of the frame: both languages have the same, with the same blanks."""

import re
import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "site/builder"


def leaves(tree: Any, path: str = "") -> dict[str, set[str]]:
    if isinstance(tree, dict):
        return {key: value for name, each in tree.items() for key, value in leaves(each, f"{path}.{name}").items()}
    return {path: set(re.findall(r"\{\w+\}", tree))}


def test_both_languages_have_the_same_words_and_blanks() -> None:
    fr, en = (leaves(tomllib.loads((FOLDER / f"words.{lang}.toml").read_text())) for lang in ("fr", "en"))
    assert fr == en
