"""What an event may hold (wattprint.events), as the module of JavaScript that checks what comes out of a page."""

import json

from wattprint import events
from wattprint.records import MOST_TOKENS


def bounds() -> str:
    """`export const KINDS = ["text", ...];`, and the other names and limits, a line each."""
    made = {
        "KINDS": events.KINDS,
        "TOKENS": events.TOKENS,
        "LONGEST_LABEL": events.LONGEST_LABEL,
        "MOST_MINUTES": events.MOST_MINUTES,
        "MOST_CHARACTERS": events.MOST_CHARACTERS,
        "MOST_TOKENS": MOST_TOKENS,
    }
    return "".join(f"export const {name} = {json.dumps(value)};\n" for name, value in made.items())
