"""`wattprint explain`: the working of an estimate, step by step, each factor with its source."""

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
    """Each step with its factors, each factor with its sources."""
    made = of(request.asked(options))
    return as_json(bridge.estimate_json(made, wording)) if options.json else terminal.explain_lines(made, wording)
