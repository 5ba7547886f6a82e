"""Nothing is carried without a licence: the site, the extension and the wheel, file by file."""

import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from release import licences

ROOT = Path(__file__).resolve().parents[2]


def in_archive(path: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def nobodys(files: Iterator[tuple[str, bytes]]) -> list[str]:
    return [name for name, content in files if content and not licences.whose(name, content)]


def test_the_licences_are_those_of_what_is_carried() -> None:
    assert licences.FILE.read_text(encoding="utf-8") == licences.text(), "run `make licences`"
    for part in licences.parts():
        assert part.licence
        assert part.address.startswith("https://")


def test_every_file_of_the_site_is_somebodys(built: Path) -> None:
    files = [path for path in built.rglob("*") if path.is_file()]
    found = ((path.relative_to(built).as_posix(), path.read_bytes()) for path in files)
    assert nobodys(found) == [], "name it in engine/release/bundled.toml, with its licence"
    assert (built / "LICENCES.txt").read_bytes() == licences.FILE.read_bytes()


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_every_file_of_the_extension_is_somebodys(browser: str) -> None:
    archive = ROOT / f"dist/wattprint-{browser}.zip"
    assert nobodys(in_archive(archive)) == [], "name it in engine/release/bundled.toml, with its licence"
    assert dict(in_archive(archive))["LICENCES.txt"] == licences.FILE.read_bytes()


def test_every_file_of_the_wheel_is_somebodys() -> None:
    (wheel,) = ROOT.glob("dist/wattprint-*.whl")
    files = dict(in_archive(wheel))
    assert nobodys(iter(files.items())) == []
    (carried,) = [content for name, content in files.items() if name.endswith("licenses/LICENCES.txt")]
    assert carried == licences.FILE.read_bytes()


def test_a_script_or_a_font_that_nobody_named_is_seen() -> None:
    for file in ("assets/chart.js", "assets/Inter.woff2", "runtime/numpy-2.whl", "wattprint/facts/other.py", "x.wasm"):
        assert licences.whose(file, b"something from elsewhere\nand more") == "", file
    assert licences.whose("runtime/pyodide.asm.wasm", b"") == "Pyodide"


def test_the_expression_of_the_wheel_names_the_licence_of_each_of_its_parts() -> None:
    said = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["license"].split(" AND ")
    data = ("wattprint/", "data/")
    in_wheel = [part for part in licences.parts() if not part.files or part.files[0].startswith(data)]
    assert len(in_wheel) == 3
    for part in in_wheel:
        assert set(part.licence.split(" AND ")) <= set(said), part.name
    assert {"MIT", "CC-BY-4.0", "etalab-2.0", "Apache-2.0"} <= set(said)
