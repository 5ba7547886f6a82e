"""The arguments about a place: where the servers stand, where the reader is, what is counted and how."""

import argparse
from collections.abc import Iterable
from typing import Any

from ..methods import METHODS
from ..records import BOUNDARIES
from ..wording import Wording

PLACES = ("zone", "reader", "grid", "date", "on")


def add(parser: argparse.ArgumentParser, wording: Wording, places: Iterable[str]) -> None:
    """Those of `PLACES`, the boundary and the method."""
    for place in places:
        parser.add_argument(f"--{place}", metavar=place.upper(), help=wording.say(f"help.{place}"))
    parser.add_argument(
        "--boundary", default="hardware", metavar="|".join(BOUNDARIES), help=wording.say("help.boundary")
    )
    parser.add_argument("--method", metavar="ID", help=wording.say("help.method", methods=", ".join(METHODS)))


def shared(options: argparse.Namespace) -> dict[str, Any]:
    """What is the same for every event."""
    return {name: getattr(options, name) for name in ("zone", "reader", "boundary", "method")}
