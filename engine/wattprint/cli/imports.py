"""`wattprint import`: exports of chatbots and logs of coding agents, counted."""

import argparse
from collections.abc import Iterable

from ..wording import Wording


def arguments(parser: argparse.ArgumentParser, wording: Wording) -> None:
    """What to read, and where to write it."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help=wording.say("help.paths"))
    parser.add_argument("--from", dest="format", metavar="FORMAT", help=wording.say("help.from"))
    parser.add_argument("--out", default="events.jsonl", metavar="EVENTS.jsonl", help=wording.say("help.grows"))
    parser.add_argument("--drift", metavar="FILE", help=wording.say("help.drift"))


def run(options: argparse.Namespace, wording: Wording) -> Iterable[str]:
    """What was added, what was there, and what could not be read."""
    from ..importers import command  # the formats are loaded by this command only

    return command.run(options, wording)
