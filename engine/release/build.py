"""A commit -> the archives of a release, in a folder of their own, as a stranger's machine would build them.

The commit is exported, so that nothing of the working tree takes part; the installed packages (.venv, node_modules) are
lent, since their lock files name every hash.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from .bill import bill

ROOT = Path(__file__).resolve().parents[2]
LENT = (".venv", "node_modules")
PYTHON = [sys.executable, "-m"]
BLOCK = 1 << 20
Say = Callable[[str], None]


def export(commit: str, folder: Path) -> None:
    """The files of a commit, and the packages that are installed here."""
    folder.mkdir(parents=True)
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x"], cwd=folder, input=packed, check=True)
    for name in LENT:
        (folder / name).symlink_to(ROOT / name)


def steps(url: str) -> dict[str, list[str]]:
    """What is run, in this order, by what it makes."""
    return {
        "the facts": [*PYTHON, "wattprint.facts.compile"],
        "wheel and sdist": [*PYTHON, "build", "--sdist", "--wheel", "--no-isolation", "--outdir", "dist", "."],
        "the browser's runtime": [*PYTHON, "browser.runtime"],
        "the extension": [*PYTHON, "extension.build"],
        "the site with its tables": [sys.executable, "site/build.py", "--data", "--release", "--site-url", url,
                                     "--publish", "dist/published"],
    }  # fmt: skip


def archives(commit: str, folder: Path, version: str, url: str, say: Say) -> dict[str, Path]:
    """Build it all in `folder`; name of each archive -> where it lies. Raises CalledProcessError with what was said."""
    export(commit, folder)
    env = {**os.environ, "PYTHONPATH": str(folder / "engine"), "PYTHONDONTWRITEBYTECODE": "1"}
    for what, command in steps(url).items():
        started = time.monotonic()
        subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True, text=True)
        say(f"  {what}: {time.monotonic() - started:.0f} s")
    dist = folder / "dist"
    (wheel,), (sdist,) = dist.glob("*.whl"), dist.glob("*.tar.gz")
    made = {wheel.name: wheel, sdist.name: sdist}
    for kind in ("chromium", "firefox", "source"):
        made[f"wattprint-{version}-{kind}.zip"] = dist / f"wattprint-{kind}.zip"
    made[f"wattprint-{version}-site.zip"] = dist / "site.zip"
    made[f"wattprint-{version}-sbom.cdx.json"] = dist / "sbom.cdx.json"
    from extension.build import archive  # the deterministic zip of the extension's packages

    site = dist / "published"
    archive(dist / "site.zip", {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()})
    (dist / "sbom.cdx.json").write_text(bill(folder, version, committed(commit)), encoding="utf-8")
    say("  the site's archive and the bill of materials")
    return made


def committed(commit: str) -> datetime:
    """The day of a commit, which stands for that of the build."""
    asked = ["git", "show", "--no-patch", "--format=%cI", commit]
    return datetime.fromisoformat(
        subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    )


def digest(path: Path) -> str:
    """SHA-256."""
    made = sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            made.update(block)
    return made.hexdigest()


def different(first: dict[str, Path], second: dict[str, Path]) -> list[str]:
    """The archives that two builds do not have alike."""
    names = sorted(first.keys() | second.keys())
    return [
        name for name in names if name not in first or name not in second or digest(first[name]) != digest(second[name])
    ]
