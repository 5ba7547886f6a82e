"""A recording: what a page sent and was answered, as text, and the events that it must give.

    A new chat, plain text
    site: chatgpt.com
    how: fetch

    >>> POST https://chatgpt.com/backend-api/f/conversation
    {"action": "next", ...}
    <<< 200 text/event-stream
    data: ...

    === events
    [{"id": "a-1", "prompt": "What is a heat pump?", "answer": "A heat pump moves heat.", ...}]

A line of marks begins a step; all that stands before the next is its content, as it is. `<<< stop` is the page's own
abort, `<<< cut` the network's end. The texts of the expected events are counted here by the engine, in Python.
"""

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from wattprint.characters import counted
from wattprint.context import HASH, link

FOLDER = Path(__file__).resolve().parents[3] / "extension/recordings"
PARTS = ("prompt", "answer", "reasoning", "attachments")
SALT = "5a17" * 8
MARKS = (">>> ", "<<< ", "=== ")
UNKNOWN = "?"
"""Of an id that the site does not say, so that it is drawn by lot."""


class Recording(NamedTuple):
    """One file."""

    name: str
    title: str
    head: dict[str, str]
    steps: list[dict[str, Any]]
    events: list[dict[str, Any]]


def read(path: Path) -> Recording:
    """The recording in a file."""
    head: list[str] = []
    steps: list[dict[str, Any]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith(MARKS):
            steps.append({"mark": line[:3], "line": line[4:].split(), "body": []})
        elif steps:
            steps[-1]["body"].append(line)
        else:
            head.append(line)
    for step in steps:
        step["body"] = "".join(f"{line}\n" for line in step["body"])
    fields = dict(line.split(": ", 1) for line in head[1:] if line)
    expected = steps.pop()
    assert expected["line"] == ["events"], path
    return Recording(f"{path.parent.name}/{path.stem}", head[0], fields, steps, json.loads(expected["body"]))


def recordings() -> list[Recording]:
    """All, in order."""
    return [read(path) for path in sorted(FOLDER.glob("*/*.txt"))]


def expected(event: dict[str, Any], site: str) -> dict[str, Any]:
    """The event that the engine must be given, from the one that is written with texts and plain ids."""
    conversation = _hashed(f"{SALT}\n{site}\n{event['conversation']}") if event.get("conversation") else None
    parent = link(conversation, event["parent"]) if conversation and event.get("parent") else None
    made = {
        "id": event["id"],
        "site": site,
        "kind": event.get("kind", "text"),
        "model": event.get("model"),
        "conversation": conversation,
        "parent": parent,
        "tokens": {name: n for name, n in event.get("tokens", {}).items() if n} or None,
        "images": event.get("images", 0),
        "tools": event.get("tools", 0),
        **{part: _counts(event.get(part)) for part in PARTS},
    }
    return {name: value for name, value in made.items() if value not in (None, 0)}


def _counts(texts: str | list[str] | None) -> dict[str, int] | None:
    """Each text is counted for itself: a block, a file, a thought."""
    if texts is None:
        return None
    sum: Counter[str] = Counter()
    for text in [texts] if isinstance(texts, str) else texts:
        sum.update(counted(text))
    return dict(sum)


def _hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:HASH]
