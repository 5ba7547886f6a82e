"""Runs inside Pyodide: pytest on the engine as browsers get it, in bytecode, from its archive.

The standard library is the whole one here, since pytest needs it; whatever the engine asks of it is checked
against the trimmed one that browsers get.
"""

import builtins
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

TRIMMED = Path("dist/site/runtime/stdlib.zip")
ENGINE = ("wattprint/", "/lib/engine.zip/")
MADE = {"collections.abc", "os.path"}
"""Modules without a file: their parents enter them in sys.modules."""


def main() -> int:
    """Run, report what the trimmed standard library lacks, and return the exit code."""
    import pytest

    with zipfile.ZipFile(TRIMMED) as archive:
        carried = {name.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".") for name in archive.namelist()}
    import wattprint.facts

    wattprint.facts.__path__.append("engine/wattprint/facts")  # facts.compile, which the tests of data/ are about
    lacking = watch(carried | MADE | set(sys.builtin_module_names))
    code = pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-o", "pythonpath=",
                        "tests/engine", "tests/data", "tests/importers"])  # fmt: skip
    for name, place in sorted(lacking.items()):
        print(f"the runtime lacks {name}, which {place} imports")
    return int(code) or len(lacking)


def watch(carried: set[str]) -> dict[str, str]:
    """Modules of the standard library that the engine asks for, itself or through another, and that are not carried."""
    lacking: dict[str, str] = {}
    real = builtins.__import__

    def importing(name: str, *rest: Any, **more: Any) -> ModuleType:
        if name not in carried and name.partition(".")[0] in sys.stdlib_module_names and (place := asked_by_engine()):
            lacking[name] = place
        return real(name, *rest, **more)

    builtins.__import__ = importing
    return lacking


def asked_by_engine() -> str:
    """The engine's file that is asking, if only the standard library stands between it and the import."""
    frame = sys._getframe(2)
    while frame := frame.f_back:  # type: ignore[assignment]
        file = frame.f_code.co_filename
        if file.startswith(ENGINE):
            return file
        if not (file.startswith("<frozen") or "python3" in file.split("/")[-2:][0] or "python314.zip" in file):
            return ""
    return ""
