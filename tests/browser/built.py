"""The whole site, as `make run` builds it, once for all processes of a test run; nobody writes into it."""

import fcntl
import sys
from pathlib import Path

import pytest
from tests.browser.site import ROOT

URL = "https://example.org/wattprint"
"""Where it says that it stands: canonical links and cards name it."""


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its folder."""
    if str(ROOT / "site") not in sys.path:
        sys.path.append(str(ROOT / "site"))  # last: site/build.py must not stand for the package `build`
    from builder import build

    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base  # a worker of pytest-xdist has one of its own
    out = shared / "whole/dist/site"
    with (shared / "whole.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "whole/done").exists():
            build(out, URL)
            (shared / "whole/done").touch()
    return out
