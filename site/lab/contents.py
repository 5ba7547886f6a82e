"""What the lab's scripts must know of the files beside them: names, sizes, words."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wattprint import __version__
from wattprint.units import Quantity

RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json")
"""What the first run takes of dist/site/runtime/; the rest is the lab's own."""


def weight(lab: Path, runtime: Path) -> Quantity:
    """What the first run downloads, compressed as servers do."""
    files = [*(runtime / name for name in RUNTIME), *lab.glob("*.whl"), lab / "python_stdlib.zip"]
    files += (lab / "pyscript").glob("*.js")
    return Quantity(sum(len(gzip.compress(path.read_bytes(), 6)) for path in files), unit="B").to("MB")


def module(engine: str, size: Mapping[str, str], said: Mapping[str, Mapping[str, Any]]) -> str:
    """contents.js: the version, the engine's file, and the words of each language."""
    words = {lang: {**found["cells"], "size": size[lang], "errors": found["errors"]} for lang, found in said.items()}
    constants = {"VERSION": __version__, "ENGINE": engine, "WORDS": words}
    return "".join(
        f"export const {name} = {json.dumps(value, ensure_ascii=False, sort_keys=True)};\n"
        for name, value in constants.items()
    )
