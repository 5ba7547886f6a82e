"""The site as built for these tests, twice: as it is, and with a version that is kept beside a newer one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.embed import hosts
from tests.embed.hosts import MOODLE, Two, two

from wattprint import __version__

KEPT, NEWER = __version__, "999.0.0"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """embed/ and runtime/ of this tree."""
    from builder import assets, embed

    out = tmp_path_factory.mktemp("site")
    shutil.copytree(hosts.RUNTIME, out / "runtime")
    assets.write(out)
    embed.build_embeds(out)
    return out


@pytest.fixture(scope="session")
def published(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a later version that keeps this one."""
    from builder import embed

    out = tmp_path_factory.mktemp("published")
    shutil.copytree(built / "runtime", out / "runtime")
    for name in ("embed", "runtime"):
        shutil.copytree(built / name, out / "v" / KEPT / name)
    embed.build_embeds(out, version=NEWER)
    return out


@pytest.fixture
def hosted(built: Path, tmp_path: Path) -> Iterator[Two]:
    """The site, and a host that says nothing of what it allows."""
    with two(built, tmp_path) as made:
        yield made


@pytest.fixture
def moodle(built: Path, tmp_path: Path) -> Iterator[Two]:
    """The site, and a host with a policy."""
    with two(built, tmp_path, MOODLE) as made:
        yield made
