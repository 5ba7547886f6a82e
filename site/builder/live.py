"""`make dev`: the site is served, built anew when a file changes, and the page in the browser reloads."""

import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

from watchfiles import DefaultFilter
from watchfiles import watch as changes

from .serve import HOST, Answers, Server, addresses, taken

ROOT = Path(__file__).resolve().parents[2]
WATCHED = ("site", "engine/wattprint", "data", "CHANGELOG.md")
FEED, SCRIPT = "/dev/changes", "/dev/reload.js"
TAG = f'<script type="module" src="{SCRIPT}"></script></head>'
RELOAD = f'new EventSource("{FEED}").onmessage = () => location.reload();\n'
BREATH = 15  # seconds between two signs of life, so that a page that has gone is noticed


class Live(Answers):
    """The site with a script in each page that waits for news."""

    news = threading.Condition()

    def do_GET(self) -> None:  # noqa: N802 - the standard library's name
        """A page with its script, the script, its news, or any other file."""
        path = self.path.partition("?")[0]
        if path == FEED:
            return self._feed()
        if path == SCRIPT:
            return self._send(RELOAD.encode(), "text/javascript")
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        if file.suffix != ".html" or not file.exists():
            return super().do_GET()
        return self._send(
            file.read_text(encoding="utf-8").replace("</head>", TAG, 1).encode(), "text/html; charset=utf-8"
        )

    def _feed(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.close_connection = True
        while True:
            with self.news:
                changed = self.news.wait(BREATH)
            self.wfile.write(b"data: changed\n\n" if changed else b": still here\n\n")
            self.wfile.flush()

    def _send(self, body: bytes, type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def watch(out: Path, port: int) -> int:
    """Until Ctrl-C. Each build is a process of its own, so that a changed engine is read again."""
    _build(out)
    try:
        server = Server((HOST, port), partial(Live, directory=str(out)))
    except OSError as error:
        return taken(error, port)
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(addresses(out, port), flush=True)
        try:
            for _ in changes(*(ROOT / name for name in WATCHED), watch_filter=DefaultFilter(), raise_interrupt=True):
                _build(out)
                with Live.news:
                    Live.news.notify_all()
        except KeyboardInterrupt:
            print("\nStopped.")
        server.shutdown()
    return 0


def _build(out: Path) -> None:
    command = [sys.executable, str(ROOT / "site/build.py"), "--draft", "--out", str(out)]
    subprocess.run(command, check=False)
