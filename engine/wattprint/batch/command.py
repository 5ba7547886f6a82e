"""`wattprint batch IN OUT`, and `wattprint report` on what it wrote."""

import argparse
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ..records import Refused
from ..wording import Wording

if TYPE_CHECKING:
    from .job import Outcome

SUFFIXES = (".parquet", ".pq")
PRESETS = ("wattprint", "litellm", "langfuse", "otel")


def run(options: argparse.Namespace, wording: Wording) -> Iterable[str]:
    """Does the batch; lines of what was done. Raises Refused."""
    _engine()
    from . import duck
    from .coefficients import Options
    from .job import PART, Job
    from .mapping import columns

    job = Job(
        options.given,
        options.out,
        columns(options.preset, options.map, options.inclusive),
        Options(options.method, options.boundary, options.grid, options.reader, options.zone),
        tuple(name.strip() for name in options.group_by.split(",") if name.strip()),
        options.memory,
        _whole("threads", options.threads),
        _whole("part", options.part) or PART,
        options.overwrite,
        options.lang,
    )
    made = duck.run(job, sys.stderr.isatty(), lambda said: print(said, file=sys.stderr))
    for line in problems(made, wording):
        print(line, file=sys.stderr)
    if options.json:
        return [json.dumps(made._asdict(), ensure_ascii=False, indent=2)]
    return lines(made, wording)


def lines(made: "Outcome", wording: Wording) -> Iterable[str]:
    """How many rows, what they cost, where they are."""
    from ..records import CRITERIA
    from ..units import Quantity

    yield wording.say("batch.done", n=made.rows)
    if made.proxies:
        yield wording.say("cli.proxies", n=made.proxies)
    for name in ("energy", "carbon", "water"):
        if made.totals.get(name):
            low, high = made.totals[f"{name}_low"], made.totals[f"{name}_high"]
            value = Quantity(made.totals[name], low, high, CRITERIA[name])
            yield f"  {wording.name('criteria', name)}: {wording.interval(value)}"
    if made.resumed:
        yield wording.say("batch.resumed", n=made.resumed)
    yield wording.say("batch.written", path=made.written)


def problems(made: "Outcome", wording: Wording) -> Iterable[str]:
    """What was wrong, where and how many: nothing is lost in silence."""
    for lost in made.unreadable:
        key = "unreadable" if lost["rows"] is None else "lost"
        yield wording.say(f"batch.{key}", path=lost["file"], row=str(lost["row"]), n=lost["rows"] or 0, why=lost["why"])
    for found in sorted(made.rejected.values(), key=lambda found: -found["rows"]):
        yield wording.say(
            "batch.because", n=found["rows"], reason=found["reason"], file=found["file"], row=str(found["row"])
        )
    if made.rejected_file:
        n = sum(found["rows"] for found in made.rejected.values())
        yield wording.say("batch.rejected", n=n, path=made.rejected_file)


def is_result(path: str) -> bool:
    """Whether `wattprint report` is asked about a batch: a folder, or a Parquet file."""
    return path.lower().endswith(SUFFIXES) or os.path.isdir(path)


def report(options: argparse.Namespace, wording: Wording) -> Iterable[str]:
    """Writes the report of a batch; lines of it. Raises Refused."""
    _engine()
    from . import duck, page
    from .levers import levers
    from .result import Result, opened

    if not os.path.exists(options.events):
        raise Refused("no_file", "file", options.events, "the path of a file that can be read")
    out = Path(options.out)
    with duck.connect(options.memory, None, out.with_name(f"{out.name}.spilled")) as connection:
        result = opened(options.events, connection, wording)
        total = result.total()
        if not total.requests:
            raise Refused("empty_file", "events", options.events, "one request or more")
        tallies = result.tallies()
        found = levers(result, [options.zone] if options.zone else []) if isinstance(result, Result) else None
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page.html(total, tallies, found, wording), encoding="utf-8")
    yield from page.lines(tallies, found, wording)
    yield wording.say("cli.written", path=out)


def _engine() -> None:
    """Raises Refused where the optional packages are not installed."""
    try:
        import duckdb  # noqa: F401
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise Refused("extra", "batch", str(error.name), "pip install 'wattprint[batch]'") from None


def _whole(field: str, text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or not int(text):
        raise Refused("whole", field, text, "a whole number from 1 on")
    return int(text)
