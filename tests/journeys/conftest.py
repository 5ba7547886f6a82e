"""The two browsers of tests/browser, for the journeys of a reader."""

from tests.browser.conftest import browser, chromium, firefox, site

__all__ = ["browser", "chromium", "firefox", "site"]
