"""LICENCES.txt: whose work the wheel, the site and the extension hold, under which licences, with their texts.

`python -m release.licences` writes it from bundled.toml, from the licence files of the packages, and from data/sources.
"""

import json
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
FILE = ROOT / "LICENCES.txt"
MODULES = ROOT / "node_modules"
NAMES = ("LICENSE", "LICENCE", "COPYING", "NOTICE")
PARAGRAPH = 118

HEAD = """\
Licences of Wattprint and of what it carries

Code: MIT. Our prose and figures: CC BY 4.0. Data: as each source says. What others wrote follows, each part with its
licence, the address of its source, and where it lies; a licence text that stands above is not repeated. No font is
carried.
"""

MADE = ("*.html", "*.svg", "*.css", "*.json", "*.atom", "*.xml", "*.webmanifest", "robots.txt", "LICENCES.txt",
        "assets/preview-??.png", "look/icon-*.png", "assets/engine-words.js", "words.js", "bounds.js", "sw.js",
        "page/*.js", "capture/isolated.js", "lab/contents.js", "lab/template/??.zip", "lab/wattprint-*.whl",
        "embed/??/*.js", "embed/??/*.png", "embed/framed.js", "embed/wattprint.js",
        "runtime/wattprint-*.whl", "runtime/classes.js", "runtime/words.js", "runtime/contents.js",
        "runtime/NOTICE.txt", "data/*.csv.gz", "data/*.parquet", "data/*.txt", "wattprint-*.dist-info/*")  # fmt: skip
"""Files that the build writes; all others of ours lie in the tree as they are."""


class Part(NamedTuple):
    """What somebody else wrote."""

    name: str
    version: str
    licence: str
    address: str
    files: tuple[str, ...]
    note: str
    texts: tuple[tuple[str, str], ...]


@cache
def parts() -> tuple[Part, ...]:
    """Everything in bundled.toml, with the versions of the lock files and the texts. Raises ValueError for a part
    without a licence text."""
    return tuple(_part(entry) for entry in tomllib.loads((HERE / "bundled.toml").read_text(encoding="utf-8"))["part"])


def whose(file: str, content: bytes) -> str:
    """The part that a file of the site, of the extension or of the wheel belongs to, "ours", or "" for nobody's."""
    for part in parts():
        if any(fnmatch(file, pattern) for pattern in part.files):
            return part.name
    return "ours" if _digest(content) in _tree() or any(fnmatch(file, pattern) for pattern in MADE) else ""


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


@cache
def _tree() -> frozenset[str]:
    """The hashes of what people wrote here."""
    tops = ("engine", "extension", "site", "data")
    files = (path for top in tops for path in (ROOT / top).rglob("*") if path.is_file())
    return frozenset(_digest(path.read_bytes()) for path in files)


def text() -> str:
    """The whole file."""
    return "\n".join([HEAD, *_listed(), _ours(), *_texts(), _attributions()]).rstrip() + "\n"


def _listed() -> Iterator[str]:
    for part in parts():
        yield f"- {part.name} {part.version}: {part.licence}, {part.address}"
    yield ""


def _ours() -> str:
    return _section("Wattprint", (ROOT / "LICENSE").read_text(encoding="utf-8"))


def _texts() -> Iterator[str]:
    seen: dict[str, str] = {}
    for part in parts():
        where = ", ".join(part.files)
        head = [f"Licence: {part.licence}", f"Source: {part.address}", *([f"Files: {where}"] if where else [])]
        yield _section(f"{part.name} {part.version}", "\n".join([*head, *([part.note] if part.note else [])]))
        for name, body in part.texts:
            body = body.strip()
            if body in seen:
                yield f"{name}: the text is that of {seen[body]}, above.\n"
            else:
                seen[body] = f"{part.name}, {name}"
                yield f"{name}:\n\n{body}\n"


def _attributions() -> str:
    """The lines that publishers ask to be shown with their data, and the licence of each source."""
    lines = []
    for path in sorted((ROOT / "data/sources").glob("*.toml")):
        source = tomllib.loads(path.read_text(encoding="utf-8"))
        if source.get("attribution"):
            lines.append(f"- {source['title']}: {source['attribution']} ({source['licence']})")
    said = "The licence of every source is in data/sources and on the site's page of sources. These ask to be named:"
    return _section("Data", "\n".join([said, "", *lines]))


def _section(title: str, body: str) -> str:
    return f"{'=' * PARAGRAPH}\n{title}\n{'=' * PARAGRAPH}\n\n{body.strip()}\n"


def _part(entry: dict[str, Any]) -> Part:
    texts: list[tuple[str, str]] = []
    version = entry.get("version", "")
    if "pypi" in entry:
        version = version or distribution(entry["pypi"]).version
        texts += _of_distribution(entry["pypi"])
    if "npm" in entry:
        version = version or _locked()[f"node_modules/{entry['npm']}"]["version"]
        texts += _of_package(entry["npm"])
    if entry.get("with_dependencies"):
        for name in sorted(_dependencies(entry["npm"])):
            texts += _of_package(name) or [_isc(name)]
    for pattern in entry.get("texts", ()):
        texts += [(path.name, path.read_text(encoding="utf-8")) for path in sorted(ROOT.glob(pattern))]
    if not texts:
        raise ValueError(f"bundled.toml: {entry['name']} has no licence text")
    return Part(entry["name"], version, entry["licence"], entry["address"], tuple(entry["files"]),
                entry.get("note", ""), tuple(texts))  # fmt: skip


def _of_distribution(name: str) -> list[tuple[str, str]]:
    """The licence files of an installed package of Python."""
    found = [path for path in distribution(name).files or () if path.name.upper().startswith(NAMES)]
    return [(f"{name}, {path.name}", path.read_text(encoding="utf-8")) for path in sorted(found)]


def _of_package(name: str) -> list[tuple[str, str]]:
    """The licence files of an installed package of npm."""
    found = sorted(path for path in (MODULES / name).glob("*") if path.name.upper().startswith(NAMES))
    return [(f"{name}, {path.name}", path.read_text(encoding="utf-8")) for path in found]


def _isc(name: str) -> tuple[str, str]:
    """A package that says ISC in its package.json and carries no text."""
    said = json.loads((MODULES / name / "package.json").read_text(encoding="utf-8"))
    if said["license"] != "ISC":
        raise ValueError(f"{name} carries no text of its licence, {said['license']}")
    author = said["author"] if isinstance(said["author"], str) else said["author"]["name"]
    return name, f"Copyright (c) {author}\n\n{(HERE / 'licences/isc.txt').read_text(encoding='utf-8')}"


def _dependencies(name: str) -> set[str]:
    """What a package needs when it runs, and what that needs."""
    found: set[str] = set()
    asked = [name]
    while asked:
        package = _locked()[f"node_modules/{asked.pop()}"]
        new = {each for each in package.get("dependencies", ()) if not each.startswith("@types/")} - found
        found |= new
        asked += new
    return found


@cache
def _locked() -> dict[str, Any]:
    packages: dict[str, Any] = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return packages


def main() -> None:
    """Write it."""
    FILE.write_text(text(), encoding="utf-8")
    print(f"Wrote {FILE.name} ({len(parts())} parts)")


if __name__ == "__main__":
    main()
