"""Histories of chat accounts and logs of coding agents -> usage events, on the reader's own machine."""

import re
from collections.abc import Iterable, Iterator

from ..records import Refused, UsageEvent
from .ai_studio import AIStudio
from .backup import Backup
from .base import File, Head, Importer, Reading, in_memory, unread
from .chatgpt import ChatGPT
from .claude import Claude
from .claude_code import ClaudeCode
from .codex import Codex
from .deepseek import DeepSeek
from .gemini_cli import GeminiCLI
from .gemini_takeout import GeminiTakeout
from .grok import Grok
from .le_chat import LeChat
from .open_webui import OpenWebUI
from .opencode import OpenCode
from .perplexity import Perplexity
from .pi import Pi
from .stream import elements

__all__ = ["IMPORTERS", "File", "Reading", "in_memory", "read", "recognise"]

IMPORTERS: dict[str, Importer] = {
    importer.id: importer
    for importer in (
        Backup(), ChatGPT(), DeepSeek(), Claude(), GeminiTakeout(), LeChat(), Perplexity(), Grok(), OpenWebUI(),
        AIStudio(), GeminiCLI(), ClaudeCode(), Codex(), OpenCode(), Pi(),
    )
}  # fmt: skip
"""The formats, in the order in which they are recognised: the narrower before the wider."""

BESIDE = frozenset({
    "user.json", "users.json", "message_feedback.json", "shared_conversations.json", "shopping.json", "projects.json",
    "memories.json", "group_chats.json", "sora.json", "logs.json", "user_settings.json", "export_manifest.json",
})  # fmt: skip
"""Files that stand beside conversations in exports, and hold none."""

_KEY = re.compile(rb'"([A-Za-z_$][\w$]{0,40})"\s{0,4}:')
_BLANK = b"\xef\xbb\xbf \t\r\n"
_LIKE_JSON = (b"{", b"[")
_LIKE_HTML = b"<"
_WIDE = 64  # bytes in which a zero shows UTF-16 or UTF-32


def recognise(file: File) -> Importer | None:
    """The importer whose format the file's first bytes show. Raises Refused for one that cannot be read.

    A page for reading is none, although it may hold the whole export in a script, as ChatGPT's chat.html does.
    """
    raw = file.head()
    if raw.lstrip(_BLANK).startswith(_LIKE_HTML):
        return None
    head = Head(file.name, raw, frozenset(key.decode("ascii", "replace") for key in _KEY.findall(raw)))
    return next((importer for importer in IMPORTERS.values() if importer.knows(head)), None)


def read(files: Iterable[File], reading: Reading, only: str | None = None) -> Iterator[UsageEvent]:
    """The events of all files, format by format. `only` names the format instead of recognising it.

    What cannot be read is noted in `reading`. Raises Refused for a format that is not known.
    """
    if only is not None and only not in IMPORTERS:
        raise Refused("key", "from", only, ", ".join(IMPORTERS))
    with reading.kept:
        formats: dict[str, list[File]] = {}
        for file in files:
            try:
                importer = IMPORTERS[only] if only else recognise(file)
            except Refused as error:
                reading.refuse(error)
                continue
            except OSError:
                reading.refuse(unread(file))
                continue
            if importer:
                formats.setdefault(importer.id, []).append(file)
            else:
                _unknown(file, reading)
        for id, of_format in formats.items():
            reading.format = id
            try:
                yield from IMPORTERS[id].read(of_format, reading)
            except Refused as error:  # a file that was whole when its format was recognised
                reading.refuse(error)
            except OSError:
                reading.refuse(Refused("no_file", id, id, "files that can be read"))


def _unknown(file: File, reading: Reading) -> None:
    """Counts a file that looks like data but is of no known format, with the shape of its first element."""
    reading.format = "unknown"
    name, raw = file.name.lower(), file.head()
    if raw.lstrip(_BLANK).startswith(_LIKE_HTML):
        reading.refuse(Refused("html", file.name, "HTML", "JSON"))
        return
    if b"\x00" in raw[:_WIDE] and name.endswith((".json", ".jsonl")):
        reading.refuse(Refused("encoding", file.name, "UTF-16", "UTF-8 text"))
    if name in BESIDE or b"\x00" in raw[:_WIDE] or not raw.lstrip(_BLANK).startswith(_LIKE_JSON):
        return
    lost = Reading()
    first = next(iter(elements(file, lost)), None) if reading.shapes is not None else None
    reading.miss("file", {} if first is None else first)
