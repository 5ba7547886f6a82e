"""A published method: its file, its numbers, its words, its pages, its worked example, its line in the list."""

import re
from datetime import date
from pathlib import Path

from .draft import ROOT, Wrong, allowed, appended, filled, inserted, write

LIST = "engine/wattprint/methods/__init__.py"
WORDS = "engine/wattprint/wording/{lang}.toml"
EXAMPLES = "tests/engine/examples/methods.toml"
FORM = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*-\d[\d.]*")


def method(name: str, today: date, root: Path = ROOT) -> tuple[list[str], str]:
    """Write them; returns the files and what to do next. Raises Wrong."""
    id = allowed(name, FORM, "acme-2026: who published it, and the year or the version")
    module = re.sub(r"[-.]", "_", id)
    constant = module.upper()
    blanks = {
        "id": id, "title": id.replace("-", " ").title(), "today": today.isoformat(),
        "key": f'"{id}"' if "." in id else id,
    }  # fmt: skip
    text = (root / LIST).read_text(encoding="utf-8")
    if f"from .{module} import" in text:
        raise Wrong(f"NAME={id}: {LIST} has it already")
    made = write(
        {
            f"engine/wattprint/methods/{module}.py": "method.py.txt",
            f"data/methods/{id}.toml": "method.toml",
            f"site/content/en/method-{id}.md": "method.en.md",
            f"site/content/fr/method-{id}.md": "method.fr.md",
        },
        blanks,
        root,
    )
    imported = f"from .{module} import METHOD as {constant}"
    lines = re.findall(r"^from \.\w+ import METHOD as \w+$", text, re.M)
    after = next((line for line in lines if line > imported), "\n_LIST")
    text = (
        text.replace(after, f"{imported}\n{after}", 1)
        if after in lines
        else text.replace("\n\n_LIST", f"{imported}\n\n\n_LIST")
    )
    text = re.sub(r"^(_LIST.*= \(.*)\)$", rf"\1, {constant})", text, flags=re.M)
    (root / LIST).write_text(text, encoding="utf-8")
    made.append(LIST)
    made += [
        inserted(WORDS.format(lang=lang), "[steps]", filled("method.words.toml", blanks), root) for lang in ("fr", "en")
    ]
    made.append(appended(EXAMPLES, filled("method.example.toml", blanks), root))
    return (
        made,
        f"""\
  1. data/methods/{id}.toml: the publication, the figure, its place (data/README.md says what each field is)
  2. engine/wattprint/methods/{module}.py: what the method counts, where it is more than a constant
  3. its words in both languages, its two pages, its example: whatever is still empty
  4. .venv/bin/python -m tests.golden, when its numbers are right
What is missing is said by: make test PYTEST="tests/data tests/engine tests/site/test_content.py\"""",
    )
