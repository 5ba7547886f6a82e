"""`wattprint predict`: the energy of the rows of a measured table, as its scorer reads it."""

import argparse
import csv
import io
import sys
from collections.abc import Iterable

from ..facts import load
from ..methods import DEFAULT
from ..predict import predict_rows
from ..records import Refused
from ..wording import Wording
from .reading import text, written

HEADS = ("id", "predicted_wh", "predicted_low_wh", "predicted_high_wh")


def arguments(parser: argparse.ArgumentParser, wording: Wording) -> None:
    """The two tables."""
    parser.add_argument("table", metavar="IN.csv", help=wording.say("help.table"))
    parser.add_argument("out", metavar="OUT.csv", help=wording.say("help.predictions"))
    parser.add_argument("--blind", action="store_true", help=wording.say("help.blind"))


def run(options: argparse.Namespace, wording: Wording) -> Iterable[str]:
    """Rows in, predictions out; a row that cannot be predicted is left empty and its reason said."""
    facts = load()
    rows = list(csv.DictReader(text(options.table).splitlines()))
    if not rows:
        raise Refused("empty_file", "table", options.table, "a CSV with a header and one row or more")
    refused, made = 0, io.StringIO()
    out = csv.writer(made)
    out.writerow(HEADS)
    for row in predict_rows(rows, options.blind, facts.method(DEFAULT), facts.compiled["accelerators"], facts.released):
        out.writerow([row.id, *(repr(x) if x is not None else "" for x in (row.energy, row.low, row.high))])
        if row.energy is None:
            refused += 1
            print(f"{row.id}: {row.reason}", file=sys.stderr)
    written(options.out, made.getvalue())
    yield wording.say("cli.predicted", n=len(rows) - refused, path=options.out)
    yield wording.say("cli.skipped", n=refused)
