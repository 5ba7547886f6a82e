"""Chromium through Playwright: Debian's, or the one that Playwright brought where there is no Debian."""

import atexit
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from playwright.sync_api import Page, Playwright, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
         "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")  # fmt: skip
PATIENCE = 60  # seconds, on a machine that may be busy
BRIEF = "--js-flags=--liftoff-only"
"""A visit of seconds does not pay for optimising a WebAssembly that it throws away; benches do without it."""


@cache
def driver() -> Playwright:
    """The one driver of this process: it refuses a second beside it."""
    made = sync_playwright().start()
    atexit.register(made.stop)
    return made


class Chromium:
    """One browser with one tab."""

    name = "Chromium"

    def __init__(self) -> None:
        self.playwright = driver()
        program = next(filter(None, map(shutil.which, PROGRAMS)), None)
        self.browser = self.playwright.chromium.launch(executable_path=program, args=[*FLAGS, BRIEF])
        self.requests: list[tuple[str, str]] = []
        self.page = self.tab()

    def tab(self) -> Page:
        """A new tab in a new profile, whose requests are recorded, its workers' too."""
        context = self.browser.new_context()
        context.set_default_timeout(PATIENCE * 1000)
        context.on("request", lambda request: self.requests.append((request.method, request.url)))
        return context.new_page()

    def open(self, url: str) -> None:
        """Go there, in a profile that knows nothing, and wait until it has loaded."""
        self.page.context.close()
        self.page = self.tab()
        self.page.goto(url)

    def run(self, function: str, argument: Any = None) -> Any:
        """What the (async) JavaScript function returns, through JSON."""
        wrapped = f"async () => JSON.stringify(await ({function})({json.dumps(argument)}) ?? null)"
        return json.loads(self.page.evaluate(wrapped))

    def press(self, key: str) -> None:
        """A key goes down and up, where the focus is."""
        self.page.keyboard.press(key)

    @contextmanager
    def killable(self) -> Iterator[None]:
        """For the pages opened meanwhile: here, nothing."""
        yield

    def kill_worker(self) -> None:
        """The worker ends without a word, as when the machine lacks memory."""
        self.page.workers[0].evaluate("() => self.close()")

    def break_worker(self) -> None:
        """Python raises what it should not: here, at a question that is no text."""
        self.page.workers[0].evaluate("() => self.onmessage({ data: { id: 0, text: 3 } })")

    def close(self) -> None:
        """End it."""
        self.browser.close()
