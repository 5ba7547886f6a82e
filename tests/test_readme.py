"""What the README prints is true: its commands run as they stand, its counts are those of the data, its files exist."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from wattprint import METHODS
from wattprint.facts import load
from wattprint.importers import IMPORTERS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)
SHELL = [line for kind, text in BLOCK.findall(README) if kind == "sh" for line in text.splitlines()]
COMMANDS = [line for line in SHELL if not line.startswith("make ")]
"""`.ci/run` runs those of make: they build what these tests use."""

NUMBERS = dict(zip(("seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
                    "seventeen", "eighteen", "nineteen", "twenty"), range(7, 21), strict=True))  # fmt: skip


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder that looks like the repository, so that what a command writes lands in it and nowhere else."""
    for path in ROOT.iterdir():
        (tmp_path / path.name).symlink_to(path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=lambda line: " ".join(line.split()[:2]))
def test_a_command_runs_as_it_is_printed(command: str, clone: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    env = dict(os.environ)
    if command.startswith("pip "):  # into an environment of its own, and nothing from a registry
        own = tmp_path_factory.mktemp("environment")
        subprocess.run([sys.executable, "-m", "venv", str(own)], check=True)
        env |= {"PATH": f"{own / 'bin'}:{env['PATH']}", "PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1"}
    made = subprocess.run(
        ["bash", "-eu", "-c", command], cwd=clone, env=env, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    assert made.stdout.strip()


def test_the_python_runs_as_it_is_printed() -> None:
    (code,) = [text for kind, text in BLOCK.findall(README) if kind == "python"]
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Wh" in made.stdout
    assert len([line for line in code.splitlines() if line]) == 5


def test_the_element_is_the_one_of_the_page_that_writes_it() -> None:
    (line,) = [text.strip() for kind, text in BLOCK.findall(README) if kind == "html"]
    assert "\n" not in line
    element = (ROOT / "site/embed/element.js").read_text(encoding="utf-8")
    for attribute in re.findall(r' (\w+)="', line.partition("<wattprint-calculator")[2]):
        assert f'"{attribute}"' in element or f"{attribute}=" in element, attribute
    assert load().model("gpt-4o").exact


def test_every_make_command_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:`|^)make ([a-z-]+)", README, re.M):
        assert re.search(rf"^{target}:.*##", makefile, re.M), target


def test_every_file_that_is_linked_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target


def test_what_is_counted_is_counted_right() -> None:
    def said(pattern: str) -> set[int]:
        found = {word for pair in re.findall(pattern, README) for word in ([pair] if isinstance(pair, str) else pair)}
        assert found, pattern
        return {NUMBERS.get(word) or int(word) for word in found if word}

    (models,) = said(r"more than (\d+) chat models|\| more than (\d+); another")  # so that one more changes nothing
    assert models < len(load().compiled["models"])
    assert said(r"electricity in (\d+) countries") == {len(load().compiled["zones"]) - 1}  # one is the world
    assert said(r"(\w+) methods beside|\| (\w+), side") == {len(METHODS)}
    assert said(r"too: (\w+) formats|histories \| (\w+) formats") == {len(IMPORTERS)}
    adapters = {path.stem for path in (ROOT / "extension/adapters").glob("*.js")} - {"list"}
    assert said(r"(\w+) kinds of chat sites") == {len(adapters)}


def test_no_picture_lies_about_unused() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "site/content").glob("*/*.md"))
    for picture in (ROOT / "site/content/pictures").iterdir():
        assert picture.name in README + pages, picture
