"""What a page asks of the calculator, as plain values: a part at a state, the long lists, the tokens of a text.

{"do": "calculator", "state": {"model": "gpt-4o"}, "part": "numbers"}   {"html", "state", "title", ...}
{"do": "calculator", "part": "choices"}                                 {"model": [[value, name, group], ...], ...}
{"do": "calculator", "part": "pasted", "counts": {"vowel": 3, ...}}     {"tokens", "says"}
"""

from collections.abc import Mapping
from typing import Any

from ..records import Refused
from ..wording import Wording
from .answer import ANSWERS, answer, said
from .choices import choices
from .pasted import pasted


def asked(part: object, state: object, counts: object, wording: Wording) -> dict[str, Any]:
    """The answer to one question. Raises Refused naming the key, or the field of the state."""
    if not isinstance(state, Mapping):
        raise Refused("line", "state", state, "an object")
    if not isinstance(counts, Mapping):
        raise Refused("line", "counts", counts, "an object")
    if part == "choices":
        return choices(said(wording))
    if part == "pasted":
        return pasted(counts, said(wording))
    if not isinstance(part, str) or part not in ANSWERS:
        raise Refused("key", "part", part, ", ".join((*ANSWERS, "choices", "pasted")))
    return answer(state, wording, part)._asdict()
