"""The two browsers, started once for all tests of a process, and the site that the engine is served from."""

from collections.abc import Iterator

import pytest
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.browser.site import Site, serving


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    made = Chromium()
    yield made
    made.close()


@pytest.fixture(scope="session")
def firefox() -> Iterator[Firefox]:
    made = Firefox()
    yield made
    made.close()


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Iterator[Chromium | Firefox]:
    made: Chromium | Firefox = request.getfixturevalue(request.param)
    made.requests.clear()
    yield made
    made.open("about:blank")  # an engine that nobody asks would still cost its memory and a share of the processor


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made
