"""The modules of the pages where node can import them: the generated table of classes stands beside the counter."""

import shutil
from pathlib import Path

from extension.join import GENERATED

ROOT = Path(__file__).resolve().parents[3]


def sources(where: Path) -> Path:
    """A copy of the folders in `where`."""
    for folder in ("extension/capture", "extension/adapters"):
        shutil.copytree(ROOT / folder, where / folder)
    shutil.copy(ROOT / "extension/hex.js", where / "extension")
    counter = where / "engine/browser"
    counter.mkdir(parents=True)
    shutil.copy(ROOT / "engine/browser/characters.js", counter)
    for path, generate in GENERATED.items():
        (counter / path.name).write_text(generate(), encoding="utf-8")
    (where / "package.json").write_text('{"type": "module"}')
    return where
