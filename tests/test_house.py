"""The rules of the house, as tests: what the plan says holds, or a name says where it does not."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest

from wattprint.facts.compile import compile_facts, compile_lecture

ROOT = Path(__file__).resolve().parents[1]
ENGINE = ROOT / "engine/wattprint"
SOURCES = sorted(path for folder in ("engine", "site/builder") for path in ROOT.glob(f"{folder}/**/*.py"))
FORMULAS = [
    *(path for path in ENGINE.glob("methods/*.py")),
    *(ENGINE / f"{name}.py" for name in ("footprint", "estimate", "compare", "equivalents", "tally", "tokens", "table",
                                         "serving", "denoising")),
]  # fmt: skip
ALLOWED = {0, 1, 2, -1}
"""0 and 1, 2 for a half or a double, and -1 for the last: every other number is a fact and stands in data/."""

LONGEST = 400
DRAWERS = re.compile(r"^(utils?|helpers?|common|misc|manager)\.(py|js)$")


def numbers_in(path: Path) -> list[str]:
    """Number literals inside functions; module constants have a name and a line that says why."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            for part in ast.walk(ast.Module(body=list(node.body), type_ignores=[])):
                if isinstance(part, ast.Constant) and type(part.value) in (int, float) and part.value not in ALLOWED:
                    found += [f"{path.name}:{part.lineno}: {part.value!r}"]
    return found


@pytest.mark.parametrize("path", [path for path in FORMULAS if path.exists()], ids=lambda path: path.name)
def test_a_formula_holds_no_number(path: Path) -> None:
    assert numbers_in(path) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_one_idea_one_file(path: Path) -> None:
    assert not DRAWERS.match(path.name)
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert not text or ast.get_docstring(ast.parse(text)), "a file says in its first line what it is"


def test_public_functions_say_what_they_do() -> None:
    silent = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and node in ast.parse(path.read_text(encoding="utf-8")).body
    ]
    assert silent == []


def test_only_the_facts_room_opens_data() -> None:
    readers = {"open", "read_text", "read_bytes", "files", "joinpath"}
    for path in ENGINE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        strings = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        if path.parent.name != "facts" and any(
            re.fullmatch(r"(\.\./)*data/.*\.(toml|csv|json)", text) for text in strings
        ):
            calls = {
                getattr(n.func, "attr", getattr(n.func, "id", "")) for n in ast.walk(tree) if isinstance(n, ast.Call)
            }
            assert not calls & readers, f"{path} opens data/ itself"


def test_methods_are_listed_by_hand_one_file_each() -> None:
    from wattprint import METHODS

    files = {path.stem for path in (ENGINE / "methods").glob("*.py")} - {"__init__", "base"}
    assert files == {re.sub(r"[-.]", "_", id) for id in METHODS}, "a file without a line in the list, or the reverse"
    assert {path.stem for path in (ROOT / "data/methods").glob("*.toml")} == set(METHODS)


def test_the_compiled_facts_are_those_of_data() -> None:
    made = json.loads(json.dumps(compile_facts(ROOT / "data")))
    assert made == json.loads((ENGINE / "facts/compiled/facts.json").read_text(encoding="utf-8")), "run `make facts`"


def test_the_published_schemas_are_those_of_the_code(tmp_path: Path) -> None:
    from wattprint.facts.compile import write_schemas

    write_schemas(tmp_path)
    for made in tmp_path.iterdir():
        assert made.read_text() == (ROOT / "data/schemas" / made.name).read_text(), "run `make facts`"


def test_every_source_is_under_some_number() -> None:
    facts = compile_facts(ROOT / "data")
    shelves = {**{k: v for k, v in facts.items() if k != "sources"}, "lecture": compile_lecture(ROOT / "data", facts)}
    used = set(re.findall(r'"([a-z0-9.-]+)"', json.dumps(shelves)))
    assert sorted(facts["sources"].keys() - used) == []


def test_no_registry_address_stands_anywhere() -> None:
    registry = re.compile(
        r"(pypi\.org|files\.pythonhosted|registry\.npmjs|npmjs\.com/package|--(extra-)?index-url\s+http)"
    )
    for pattern in (
        "requirements*.txt",
        "*.toml",
        "package*.json",
        "*.md",
        "Makefile",
        ".ci/run",
        "engine/**/*.py",
        "data/**/*.toml",
    ):
        for path in ROOT.glob(pattern):
            if ".venv" not in path.parts and "node_modules" not in path.parts:
                assert not registry.search(path.read_text(encoding="utf-8")), path
    assert not list(ROOT.glob("uv.lock"))


def test_the_five_packages_are_named_and_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    named = json.dumps([project["project"]["dependencies"], project["dependency-groups"]])
    pins = (ROOT / "requirements.txt").read_text()
    for package in ("pyodide-build", "pyscript", "pydantic", "pytest", "playwright"):
        assert package in named
        assert re.search(rf"^{package}==", pins, re.M)
    assert "--hash=sha256:" in pins


def test_an_estimate_loads_the_standard_library_only() -> None:
    import subprocess
    import sys

    code = (
        f"import sys, json; sys.path.insert(0, {str(ROOT / 'engine')!r}); import wattprint; "
        "wattprint.estimate('gpt-4o', output_tokens=400, boundary='device').sources; "
        "foreign = {name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names; "
        "print(json.dumps(sorted(foreign - {'wattprint', '__main__'})))"
    )
    found = subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True, capture_output=True, text=True)
    assert json.loads(found.stdout) == []


def test_the_engine_answers_alike_in_every_python_present() -> None:
    import shutil
    import subprocess
    import sys

    code = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'engine')!r}); import wattprint, json; "
        "print(json.dumps([[v for q in wattprint.estimate(m, input_tokens=3000, output_tokens=400, boundary='device')"
        ".results.values() for v in (q.median, q.low, q.high)] for m in ('gpt-4o', 'llama-3.1-8b', 'mistral-large')]))"
    )
    found = [shutil.which(f"python3.{minor}") for minor in range(11, 15)]
    pyenv = sorted((Path.home() / ".pyenv/versions").glob("3.1[1-4].*/bin/python"))
    pythons = [path for path in (*found, *pyenv) if path and "shims" not in str(path)]
    answers = {
        str(python): json.loads(subprocess.run([str(python), "-I", "-c", code], check=True, capture_output=True).stdout)
        for python in {sys.executable, *map(str, pythons)}
    }
    first, *others = answers.values()
    for other in others:
        for a, b in zip(first, other, strict=True):
            assert a == pytest.approx(b, rel=1e-12)
