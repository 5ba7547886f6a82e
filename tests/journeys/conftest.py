"""The site as it is built, for journeys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browser.site import POLICY, Site, serving


@pytest.fixture
def pages(whole: Path) -> Iterator[Site]:
    with serving(POLICY, {"/": whole}) as site:
        yield site
