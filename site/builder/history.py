"""What CHANGELOG.md says of numbers that changed."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
LINE = "Numbers changed:"


class Change(NamedTuple):
    """The numbers that one release changed; `date` is empty while it is not released."""

    version: str
    date: str
    text: str

    @property
    def title(self) -> str:
        """The release as its heading in the changelog says it."""
        return f"{self.version} ({self.date or 'unreleased'})"

    @property
    def anchor(self) -> str:
        """Its place on the page of changes."""
        return f"v{self.version}"


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
