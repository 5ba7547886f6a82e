"""How values are printed."""

import json
from collections.abc import Iterable
from typing import Any

from .. import terminal
from ..wording import Wording


def as_json(value: Any) -> list[str]:
    """JSON for programs, indented for people."""
    return [json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)]


def listed(found: list[dict[str, Any]], heads: Iterable[str], wording: Wording) -> Iterable[str]:
    """Entries as a table of some of their values."""
    rows = [[str(entry.get(head, "")) for head in heads] for entry in found]
    return terminal.table([[wording.say(f"heads.{head}") for head in heads], *rows], head=True)
