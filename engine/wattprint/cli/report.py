"""`wattprint report`: usage events and requests, or what a batch wrote, as one HTML file."""

import argparse
import json
from collections.abc import Iterable

from .. import terminal
from ..estimate import of
from ..records import Refused, Request
from ..table import request
from ..tally import tally
from ..wording import Wording
from . import place
from . import tally as of_events
from .reading import Events, text, written


def arguments(parser: argparse.ArgumentParser, wording: Wording) -> None:
    """Those of a tally, and the file to write."""
    of_events.arguments(parser, wording)
    parser.add_argument("--requests", metavar="REQUESTS.json", help=wording.say("help.requests"))
    parser.add_argument("--out", default="report.html", metavar="REPORT.html", help=wording.say("help.report"))
    parser.add_argument("--memory", default="2GB", metavar="SIZE", help=wording.say("help.memory"))


def run(options: argparse.Namespace, wording: Wording) -> Iterable[str]:
    """Writes the file; the totals as lines."""
    from ..batch import command
    from ..report import report_html  # drawing is loaded for a report only

    if command.is_result(options.events):
        yield from command.report(options, wording)
        return
    events = Events(options.events)
    made = tally(events, options.by, **place.shared(options))
    events.report(wording)
    path = written(options.out, report_html([of(each) for each in _requests(options.requests)], made, wording))
    yield from terminal.tally_lines(made, wording)
    yield wording.say("cli.written", path=path)


def _requests(path: str | None) -> list[Request]:
    if not path:
        return []
    try:
        found = json.loads(text(path))
    except (ValueError, RecursionError):
        raise Refused("json_list", "requests", path, "a JSON list of requests") from None
    if not isinstance(found, list):
        raise Refused("json_list", "requests", path, "a JSON list of requests")
    return [request(entry) for entry in found]
