"""The pages as files: both languages alike, every cell run by the build, all of it there without a script."""

import ast
import re
import subprocess
import sys
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from tests.browser.site import ROOT

from lab.build import PAGES
from lab.highlight import highlighted
from lab.script import Script, read

LAB = ROOT / "site/lab"
SCRIPTS = {(lang, name): read(LAB / "pages" / lang / f"{name}.py") for lang in ("fr", "en") for name in PAGES}
RESULT = re.compile(r'<div class="result">(.*?)(?=<div class="question"|</details></section>)', re.DOTALL)
SOURCES = re.compile(r'<ol class="sources">.*?</ol>', re.DOTALL)
NUMBER = re.compile(r"\d[\d,.  ]*")


def shape(script: Script) -> list[list[str]]:
    """What a page computes, whatever it calls it: the calls of each cell, in order."""
    return [
        [ast.unparse(node.func).rpartition(".")[2] for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
        for cell in script.cells
        for code in (cell.code, cell.solution)
    ]


def test_every_page_is_listed_and_in_both_languages() -> None:
    for lang in ("fr", "en"):
        assert {path.stem for path in (LAB / "pages" / lang).glob("*.py")} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_computes_the_same_in_both_languages(name: str) -> None:
    french, english = SCRIPTS["fr", name], SCRIPTS["en", name]
    assert len(french.cells) == len(english.cells) >= 4
    words = {"mediane": "median", "carbone": "carbon", "energie": "energy", "semaine_de": "week_of"}
    assert [[words.get(call, call) for call in calls] for calls in shape(french)] == shape(english)
    for script in (french, english):
        assert f'speak("{script.lang}")' in script.cells[0].code


@pytest.mark.parametrize("name", PAGES)
def test_each_cell_has_its_result_a_question_and_a_folded_solution(name: str, built: Path) -> None:
    for lang in ("fr", "en"):
        html = (built / f"lab/{lang}/{name}.html").read_text()
        cells = html.split('<section class="cell"')[1:]
        assert len(cells) == len(SCRIPTS[lang, name].cells)
        for cell in cells:
            assert 'class="question"' in cell
            assert cell.count('<details class="solution">') == 1
            for result in re.findall(
                r'<div class="result">(.*?)(?=<div class="question"|</details></section>)', cell, re.S
            ):
                assert NUMBER.search(result)
        assert "<svg" in html
        assert "<script>" not in html
        assert not re.search(
            r"(?:src|href)=\"https?://(?!127)", re.sub(r'<ol class="sources">.*?</ol>', "", html, flags=re.S)
        )


@pytest.mark.parametrize(("lang", "name"), SCRIPTS)
def test_a_page_runs_as_a_script(lang: str, name: str) -> None:
    path = LAB / "pages" / lang / f"{name}.py"
    made = subprocess.run([sys.executable, path], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr[-2000:]


def test_the_lecture_s_numbers_come_out_of_their_facts(built: Path) -> None:
    html = unescape((built / "lab/en/lecture.html").read_text()).replace("\N{NO-BREAK SPACE}", " ")
    printed = re.findall(r'<pre class="printed">(.*?)</pre>', html, re.S)
    assert "552 t" in printed[0]
    assert "502 t" in printed[0]
    assert "2,300,000 t" in printed[2]
    assert "70,000,000" in printed[2]


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=[f"{lang}-{name}" for lang, name in SCRIPTS])
def test_highlighting_changes_no_character(script: Script) -> None:
    for cell in script.cells:
        for code in (cell.code, cell.solution):
            assert unescape(re.sub(r"</?span[^>]*>", "", highlighted(code))) == code


def test_ids_are_unique(built: Path) -> None:
    for path in (built / "lab").glob("*/*.html"):
        ids = re.findall(r'\sid="([^"]+)"', path.read_text())
        assert len(ids) == len(set(ids)), path


def test_pyscript_and_the_library_are_those_of_npm_byte_for_byte(built: Path) -> None:
    npm = ROOT / "node_modules"
    assert (built / "lab/python_stdlib.zip").read_bytes() == (npm / "pyodide/python_stdlib.zip").read_bytes()
    for path in (built / "lab/pyscript").glob("*.js"):
        assert path.read_bytes() == (npm / "@pyscript/core/dist" / path.name).read_bytes()


def test_a_cell_that_lacks_a_part_names_its_file(tmp_path: Path) -> None:
    path = tmp_path / "broken.py"
    path.write_text('"""Title\n\nLead."""\n\n# %% [markdown]\n# ## One\n\n# %%\nprint(1)\n')
    with pytest.raises(ValueError, match=re.escape(str(path))):
        read(path)


def test_two_builds_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    from lab.build import build_lab

    (tmp_path / "runtime").symlink_to(built / "runtime")
    build_lab(tmp_path)
    for first, second in pairwise((built, tmp_path)):
        names = sorted(path.relative_to(first) for path in (first / "lab").rglob("*") if path.is_file())
        assert names == sorted(path.relative_to(second) for path in (second / "lab").rglob("*") if path.is_file())
        assert [name for name in names if (first / name).read_bytes() != (second / name).read_bytes()] == []
