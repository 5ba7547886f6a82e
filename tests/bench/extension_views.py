"""How fast the extension's views are: the popup from its last answer and from the engine, a year on the dashboard.

python -m tests.bench.extension_views            a line each, in milliseconds; `make bench` keeps them
"""

import json
import random
import statistics
import tempfile
import time
import zipfile
from pathlib import Path

from playwright.sync_api import Page
from tests.extension.browsers import Chrome, chrome, until
from tests.extension.history import history
from tests.extension.test_import import talk

DAYS, EACH = 365, 200
TIMES = 7
CHUNK = 5000
TALKS = 2500  # conversations of two questions and answers, 50,000 characters each: 500 MB
SENTENCES = "An invented sentence. " * 30
FRESH = "document.querySelector('#{}').dataset.fresh"
MARKS = """() => Object.fromEntries(
    performance.getEntriesByType("mark").map((mark) => [mark.name.split(":")[1], mark.startTime]))"""
STALL = """() => {
    let last = performance.now();
    window.worst = 0;
    const tick = () => {
        const now = performance.now();
        window.worst = Math.max(window.worst, now - last);
        last = now;
        setTimeout(tick);
    };
    tick();
}"""
KEEP = "async (events) => (await import('/store.js')).keepAll(events)"

STALL = """() => {
    let last = performance.now();
    window.worst = 0;
    const tick = () => {
        const now = performance.now();
        window.worst = Math.max(window.worst, now - last);
        last = now;
        setTimeout(tick);
    };
    tick();
}"""
"""The longest time in which the page had no turn, in milliseconds."""


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


def prose(seed: int) -> str:
    """Invented words, which shrink as prose does: an archive that shrinks more is refused as a trap."""
    chance = random.Random(seed)
    return " ".join(f"{chance.getrandbits(30):x}"[:7] for _ in range(6700))


def imported(browser: Chrome, folder: Path) -> dict[str, float]:
    """A large export of ChatGPT: how long it takes, and the longest time that the page did not answer meanwhile."""
    path = folder / "chatgpt.zip"
    size = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped, zipped.open("conversations.json", "w") as out:
        for number in range(TALKS):
            text = ("," if number else "[") + json.dumps(talk(number)).replace(SENTENCES, prose(number))
            size += out.write(text.encode())
        out.write(b"]")
    page, _ = opened(browser, "dashboard/dashboard.html", "view")
    page.evaluate(STALL)
    began = time.perf_counter()
    page.set_input_files("#files", path)
    until(lambda: page.evaluate("document.querySelector('#result').textContent"), 600)
    took = time.perf_counter() - began
    return {"megabytes": size / 1e6, "seconds": took, "stall": page.evaluate("window.worst")}


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, chrome(Path(folder)) as browser:
        times = popup(browser)
        cold = {name: all[0] for name, all in times.items()}
        warm = {name: statistics.median(all[1:]) for name, all in times.items()}
        print(f"popup: stored answer painted {warm['painted']:.0f} ms (first paint {warm['paint']:.0f}), "
              f"engine's answer {warm['fresh']:.0f} ms warm, {cold['fresh']:.0f} ms cold")  # fmt: skip
        large = imported(browser, Path(folder))
        print(
            f"import: {large['megabytes']:.0f} MB of ChatGPT's export in {large['seconds']:.0f} s; the page answered "
            f"within {large['stall']:.0f} ms all the time"
        )
        browser.run(browser.view("options/options.html"), "async () => (await import('/store.js')).remove('all')")
        of = year(browser)
        print(f"a year, {of['events']:.0f} answers: kept in {of['kept'] / 1000:.1f} s, totals made once in "
              f"{of['totals'] / 1000:.1f} s; after that the dashboard {of['dashboard']:.0f} ms after the engine is "
              f"ready, the year {of['year']:.0f} ms after a press")  # fmt: skip


if __name__ == "__main__":
    main()
