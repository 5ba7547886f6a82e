"""The two browsers with the extension, started once for the tests of a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.extension.browsers import Chrome, Fire, chrome, fire


@pytest.fixture(scope="module")
def chromium_extension(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chrome(tmp_path_factory.mktemp("chromium")) as made:
        yield made


@pytest.fixture(scope="module")
def firefox_extension(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fire]:
    with fire(tmp_path_factory.mktemp("firefox")) as made:
        yield made


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder of one's own, for a browser of one's own."""
    return tmp_path
