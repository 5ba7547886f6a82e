"""Requests and their results, as every Python and every browser must give them: `python -m tests.golden` writes them.

Regenerate when numbers change on purpose, and say so in the changelog ("Numbers changed: ...").
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wattprint import METHODS
from wattprint.bridge import call

FILE = Path(__file__).parent / "engine/golden.json"
TOLERANCE = 1e-12
"""Relative. Exponentials and logarithms come from the C library of each platform, which may differ in the last bit."""

BOUNDARIES = ("serving", "hardware", "training", "device")
MODELS = ("gpt-4o", "claude-sonnet-4-5", "llama-3.1-8b", "mistral-large", "gemini-2.5-flash", "an unheard-of 70B model")
ZONES = ("FRA", "USA", "POL", None, "WOR", "SWE", "IND")
SIZES: tuple[dict[str, Any], ...] = (
    {"input_tokens": 300, "output_tokens": 400},
    {"input_tokens": 20_000, "cached_tokens": 60_000, "output_tokens": 1_500},
    {"input_tokens": 40, "output_tokens": 250, "reasoning_tokens": 6_000},
    {"input_tokens": 100, "output_tokens": 100, "images": 1},
    {"output_tokens": 1, "searches": 3},
)


def requests() -> Iterator[dict[str, Any]]:
    """Every method under every boundary, twice, while models, zones and sizes go round."""
    turn = 0
    for method in METHODS:
        for boundary in BOUNDARIES:
            for _ in range(2):
                request = {"model": MODELS[turn % len(MODELS)], **SIZES[turn % len(SIZES)], "method": method}
                zone = ZONES[turn % len(ZONES)]
                yield {**request, "boundary": boundary, **({"zone": zone} if zone else {})}
                turn += 1


def outcome(reply: dict[str, Any]) -> dict[str, Any]:
    """The numbers of a reply of the bridge, or the field that it refuses."""
    if "error" in reply:
        return {"refused": reply["error"]["field"]}
    answer = reply["answer"]
    quantities = {name: value for name, value in answer.items() if isinstance(value, dict) and "median" in value}
    return {"results": {name: [value[key] for key in ("median", "low", "high")] for name, value in quantities.items()}}


def question(request: dict[str, Any], lang: str = "en") -> dict[str, Any]:
    """What the bridge is asked."""
    return {"do": "estimate", "request": request, "lang": lang}


def vectors_now() -> list[dict[str, Any]]:
    """What today's engine answers in this Python."""
    return [{"request": request, **outcome(json.loads(call(json.dumps(question(request)))))} for request in requests()]


def main() -> None:
    """Write the vectors, or print them: `python -m tests.golden --print`."""
    vectors = vectors_now()
    if "--print" in sys.argv:
        print(json.dumps(vectors))
        return
    lines = ",\n".join(json.dumps(vector) for vector in vectors)
    FILE.write_text(f"[\n{lines}\n]\n")
    refused = sum("refused" in vector for vector in vectors)
    print(f"Wrote {len(vectors)} vectors to {FILE.name}, {refused} of them refused")


if __name__ == "__main__":
    main()
