"""dist/site/runtime/: Python, its standard library and the engine, as a browser fetches them from one origin.

Pyodide's wasm and loaders are npm's, byte for byte. The standard library is what the engine uses of it and no
more, as bytecode, since compiling the sources that Pyodide ships takes two thirds of its start; the engine and
pydantic's wheels (fetched only when something foreign is imported) likewise. Two builds give the same bytes.
"""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from pyodide_lock import PyodideLockSpec

from .classes import classes
from .lock import lock
from .node import install, node
from .words import words

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
OUT = ROOT / "dist/site/runtime"
NEW = ROOT / "dist/runtime"
DOWNLOADS = ROOT / ".venv/browser"
KEY = ROOT / "dist/runtime.key"

LOADERS = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
SCRIPTS = ("engine.js", "worker.js", "on-demand.js")
COUNTERS = ("characters.js",)  # fetched only by a page that counts a text
HISTORY = ("import.js", "importing.js", "dropping.js", "fragments.js", "slices.js")  # or that a history is dropped on
ON_DEMAND = ("pydantic", "pydantic-core", "typing-extensions", "annotated-types", "typing-inspection")
PLATFORM = ("--platform=pyemscripten_2026_0_wasm32", "--python-version=3.14", "--implementation=cp", "--abi=cp314")
ENVIRONMENT = {
    "PYTHONPATH": "/lib/engine.zip",  # the engine is imported from its archive: unpacking takes longer
    "PYDANTIC_DISABLE_PLUGINS": "1",  # pydantic would read the metadata of every package, and there are no plug-ins
}
LEFT_OUT = (
    "wattprint/batch/",  # DuckDB and dataframes
    "wattprint/notebook/",  # a notebook; the lab has the whole wheel
    "wattprint/cli/", "wattprint/__main__.py", "wattprint/importers/command.py",  # a terminal
    "wattprint/facts/compile.py",  # data/
)  # fmt: skip
"""Members of the engine's wheel that need what a page has not."""


def main() -> None:
    """Build what changed and say what it weighs."""
    pyodide = install(ROOT) / "pyodide"
    (engine,) = ROOT.glob("dist/wattprint-*.whl")
    inputs = [engine, *on_demand(), *sorted(pyodide.glob("p*.*")), *sorted(HERE.glob("*.*"))]
    key = hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in inputs)).hexdigest()
    if not KEY.exists() or KEY.read_text() != key or not OUT.exists():
        print("Compiling Python's library and the engine for browsers (half a minute)", flush=True)
        KEY.unlink(missing_ok=True)
        build(engine, pyodide, NEW)
        shutil.rmtree(OUT, ignore_errors=True)
        OUT.parent.mkdir(exist_ok=True)
        NEW.rename(OUT)  # a page that is being read misses the folder for an instant, not for the time of a build
        KEY.write_text(key)
    start = sum(path.stat().st_size for path in first(OUT))
    print(f"Built {OUT.relative_to(ROOT)} ({start} bytes to start; `make bench` says what they weigh on the wire)")


def build(engine: Path, pyodide: Path, out: Path) -> None:
    """Write the whole folder."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    compile_archives(engine, on_demand(), pyodide, out)
    for name in LOADERS:
        shutil.copyfile(pyodide / name, out / name)
    for name in (*SCRIPTS, *COUNTERS, *HISTORY):
        shutil.copyfile(HERE / name, out / name)
    locked = lock(sorted(out.glob("*.whl")), pyodide / "pyodide-lock.json")
    locked.to_json(out / "pyodide-lock.json")
    (out / "NOTICE.txt").write_text(notice(pyodide, sorted(out.glob("*.whl"))), encoding="utf-8")
    (out / "classes.js").write_text(classes(), encoding="utf-8")
    (out / "words.js").write_text(words(), encoding="utf-8")
    (out / "contents.js").write_text(contents(out, locked), encoding="utf-8")


def compile_archives(engine: Path, wheels: list[Path], pyodide: Path, out: Path) -> None:
    """Let Pyodide compile its own standard library and these wheels (inside.py), through node."""
    with tempfile.TemporaryDirectory() as folder:
        job = Path(folder)
        for path in (*wheels, pyodide / "python_stdlib.zip", HERE / "inside.py"):
            shutil.copy(path, job)
        with zipfile.ZipFile(engine) as whole, zipfile.ZipFile(job / engine.name, "w") as part:
            for name in whole.namelist():
                if not name.startswith(LEFT_OUT) and ".dist-info/licenses/" not in name:  # LICENCES.txt lies beside
                    part.writestr(name, whole.read(name))
        asked = {"engine": engine.name, "wheels": [path.name for path in wheels],
                 "environment": ENVIRONMENT}  # fmt: skip
        (job / "job.json").write_text(json.dumps(asked))
        (job / "out").mkdir()
        subprocess.run([str(node(ROOT)), str(HERE / "compile.mjs"), str(pyodide), str(job)], check=True)
        for path in (job / "out").iterdir():
            shutil.copy(path, out)


def on_demand() -> list[Path]:
    """pydantic and what it needs, at the versions and hashes of requirements.txt, as wheels for Pyodide."""
    return download(pins(*ON_DEMAND), DOWNLOADS / "on-demand")


def pins(*names: str) -> list[str]:
    """The lines of requirements.txt for these packages: their version and the hashes of their files."""
    lines = re.split(r"\n(?=\S)", (ROOT / "requirements.txt").read_text())
    return [line for line in lines if line.partition("==")[0] in names]


def download(pins: list[str], folder: Path) -> list[Path]:
    """The wheels of these lines of requirements.txt; asks the registry only when the lines changed."""
    wanted = folder / "requirements.txt"
    text = "\n".join(pins)
    if not wanted.exists() or wanted.read_text() != text:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        asked = folder / "asked.txt"
        asked.write_text(text)
        pip = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check", "--no-deps"]
        only = ["--only-binary=:all:", "--require-hashes", f"--dest={folder}", f"--requirement={asked}", *PLATFORM]
        subprocess.run([*pip, *only], check=True)
        asked.rename(wanted)
    return sorted(folder.glob("*.whl"))


def first(out: Path) -> list[Path]:
    """The files that a browser fetches before the first answer."""
    names = (*SCRIPTS, *LOADERS, "words.js", "contents.js", "stdlib.zip")
    return [*(out / name for name in names), *out.glob("wattprint-*.whl")]


def contents(out: Path, locked: PyodideLockSpec) -> str:
    """The module that tells worker.js which files there are, how long they are, and the lock."""
    (engine,) = out.glob("wattprint-*.whl")
    weighed = ("pyodide.asm.mjs", "pyodide.asm.wasm", "stdlib.zip", engine.name)
    bytes_of = {name: (out / name).stat().st_size for name in weighed}
    hashes = {name: integrity(out / name) for name in ("stdlib.zip", engine.name)}
    constants: dict[str, tuple[str, object]] = {
        "ENGINE": ("string", engine.name),
        "ENVIRONMENT": ("Record<string, string>", ENVIRONMENT),
        "BYTES": ("Record<string, number>", bytes_of),
        "HASHES": ("Record<string, string>", hashes),
        "LOCK": ("any", locked.to_dict()),
    }
    return "".join(
        f"/** @type {{{type}}} */\nexport const {name} = {json.dumps(value, sort_keys=True, separators=(',', ':'))};\n"
        for name, (type, value) in constants.items()
    )


def notice(pyodide: Path, wheels: list[Path]) -> str:
    """Whose work this folder holds."""
    package = json.loads((pyodide / "package.json").read_text())
    names = "\n".join(f"  {wheel.name}" for wheel in wheels)
    return (
        f"pyodide.* : Pyodide {package['version']}, {package['license']}, as the npm package of that name holds them.\n"
        "stdlib.zip : modules of Python (PSF-2.0) and of Pyodide, compiled by that Pyodide, otherwise unchanged.\n"
        f"The licence of each of these wheels lies in its dist-info, or in LICENCES.txt:\n{names}\n"
    )


def integrity(path: Path) -> str:
    """The hash of a file as fetch() takes it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()


if __name__ == "__main__":
    main()
