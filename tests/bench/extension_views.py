"""How fast the extension's views are: the popup from its last answer and from the engine, a year on the dashboard.

python -m tests.bench.extension_views            a line each, in milliseconds; `make bench` keeps them
"""

import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page
from tests.extension.browsers import Chrome, chrome, until
from tests.extension.history import history

DAYS, EACH = 365, 200
TIMES = 7
CHUNK = 5000
FRESH = "document.querySelector('#{}').dataset.fresh"
MARKS = """() => Object.fromEntries(
    performance.getEntriesByType("mark").map((mark) => [mark.name.split(":")[1], mark.startTime]))"""
KEEP = "async (events) => (await import('/store.js')).keepAll(events)"


def opened(browser: Chrome, path: str, place: str) -> tuple[Page, dict[str, float]]:
    """A view and its marks (milliseconds since it was asked for) once the engine has answered."""
    page = browser.view(path)
    until(lambda: page.evaluate(FRESH.format(place)), 180)
    paint: float = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    return page, {**page.evaluate(MARKS), "paint": paint}


def popup(browser: Chrome) -> dict[str, list[float]]:
    """The popup, cold once and then warm."""
    made: dict[str, list[float]] = {"painted": [], "fresh": [], "paint": []}
    for _ in range(TIMES + 1):
        page, marks = opened(browser, "popup/popup.html", "today")
        page.close()
        for name, all in made.items():
            all.append(marks[name])
    return made


def year(browser: Chrome) -> dict[str, float]:
    """A year of history: its totals made once, then the dashboard as it is opened on any day after."""
    page = browser.view("options/options.html")
    events = history(DAYS, EACH)
    began = time.perf_counter()
    for start in range(0, len(events), CHUNK):
        browser.run(page, KEEP, events[start : start + CHUNK])
    kept = time.perf_counter() - began
    page.close()
    first, marks = opened(browser, "dashboard/dashboard.html", "view")
    first.close()
    again = [opened(browser, "dashboard/dashboard.html", "view") for _ in range(3)]
    after = statistics.median(each["drawn"] - each["ready"] for _, each in again)
    page = again[-1][0]
    page.evaluate("delete document.querySelector('#view').dataset.fresh")
    clicked = time.perf_counter()
    page.click("[data-period=year]")
    until(lambda: page.evaluate(FRESH.format("view")))
    switched = time.perf_counter() - clicked
    return {"events": len(events), "kept": kept * 1000, "totals": marks["drawn"] - marks["ready"],
            "dashboard": after, "year": switched * 1000}  # fmt: skip


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, chrome(Path(folder)) as browser:
        times = popup(browser)
        cold = {name: all[0] for name, all in times.items()}
        warm = {name: statistics.median(all[1:]) for name, all in times.items()}
        print(f"popup: stored answer painted {warm['painted']:.0f} ms (first paint {warm['paint']:.0f}), "
              f"engine's answer {warm['fresh']:.0f} ms warm, {cold['fresh']:.0f} ms cold")  # fmt: skip
        of = year(browser)
        print(f"a year, {of['events']:.0f} answers: kept in {of['kept'] / 1000:.1f} s, totals made once in "
              f"{of['totals'] / 1000:.1f} s; after that the dashboard {of['dashboard']:.0f} ms after the engine is "
              f"ready, the year {of['year']:.0f} ms after a press")  # fmt: skip


if __name__ == "__main__":
    main()
