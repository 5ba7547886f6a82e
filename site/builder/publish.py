"""dist/site -> a folder for any static host: compressed copies beside the files, and each version's embeds for ever."""

import gzip
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import wattprint

from .embed import versions

KEPT = ("v", "CNAME", ".git", ".nojekyll", ".htaccess")
"""What a publication leaves as it is: earlier versions, and what hosts want beside a site."""

VERSIONED = ("embed", "runtime")
"""What a pinned embed needs: it stands again under v/<version>/ and is never written over."""

COMPRESSED = {
    ".html", ".css", ".js", ".mjs", ".json", ".svg", ".wasm", ".xml", ".atom", ".txt", ".whl", ".zip",
}  # fmt: skip
LEVEL = 9


class Unpublishable(ValueError):
    """The folder is somebody else's, or holds this version with other numbers; the message says what to do."""


def check(out: Path, folder: Path) -> None:
    """Raises Unpublishable for a folder that publishing would rob: not empty, and no site published before."""
    ours, theirs = out.resolve(), folder.resolve()
    if ours.is_relative_to(theirs) or theirs.is_relative_to(ours):
        raise Unpublishable(f"{folder} holds the build itself: choose a folder outside of {out}.")
    if folder.exists() and not folder.is_dir():
        raise Unpublishable(f"{folder} is a file: choose a folder.")
    if any(_stale(folder)) and not _published(folder):
        raise Unpublishable(f"{folder} is not empty and holds no published site, so nothing in it is touched: "
                            "choose an empty folder, or one that `make publish` wrote.")  # fmt: skip


def publish(out: Path, folder: Path) -> str:
    """Write the folder and say what is in it; versions published earlier stay. Raises Unpublishable before it touches
    anything: a version that a course may have pinned keeps its numbers, whatever is published after it."""
    check(out, folder)
    pinned = folder / "v" / wattprint.__version__
    if pinned.exists() and (changed := sorted(_changed(out, pinned))):
        raise Unpublishable(
            f"{pinned} was published with other files than this build has ({changed[0]}, {len(changed)} in all), and "
            "courses may be pinned to it: raise the version in pyproject.toml, or remove that folder if nobody is."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for stale in _stale(folder):
        shutil.rmtree(stale) if stale.is_dir() and not stale.is_symlink() else stale.unlink()
    shutil.copytree(out, folder, dirs_exist_ok=True, ignore=_old)
    (folder / ".nojekyll").touch()  # GitHub Pages would leave out what it takes for its own
    if not pinned.exists():
        for name in VERSIONED:
            if (out / name).exists():
                shutil.copytree(out / name, pinned / name)
    (folder / "versions.json").write_text(versions(folder, wattprint.__version__), encoding="utf-8")
    count = compress(folder)
    kept = ", ".join(sorted(path.name for path in (folder / "v").iterdir()))
    return f"Published to {folder}: {count} compressed copies; versions that embeds may pin: {kept}"


def _stale(folder: Path) -> Iterator[Path]:
    """What a publication would remove."""
    return (path for path in (folder.iterdir() if folder.exists() else ()) if path.name not in KEPT)


def _published(folder: Path) -> bool:
    """Whether an earlier publication wrote this folder: its versions.json is one of ours."""
    try:
        found = json.loads((folder / "versions.json").read_text(encoding="utf-8"))
        return bool(found.keys() == {"latest", "versions"})
    except (OSError, ValueError, AttributeError):
        return False


def _changed(out: Path, pinned: Path) -> Iterator[str]:
    """Files of this version that differ between the build and what was published."""
    for name in VERSIONED:
        built, kept = _files(out / name), _files(pinned / name)
        for path in built.keys() | kept.keys():
            if path not in built or path not in kept or built[path].read_bytes() != kept[path].read_bytes():
                yield f"{name}/{path}"


def _files(folder: Path) -> dict[str, Path]:
    """Relative name -> file, without the compressed copies."""
    every = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path for path in every if path.suffix != ".gz"}


def compress(folder: Path) -> int:
    """A .gz beside each file that gains by it, for hosts that know pre-compressed files. The same bytes each time."""
    count = 0
    for path in folder.rglob("*"):
        beside = path.with_name(path.name + ".gz")
        if path.suffix not in COMPRESSED or not path.is_file() or (beside.exists() and "v" in path.parts):
            continue
        content = path.read_bytes()
        packed = gzip.compress(content, LEVEL, mtime=0)
        if len(packed) < len(content):
            beside.write_bytes(packed)
            count += 1
    return count


def _old(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name.endswith(".gz") and name.removesuffix(".gz") in names]
