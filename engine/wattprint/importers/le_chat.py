"""Le Chat's export: a zip of chat-<uuid>.json, each a list of messages; the model is not said.

[{id, chatId, role, content, contentChunks: [{type: "text", text} | {type: "tool_call"} ...] or null, createdAt}]
"""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from ..records import UsageEvent
from . import tree
from .base import File, Head, Reading
from .stream import elements
from .turn import Turn, inner, key, parts

SITE = "chat.mistral.ai"
_SHAPE = tree.Shape("id", "role", "", {"user": tree.ASK, "assistant": tree.ANSWER})


class LeChat:
    """A file a chat, a list of messages."""

    id = "le-chat"

    def knows(self, head: Head) -> bool:
        """Messages that name their chat."""
        return {"chatId", "role", "createdAt"} <= head.keys

    def read(self, files: Iterable[File], reading: Reading) -> Iterator[UsageEvent]:
        """One event per answer."""
        for file in files:
            for chat, messages in groupby(elements(file, reading), lambda message: key(inner(message, "chatId"))):
                yield from tree.events(tree.chain(messages, _SHAPE, reading), _fill, SITE, chat, reading)


def _fill(turn: Turn, message: dict[str, Any]) -> None:
    asked = message.get("role") == "user"
    turn.when(message.get("createdAt"))
    turn.called(message.get("model"))
    said = 0
    for chunk in parts(message, "contentChunks"):
        kind = chunk.get("type")
        if kind == "text":
            said += 1
            turn.add("prompt" if asked else "answer", chunk.get("text"))
        elif kind in ("thinking", "reasoning"):
            turn.add("reasoning", chunk.get("text") or chunk.get("thinking"))
        elif kind == "tool_call":
            turn.tools += 1
            turn.add("answer", json.dumps(chunk.get("arguments") or chunk.get("input"), ensure_ascii=False))
        elif kind == "image_url" and not asked:
            turn.images += 1
    if not said:
        turn.add("prompt" if asked else "answer", message.get("content"))
