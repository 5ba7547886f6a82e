"""What CHANGELOG.md says of numbers that changed, and content/fr/changes.toml in French."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from wattprint.wording import Wording

from .words import set_type

ROOT = Path(__file__).resolve().parents[2]
CHANGELOG, FRENCH = ROOT / "CHANGELOG.md", ROOT / "site/content/fr/changes.toml"
LINE = "Numbers changed:"


class Change(NamedTuple):
    """The numbers that one release changed; `date` is empty while it is not released."""

    version: str
    date: str
    text: str

    def said(self, lang: str) -> tuple[str, str]:
        """What changed, and in which language that is: English, where a French text is still missing."""
        french = _french().get(self.version) if lang == "fr" else None
        return (set_type(french, lang), lang) if french else (self.text, "en")

    def title(self, wording: Wording) -> str:
        """The release and its day: "0.1.0 (unreleased)"."""
        day = wording.date(self.date) if self.date else wording.say("site.unreleased")
        return f"{self.version} ({day})"

    @property
    def anchor(self) -> str:
        """Its place on the page of changes."""
        return f"v{self.version}"


@cache
def _french() -> dict[str, str]:
    return tomllib.loads(FRENCH.read_text(encoding="utf-8"))


@cache
def numbers_changed(changelog: Path = CHANGELOG) -> tuple[Change, ...]:
    """The newest first."""
    found = []
    for section in changelog.read_text(encoding="utf-8").split("\n## ")[1:]:
        head, _, body = section.partition("\n")
        version, _, note = head.partition(" ")
        day = re.search(r"\d{4}-\d\d-\d\d", note)
        for paragraph in re.split(r"\n\s*\n", body):
            if paragraph.strip().startswith(LINE):
                text = " ".join(paragraph.strip().removeprefix(LINE).split())
                found.append(Change(version, day[0] if day else "", text[:1].upper() + text[1:]))
    return tuple(found)
