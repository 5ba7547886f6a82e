"""A chat model: one file, whose path is its id."""

import re
from datetime import date
from pathlib import Path

from .draft import ROOT, Wrong, allowed, write

FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+([.-][a-z0-9]+)*")


def model(name: str, today: date, root: Path = ROOT) -> tuple[list[str], str]:
    """Write it; returns the file and what to do next. Raises Wrong."""
    path = allowed(name, FORM, "acme/acme-large-2: who made it, a slash, its id")
    id = path.partition("/")[2]
    if there := sorted((root / "data/models").glob(f"*/{id}.toml")):
        raise Wrong(f"NAME={name}: {there[0].relative_to(root)} has this id already")
    made = write({f"data/models/{path}.toml": "model.toml"}, {"id": id, "today": today.isoformat()}, root)
    return (
        made,
        """\
  Fill in what is empty (data/README.md says what each field is); without a size that somebody published, leave
  [architecture] out: the model is then sized by its family, with a wider interval, and says so.
What is missing is said by: make facts""",
    )
