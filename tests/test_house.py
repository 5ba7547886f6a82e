"""The rules of the house, as tests: what the plan says holds, or a name says where it does not."""

import ast
import json
import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from wattprint import __version__
from wattprint.facts.compile import compile_facts, compile_lecture

ROOT = Path(__file__).resolve().parents[1]
ENGINE = ROOT / "engine/wattprint"
NOT_OURS = {"node_modules", "__pycache__", ".venv"}


def tree(*kinds: str) -> list[Path]:
    """Every file of these kinds that people write, from engine/ to tests/."""
    found = (path for top in ("engine", "extension", "site", "tests") for path in (ROOT / top).rglob("*.*"))
    return sorted(path for path in found if path.suffix in kinds and not NOT_OURS & set(path.parts))


def named(path: Path) -> str:
    """A file as a test's name says it."""
    return path.relative_to(ROOT).as_posix()


CODE = tree(".py", ".js", ".mjs", ".css", ".html", ".sh")
LESSONS = ("site/lab/pages/", "site/lab/template/")
"""What students read and change, and says on its page what it is."""

PYTHON = [path for path in CODE if path.suffix == ".py" and not named(path).startswith(LESSONS)]
SOURCES = [path for path in PYTHON if not named(path).startswith("tests/")]

NO_FORMULAS = {
    "batch": "bytes, parts and percentages of a progress",
    "calculator": "draws and compares", "day": "draws; a week has seven days", "figures": "pixels",
    "importers": "sizes of what is read", "facts": "places in a row", "wording": "powers of ten",
    "report.py": "draws", "scorecard.py": "draws", "terminal.py": "columns of a terminal",
}  # fmt: skip
"""Rooms that may hold a number in a function, and why; every other room of the engine holds formulas."""

ALLOWED = {0, 1, 2, -1}
"""0 and 1, 2 for a half or a double, and -1 for the last: every other number is a fact and stands in data/."""

FORMULAS = [path for path in PYTHON if path.is_relative_to(ENGINE)
            and path.relative_to(ENGINE).parts[0] not in NO_FORMULAS]  # fmt: skip

LONGEST = 400
DRAWERS = re.compile(r"^(utils?|helpers?|common|misc|manager)\.\w+$")


def numbers_in(source: str) -> list[str]:
    """Number literals inside functions; module constants have a name and a line that says why."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            body = node.body if isinstance(node.body, list) else [node.body]
            for part in (inner for each in (*body, node.args) for inner in ast.walk(each)):
                if isinstance(part, ast.Constant) and type(part.value) in (int, float) and part.value not in ALLOWED:
                    found += [f"{part.lineno}: {part.value!r}"]
    return found


@pytest.mark.parametrize("path", FORMULAS, ids=named)
def test_a_formula_holds_no_number(path: Path) -> None:
    assert numbers_in(path.read_text(encoding="utf-8")) == []


def test_a_number_in_a_formula_would_be_seen() -> None:
    for text in ("def f(x):\n    return 0.7 * x", "f = lambda x: 3 * x", "def f(x=3): ...", "async def f(): return 9"):
        assert numbers_in(text)
    assert not numbers_in("HALF = 0.5\ndef f(x):\n    return x[-1] * 2 + HALF")
    assert all((ENGINE / room).exists() for room in NO_FORMULAS)


@pytest.mark.parametrize("path", CODE, ids=named)
def test_one_idea_one_file(path: Path) -> None:
    assert not DRAWERS.match(path.name)
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    if path in PYTHON:
        assert not text or ast.get_docstring(ast.parse(text)), "a file says in its first line what it is"
    elif path.suffix in (".js", ".mjs"):
        assert text.startswith(("/*", "//")), "a file says in its first line what it is"


def silent_in(source: str) -> list[str]:
    """Public functions and classes of a module that do not say what they do."""
    return [node.name for node in ast.parse(source).body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            and not node.name.startswith("_") and not ast.get_docstring(node)]  # fmt: skip


def test_public_functions_say_what_they_do() -> None:
    silent = [f"{named(path)}: {name}" for path in SOURCES for name in silent_in(path.read_text(encoding="utf-8"))]
    assert silent == []
    assert silent_in("def f():\n    return 1\nclass A:\n    x = 1\ndef _g(): ...") == ["f", "A"]


DATA = re.compile(r"(^|\S*/)(data|compiled)(/\S*)?$")
"""A path, or one step of a path, into data/ or into what is compiled from it."""

PATHS = {"Path", "PurePath", "joinpath", "open", "files", "read_text", "read_bytes", "glob"}


def opened_in(source: str) -> list[str]:
    """Where a module makes a path into data/: a step after `/`, an argument of what takes paths, a whole path."""
    module, found = ast.parse(source), []
    for node in ast.walk(module):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            steps = [node.left, node.right]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in PATHS:
            steps = node.args
        else:
            steps = []
        texts = [text for step in steps for text in _texts(step)]
        found += [text for text in texts if DATA.match(text.rstrip("/")) or text.startswith("data/")]
    return found


def _texts(step: ast.expr) -> list[str]:
    """The text of a step, and that of the fixed parts of an f-string."""
    parts = step.values if isinstance(step, ast.JoinedStr) else [step]
    return [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def test_only_the_facts_room_opens_data() -> None:
    engine = [path for path in PYTHON if path.is_relative_to(ENGINE) and path.parent.name != "facts"]
    opened = {named(path): opened_in(path.read_text(encoding="utf-8")) for path in engine}
    assert {path: places for path, places in opened.items() if places} == {}
    for text in (
        'ROOT / "data" / name',
        'Path("../data/models.csv")',
        'open(f"data/models/{id}.toml")',
        'files("wattprint").joinpath("facts/compiled", name)',
        '(HERE / "data/zones.toml").open()',
    ):
        assert opened_in(text), text
    assert not opened_in('deck("data", group="data"); amount / 2; Path("report.html")')


def test_methods_are_listed_by_hand_one_file_each() -> None:
    from wattprint import METHODS

    files = {path.stem for path in (ENGINE / "methods").glob("*.py")} - {"__init__", "base"}
    assert files == {re.sub(r"[-.]", "_", id) for id in METHODS}, "a file without a line in the list, or the reverse"
    assert {path.stem for path in (ROOT / "data/methods").glob("*.toml")} == set(METHODS)


def test_the_floors_that_contributors_read_are_those_that_are_checked() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = [[room.strip() for room in layer.split("|")] for layer in contracts[0]["layers"]]
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    floors = re.findall(r"^    ([a-z][a-z, ]*?)(?:  .*)?$", text[text.index("## The house") :], re.M)
    assert [floor.split(", ") for floor in floors] == layers


def test_every_file_that_contributors_are_sent_to_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:data|engine|site|extension|tests)/[^`<>*: ]*)`", text)
    paths += re.findall(r"\]\(([^){]+)\)", text)
    assert [path for path in paths if not (ROOT / path).exists()] == []
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`(?:\S+=\S+ )?make ([a-z-]+)", text):
        assert target == "new-" or re.search(rf"^{target}:.*##", makefile, re.M), target


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


def test_the_version_is_typed_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert "version" not in project["project"]
    assert project["tool"]["hatch"]["version"] == {"path": "engine/wattprint/version.py"}
    assert "version" not in json.loads((ROOT / "extension/manifest.json").read_text())
    assert version("wattprint") == __version__, "the installed engine is of another version: run `make build`"


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
