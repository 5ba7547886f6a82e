"""ES modules -> one classic script.

A page of another origin may load a classic script from any server, but a module only from one that sends CORS
headers, which a school's server rarely does. What is linked keeps to a plain subset: imports and exports by name, at
the start of a line; anything else is an error here rather than in a reader's browser. A module that is imported when
it is needed (`await import("./x.js")`) is linked like the others: it is there at once.
"""

import re
from pathlib import Path

IMPORT = re.compile(r'^import (?:\{(?P<names>[^}]*)\} from )?"(?P<path>\.[^"]+)";?[^\n]*\n', re.M)
LATE = re.compile(r'\bimport\("(?P<path>\.[^"]+\.js)"\)(?!\.[A-Z])')
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.M)
EXPORTED = re.compile(r"^export (?:async )?(?:function|class|const|let)\s+(\w+)", re.M)
FOREIGN = re.compile(r"^(?:import|export)\b[^\n]*|import\.meta[^\n]*|\bimport\([^\n]*", re.M)
COMMENT = re.compile(r"/\*.*?\*/\s*?\n?|^[ \t]*//[^\n]*\n", re.S | re.M)


def link(entry: Path, constants: dict[str, str], runtime: Path) -> str:
    """The module and all that it imports, in the order they are needed; `constants` are declared before them, and
    `runtime` has what is imported from ../runtime.

    Raises ValueError naming the file and the line that is not of the subset.
    """
    modules: dict[Path, str] = {}
    _add(entry.resolve(), modules, (), runtime)
    names = {path: f"module{place}" for place, path in enumerate(modules)}
    parts = [f"const {name} = {value};" for name, value in constants.items()]
    for path, text in modules.items():

        def name(found: re.Match[str], path: Path = path) -> str:
            return names[_place(path, found["path"], runtime)]

        body = IMPORT.sub(lambda found, name=name: _bound(found, name(found)), text)  # type: ignore[misc]
        body = LATE.sub(lambda found, name=name: f"Promise.resolve({name(found)})", body)  # type: ignore[misc]
        exported = ", ".join(EXPORTED.findall(body))
        body = EXPORT.sub("", body)
        if wrong := FOREIGN.search(body):
            raise ValueError(f"{path.name}: cannot be linked: {wrong[0]}")
        parts.append(f"// {path.name}\nconst {names[path]} = (() => {{\n{body}return {{ {exported} }};\n}})();")
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"


def _add(path: Path, modules: dict[Path, str], above: tuple[Path, ...], runtime: Path) -> None:
    """The module, without its comments, after those it imports. Raises ValueError for a circle."""
    if path in modules:
        return
    if path in above:
        raise ValueError(f"{path.name}: imports itself, by way of {above[-1].name}")
    text = _indented(COMMENT.sub("", path.read_text(encoding="utf-8")))
    for found in (*IMPORT.finditer(text), *LATE.finditer(text)):
        _add(_place(path, found["path"], runtime), modules, (*above, path), runtime)
    modules[path] = text if text.endswith("\n") else text + "\n"


def _place(path: Path, imported: str, runtime: Path) -> Path:
    """The file that is imported; the runtime's lie in the build."""
    folder, _, name = imported.rpartition("/")
    return (runtime / name if folder == "../runtime" else path.parent / imported).resolve()


def _indented(text: str) -> str:
    """One space where the source has a step of indentation, nothing where a line is empty."""
    return re.sub(r"^(?:  )+", lambda found: " " * (len(found[0]) // 2), re.sub(r"\n\s*\n", "\n", text), flags=re.M)


def _bound(found: re.Match[str], name: str) -> str:
    """`import { a as b } from "./c.js"` -> `const { a: b } = module0;`."""
    if not found["names"]:
        return ""
    bound = found["names"].strip().rstrip(",").replace(" as ", ": ")
    return f"const {{ {bound} }} = {name};\n"
