"""characters.js counts as characters.py does: every script, halves of pairs, and pieces cut anywhere."""

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from browser import node, runtime
from browser.classes import classes
from wattprint.characters import counted
from wattprint.facts import load

HERE = Path(__file__).parent
TEXTS = json.loads((HERE.parent / "engine/fixtures/tokens.json").read_text(encoding="utf-8"))["texts"]
EVERY = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
HALVES = ["\ud83d", "\ude00", "a\ud83da", "\ude00\ud83d", "\ud83d\ud83d\ude00\ude00", "x\ud800", "\udfffzz", "\udbff9"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("runtime")
    shutil.copy(runtime.HERE / "characters.js", made)
    (made / "classes.js").write_text(classes(), encoding="utf-8")
    (made / "package.json").write_text('{"type": "module"}')
    return made


def both(folder: Path, texts: list[str]) -> None:
    """Each text as a whole and in pieces, in JavaScript and in Python."""
    chance = random.Random(0)
    rows = [[text, *sorted(chance.choices(range(2 * len(text) + 1), k=4))] for text in texts]
    command = [node.node(runtime.ROOT), HERE / "characters.mjs", folder]
    made = subprocess.run(list(map(str, command)), input=json.dumps(rows), capture_output=True, text=True, check=True)
    for text, (whole, pieces) in zip(texts, json.loads(made.stdout), strict=True):
        expected = counted(_joined(text))
        assert whole == expected, ascii(text[:80])
        assert pieces == expected, ascii(text[:80])


def _joined(text: str) -> str:
    """Halves that stand together are one character, as a browser sees them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def test_texts_of_every_language_and_of_every_script(folder: Path) -> None:
    blocks = ["".join(EVERY[start : start + 4096]) for start in range(0, len(EVERY), 4096)]
    samples = ["".join(f"{a}{a}b1 {a}" for a in EVERY[offset::997]) for offset in range(3)]
    both(folder, [*(text["text"] for text in TEXTS), *blocks, *samples])


def test_halves_of_pairs_and_pieces_cut_anywhere(folder: Path) -> None:
    chance = random.Random(1)
    letters = [*"aeiobnzjkAZéßąжїقがカ漢한0123456789 \n\t\\{}()*-—✅😀👩\u200d\ufe0f𠀀", "ee", "zz", "99", *HALVES]
    both(folder, ["", *HALVES, *("".join(chance.choices(letters, k=chance.randrange(1, 60))) for _ in range(2000))])


def test_the_published_classes_are_those_of_the_data() -> None:
    found = json.loads(classes().partition("RULES = ")[2].strip().rstrip(";"))
    table = load().compiled["tokens"]
    assert found["names"] == [entry["name"] for entry in (*table["class"], *table["event"])]
    assert not any("tokens" in key or "spread" in key for key in found), "what a count is worth is for the engine"
