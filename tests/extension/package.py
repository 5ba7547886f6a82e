"""The extension as a test loads it: the built folder, with its hosts granted at install instead of asked for.

The browser's own question cannot be answered by a program in Chromium, so the copy lists in `host_permissions` what the
shipped manifest asks for one by one; every other byte is the same. Firefox is also driven with the shipped manifest.
"""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "dist/extension"
SITES = ("https://chatgpt.com/*", "https://claude.ai/*")


def package(browser: str, where: Path, hosts: Iterable[str] = SITES, also: Iterable[str] = ()) -> Path:
    """A copy of the package of "chromium" or "firefox" in `where`, with these hosts and permissions granted."""
    folder = where / "extension"
    shutil.copytree(BUILT / browser, folder)
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["host_permissions"] = list(hosts)
    manifest["permissions"] += list(also)
    manifest["optional_permissions"] = [name for name in manifest["optional_permissions"] if name not in also]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    return folder
