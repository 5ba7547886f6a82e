"""`wattprint zones`: the zones and their electricity."""

import argparse
from collections.abc import Iterable

from .. import bridge, terminal
from ..facts import load
from ..records import Refused
from ..wording import Wording
from .shown import as_json, listed

HEADS = ("id", "name", "carbon_intensity")


def arguments(parser: argparse.ArgumentParser, wording: Wording) -> None:
    """One zone, if wanted."""
    parser.add_argument("name", nargs="?", metavar="ZONE", help=wording.say("help.one_zone"))


def run(options: argparse.Namespace, wording: Wording) -> Iterable[str]:
    """All zones, or every edition of one."""
    facts, found = load(), bridge.zones_json(wording)
    if options.name:
        wanted = facts.zone(options.name)
        found = [zone for zone in found if zone["id"] == wanted]
        if not options.json:
            return terminal.zone_lines(found[0], wording)
    if options.json:
        return as_json(found)
    return listed([zone | {"carbon_intensity": _carbon(zone["id"], wording)} for zone in found], HEADS, wording)


def _carbon(zone: str, wording: Wording) -> str:
    """The latest carbon intensity of a zone, with its interval; nothing where none is published."""
    try:
        return wording.interval(load().grid("carbon", zone).quantity)
    except Refused:
        return ""
