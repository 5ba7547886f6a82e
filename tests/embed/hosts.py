"""A page of another origin that holds the calculator: the example pages, and whatever a test writes."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.browser.site import ROOT, Site, serving

__all__ = ["MOODLE", "PLAIN", "ROOT", "RUNTIME", "Two", "two"]

sys.path.insert(0, str(ROOT / "site"))

RUNTIME = ROOT / "dist/site/runtime"
PLAIN = "object-src 'none'"
"""What a static host says of its pages: nothing about where they may be shown. It sends no CORS header either."""

MOODLE = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' {site}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: {site}; frame-src {site}; connect-src 'self'; font-src 'self' data:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'"
)
"""What an administrator writes who lets one more site in."""


class Two(NamedTuple):
    """The site that the calculator comes from, and a host of another origin with a folder of pages."""

    site: Site
    host: Site
    folder: Path

    def write(self, name: str, html: str) -> str:
        """A page of the host; `{site}` in it is the address of the other. Its own address."""
        (self.folder / name).write_text(html.replace("{site}", self.site.url), encoding="utf-8")
        return f"{self.host.url}/{name}"

    def example(self, name: str) -> str:
        """An example page, moved to the host: what lay beside it comes from the site."""
        for path in (self.built / "embed/examples").rglob("*"):
            if path.suffix != ".html" and path.is_file():
                target = self.folder / path.relative_to(self.built / "embed/examples")
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(path.read_bytes())
        html = (self.built / f"embed/examples/{name}.html").read_text(encoding="utf-8")
        return self.write(f"{name}.html", html.replace('"../../', '"{site}/').replace('"../', '"{site}/embed/'))

    @property
    def built(self) -> Path:
        """The folder that the site serves."""
        return self.site.folders["/"]


@contextmanager
def two(built: Path, folder: Path, policy: str = PLAIN) -> Iterator[Two]:
    """Both, for as long as the block runs; the policy of the host may name `{site}`."""
    with ExitStack() as stack:
        site = stack.enter_context(serving(PLAIN, {"/": built}))
        host = stack.enter_context(serving(policy.replace("{site}", site.url), {"/": folder}))
        yield Two(site, host, folder)
