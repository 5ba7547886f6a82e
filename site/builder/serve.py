"""The built site at http://localhost:8000, for this machine only."""

import errno
import gzip
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from . import policies

HOST = "127.0.0.1"
TEXTS = {".html", ".css", ".js", ".svg", ".json", ".xml", ".atom", ".webmanifest", ".txt"}
LASTING = ("/runtime/", "/v/")


class Answers(SimpleHTTPRequestHandler):
    """Files with the right type, a policy and no lasting cache but for what never changes under its name."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css",
        ".wasm": "application/wasm", ".json": "application/json", ".svg": "image/svg+xml", ".whl": "application/zip",
        ".atom": "application/atom+xml", ".webmanifest": "application/manifest+json",
        ".parquet": "application/vnd.apache.parquet",
        ".md": "text/markdown; charset=utf-8", ".py": "text/x-python; charset=utf-8", ".toml": "application/toml",
    }  # fmt: skip

    def send_head(self) -> BytesIO | BinaryIO | None:
        """A text travels compressed, as it would from any host."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        asked = "gzip" in self.headers.get("Accept-Encoding", "")
        if not asked or path.suffix not in TEXTS or not path.is_file():
            return super().send_head()
        body = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def end_headers(self) -> None:
        """Policy and cache of every answer."""
        path = self.path.partition("?")[0]
        self.send_header("Content-Security-Policy", policies.LAB if "/lab/" in path else policies.PAGE)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "max-age=3600" if path.startswith(LASTING) else "no-cache")
        if path.startswith(("/embed/", "/runtime/", "/assets/", "/v/", "/lab/")):
            self.send_header("Access-Control-Allow-Origin", "*")  # other people's pages import the element
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page where there is nothing."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        return None

    def log_message(self, format: str, *args: object) -> None:
        """Silence: what a reader opens is nobody's business."""


class Server(ThreadingHTTPServer):
    """Ends with the program, whatever browsers still hold open."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no error."""


def serve(out: Path, port: int) -> int:
    """Serve until Ctrl-C; 1 if the port is taken."""
    try:
        server = Server((HOST, port), partial(Answers, directory=str(out)))
    except OSError as error:
        return taken(error, port)
    with server:
        print(addresses(out, port), flush=True)
        try:
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            print("\nStopped.")
    return 0


def taken(error: OSError, port: int) -> int:
    """Says that the port is taken, and how to choose another."""
    if error.errno not in (errno.EADDRINUSE, errno.EACCES):
        raise error
    print(f"Port {port} is taken: choose another, as in `make run PORT={port + 1}`.", file=sys.stderr)
    return 1


def addresses(out: Path, port: int) -> str:
    """Where to look, for those folders and pages that are there."""
    base = f"http://localhost:{port}"
    known = (
        ("The site, in French", "fr/index.html"), ("The site, in English", "en/index.html"),
        ("The calculator", "fr/calculator.html"), ("", "en/calculator.html"),
        ("Embeds: build a snippet", "fr/embed.html"), ("Embeds: examples", "embed/examples/index.html"),
        ("The tables to download", "fr/data.html"), ("", "en/data.html"),
        ("The lab (Python in the page)", "lab/index.html"), ("", "lab/fr/index.html"), ("", "lab/en/index.html"),
    )  # fmt: skip
    lines = [f"  {label + ':' if label else '':32}{base}/{path}" for label, path in known if (out / path).exists()]
    extension = out.parents[1] / "extension"
    if (extension / "build.py").exists():
        built = out.parent / "extension"
        lines.append(
            f"  {'The extension:':32}chrome://extensions, developer mode, 'Load unpacked': {built / 'chromium'}"
        )
        lines.append(f"  {'':32}about:debugging, 'Load Temporary Add-on': {built / 'firefox' / 'manifest.json'}")
    return "\n".join(["", f"Serving {out} (Ctrl-C ends it):", *lines])
