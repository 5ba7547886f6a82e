"""`wattprint compare`: one request by several models, methods or zones."""

import argparse
from collections.abc import Iterable

from .. import bridge, terminal
from ..compare import compare
from ..records import Refused
from ..wording import Wording
from . import request
from .shown import as_json

AXES = ("model", "method", "zone")
EVERY = "all"


def arguments(parser: argparse.ArgumentParser, wording: Wording) -> None:
    """About a request, and what is varied."""
    request.add(parser, wording, required=False)
    for axis in AXES:
        says = wording.say("help.all" if axis == "method" else "help.list")
        parser.add_argument(f"--{axis}s", metavar="A,B,...", help=says)


def run(options: argparse.Namespace, wording: Wording) -> Iterable[str]:
    """One line per value; the first of --models stands for the model while the others are compared with it."""
    given = {axis: getattr(options, f"{axis}s") for axis in AXES}
    axes = [axis for axis, values in given.items() if values is not None]
    if len(axes) != 1:
        raise Refused("choice", "compare", ", ".join(axes) or "nothing", "exactly one of --models, --methods, --zones")
    values = [value.strip() for value in given[axes[0]].split(",") if value.strip()]
    every = axes[0] == "method" and values == [EVERY]
    asked = request.asked(options, values[0] if values and axes[0] == "model" else None)
    made = compare(asked, axes[0], None if every else values)
    return as_json(bridge.compare_json(made, wording)) if options.json else terminal.compare_lines(made, wording)
