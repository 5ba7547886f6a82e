"""Lighthouse on the main pages, on loopback: `python -m tests.site.lighthouse [page...]`, a part of `make bench`.

It is installed apart (tests/site/lighthouse), since it is large and no test needs it.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from functools import partial
from pathlib import Path

from tests.browser.chromium import PROGRAMS

from browser.node import install, node

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.append(str(ROOT / "site"))

from builder.serve import HOST, Answers, Server  # noqa: E402 - the folder is on the path only now

PAGES = ("fr/index.html", "en/calculator.html", "fr/person-energy.html", "en/training.html", "fr/sources.html")
GOAL = 95
FLAGS = "--headless=new --no-sandbox --disable-gpu"


def audit(url: str) -> dict[str, float]:
    """The four scores of a page, 0 to 100."""
    program = install(HERE / "lighthouse") / "lighthouse/cli/index.js"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        chromium = next(filter(None, map(shutil.which, PROGRAMS)))
        subprocess.run(
            [str(node(ROOT)), str(program), url, "--quiet", "--output=json", f"--output-path={report}",
             f"--chrome-flags={FLAGS}"],
            check=True, capture_output=True, env={**os.environ, "CHROME_PATH": str(chromium)},
        )  # fmt: skip
        found = json.loads(report.read_text(encoding="utf-8"))
    if "-v" in sys.argv:
        for each in found["audits"].values():
            if each["score"] is not None and each["score"] < 1 and each["scoreDisplayMode"] not in ("informative",):
                print("   ", each["id"], each["score"], each.get("displayValue", ""))
    return {name: 100 * category["score"] for name, category in found["categories"].items()}


def main() -> None:
    """A row of the table for each page."""
    out = ROOT / "dist/site"
    pages = [name for name in sys.argv[1:] if not name.startswith("-")] or PAGES
    with Server((HOST, 0), partial(Answers, directory=str(out))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for page in pages:
            scores = audit(f"http://localhost:{server.server_address[1]}/{page}")
            said = " / ".join(f"{score:.0f}" for score in scores.values())
            print(f"| Lighthouse, {page}: {', '.join(scores)} | **{said}** | {GOAL} |", flush=True)
        server.shutdown()


if __name__ == "__main__":
    main()
