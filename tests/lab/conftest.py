"""The lab as the build makes it, with the site's style, and the two browsers."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browser.site import ROOT, TYPES, Answer, Site, serving

sys.path.append(str(ROOT / "site"))  # last: site/build.py must not stand for the package `build`

from builder import assets
from builder.policies import LAB
from lab.build import build_lab

OPEN = "object-src 'none'"
"""What a host of other people's pages says: nothing of scripts."""

TYPES.setdefault(".zip", "application/zip")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lab, its runtime and the site's style."""
    out: Path = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "dist/site/runtime", out / "runtime")
    assets.write(out)
    build_lab(out)
    return out


@pytest.fixture
def lab(built: Path) -> Iterator[Site]:
    """Served with the lab's own policy."""
    with serving(LAB, {"/": built}) as made:
        yield made


@pytest.fixture
def lent(built: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The same, for pages of another origin: `Access-Control-Allow-Origin: *`, as GitHub Pages has it."""
    plain = Answer.end_headers

    def end_headers(answer: Answer) -> None:
        answer.send_header("Access-Control-Allow-Origin", "*")
        plain(answer)

    monkeypatch.setattr(Answer, "end_headers", end_headers)
    with serving(LAB, {"/": built}) as made:
        yield made
