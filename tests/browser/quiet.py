"""When a page has done what it does by itself: what has not been asked for by then is not asked for."""

from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox

AT_REST = """async () => {
    if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
    for (let turn = 0; turn < 3; turn += 1) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    await new Promise((done) => requestIdleCallback(done));
}"""
"""Loaded, three times drawn, and idle: timers and promises of the page's scripts have had their turn."""


def at_rest(browser: Chromium | Firefox) -> None:
    """Wait for that."""
    browser.run(AT_REST)
