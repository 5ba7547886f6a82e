"""The licences of what the packages hold, in one text."""

import json
import zipfile
from pathlib import Path

NAMES = ("LICENSE", "LICENCE", "COPYING", "NOTICE")


def licences(root: Path) -> str:
    """Ours, Pyodide's and Python's by name, and every licence file of the wheels that are carried."""
    package = json.loads((root / "node_modules/pyodide/package.json").read_text(encoding="utf-8"))
    parts = [
        ("Wattprint", (root / "LICENSE").read_text(encoding="utf-8")),
        (f"Pyodide {package['version']} ({package['license']})",
         "runtime/pyodide.* are those of the npm package of that name, byte for byte. runtime/stdlib.zip holds\n"
         "modules of Python (PSF-2.0) and of Pyodide, compiled by that Pyodide, otherwise unchanged.\n"
         "See runtime/NOTICE.txt."),
    ]  # fmt: skip
    for wheel in sorted((root / "dist/site/runtime").glob("*.whl")):
        with zipfile.ZipFile(wheel) as members:
            for name in sorted(members.namelist()):
                base = name.rpartition("/")[2].upper()
                if ".dist-info/" in name and base.startswith(NAMES) and not wheel.name.startswith("wattprint-"):
                    parts.append((f"{wheel.name}: {name}", members.read(name).decode("utf-8", "replace")))
    return "\n\n".join(f"{title}\n{'=' * len(title)}\n\n{text.strip()}" for title, text in parts) + "\n"
