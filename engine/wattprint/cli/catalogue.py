"""`wattprint models`, `methods`, `sources`: what the engine knows."""

import argparse
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from .. import bridge
from ..wording import Wording
from .shown import as_json, listed


class Catalogue(NamedTuple):
    """A command that lists entries, by some of their values."""

    made: Callable[[Wording], list[dict[str, Any]]]
    heads: tuple[str, ...]

    def arguments(self, parser: argparse.ArgumentParser, wording: Wording) -> None:
        """None."""

    def run(self, options: argparse.Namespace, wording: Wording) -> Iterable[str]:
        """One line an entry."""
        found = self.made(wording)
        return as_json(found) if options.json else listed(found, self.heads, wording)


MODELS = Catalogue(bridge.models_json, ("id", "name", "maker", "released"))
METHODS = Catalogue(bridge.methods_json, ("id", "name", "says"))
SOURCES = Catalogue(bridge.sources_json, ("id", "title", "publisher", "date", "licence"))
