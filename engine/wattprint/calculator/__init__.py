"""The calculator: what one request takes, from a state that an address can hold to the parts of a page.

answer({"model": "gpt-4o", "kind": "code"}, Wording("fr"))     # Answer(html, state, title, ...)
markup({}, Wording("fr"))                                      # the whole calculator, for a page at build time
"""

from .answer import ANSWERS, PARTS, Answer, answer
from .door import asked
from .form import form
from .markup import markup
from .names import titled
from .served import served
from .state import State, changed, read, written

__all__ = [
    "ANSWERS",
    "PARTS",
    "Answer",
    "State",
    "answer",
    "asked",
    "changed",
    "form",
    "markup",
    "read",
    "served",
    "titled",
    "written",
]
