"""The classes of characters of data/tokens.toml, as the module of JavaScript that characters.js counts by."""

import json

from wattprint.facts import load
from wattprint.tokens import Rules


def classes() -> str:
    """`export const RULES = {"names": ["vowel", ...], ...}`: classes, then events, are known by their place."""
    rules = Rules(load().compiled["tokens"])
    events = [event["name"] for event in load().compiled["tokens"]["event"]]
    places = {name: place for place, name in enumerate((*rules.names, *events))}
    made = {
        "names": [*rules.names, *events],
        "runs": rules.runs,
        "rest": rules.rest,
        "ranges": [list(found) for found in rules.ranges],
        "start": [[[places[e.name], e.every] for e in kind] for kind in rules.events["start"]],
        "double": [[places[e.name] for e in kind] for kind in rules.events["double"]],
        "end": [[[places[e.name], e.longer] for e in kind] for kind in rules.events["end"]],
    }
    type = (
        "{names: string[], runs: number[], rest: number, ranges: number[][], start: number[][][], "
        "double: number[][], end: number[][][]}"
    )
    return f"/** @type {{{type}}} */\nexport const RULES = {json.dumps(made, separators=(',', ':'))};\n"
