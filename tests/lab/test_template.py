"""A teacher's page, on another origin; and the same as a project that PyScript's command line made and serves."""

import io
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.browser.site import Site, serving
from tests.lab.conftest import OPEN
from tests.lab.test_lab import do
from tests.notebook.conftest import free_port
from tests.notebook.conftest import serving as starting

from lab import lesson
from wattprint import __version__


def page(built: Path, lang: str, site: str) -> str:
    """The template with the site's address in its place, as a teacher puts it there."""
    return (built / f"lab/template/{lang}.html").read_text().replace(lesson.PLACE, site)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_copied_page_works_on_another_origin(
    browser: Chromium | Firefox, lent: Site, built: Path, tmp_path: Path, lang: str
) -> None:
    (tmp_path / "page.html").write_text(page(built, lang, lent.url))
    with serving(OPEN, {"/": tmp_path}) as host:
        browser.open(f"{host.url}/page.html")
        browser.run("() => new Promise((resolve) => setTimeout(resolve, 500))")
        assert not [path for _, path in lent.asked if re.search(r"pyscript|pyodide|\.whl", path)]
        found = do(
            browser, "return [await run(2), await run(1), document.querySelector('.version')?.textContent ?? '']"
        )
        assert found[0]["failed"] == found[1]["failed"] == found[2] == ""
        assert "Wh" in found[0]["text"]  # it needs the first cell, which nobody had run
        assert (found[0]["shown"], found[1]["shown"]) == (1, 1)
        home = re.compile(rf"({re.escape(lent.url)}|{re.escape(host.url)})/|blob:|data:")
        assert [url for _, url in browser.requests if not home.match(url)] == []


def test_a_page_of_another_version_says_so(chromium: Chromium, lent: Site, built: Path, tmp_path: Path) -> None:
    html = page(built, "fr", lent.url).replace(f'data-version="{__version__}"', 'data-version="0.0.9"')
    (tmp_path / "page.html").write_text(html)
    with serving(OPEN, {"/": tmp_path}) as host:
        chromium.open(f"{host.url}/page.html")
        said = chromium.page.wait_for_selector(".version")
        assert said
        assert "0.0.9" in said.inner_text()
        assert __version__ in said.inner_text()


def test_the_template_names_the_site_and_its_version(built: Path, tmp_path: Path) -> None:
    (tmp_path / "lab").mkdir()
    lesson.write(tmp_path / "lab", "https://example.org/wattprint/")
    for lang in ("fr", "en"):
        html = (tmp_path / f"lab/template/{lang}.html").read_text()
        assert 'src="https://example.org/wattprint/lab/cells.js"' in html
        assert f'data-version="{__version__}"' in html
        assert lesson.PLACE not in html
        assert lesson.PLACE in (built / f"lab/template/{lang}.html").read_text()


def test_the_project_is_what_pyscript_makes_with_the_site_s_parts(built: Path) -> None:
    with zipfile.ZipFile(built / "lab/template/fr.zip") as archive:
        names = {"lesson/index.html", "lesson/main.py", "lesson/pyscript.toml"}
        assert set(archive.namelist()) == names
        index = archive.read("lesson/index.html").decode()
        config = tomllib.loads(archive.read("lesson/pyscript.toml").decode())
    assert f"{lesson.PLACE}/lab/pyscript/core.js" in index
    assert "pyscript.net" not in index
    assert config["interpreter"] == f"{lesson.PLACE}/lab/interpreter.mjs"


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """`pyscript run`, which isolates its pages (COOP and COEP)."""
    port = free_port()
    command = [sys.executable, "-m", "pyscript", "run", str(folder), "--no-view", "--port", str(port)]
    url = f"http://127.0.0.1:{port}"
    logs = folder.parent / f"logs-{port}"
    logs.mkdir()
    with starting(command, url, logs, dict(os.environ)):
        yield url


def test_the_project_runs_under_pyscript_run(chromium: Chromium, lent: Site, built: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO((built / "lab/template/fr.zip").read_bytes())) as archive:
        archive.extractall(tmp_path)
    for path in (tmp_path / "lesson").iterdir():
        path.write_text(path.read_text().replace(lesson.PLACE, lent.url))
    with running(tmp_path / "lesson") as url:
        chromium.open(f"{url}/")
        chromium.page.wait_for_function("document.body.innerText.includes('0,81')", timeout=90_000)
        assert chromium.run("() => crossOriginIsolated")
        home = re.compile(r"http://127\.0\.0\.1|blob:|data:")
        assert [asked for _, asked in chromium.requests if not home.match(asked)] == []


def test_the_lab_works_isolated_too(chromium: Chromium, built: Path) -> None:
    with running(built) as url:
        chromium.open(f"{url}/lab/fr/request.html")
        assert chromium.run("() => crossOriginIsolated")
        assert do(chromium, "return run(1)")["failed"] == ""


def test_the_command_line_of_pyscript_is_there() -> None:
    made = subprocess.run([sys.executable, "-m", "pyscript", "--version"], capture_output=True, text=True, check=True)
    assert "0.3.3" in made.stdout
