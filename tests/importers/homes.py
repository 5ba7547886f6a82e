"""A home folder with the logs of every coding agent: those under exports/, or made up at random."""

import json
import random
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

EXPORTS = Path(__file__).parent / "exports"
START = datetime(2026, 9, 1, 8, tzinfo=UTC)


def invented(home: Path) -> Path:
    """The exports of tests/importers/exports, where each agent keeps its own."""
    shutil.copytree(EXPORTS / "claude-code/projects", home / ".claude/projects")
    shutil.copytree(EXPORTS / "codex/sessions", home / ".codex/sessions")
    shutil.copytree(EXPORTS / "gemini-cli", home / ".gemini/tmp/ff/chats")
    shutil.copytree(EXPORTS / "pi/sessions", home / ".pi/agent/sessions")
    shutil.copytree(EXPORTS / "opencode/storage", home / ".local/share/opencode/storage")
    database(home / ".local/share/opencode/opencode.db", json.loads((EXPORTS / "opencode/rows.json").read_text()))
    return home


def database(path: Path, rows: list[list[Any]]) -> Path:
    """OpenCode's database with these messages, with a write-ahead log as OpenCode's own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(path)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT, data TEXT)")
    base.executemany("INSERT INTO message VALUES (?, ?, ?)", [(i, s, json.dumps(data)) for i, s, data in rows])
    base.commit()
    base.close()
    return path


def at_random(home: Path, seed: int) -> Path:
    """Sessions of Claude Code and Codex with repeated lines, sidechains, resumed and forked conversations."""
    chance = random.Random(seed)
    sessions: list[list[dict[str, Any]]] = []
    for number in range(6):
        past = chance.choice(sessions)[: chance.randrange(1, 9)] if sessions and chance.random() < 0.6 else []
        own = _claude(chance, number, past)
        sessions.append(own)
        _write(home / f".claude/projects/-p{number % 2}/s-{number}.jsonl", own)
        if chance.random() < 0.7:
            agents = home / f".claude/projects/-p{number % 2}/s-{number}/subagents"
            _write(agents / f"agent-{number}.jsonl", _side(chance, own, number))
    logs: list[list[dict[str, Any]]] = []
    for number in range(6):
        log = _codex(chance, number, chance.choice(logs) if logs and chance.random() < 0.6 else [])
        logs.append(log)
        _write(home / f".codex/sessions/2026/09/0{1 + number}/rollout-{number}.jsonl", log)
    return home


def _write(path: Path, lines: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines))


def _time(chance: random.Random, day: int) -> str:
    moment = START + timedelta(days=day, milliseconds=chance.randrange(10**7))
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _claude(chance: random.Random, number: int, past: list[dict[str, Any]]) -> list[dict[str, Any]]:
    lines = [{**line, "sessionId": f"s-{number}", "uuid": f"{number}{line['uuid']}"} for line in past]
    for answer in range(chance.randrange(2, 7)):
        line = _answer(chance, number, f"msg_{number}_{answer}", f"req_{number}_{answer}", False)
        for block in range(chance.randrange(1, 5)):
            message = line["message"]
            usage = {**message["usage"], "output_tokens": message["usage"]["output_tokens"] + 10 * block}
            lines.append({**line, "uuid": f"u-{number}-{answer}-{block}", "message": {**message, "usage": usage}})
    return lines


def _side(chance: random.Random, own: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    replayed = [{**line, "isSidechain": True, "requestId": f"replay_{n}", "uuid": f"r-{number}-{n}"}
                for n, line in enumerate(chance.sample(own, min(3, len(own))))]  # fmt: skip
    return replayed + [_answer(chance, number, f"msg_s{number}_{n}", f"req_s{number}_{n}", True) for n in range(3)]


def _answer(chance: random.Random, number: int, message: str, request: str, side: bool) -> dict[str, Any]:
    limits = {"input": 50, "output": 900, "cache_creation_input": 9_000, "cache_read_input": 90_000}
    usage = {f"{name}_tokens": chance.randrange(limit) for name, limit in limits.items()}
    return {"parentUuid": None, "isSidechain": side, "cwd": "/p", "sessionId": f"s-{number}", "version": "2.1.0",
            "type": "assistant", "uuid": f"a-{message}", "timestamp": _time(chance, number), "requestId": request,
            "message": {"id": message, "type": "message", "role": "assistant", "model": "claude-opus-4-8",
                        "content": [], "usage": usage}}  # fmt: skip


def _codex(chance: random.Random, number: int, past: list[dict[str, Any]]) -> list[dict[str, Any]]:
    copied = [line for line in past if line["type"] != "session_meta"][: chance.randrange(2, 12)]
    lines = [{"timestamp": _time(chance, number), "type": "session_meta", "payload": {"id": f"x-{number}"}}, *copied,
             {"timestamp": _time(chance, number), "type": "turn_context", "payload": {"model": "gpt-5.5"}}]  # fmt: skip
    totals = next((line["payload"]["info"]["total_token_usage"] for line in reversed(copied)
                   if line["type"] == "event_msg" and line["payload"]["info"]), None)  # fmt: skip
    total = dict(totals) if totals else dict.fromkeys(_COUNTS, 0)
    for _ in range(chance.randrange(2, 7)):
        asked, written = chance.randrange(1, 50_000), chance.randrange(1, 900)
        counts = (asked, chance.randrange(asked), written, chance.randrange(written), asked + written)
        last = dict(zip(_COUNTS, counts, strict=True))
        total = {name: total[name] + last[name] for name in _COUNTS}
        info = {"total_token_usage": total, "last_token_usage": last if chance.random() < 0.8 else None}
        lines += [_counted(_time(chance, number), info) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
        if chance.random() < 0.2:
            lines.append(_counted(_time(chance, number), None))
    return lines


def _counted(at: str, info: dict[str, Any] | None) -> dict[str, Any]:
    return {"timestamp": at, "type": "event_msg", "payload": {"type": "token_count", "info": info}}


_COUNTS = ("input_tokens", "cached_input_tokens", "output_tokens", "reasoning_output_tokens", "total_tokens")
