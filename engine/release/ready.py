"""What has to be true before a release is made: every obstacle, in a sentence that says what to do."""

import re
import subprocess
from pathlib import Path

from . import numbers

ROOT = Path(__file__).resolve().parents[2]
FORM = re.compile(r"\d+\.\d+\.\d+")
DATED = re.compile(r"\(\d{4}-\d\d-\d\d\)")
VERSION = "engine/wattprint/version.py"


def obstacles(version: str, root: Path = ROOT) -> list[str]:
    """Why this tree cannot be released as `version`; none where it can."""
    if not FORM.fullmatch(version):
        return [f"VERSION={version}: a version is three numbers, as 0.2.0 (browsers allow no other in an extension)"]
    return [*_tree(root), *_version(version, root), *_changelog(version, root)]


def _tree(root: Path) -> list[str]:
    changed = _git(root, "status", "--porcelain").splitlines()
    if not changed:
        return []
    shown = ", ".join(line.split(maxsplit=1)[1] for line in changed[:5])
    return [f"the tree has changes that are not committed ({shown}): commit them or put them aside"]


def _version(version: str, root: Path) -> list[str]:
    found = re.search(r'__version__ = "([^"]*)"', (root / VERSION).read_text(encoding="utf-8"))
    said = [] if found and found[1] == version else [f'write __version__ = "{version}" in {VERSION}, and commit']
    tag = numbers.last_tag(root)
    if tag and _numbers(version) <= _numbers(tag):
        said.append(f"{version} is not newer than the last release, {tag}")
    return said


def _changelog(version: str, root: Path) -> list[str]:
    text = (root / numbers.CHANGELOG).read_text(encoding="utf-8")
    head = next((line for line in text.splitlines() if line.startswith(f"## {version} ")), "")
    if not head:
        return [f"{numbers.CHANGELOG} has no section '## {version} (YYYY-MM-DD)': write what this release brings"]
    said = (
        [] if DATED.search(head) else [f"give the section {version} of {numbers.CHANGELOG} its date, as (2026-11-30)"]
    )
    found, why = numbers.paragraph(text, version)
    made = numbers.sentence(root)
    if found != made:
        said.append(f"{numbers.CHANGELOG}, {version}, should say '{numbers.LINE} {made}': `make numbers` writes it")
    elif made not in (numbers.FIRST, numbers.NONE) and not why:
        said.append(f"{numbers.CHANGELOG}, {version}: say why the numbers changed, below '{numbers.LINE}'")
    return said


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.removeprefix("v").split("."))


def _git(root: Path, *asked: str) -> str:
    return subprocess.run(["git", *asked], cwd=root, capture_output=True, text=True, check=True).stdout
