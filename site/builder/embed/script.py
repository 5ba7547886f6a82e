"""A module of site/embed and all that it imports, as the one classic script that other people's pages load."""

import re
from pathlib import Path

from browser import linking

COMMENT = re.compile(r"/\*.*?\*/\s*?\n?|^[ \t]*//[^\n]*\n", re.S | re.M)


def script(entry: Path, constants: dict[str, str], runtime: Path) -> str:
    """The script; `constants` are declared before the modules, and `runtime` has what is imported from ../runtime.

    Raises ValueError naming the file and the line that cannot be linked.
    """

    def place(path: Path, imported: str) -> Path:
        folder, _, name = imported.rpartition("/")
        return (runtime / name).resolve() if folder == "../runtime" else linking.beside(path, imported)

    made = linking.link([entry], _name, _read, place)
    given = "".join(f"const {name} = {value};\n" for name, value in constants.items())
    return f'(() => {{\n"use strict";\n{given}{"".join(made.values())}}})();\n'


def _name(path: Path) -> str:
    """embed/place.js -> embed_place, wherever the folder stands: two builds give the same bytes."""
    return re.sub(r"\W", "_", f"{path.parent.name}_{path.stem}")


def _read(path: Path) -> str:
    """Without comments; one space where the source has a step of indentation, nothing where a line is empty."""
    text = re.sub(r"\n\s*\n", "\n", COMMENT.sub("", path.read_text(encoding="utf-8")))
    return re.sub(r"^(?:  )+", lambda found: " " * (len(found[0]) // 2), text, flags=re.M)
