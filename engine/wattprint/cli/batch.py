"""`wattprint batch`: a log of any size, to Parquet."""

import argparse
from collections.abc import Iterable

from ..batch.command import PRESETS
from ..wording import Wording
from . import place


def arguments(parser: argparse.ArgumentParser, wording: Wording) -> None:
    """What to read, how, and where to write it."""

    def says(name: str) -> str:
        return wording.say(f"help.batch.{name}")

    parser.add_argument("given", metavar="IN", help=says("given"))
    parser.add_argument("out", metavar="OUT", help=says("out"))
    parser.add_argument("--preset", default=PRESETS[0], metavar="|".join(PRESETS), help=says("preset"))
    parser.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN", help=says("map"))
    parser.add_argument("--inclusive", action="store_true", help=says("inclusive"))
    parser.add_argument("--group-by", default="", metavar="A,B", help=says("group_by"))
    parser.add_argument("--memory", default="2GB", metavar="SIZE", help=wording.say("help.memory"))
    parser.add_argument("--threads", metavar="N", help=says("threads"))
    parser.add_argument("--part", metavar="ROWS", help=says("part"))
    parser.add_argument("--overwrite", action="store_true", help=says("overwrite"))
    place.add(parser, wording, ("zone", "reader", "grid"))


def run(options: argparse.Namespace, wording: Wording) -> Iterable[str]:
    """What was done, and where it is."""
    from ..batch import command  # the optional packages are loaded by this command only

    return command.run(options, wording)
