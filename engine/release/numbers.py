"""What a release changes in the numbers: the golden vectors of today beside those of the last tag, in one sentence.

`python -m release.numbers` writes it into the changelog, as the first line of the paragraph "Numbers changed:".
"""

import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VECTORS = "tests/engine/golden.json"
CHANGELOG = "CHANGELOG.md"
LINE = "Numbers changed:"
FIRST = "none, this is the first release."
NONE = "none."
SAME = 1e-9
"""Relative difference below which a number has not moved: the last bits differ from one machine to another."""

MEDIAN = 0
Vector = Mapping[str, Any]


def last_tag(root: Path = ROOT) -> str:
    """The newest release before this commit, "" before the first."""
    asked = ["git", "describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]
    return subprocess.run(asked, cwd=root, capture_output=True, text=True, check=False).stdout.strip()


def sentence(root: Path = ROOT) -> str:
    """What moved since the last release."""
    tag = last_tag(root)
    if not tag:
        return FIRST
    asked = ["git", "show", f"{tag}:{VECTORS}"]
    before = subprocess.run(asked, cwd=root, capture_output=True, text=True, check=True).stdout
    return compared(json.loads(before), json.loads((root / VECTORS).read_text(encoding="utf-8")))


def compared(before: Sequence[Vector], now: Sequence[Vector]) -> str:
    """The same for two lists of vectors: how many requests moved, and how far their medians did."""
    old, new = ({_key(vector): vector for vector in vectors} for vectors in (before, now))
    both = [key for key in new if key in old]
    moved = [key for key in both if _moved(old[key], new[key])]
    said = [f"{len(moved)} of {len(both)} golden requests moved"] if moved else []
    shifts: dict[tuple[str, str], list[float]] = {}
    for key in moved:
        for name, found in new[key].get("results", {}).items():
            if name in old[key].get("results", {}):
                was = old[key]["results"][name][MEDIAN]
                if was:
                    shifts.setdefault((new[key]["request"]["method"], name), []).append(found[MEDIAN] / was - 1)
    methods = dict.fromkeys(method for method, _ in shifts)
    for method in methods:
        parts = [f"{name} {_range(values)}" for (each, name), values in shifts.items() if each == method]
        said.append(f"{method}: {', '.join(parts)}")
    answered = [key for key in moved if ("refused" in old[key]) != ("refused" in new[key])]
    said += [f"{len(answered)} that were refused are answered, or the reverse"] if answered else []
    gone, added = len(old) - len(both), len(new) - len(both)
    said += [f"{added} requests are new and {gone} gone from the list"] if gone or added else []
    return "; ".join(said) + "." if said else NONE


def paragraph(changelog: str, version: str) -> tuple[str, str]:
    """The first line of "Numbers changed:" in the section of a version, and what follows it (why). Raises LookupError
    without such a section."""
    for section in changelog.split("\n## ")[1:]:
        head, _, body = section.partition("\n")
        if head.split(" ")[0] == version:
            for each in body.split("\n\n"):
                if each.strip().startswith(LINE):
                    first, _, why = each.strip().partition("\n")
                    return first.removeprefix(LINE).strip(), why.strip()
            return "", ""
    raise LookupError(version)


def written(changelog: str, version: str, made: str) -> str:
    """The changelog with this sentence in the section of a version; what says why is kept."""
    found, _ = paragraph(changelog, version)
    start = changelog.index(f"\n## {version} ")
    end = changelog.find("\n## ", start + 1)
    section = changelog[start : end if end >= 0 else None]
    line = f"{LINE} {made}"
    new = section.replace(f"{LINE} {found}", line, 1) if found else f"{section.rstrip()}\n\n{line}\n"
    return changelog.replace(section, new, 1)


def _key(vector: Vector) -> str:
    return json.dumps(vector["request"], sort_keys=True)


def _moved(old: Vector, new: Vector) -> bool:
    if old.get("refused") != new.get("refused"):
        return True
    before, now = old.get("results", {}), new.get("results", {})
    return before.keys() != now.keys() or any(
        abs(a - b) > SAME * max(abs(a), abs(b)) for name in now for a, b in zip(before[name], now[name], strict=True)
    )


def _range(shifts: Iterable[float]) -> str:
    ends = sorted({f"{shift:+.1%}" for shift in shifts}, key=lambda text: float(text.rstrip("%")))
    return ends[0] if len(ends) == 1 else f"{ends[0]} to {ends[-1]}"


def main() -> None:
    """Write it into the newest section."""
    changelog = ROOT / CHANGELOG
    text = changelog.read_text(encoding="utf-8")
    version = text.split("\n## ")[1].split(" ")[0]
    made = sentence()
    changelog.write_text(written(text, version, made), encoding="utf-8")
    print(f"{CHANGELOG}, {version}: {LINE} {made}")
    if made not in (FIRST, NONE):
        print("Add why, on the lines below it.")


if __name__ == "__main__":
    main()
