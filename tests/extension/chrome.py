"""Chromium with the extension in a profile of its own: its pages, its worker, and two ways to end it."""

import contextlib
import json
import os
import shutil
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import BrowserContext, Page, ViewportSize, Worker
from tests.browser.chromium import driver

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60.0


class Chrome:
    """One browser. `hosts` maps host names to ports of this machine ({"chatgpt.com": 8443}); no other is reached."""

    name = "Chromium"

    def __init__(
        self, folder: Path, profile: Path, hosts: Mapping[str, int] | None = None, lang: str = "en",
        scheme: Literal["light", "dark"] = "light", shown: bool = False,
    ) -> None:  # fmt: skip
        self.folder, self.profile, self.hosts, self.lang = folder, profile, dict(hosts or {}), lang
        self.size, self.scheme = ViewportSize(width=1000, height=900), scheme
        self.playwright, self.shown = driver(), shown
        self.requests: list[tuple[str, str]] = []
        self.errors: list[str] = []
        self.start()

    def start(self) -> None:
        """Begin, or begin again in the same profile."""
        rules = [f"MAP {host}:443 127.0.0.1:{port}" for host, port in self.hosts.items()]
        rules += ["MAP * ~NOTFOUND", "EXCLUDE 127.0.0.1", "EXCLUDE localhost"]
        program = next(filter(None, map(shutil.which, PROGRAMS)), None)
        self.context: BrowserContext = self.playwright.chromium.launch_persistent_context(
            str(self.profile), executable_path=program, headless=not self.shown,
            viewport=self.size, color_scheme=self.scheme, ignore_https_errors=True,
            args=["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                  "--lang=en", "--ignore-certificate-errors", f"--host-resolver-rules={','.join(rules)}",
                  f"--load-extension={self.folder}", f"--disable-extensions-except={self.folder}"],
        )  # fmt: skip
        self.context.set_default_timeout(PATIENCE * 1000)
        self.context.on("request", lambda request: self.requests.append((request.method, request.url)))
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.id = self.worker().url.split("/")[2]
        if self.lang != "en":
            self.worker().evaluate("(lang) => chrome.storage.local.set({ settings: { lang } })", self.lang)
        if json.loads((self.folder / "manifest.json").read_text()).get("host_permissions"):
            until(lambda: self.worker().evaluate("() => chrome.scripting.getRegisteredContentScripts()"))

    def worker(self) -> Worker:
        """The extension's service worker."""
        found = self.context.service_workers
        return found[0] if found else self.context.wait_for_event("serviceworker")

    def open(self, url: str) -> Page:
        """A new tab at an address of the web."""
        page = self.context.new_page()
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.goto(url)
        return page

    def view(self, path: str) -> Page:
        """A page of the extension, say "popup/popup.html", in a tab."""
        return self.open(f"chrome-extension://{self.id}/{path}")

    def run(self, page: Page, function: str, argument: Any = None) -> Any:
        """What the (async) JavaScript function returns in a page, through JSON."""
        return json.loads(page.evaluate(
            f"async (given) => JSON.stringify(await ({function})(given) ?? null)", argument
        ))  # fmt: skip

    def events(self) -> list[dict[str, Any]]:
        """Everything in the store, in order of time."""
        page = self.view("popup/popup.html")
        try:
            return self.run(page, READ)  # type: ignore[no-any-return]
        finally:
            page.close()

    def stop_worker(self) -> None:
        """Ends the service worker at once, as the browser does after half a minute of idleness."""
        page = self.context.pages[0]
        session = self.context.new_cdp_session(page)
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        session.detach()

    def kill(self) -> None:
        """SIGKILL to every process of this browser, and of no other."""
        for pid in self.pids():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(Exception):
            self.context.close()

    def pids(self) -> list[int]:
        """The processes whose profile is ours; children of one that has it go with it."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError):
                    if f"--user-data-dir={self.profile}\0".encode() in (entry / "cmdline").read_bytes():
                        found.append(int(entry.name))
        return found

    def close(self) -> None:
        """End it."""
        with contextlib.suppress(Exception):
            self.context.close()


READ = """async () => {
    const { each } = await import("/store.js");
    const all = [];
    await each((events) => void all.push(...events));
    return all.sort((a, b) => (a.at < b.at ? -1 : 1));
}"""


def until(made: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """Asks again and again until the answer is true; the last answer."""
    end = time.monotonic() + patience
    while not (found := made()) and time.monotonic() < end:
        time.sleep(0.05)
    return found
