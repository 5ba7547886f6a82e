"""What cannot run inside Pyodide, and why: there these tests are marked, skipped and listed, and nowhere else."""

import sys
from pathlib import Path

import pytest
from hypothesis import settings

CPYTHON_ONLY = {
    "engine/test_ecologits.py": "compares with ecologits, which is not built for browsers",
    "engine/test_cli.py": "a terminal, which the browser's engine leaves out",
    "engine/test_report.py": "the report of a terminal",
    "engine/test_accuracy.py": "a terminal",
    "engine/test_calibration.py": "scipy, which the engine does not need",
    "engine/test_explainer.py::test_an_estimate_reads_nothing_of_the_lecture": "starts another Python",
    "importers/test_command.py": "a terminal",
    "importers/test_ccusage.py": "starts ccusage",
    "importers/test_safety.py::test_depth_is_refused": "so deep a nesting ends Pyodide; engine.js starts another",
    "batch": "DuckDB and dataframes",
    "browser": "drives browsers",
    "site": "builds pages and drives browsers",
    "journeys": "drives browsers",
    "lab": "drives browsers",
    "notebook": "starts notebooks and their kernels",
    "extension": "drives browsers",
    "release": "packs, and runs git",
    "skeletons": "starts node",
    "soak": "the long counts",
    "test_pythons.py": "starts other Pythons",
    "test_house.py": "reads the whole repository and starts other Pythons",
    "test_languages.py": "reads the whole repository",
    "test_readme.py": "a terminal",
}
"""A folder, a file or a test (file::test) -> the reason."""

HERE = Path(__file__).parent
IN_PYODIDE = sys.platform == "emscripten"

if not IN_PYODIDE:
    from tests.browser.built import whole
    from tests.browser.fixtures import browser, chromium, firefox, one_chromium, one_firefox, site

    __all__ = ["browser", "chromium", "firefox", "one_chromium", "one_firefox", "site", "whole"]


def pytest_configure(config: pytest.Config) -> None:
    """`--strict-markers` asks for it."""
    config.addinivalue_line("markers", "cpython_only(reason): cannot run inside Pyodide")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Some of these cannot even be imported there."""
    return True if IN_PYODIDE and str(collection_path.relative_to(HERE)) in CPYTHON_ONLY else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the single tests."""
    for item in items:
        name = item.nodeid.removeprefix("tests/").partition("[")[0]
        if reason := CPYTHON_ONLY.get(name):
            item.add_marker(pytest.mark.cpython_only(reason))
            if IN_PYODIDE:
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_report_header() -> list[str]:
    """Nothing is left out silently."""
    return [f"left out in Pyodide: {name} ({reason})" for name, reason in CPYTHON_ONLY.items()] if IN_PYODIDE else []


settings.register_profile("untimed", deadline=None)  # no test asserts on elapsed time
settings.register_profile("pyodide", max_examples=10, deadline=None, derandomize=True)  # it is five times slower
settings.load_profile("pyodide" if IN_PYODIDE else "untimed")
