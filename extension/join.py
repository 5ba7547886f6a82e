"""The modules of the two worlds of a page -> plain scripts, since a content script cannot import.

Each module stands whole, in the order in which they need each other, inside a function that gives what it exports:
the text can be read beside its source, and no name of ours is seen by the page.
"""

import re
from pathlib import Path

from browser.classes import classes

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "extension"
SELF_HOSTED = ("open-webui", "librechat", "openai")
"""Adapters of servers of the reader's own, in the order in which they are asked."""

_IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]+)";\n', re.M)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.M)
_CLASSES = ROOT / "engine/browser/classes.js"  # generated from data/tokens.toml, never written beside its source


def scripts() -> dict[str, str]:
    """Path below the extension's root -> text, of every script that a page is given."""
    own = sorted(path.stem for path in (FOLDER / "adapters").glob("*.js") if path.stem not in ("list", *SELF_HOSTED))
    made = {f"page/{name}.js": _page([name]) for name in own}
    made["page/self-hosted.js"] = _page(SELF_HOSTED)
    isolated = FOLDER / "capture/isolated.js"
    made["capture/isolated.js"] = _script([isolated], f"{_name(isolated)}.begin(globalThis.chrome);")
    return made


def _page(adapters: list[str] | tuple[str, ...]) -> str:
    page, files = FOLDER / "capture/page.js", [FOLDER / f"adapters/{name}.js" for name in adapters]
    named = [f"{_name(file)}.{_EXPORT.findall(_source(file))[0]}" for file in files]
    return _script([page, *files], f"{_name(page)}.start(globalThis, [{', '.join(named)}]);")


def _script(entries: list[Path], last: str) -> str:
    modules: dict[Path, str] = {}
    for entry in entries:
        _add(entry, modules)
    body = "\n".join(modules.values())
    return f'(() => {{\n"use strict";\n\n{body}\n{last}\n}})();\n'


def _add(path: Path, modules: dict[Path, str]) -> None:
    """The modules that `path` needs, then itself."""
    if path in modules:
        return
    source = _source(path)
    modules[path] = ""  # a circle is an error in the browser too: our modules need each other downwards only
    for _, other in _IMPORT.findall(source):
        _add((path.parent / other).resolve(), modules)
    del modules[path]
    exported = ", ".join(_EXPORT.findall(source))
    body = _EXPORT.sub("", _IMPORT.sub(lambda found: _bound(path, found), source))
    if re.search(r"^(import|export) ", body, re.M):
        raise ValueError(f"{path}: an import or export of a form that join.py does not know")
    head = f"// {path.relative_to(ROOT)}\nconst {_name(path)} = (() => {{"
    modules[path] = f"{head}\n{body.strip()}\n\nreturn {{ {exported} }};\n}})();\n"


def _bound(path: Path, found: re.Match[str]) -> str:
    names = found[1].replace(" as ", ": ").strip().rstrip(",")
    return f"const {{ {names} }} = {_name((path.parent / found[2]).resolve())};\n"


def _source(path: Path) -> str:
    return classes() if path == _CLASSES else path.read_text(encoding="utf-8")


def _name(path: Path) -> str:
    return re.sub(r"\W", "_", str(path.relative_to(ROOT).with_suffix("")))
