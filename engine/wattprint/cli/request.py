"""The arguments about one request."""

import argparse

from ..records import Refused, Request
from ..wording import Wording
from . import place

COUNTS = ("input-tokens", "cached-tokens", "output-tokens", "reasoning-tokens", "images", "searches")


def add(parser: argparse.ArgumentParser, wording: Wording, required: bool = True) -> None:
    """The model, the counts, the place."""
    parser.add_argument("--model", required=required, help=wording.say("help.model"))
    for count in COUNTS:
        parser.add_argument(f"--{count}", default="0", metavar="N", help=wording.say(f"help.{count.replace('-', '_')}"))
    place.add(parser, wording, place.PLACES)


def asked(options: argparse.Namespace, model: str | None = None) -> Request:
    """The request of these options; `model` where they name none. Raises Refused."""
    names = [name.replace("-", "_") for name in COUNTS]
    return Request(
        model=options.model or model or "gpt-4o",
        zone=options.zone,
        reader=options.reader,
        grid=options.grid,
        date=options.date,
        on=options.on,
        boundary=options.boundary,
        method=options.method,
        **{name: _number(name, getattr(options, name)) for name in names},
    )


def _number(field: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise Refused("count", field, text, "a number") from None
    return int(value) if value.is_integer() else value
