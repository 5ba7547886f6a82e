"""The two browsers, started once for all tests of a process, and the site that the engine is served from."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.browser.site import Site, serving


@pytest.fixture(scope="session")
def one_chromium() -> Iterator[Chromium]:
    made = Chromium()
    yield made
    made.close()


@pytest.fixture(scope="session")
def one_firefox() -> Iterator[Firefox]:
    made = Firefox()
    yield made
    made.close()


@pytest.fixture
def chromium(one_chromium: Chromium) -> Iterator[Chromium]:
    yield from emptied(one_chromium)


@pytest.fixture
def firefox(one_firefox: Firefox) -> Iterator[Firefox]:
    yield from emptied(one_firefox)


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Chromium | Firefox:
    made: Chromium | Firefox = request.getfixturevalue(request.param)
    return made


def emptied(browser: Chromium | Firefox) -> Iterator[Any]:
    """Without a page before and after: an engine that nobody asks would still cost its memory and a share of the
    processor, and a page of another test would still fetch."""
    browser.requests.clear()
    yield browser
    browser.open("about:blank")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made
