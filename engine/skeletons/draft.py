"""What all drafts share: a name that is allowed, files that do not exist yet, a line put into a list."""

import re
from pathlib import Path
from string import Template

ROOT = Path(__file__).resolve().parents[2]
TEXTS = Path(__file__).resolve().parent / "texts"
NAME = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")


class Wrong(ValueError):
    """A name that cannot be taken; the message says what can."""


def allowed(name: str, pattern: re.Pattern[str] = NAME, like: str = "acme-2026") -> str:
    """The name, if it is one. Raises Wrong."""
    if not pattern.fullmatch(name):
        raise Wrong(f"NAME={name}: small letters, digits, dots and hyphens, as {like}")
    return name


def write(files: dict[str, str], blanks: dict[str, str], root: Path = ROOT) -> list[str]:
    """Each path from its text in texts/, blanks filled in; none where one is there already. Raises Wrong."""
    if there := [path for path in files if (root / path).exists()]:
        raise Wrong(f"{', '.join(there)}: there already; nothing was written")
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(filled(text, blanks), encoding="utf-8")
    return list(files)


def filled(text: str, blanks: dict[str, str]) -> str:
    """A text of texts/ with its blanks."""
    return Template((TEXTS / text).read_text(encoding="utf-8")).substitute(blanks)


def inserted(path: str, before: str, line: str, root: Path = ROOT) -> str:
    """Put lines before the first that begins so. Raises Wrong if there is none."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    if f"\n{before}" not in text:
        raise Wrong(f"{path} has no line that begins with {before!r}: the list has moved")
    file.write_text(text.replace(f"\n{before}", f"\n{line}{before}", 1), encoding="utf-8")
    return path


def appended(path: str, text: str, root: Path = ROOT) -> str:
    """Put a text at the end of a file."""
    file = root / path
    file.write_text(f"{file.read_text(encoding='utf-8').rstrip()}\n\n{text}", encoding="utf-8")
    return path
