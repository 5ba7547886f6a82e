"""A page for a teacher to copy: one HTML file, and the same as a project of PyScript's own command line."""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from wattprint import __version__

HERE = Path(__file__).resolve().parent / "template"
PLACE = "https://ADDRESS-OF-THE-SITE"
"""Stands for the site until its address is known (SITE_URL), in pages that must name it whole."""

EPOCH = (1980, 1, 1, 0, 0, 0)
RELEASES = "https://pyscript.net/releases/"
"""Where a project of `pyscript create` fetches PyScript, unless told otherwise."""


def write(lab: Path, url: str) -> None:
    """template/<lang>.html and template/<lang>.zip."""
    folder = lab / "template"
    folder.mkdir()
    site = url.rstrip("/") or PLACE
    for page in sorted(HERE.glob("*.html")):
        text = page.read_text(encoding="utf-8").replace("{SITE}", site).replace("{VERSION}", __version__)
        (folder / page.name).write_text(text, encoding="utf-8")
        (folder / f"{page.stem}.zip").write_bytes(project(HERE / f"{page.stem}.py", site))


def project(script: Path, site: str) -> bytes:
    """The folder that `pyscript create` makes of a script, its PyScript and its Python those of the site, zipped."""
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        shutil.copyfile(script, work / "lesson.py")
        asked = ["create", "lesson.py", "--app-description", "Wattprint", "--author-name", "-", "--author-email", "-"]
        # A version is named, or the command would ask the network for the latest.
        subprocess.run(
            [sys.executable, "-m", "pyscript", *asked, "--pyscript-version", "site"],
            cwd=work, check=True, capture_output=True,
        )  # fmt: skip
        made = work / "lesson"
        index = made / "index.html"
        index.write_text(index.read_text().replace(f"{RELEASES}site/", f"{site}/lab/pyscript/"))
        config = made / "pyscript.toml"
        config.write_text(f'{config.read_text()}interpreter = "{site}/lab/interpreter.mjs"\n')
        archive = work / "lesson.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
            for path in sorted(made.iterdir()):
                target.writestr(zipfile.ZipInfo(f"lesson/{path.name}", EPOCH), path.read_bytes())
        return archive.read_bytes()
