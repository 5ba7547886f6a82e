"""A page of the lab as its author writes it: a Python file in cells, which runs as it is.

# %% [markdown]   prose, in comments, under a heading `## ...`     # %%              the cell
# %% [question]   what to find out, in comments                    # %% [solution]   code that finds it
"""

import ast
import re
from pathlib import Path
from typing import NamedTuple

MARK = re.compile(r"^# %%(?: \[(\w+)\])?\s*$")
PARTS = ("markdown", "code", "question", "solution")


class Cell(NamedTuple):
    """One step of a page; `solution` is code that runs after `code`, in the same names."""

    title: str
    prose: str
    code: str
    question: str
    solution: str


class Script(NamedTuple):
    """One page in one language."""

    name: str
    lang: str
    path: Path
    title: str
    lead: str
    cells: tuple[Cell, ...]


def read(path: Path) -> Script:
    """The page in this file. Raises ValueError naming the file where a cell lacks a part."""
    text = path.read_text(encoding="utf-8")
    title, _, lead = str(ast.get_docstring(ast.parse(text))).partition("\n\n")
    blocks = list(_blocks(text))
    if [kind for kind, _ in blocks] != list(PARTS) * (len(blocks) // len(PARTS)):
        raise ValueError(f"{path}: each cell has, in this order, {', '.join(PARTS)}")
    rows = [[body for _, body in blocks[start : start + len(PARTS)]] for start in range(0, len(blocks), len(PARTS))]
    return Script(path.stem, path.parent.name, path, title, " ".join(lead.split()), tuple(map(_cell, rows)))


def _blocks(text: str) -> list[tuple[str, str]]:
    """(kind, lines) of everything after a mark."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if mark := MARK.match(line):
            found.append((mark[1] or "code", []))
        elif found:
            found[-1][1].append(line)
    return [(kind, "\n".join(lines).strip()) for kind, lines in found]


def _cell(row: list[str]) -> Cell:
    prose, code, question, solution = row
    head, _, rest = _plain(prose).partition("\n")
    return Cell(head.removeprefix("## "), rest.strip(), code, _plain(question), solution)


def _plain(comments: str) -> str:
    return "\n".join(line.removeprefix("#").removeprefix(" ") for line in comments.splitlines())
