"""The service worker of a build: site/theme/sw.js with the build's hash in it, so that a new build starts anew."""

import hashlib
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "theme/sw.js"
MARK = "BUILD_HASH"
LEFT_OUT = ("data", "v", "sw.js")


def write(out: Path) -> None:
    """sw.js at the root, where it may answer for every page."""
    digest = hashlib.sha256()
    for path in sorted(out.rglob("*")):
        relative = path.relative_to(out)
        if path.is_file() and relative.parts[0] not in LEFT_OUT:
            digest.update(str(relative).encode() + hashlib.sha256(path.read_bytes()).digest())
    (out / "sw.js").write_text(
        SOURCE.read_text(encoding="utf-8").replace(MARK, digest.hexdigest()[:16]), encoding="utf-8"
    )
