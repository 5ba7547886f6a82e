"""dist/site -> a folder for any static host: compressed copies beside the files, and each version's embeds for ever."""

import gzip
import shutil
from pathlib import Path

import wattprint

from . import embeds

VERSIONED = ("embed", "runtime", "assets")
"""What a pinned embed needs: it stands again under v/<version>/ and is never written over."""

COMPRESSED = {
    ".html", ".css", ".js", ".mjs", ".json", ".svg", ".wasm", ".xml", ".atom", ".txt", ".whl", ".zip",
}  # fmt: skip
LEVEL = 9


def publish(out: Path, folder: Path) -> str:
    """Write the folder and say what is in it; versions published earlier stay."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.iterdir():
        if stale.name not in ("v", "CNAME", ".git", ".nojekyll", ".htaccess"):
            shutil.rmtree(stale) if stale.is_dir() else stale.unlink()
    shutil.copytree(out, folder, dirs_exist_ok=True, ignore=_old)
    (folder / ".nojekyll").touch()  # GitHub Pages would leave out what it takes for its own
    pinned = folder / "v" / wattprint.__version__
    if not pinned.exists():
        for name in VERSIONED:
            if (out / name).exists():
                shutil.copytree(out / name, pinned / name)
    (folder / "versions.json").write_text(embeds.versions(folder, wattprint.__version__), encoding="utf-8")
    count = compress(folder)
    versions = ", ".join(sorted(path.name for path in (folder / "v").iterdir()))
    return f"Published to {folder}: {count} compressed copies; versions that embeds may pin: {versions}"


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
