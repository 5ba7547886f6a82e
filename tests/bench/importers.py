"""A 500 MB export of ChatGPT, made up, through `wattprint import`: time and peak memory. Part of `make bench`."""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZE = 500_000_000
WORDS = (
    *("la", "pompe", "à", "chaleur", "the", "heat", "of", "a", "house", "takes", "it", "from", "outside", "air", "and"),
    *("so", "does", "water", "l’été", "—", "2026", "models", "small", "large", "energy", "électricité", "réseau"),
    *("chauffage", "question", "answer", "because", "therefore", "**note**", "12,5", "kWh", "per"),
)
SEED = 7
FIRST, BETWEEN = 1_690_000_000.2, 10_000
"""When the first conversation began, and the seconds from one to the next: half a gigabyte is three years of chats."""


def export(path: Path, size: int) -> int:
    """Writes conversations of all lengths, branches included, until the file has `size` bytes; returns the answers."""
    chance = random.Random(SEED)
    talks = answers = written = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        while written < size:
            text, made = conversation(chance, answers, FIRST + BETWEEN * talks)
            written += file.write(("," if talks else "") + text)
            answers, talks = answers + made, talks + 1
        file.write("]")
    return answers


def conversation(chance: random.Random, start: int, at: float) -> tuple[str, int]:
    """A conversation that began at an instant, as ChatGPT exports it, and how many answers it has; one in ten is
    regenerated."""
    mapping: dict[str, object] = {"root": {"id": "root", "message": None, "parent": None, "children": []}}
    last, answers = "root", 0
    for turn in range(chance.choice((1, 2, 3, 5, 8, 20, 60))):
        asked = f"u-{start}-{turn}"
        mapping[asked] = _node(asked, last, "user", _text(chance, 30), {}, at + 60 * turn)
        for attempt in range(1 + (chance.random() < 0.1)):
            last = f"a-{start}-{turn}-{attempt}"
            mapping[last] = _node(last, asked, "assistant", _text(chance, 350), {"model_slug": "gpt-5"}, at + 60 * turn)
            answers += 1
    made = {"title": "x", "create_time": at, "mapping": mapping, "conversation_id": f"c-{start}",
            "current_node": last, "default_model_slug": "gpt-5"}  # fmt: skip
    return json.dumps(made, ensure_ascii=False), answers


def _node(id: str, parent: str, role: str, text: str, metadata: dict[str, str], at: float) -> dict[str, object]:
    message = {"id": id, "author": {"role": role, "name": None, "metadata": {}}, "create_time": at,
               "update_time": None, "content": {"content_type": "text", "parts": [text]},
               "status": "finished_successfully", "end_turn": True, "weight": 1.0, "metadata": metadata,
               "recipient": "all", "channel": None}  # fmt: skip
    return {"id": id, "message": message, "parent": parent, "children": []}


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randrange(words // 3, 2 * words)))


def main() -> None:
    """Prints a row of the bench's table."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SIZE
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder, "conversations.json"), Path(folder, "events.jsonl")
        answers = export(path, size)
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "wattprint", "import", str(path), "--out", str(out)],
                       check=True, capture_output=True)  # fmt: skip
        took = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        peak, busy = used.ru_maxrss * 1024, used.ru_utime + used.ru_stime
        assert sum(1 for _ in out.open(encoding="utf-8")) == answers
        what = f"`wattprint import`, ChatGPT export of {path.stat().st_size / 1e6:.0f} MB, {answers:,} answers"
        measured = f"**{took:.0f} s** ({busy:.0f} s of processor), **{peak / 1e6:.0f} MB** at the peak"
        print(f"| {what} | {measured} | 60 s, 300 MB |")


if __name__ == "__main__":
    main()
