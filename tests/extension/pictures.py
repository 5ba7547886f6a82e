"""The pictures for the stores, 1280 x 800, in both languages: `python -m tests.extension.pictures` writes them."""

import base64
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize
from tests.extension.browsers import Chrome, chrome, until
from tests.extension.history import history

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "extension/store/pictures"
SIZE = ViewportSize(width=1280, height=800)
KEEP = "async (events) => (await import('/store.js')).keepAll(events)"
LARGER = """() => {
    document.body.style.zoom = 1.25;
    document.body.style.margin = 0;
}"""
POPUP = ViewportSize(width=450, height=640)
FRAME = """<!doctype html><style>
body { margin: 0; height: 800px; display: grid; place-items: center;
  background: linear-gradient(#fbf9f4 42%%, #124560 42%%, #0a2a3d) }
img { border-radius: 8px; box-shadow: 0 10px 40px rgb(0 0 0 / 30%%) }
</style><img alt="" src="data:image/png;base64,%s">"""


def main() -> None:
    """Take them."""
    OUT.mkdir(parents=True, exist_ok=True)
    for lang in ("en", "fr"):
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
            chrome(Path(folder), lang=lang) as browser,
        ):
            take(browser, lang)


def take(browser: Chrome, lang: str) -> None:
    """Those of one language."""
    page = browser.view("welcome/welcome.html")
    page.set_viewport_size(SIZE)
    until(lambda: page.query_selector("#sites li"))
    page.screenshot(path=OUT / f"{lang}-1-welcome.png")
    browser.run(page, KEEP, history(40, 14))
    browser.run(page, KEEP, history(300, 3, seed=9))
    page.set_viewport_size(POPUP)
    page.goto(f"chrome-extension://{browser.id}/popup/popup.html")
    until(lambda: page.evaluate("document.querySelector('#today').dataset.fresh"))
    page.evaluate(LARGER)
    popup = page.locator("body").screenshot()
    page.set_viewport_size(SIZE)
    frame = browser.context.new_page()
    frame.set_viewport_size(SIZE)
    frame.set_content(FRAME % base64.b64encode(popup).decode())
    frame.screenshot(path=OUT / f"{lang}-2-popup.png")
    frame.close()
    page.goto(f"chrome-extension://{browser.id}/dashboard/dashboard.html")
    until(lambda: page.evaluate("document.querySelector('#view').dataset.fresh"), 120)
    for number, (period, place) in enumerate((("month", "h1"), ("week", "#weighed"), ("year", "h1")), 3):
        page.evaluate("delete document.querySelector('#view').dataset.fresh")
        page.click(f"[data-period={period}]")
        until(lambda: page.evaluate("document.querySelector('#view').dataset.fresh"), 120)
        page.evaluate("(place) => document.querySelector(place).scrollIntoView()", place)
        page.mouse.move(0, 0)
        page.screenshot(path=OUT / f"{lang}-{number}-{period}.png")


if __name__ == "__main__":
    main()
