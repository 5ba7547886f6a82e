"""Claude's export: a zip with conversations.json; the ids are those of the page, the model is not said.

[{uuid, chat_messages: [{uuid, parent_message_uuid?, sender, text, content: [{type, ...}], created_at,
attachments: [{extracted_content}]}]}]
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..records import UsageEvent
from . import tree
from .base import File, Head, Reading
from .stream import elements
from .turn import Turn, inner, key, name, parts

SITE = "claude.ai"
_SHAPE = tree.Shape("uuid", "sender", "parent_message_uuid", {"human": tree.ASK, "assistant": tree.ANSWER})


class Claude:
    """Conversations as lists of messages with a sender."""

    id = "claude"

    def knows(self, head: Head) -> bool:
        """Conversations with chat_messages."""
        return {"chat_messages", "uuid"} <= head.keys

    def read(self, files: Iterable[File], reading: Reading) -> Iterator[UsageEvent]:
        """One event per answer."""
        for file in files:
            for conversation in elements(file, reading):
                if not isinstance(inner(conversation, "chat_messages"), list):
                    reading.miss("conversation", conversation)
                    continue
                nodes = tree.chain(parts(conversation, "chat_messages"), _SHAPE, reading)
                label = name(conversation.get("model"))
                yield from tree.events(nodes, _fill, SITE, key(conversation.get("uuid")), reading, label)


def _fill(turn: Turn, message: dict[str, Any]) -> None:
    asked = message.get("sender") == "human"
    turn.when(message.get("created_at"))
    turn.called(message.get("model"))
    texts = 0
    for block in parts(message, "content"):
        kind = block.get("type")
        if kind == "text":
            texts += 1
            turn.add("prompt" if asked else "answer", block.get("text"))
        elif kind == "thinking":
            turn.add("reasoning", block.get("thinking"))
        elif kind == "tool_use":
            turn.tools += 1
            turn.add("answer", json.dumps(block.get("input"), ensure_ascii=False))
        elif kind == "tool_result":
            turn.add("attachments", block.get("content"))
            for piece in parts(block, "content"):
                turn.add("attachments", piece.get("text"))
    if not texts:
        turn.add("prompt" if asked else "answer", message.get("text"))
    for attachment in parts(message, "attachments"):
        turn.add("attachments", attachment.get("extracted_content"))
