"""The site, built once for these tests and served as `make run` serves it, and a browser tab."""

import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from tests.browser.built import URL

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "site"))  # last: site/build.py must not stand for the package `build`

from builder.serve import HOST, Answers, Server  # noqa: E402 - the folder is on the path only now

__all__ = ["URL"]


@pytest.fixture(scope="session")
def built(whole: Path) -> Path:
    """The whole site, for an address of its own."""
    return whole


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """Where it is served."""
    with Server((HOST, 0), partial(Answers, directory=str(built))) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://{HOST}:{server.server_address[1]}"
        server.shutdown()
