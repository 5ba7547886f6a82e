"""`wattprint estimate`: what one request costs."""

import argparse
from collections.abc import Iterable

from .. import bridge, terminal
from ..estimate import of
from ..wording import Wording
from . import request
from .shown import as_json


def arguments(parser: argparse.ArgumentParser, wording: Wording) -> None:
    """About a request."""
    request.add(parser, wording)


def run(options: argparse.Namespace, wording: Wording) -> Iterable[str]:
    """The results, where and by what they were computed, and a few equivalents."""
    made = of(request.asked(options))
    return as_json(bridge.estimate_json(made, wording)) if options.json else terminal.estimate_lines(made, wording)
