"""Google AI Studio's prompts, from the Drive folder "Google AI Studio": one file a chat, with counts of tokens.

{runSettings: {model}, chunkedPrompt: {chunks: [{role, text, tokenCount, isThought, createTime?}]}}
"""

from collections.abc import Iterable, Iterator
from typing import Any

from ..records import UsageEvent
from .base import File, Head, Reading
from .stream import elements
from .turn import Turn, digest, inner, parts, whole

SITE = "aistudio.google.com"
_PREFIX = "models/"


class AIStudio:
    """A chat as chunks."""

    id = "ai-studio"

    def knows(self, head: Head) -> bool:
        """A prompt in chunks."""
        return "chunkedPrompt" in head.keys or {"runSettings", "chunks"} <= head.keys

    def read(self, files: Iterable[File], reading: Reading) -> Iterator[UsageEvent]:
        """One event per answer. A chunk has seldom a time: the file's is taken."""
        for file in files:
            for chat in elements(file, reading):
                chunks = inner(chat, "chunkedPrompt", "chunks")
                if isinstance(chunks, list):
                    yield from _chat(chat, file.changed, reading)
                else:
                    reading.miss("conversation", chat)


def _chat(chat: dict[str, Any], changed: float | None, reading: Reading) -> Iterator[UsageEvent]:
    label = inner(chat, "runSettings", "model")
    label = label.removeprefix(_PREFIX) if isinstance(label, str) else None
    # Of the counts and times so far: two readings of a chat agree, and so do the common past of a chat and of its copy,
    # and no word is used.
    known = digest(SITE)
    conversation, before = None, None
    marks: list[str] = []
    turn, context = Turn(), 0
    exact = True
    chunks = parts(inner(chat, "chunkedPrompt"), "chunks")
    for place, chunk in enumerate(chunks):
        asked, thought = chunk.get("role") == "user", bool(chunk.get("isThought"))
        part = "prompt" if asked else "reasoning" if thought else "answer"
        tokens = whole(chunk.get("tokenCount"))
        exact = exact and tokens > 0
        marks += [part, str(tokens), str(chunk.get("createTime"))]
        if turn.at is None:
            turn.when(changed)
        turn.when(chunk.get("createTime"))
        turn.called(label)
        turn.add(part, chunk.get("text"))
        turn.tokens = turn.tokens or {"input": context, "output": 0, "reasoning": 0}
        turn.tokens[{"prompt": "input", "answer": "output"}.get(part, part)] += tokens
        context += 0 if thought else tokens
        last = chunks[place + 1].get("role") == "user" if place + 1 < len(chunks) else True
        if not asked and last:
            known = turn.id = digest(known, *marks, *(str(sorted(counts.items())) for counts in turn.parts.values()))
            turn.tokens = turn.tokens if exact else None
            conversation = conversation or known
            if made := turn.event(SITE, conversation, before, reading):
                yield made
            before, turn, marks = known, Turn(), []
