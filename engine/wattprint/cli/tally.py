"""`wattprint tally`: totals of a file of usage events."""

import argparse
from collections.abc import Iterable

from .. import bridge, terminal
from ..tally import BY, tally
from ..wording import Wording
from . import place
from .reading import Events
from .shown import as_json


def arguments(parser: argparse.ArgumentParser, wording: Wording) -> None:
    """The file, what it is grouped by, the place."""
    parser.add_argument("events", metavar="EVENTS.jsonl", help=wording.say("help.events"))
    parser.add_argument("--by", default=BY[0], choices=BY, help=wording.say("help.by"))
    place.add(parser, wording, ("zone", "reader"))


def run(options: argparse.Namespace, wording: Wording) -> Iterable[str]:
    """One line per group, and the total."""
    events = Events(options.events)
    made = tally(events, options.by, **place.shared(options))
    events.report(wording)
    if options.json:
        return as_json(bridge.tally_json(made, events.bad, wording))
    return terminal.tally_lines(made, wording)
