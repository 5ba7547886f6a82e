"""ES modules -> functions of one classic script.

A page of another origin may load a classic script from any server, but a module only from one that sends CORS headers,
which a school's server rarely does; and a content script of an extension cannot import. What is linked keeps to a plain
subset: imports and exports by name, at the start of a line; anything else is an error here rather than in a reader's
browser. A module that is imported when it is needed (`await import("./x.js")`) is linked like the others: it is there
at once.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

IMPORT = re.compile(r'^import (?:\{(?P<names>[^}]*)\} from )?"(?P<path>\.[^"]+)";?[^\n]*\n', re.M)
LATE = re.compile(r'\bimport\("(?P<path>\.[^"]+\.js)"\)(?!\.[A-Z])')
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\s+(?P<name>\w+))", re.M)
# In a comment, import("./x.js").Y is a type.
FOREIGN = re.compile(r'^(?:import|export)\b[^\n]*|(?<!\w)import\.meta[^\n]*|\bimport\((?!"[^"]+"\)\.[A-Z])[^\n]*', re.M)

Read = Callable[[Path], str]
Name = Callable[[Path], str]
Place = Callable[[Path, str], Path]


def beside(path: Path, imported: str) -> Path:
    """The file that a module imports, where nothing else is said."""
    return (path.parent / imported).resolve()


def link(entries: Iterable[Path], name: Name, read: Read, place: Place = beside) -> dict[Path, str]:
    """These modules and all that they import, each after those it needs: its file and `const its_name = ...;`, which
    holds what it exports. `read` gives the text of a file, `place` the file that an import means.

    Raises ValueError naming the file and the line that is not of the subset, or a circle.
    """
    made: dict[Path, str] = {}
    for entry in entries:
        _add(entry.resolve(), made, (), name, read, place)
    return made


def exported(text: str) -> list[str]:
    """What a module exports, in order."""
    return EXPORT.findall(text)


def _add(path: Path, made: dict[Path, str], above: tuple[Path, ...], name: Name, read: Read, place: Place) -> None:
    if path in made:
        return
    if path in above:
        raise ValueError(f"{path.name}: imports itself, by way of {above[-1].name}")
    text = read(path)
    for found in (*IMPORT.finditer(text), *LATE.finditer(text)):
        _add(place(path, found["path"]), made, (*above, path), name, read, place)

    body = IMPORT.sub(lambda found: _bound(found, name(place(path, found["path"]))), text)
    body = LATE.sub(lambda found: f"Promise.resolve({name(place(path, found['path']))})", body)
    body = EXPORT.sub("", body)
    if wrong := FOREIGN.search(body):
        raise ValueError(f"{path.name}: cannot be linked: {wrong[0]}")
    head, end = f"const {name(path)} = (() => {{", f"return {{ {', '.join(exported(text))} }};\n}})();"
    made[path] = f"{head}\n{body.strip()}\n{end}\n"


def _bound(found: re.Match[str], name: str) -> str:
    """`import { a as b } from "./c.js"` -> `const { a: b } = c;`."""
    if not found["names"]:
        return ""
    return f"const {{ {found['names'].strip().rstrip(',').replace(' as ', ': ')} }} = {name};\n"
