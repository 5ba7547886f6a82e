"""A static site on 127.0.0.1 that records what was asked of it, and can lose, replace or hold back any file."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {
    "/runtime/": ROOT / "dist/site/runtime",
    "/stock/": ROOT / "node_modules/pyodide",
    "/bench/": ROOT / "tests/bench/page",
    "/": ROOT / "tests/browser/page",
}
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; "
    "style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript",
    ".wasm": "application/wasm", ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png",
}  # fmt: skip
Fault = Literal["gone", "held", "page"]


class Site(ThreadingHTTPServer):
    """Serves folders; `asked` is every request line, `faults` what happens to a file instead."""

    daemon_threads = True

    def __init__(self, policy: str = POLICY, folders: dict[str, Path] = FOLDERS) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.policy, self.folders = policy, folders
        self.asked: list[tuple[str, str]] = []
        self.faults: dict[str, Fault] = {}
        self.release = threading.Event()

    @property
    def url(self) -> str:
        """Where it stands."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no error."""


class Answer(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        """A file, or the fault that stands for it."""
        path = urlsplit(self.path).path
        self.server.asked.append(("GET", self.path))
        fault = self.server.faults.get(path.rpartition("/")[2])
        folders = self.server.folders
        prefix = next(prefix for prefix in folders if path.startswith(prefix))
        file = (folders[prefix] / (path.removeprefix(prefix) or "index.html")).resolve()
        if fault == "held":
            self.server.release.wait()
        if fault == "page":
            return self.send(200, b"<!doctype html><title>Blocked by your school</title>", "text/html")
        if fault or folders[prefix] not in file.parents or not file.is_file():
            return self.send(404, b"Not here", "text/plain")
        return self.send(200, file.read_bytes(), TYPES.get(file.suffix, "application/octet-stream"))

    def do_POST(self) -> None:
        """Nothing should ever be sent."""
        self.server.asked.append((self.command, self.path))
        self.send(405, b"", "text/plain")

    do_HEAD = do_PUT = do_POST  # noqa: N815 - the standard library's names

    def send(self, status: int, body: bytes, type: str) -> None:
        """The head and the body."""
        self.send_response(status)
        self.send_header("Content-Type", type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("Cache-Control", "max-age=600" if status == 200 else "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


@contextmanager
def serving(policy: str = POLICY, folders: dict[str, Path] = FOLDERS) -> Iterator[Site]:
    """A site for as long as the block runs."""
    with Site(policy, folders) as site:
        threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield site
        finally:
            site.release.set()
            site.shutdown()
