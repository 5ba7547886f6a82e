"""The pictures of the README, from the site in dist/site: `make pictures` builds it and takes them."""

import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

from playwright.sync_api import ViewportSize
from tests.browser.chromium import Chromium

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "site"))  # last: site/build.py must not stand for the package `build`

from builder.serve import HOST, Answers, Server  # noqa: E402 - the folder is on the path only now

SITE = ROOT / "dist/site"
OUT = ROOT / "site/content/pictures"
VIEWS = {
    "site": ("en/index.html", 1280, 800),
    "calculator": ("en/calculator.html", 1280, 1300),
    "embed-moodle": ("embed/examples/moodle.fr.html", 1120, 1040),
    "embed-reveal": ("embed/examples/reveal.fr.html#/1", 1060, 700),
    "lab": ("lab/en/lecture.html", 1280, 1200),
}
"""A picture, the page it shows, and its size in CSS pixels."""

REPORT = ("report", "data/examples/day.jsonl", "--by", "model", "--requests", "data/examples/requests.json", "--out")
TALL = 1500  # of the report
DRAWN = """async () => {
    await document.fonts.ready;
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
}"""


def main() -> None:
    """Take them."""
    browser = Chromium()
    with Server((HOST, 0), partial(Answers, directory=str(SITE))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name, (path, width, height) in VIEWS.items():
            take(browser, name, f"http://{HOST}:{server.server_address[1]}/{path}", width, height)
        server.shutdown()
    page = ROOT / "dist/report.html"
    subprocess.run([sys.executable, "-m", "wattprint", *REPORT, str(page)], cwd=ROOT, check=True, capture_output=True)
    take(browser, "report", page.as_uri(), 1100, TALL)
    browser.close()


def take(browser: Chromium, name: str, url: str, width: int, height: int) -> None:
    """One of them, once the page is quiet and its images are there."""
    browser.page.set_viewport_size(ViewportSize(width=width, height=height))
    browser.page.goto(url, wait_until="networkidle")
    browser.run(DRAWN)
    browser.page.screenshot(path=OUT / f"{name}.png")


if __name__ == "__main__":
    main()
