"""dist/site/runtime/ as `make build` makes it: npm's Pyodide as it is, the rest compiled, stored and locked."""

import hashlib
import json
import re
import subprocess
import zipfile

from pyodide_lock import PyodideLockSpec

from browser import node, runtime

NPM = runtime.ROOT / "node_modules/pyodide"


def test_wasm_and_loaders_are_those_of_npm_byte_for_byte() -> None:
    for name in runtime.LOADERS:
        assert (runtime.OUT / name).read_bytes() == (NPM / name).read_bytes()


def test_archives_hold_bytecode_and_are_not_compressed_twice() -> None:
    for path in (*runtime.OUT.glob("*.whl"), runtime.OUT / "stdlib.zip"):
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                assert member.compress_type == zipfile.ZIP_STORED
                assert not member.filename.endswith(".py")


def test_the_lock_names_every_wheel_with_its_hash_and_nothing_of_another_origin() -> None:
    lock = PyodideLockSpec.from_json(runtime.OUT / "pyodide-lock.json")
    assert {each.file_name for each in lock.packages.values()} == {path.name for path in runtime.OUT.glob("*.whl")}
    for each in lock.packages.values():
        assert each.sha256 == hashlib.sha256((runtime.OUT / each.file_name).read_bytes()).hexdigest()
        assert set(each.depends) <= lock.packages.keys()
    assert set(lock.packages["pydantic"].depends) == set(runtime.ON_DEMAND) - {"pydantic"}
    for name in (*runtime.SCRIPTS, "contents.js", "words.js", "pyodide-lock.json"):
        assert not re.search(r"https?:", (runtime.OUT / name).read_text()), name


def test_the_engine_loads_without_pydantic_and_pydantic_when_asked_for() -> None:
    script = runtime.HERE.parents[1] / "tests/browser/on_demand.mjs"
    made = subprocess.run([node.node(runtime.ROOT), script, runtime.OUT], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr[-3000:]
    found = json.loads(made.stdout.splitlines()[-1])
    assert found["before"] == []
    assert found["checked"] == '{"tokens":3}'
    assert found["after"] == sorted(runtime.ON_DEMAND)
    assert found["lacking"] == "ModuleNotFoundError"
