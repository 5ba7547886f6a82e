"""The engine in Chromium beside stock Pyodide, in one run: `make bench`.

Cold is a new profile, warm the second visit with it, on loopback, without compression: what is compared is work, not
the network. Stock is npm's loadPyodide() alone, in the page; ours is a worker with the engine imported in it.
"""

import shutil
import statistics
import subprocess
import tempfile
from typing import Any

from playwright.sync_api import BrowserType, Page, sync_playwright
from tests.browser.chromium import FLAGS, PROGRAMS
from tests.browser.site import Site, serving

from browser import node, runtime

ROUNDS = 5
WEIGH = """
const { readFileSync } = require("node:fs"), { brotliCompressSync, constants, gzipSync } = require("node:zlib");
let [brotli, gzip] = [0, 0];
for (const file of process.argv.slice(1)) {
  const content = readFileSync(file);
  brotli += brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;
  gzip += gzipSync(content, { level: 9 }).length;
}
console.log(brotli, gzip);
"""


def visit(page: Page, site: Site, name: str, last: str) -> dict[str, list[float]]:
    """What a page measured, by name, once `last` is there."""
    page.goto(f"{site.url}/bench/{name}.html")
    script = "(last) => performance.getEntriesByName(last).length > 0"
    while not page.evaluate(script, last):
        page.wait_for_timeout(20)
    entries: list[dict[str, Any]] = page.evaluate(
        "() => performance.getEntriesByType('measure').map(({ name, duration }) => ({ name, duration }))"
    )
    return {entry["name"]: [e["duration"] for e in entries if e["name"] == entry["name"]] for entry in entries}


def twice(chromium: BrowserType, site: Site, name: str, last: str) -> list[dict[str, list[float]]]:
    """The first visit of a new profile, and the second."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        context = chromium.launch_persistent_context(profile, executable_path=program, args=list(FLAGS))
        visits = []
        for _ in range(2):
            page = context.new_page()
            visits.append(visit(page, site, name, last))
            page.close()
        context.close()
    return visits


def brotli_and_gzip() -> tuple[int, int]:
    """Bytes on the wire before the first answer, at the best that each can do."""
    command = [str(node.node(runtime.ROOT)), "-e", WEIGH, *map(str, runtime.first(runtime.OUT))]
    brotli, gzip = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return int(brotli), int(gzip)


def main() -> None:
    """Print rows for the table of site/content/*/speed.md."""
    ours, stock = [], []
    with serving() as site, sync_playwright() as playwright:
        for _ in range(ROUNDS):
            stock.append(twice(playwright.chromium, site, "stock", "ready"))
            ours.append(twice(playwright.chromium, site, "ours", "done"))
    for number, (label, goal) in enumerate((("cold (new profile)", "0.5"), ("warm (second visit)", "0.4"))):
        our, first, their = (
            statistics.median(round[number][name][0] for round in rounds)
            for rounds, name in ((ours, "ready"), (ours, "first answer"), (stock, "ready"))
        )
        print(f"| engine ready in Chromium, {label} | {our:.0f} ms (first answer {first:.0f} ms) against "
              f"{their:.0f} ms of stock `loadPyodide`, **{our / their:.2f}** of its time | {goal} |")  # fmt: skip
    answers = [duration for round in ours for one in round for duration in one["wattprint:answer"][1:]]
    tail = statistics.quantiles(answers, n=20)[-1]
    print(f"| one estimate in the page, asked to answered | **{statistics.median(answers):.1f} ms** (95 % within "
          f"{tail:.1f} ms) | 16 ms |")  # fmt: skip
    brotli, gzip = brotli_and_gzip()
    print(f"| runtime on the wire, all that the first answer takes | **{brotli / 1e6:.2f} MB** brotli, "
          f"{gzip / 1e6:.2f} MB gzip | 5.0 MB |")  # fmt: skip


if __name__ == "__main__":
    main()
