"""The questions that `bridge` answers, as a JSON Schema: for editors, for other programs, for the tests of pages.

A test asks every door for a key that does not exist and compares what the door allows with what stands here.
"""

from typing import Any

from .compare import AXES
from .estimate import COUNTS
from .methods import METHODS
from .records import BOUNDARIES, MOST_TOKENS, Request
from .tally import BY
from .wording import LANGUAGES

DRAFT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
FLAG: Schema = {"type": "boolean"}
OBJECT: Schema = {"type": "object"}
TEXTS: Schema = {"type": "array", "items": TEXT}
FLAT: Schema = {"type": "object", "additionalProperties": TEXT}
EVENTS: Schema = {"type": "array", "items": {"$ref": "event.schema.json"}}
REQUEST: Schema = {"$ref": "#/$defs/request"}
CHOICES: Schema = {
    "zone": TEXT,
    "reader": TEXT,
    "boundary": {"enum": list(BOUNDARIES)},
    "method": {"enum": list(METHODS)},
}
VIEW: Schema = {
    "days": OBJECT, "today": TEXT, "period": TEXT, "day": TEXT, "goal": NUMBER, "seen": OBJECT, "heard": OBJECT,
    "own": {}, **CHOICES,
}  # fmt: skip

QUESTIONS: dict[str, tuple[str, Schema, tuple[str, ...]]] = {
    "estimate": ("What one request takes, with its working and its sources.", {"request": REQUEST}, ("request",)),
    "compare": (
        "One request with one of its fields varied.",
        {"request": REQUEST, "axis": {"enum": list(AXES)}, "values": TEXTS},
        ("request", "axis"),
    ),
    "table": (
        "The numbers of many requests, column by column.",
        {"requests": {"type": "array", "items": REQUEST}},
        ("requests",),
    ),
    "figure": (
        "A figure of the site, redrawn: at a state, or at what its form holds.",
        {"name": TEXT, "state": FLAT, "form": FLAT, "start": FLAT, "lists": FLAG},
        ("name",),
    ),
    "calculator": (
        "A part of the calculator at a state, its long lists, or the tokens of a text that was counted.",
        {"state": FLAT, "part": TEXT, "counts": {"type": "object", "additionalProperties": NUMBER}},
        (),
    ),
    "class": (
        "Calculators of a class, added up.",
        {"lines": {"type": "array", "items": OBJECT}, "days": TEXT},
        ("lines",),
    ),
    "tally": ("Usage events added up.", {"events": EVENTS, "by": {"enum": list(BY)}, **CHOICES}, ("events",)),
    "models": ("The models, as data/models has them.", {}, ()),
    "methods": ("The methods, the default first.", {}, ()),
    "zones": ("The zones, with every edition of every factor of their electricity.", {}, ()),
    "sources": ("The publications under the numbers.", {}, ()),
    "days": (
        "Usage events summed by day, for the extension to keep.",
        {"events": EVENTS, "days": TEXTS, **CHOICES},
        ("days",),
    ),
    "popup": ("The extension's popup.", VIEW, ()),
    "dashboard": ("The extension's dashboard.", VIEW, ()),
    "card": ("The picture of a day, a week, a month or a year.", VIEW, ()),
    "totals": ("The totals of days, as CSV.", {"days": VIEW["days"]}, ("days",)),
    "entries": ("The requests of a day.", {"events": EVENTS, "day": TEXT, **CHOICES}, ("events", "day")),
    "line": ("One line under an answer.", {"events": EVENTS, "id": TEXT, **CHOICES}, ("events", "id")),
    "say": ("One sentence of the extension.", {"key": TEXT, "n": NUMBER, "day": TEXT}, ("key",)),
}
"""What each question says, by `do`: in words, its keys, and those it must have."""


def schema() -> Schema:
    """JSON Schema of one question: an object with `do`, `lang`, and the keys of that `do`; no other key."""
    return {
        "$schema": DRAFT,
        "$id": "question.schema.json",
        "title": "Question",
        "description": "What a program may ask the engine: as JSON text of bridge.call, or of engine.ask in a page.",
        "oneOf": [_question(do, *question) for do, question in QUESTIONS.items()],
        "$defs": {"request": _request()},
    }


def _question(do: str, says: str, keys: Schema, required: tuple[str, ...]) -> Schema:
    return {
        "title": do,
        "description": says,
        "type": "object",
        "properties": {"do": {"const": do}, "lang": {"enum": list(LANGUAGES)}, **keys},
        "required": ["do", *required],
        "additionalProperties": False,
    }


def _request() -> Schema:
    """The functional unit: a model, counts, and where and how it is reckoned."""
    count = {"type": "number", "minimum": 0, "maximum": MOST_TOKENS}
    named = {"boundary": CHOICES["boundary"], "method": {"enum": [*METHODS, None]}}
    texts = {"type": ["string", "null"]}
    return {
        "type": "object",
        "properties": {
            name: TEXT if name == "model" else count if name in COUNTS else named.get(name, texts)
            for name in Request._fields
        },
        "required": ["model"],
        "additionalProperties": False,
    }
