"""The reference of the Python API, from docstrings: what `wattprint.__all__` names, and the records that this gives."""

import ast
import inspect
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, get_args, get_type_hints

import wattprint
from wattprint.wording import Wording

ENGINE = Path(wattprint.__file__).resolve().parent
FUNCTIONS, RECORDS, CONSTANTS = "functions", "records", "constants"
WIDE = 88
"""Characters of a signature that stand on one line."""


def api(wording: Wording) -> str:
    """Functions, then records, then constants; each with its signature and what its docstring says (in English)."""
    found: dict[str, list[str]] = {FUNCTIONS: [], RECORDS: [], CONSTANTS: []}
    for name in sorted(wattprint.__all__, key=str.lower):
        made = getattr(wattprint, name)
        kind = RECORDS if inspect.isclass(made) else FUNCTIONS if callable(made) else CONSTANTS
        found[kind].append(_entry(f"wattprint.{name}", made, _constant(name) if kind == CONSTANTS else ""))
    for made in given():
        found[RECORDS].append(_entry(f"{made.__module__}.{made.__name__}", made))
    parts = [
        f'<h2 id="{kind}">{escape(wording.say(f"api.{kind}"))}</h2>{"".join(each)}' for kind, each in found.items()
    ]
    return "".join(parts)


def given() -> list[type]:
    """The records of the engine that the functions and records of the API give, and that it does not name itself."""
    named = [getattr(wattprint, name) for name in wattprint.__all__]
    seen: list[type] = [each for each in named if inspect.isclass(each)]
    asked = [each for each in named if inspect.isfunction(each) or inspect.isclass(each)]
    own = list(seen)
    while asked:
        for each in _mentioned(get_type_hints(asked.pop(0)).values()):
            if each not in seen:
                seen.append(each)
                asked.append(each)
    return [each for each in seen if each not in own]


def _mentioned(hints: Any) -> Iterator[type]:
    for hint in hints:
        if inspect.isclass(hint) and hint.__module__.startswith("wattprint."):
            yield hint
        yield from _mentioned(get_args(hint))


def _entry(name: str, made: Any, constant: str = "") -> str:
    short = name.rpartition(".")[2]
    code = f'<pre><code class="language-python">{escape(constant or _signature(name, made))}</code></pre>'
    text = _attribute(short) if constant else inspect.getdoc(made) or ""
    members = [
        f"<dt><code>.{each}</code></dt><dd>{_inline(said)}</dd>" for each, said in _members(made) if said
    ] if inspect.isclass(made) else []  # fmt: skip
    listed = f"<dl>{''.join(members)}</dl>" if members else ""
    return f'<h3 id="api-{escape(short)}">{escape(name)}</h3>{code}<div lang="en">{_prose(text)}{listed}</div>'


def _signature(name: str, made: Any) -> str:
    """`name(argument: type = default, ...) -> type`, over several lines where it is long."""
    signature = inspect.signature(made)
    parts = []
    for each in signature.parameters.values():
        if each.kind is each.KEYWORD_ONLY and "*" not in parts:
            parts.append("*")
        default = "" if each.default is each.empty else f" = {each.default!r}"
        parts.append(f"{each.name}: {_type(each.annotation)}{default}")
    back = "" if inspect.isclass(made) else f" -> {_type(signature.return_annotation)}"
    line = f"{name}({', '.join(parts)}){back}"
    return line if len(line) <= WIDE else "\n".join([f"{name}(", *(f"    {part}," for part in parts), f"){back}"])


def _type(annotation: Any) -> str:
    said = annotation.__name__ if inspect.isclass(annotation) and not get_args(annotation) else str(annotation)
    return re.sub(r"\b(?:\w+\.)+(\w+)", r"\1", said)


def _members(made: type) -> Iterator[tuple[str, str]]:
    """Public methods and properties with the first paragraph of what they say; fields stand in the signature."""
    for name, member in vars(made).items():
        if not name.startswith("_") and (isinstance(member, property) or inspect.isfunction(member)):
            yield name, (inspect.getdoc(member) or "").partition("\n\n")[0]


def _prose(text: str) -> str:
    """Paragraphs of a docstring; an indented block is code."""
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return "".join(
        f"<pre><code>{escape(inspect.cleandoc(block))}</code></pre>" if block.startswith("    ") or _is_code(block)
        else f"<p>{_inline(block)}</p>"
        for block in blocks
    )  # fmt: skip


def _is_code(block: str) -> bool:
    """Whether the lines are aligned as a table, which a paragraph would run together."""
    return all(re.match(r"\w+ {2,}\S", line) for line in block.splitlines())


def _inline(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(" ".join(text.split())))


def _constant(name: str) -> str:
    made = getattr(wattprint, name)
    if isinstance(made, dict):
        return f"wattprint.{name}  # {', '.join(map(repr, made))}"
    return f"wattprint.{name} = {made!r}"


def _attribute(name: str) -> str:
    """The docstring below an assignment, in the module that the face imports the name from."""
    face = ast.parse((ENGINE / "__init__.py").read_text(encoding="utf-8"))
    (module,) = {node.module for node in face.body if isinstance(node, ast.ImportFrom) and node.module
                 if name in [alias.name for alias in node.names]}  # fmt: skip
    path = ENGINE / f"{module}.py"
    tree = ast.parse((path if path.exists() else ENGINE / module / "__init__.py").read_text(encoding="utf-8"))
    for node, after in zip(tree.body, tree.body[1:], strict=False):
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        if name in [getattr(target, "id", "") for target in targets] and isinstance(after, ast.Expr):
            return inspect.cleandoc(str(ast.literal_eval(after.value)))
    return ""
