"""Both browsers with the extension, for any test: `with chrome(tmp_path, hosts={...}) as browser: ...`."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from .chrome import Chrome, until
from .fire import Fire
from .package import SITES, package

__all__ = ["Chrome", "Fire", "chrome", "fire", "package", "until"]


@contextmanager
def chrome(where: Path, hosts: Mapping[str, int] | None = None, granted: Iterable[str] = SITES,
           also: Iterable[str] = (), lang: str = "en",
           scheme: Literal["light", "dark"] = "light", shown: bool = False) -> Iterator[Chrome]:  # fmt: skip
    """Chromium; `granted` are the origins that were allowed, `also` the optional permissions."""
    made = Chrome(package("chromium", where, granted, also), where / "profile", hosts, lang, scheme=scheme, shown=shown)
    try:
        yield made
    finally:
        made.close()


@contextmanager
def fire(where: Path, hosts: Mapping[str, int] | None = None, granted: Iterable[str] = SITES,
         also: Iterable[str] = (), lang: str = "en") -> Iterator[Fire]:  # fmt: skip
    """Firefox, likewise; all hosts are served on one port."""
    made = Fire(package("firefox", where, granted, also), where / "profile", hosts, lang)
    try:
        yield made
    finally:
        made.close()
