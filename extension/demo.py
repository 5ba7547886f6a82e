"""`make demo`: Chromium with the extension, a chat on this machine that answers, and a month of invented history.

The chat claims to be chatgpt.com inside this one browser, so that the extension counts it; nothing leaves the machine.
"""

import os
import sys
import tempfile
from pathlib import Path

from tests.extension.browsers import chrome
from tests.extension.chat import HOST, chatting
from tests.extension.history import history

KEEP = "async (events) => (await import('/store.js')).keepAll(events)"
CHANGE = "async (chosen) => (await import('/settings.js')).change(chosen)"


def main() -> None:
    """Open it, and wait until it is closed."""
    shown = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) or sys.platform == "darwin"
    if not shown:
        print("No screen here: `make demo` opens a browser window. Run it on a machine with a display; "
              "`python -m extension.load` prints how to load the extension by hand.")  # fmt: skip
        return
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        chatting(Path(folder), 0.15, 30) as chat,
        chrome(Path(folder), {HOST: chat.server_port}, also=("webRequest",), shown=True) as browser,
    ):
        page = browser.view("options/options.html")  # the first page opens by itself
        browser.run(page, KEEP, history(30, 12))
        browser.run(page, CHANGE, {"line": True})
        page.goto(f"chrome-extension://{browser.id}/dashboard/dashboard.html")
        browser.context.pages[0].close()  # that of the browser, which is empty
        browser.open(f"https://{HOST}/")
        print("Ask the chat something, then press Wattprint's button. Close the window to end.")
        browser.context.wait_for_event("close", timeout=0)


if __name__ == "__main__":
    main()
