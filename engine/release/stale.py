"""Facts, models, grids and sources that nobody has looked at for a year: `make stale`, `make stale DAY=2027-12-01`.

A warning, never a failure: a number does not become wrong on a birthday, but its page may have changed.
"""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from wattprint.facts.compile import compile_facts, compile_lecture

DATA = Path(__file__).resolve().parents[2] / "data"
SHELVES = ("factors", "equivalents", "accelerators", "grids", "methods", "models")
LEAP = (2, 29)


class Checked(NamedTuple):
    """Something that has to be looked at now and then: its kind, its id, and the day somebody last did."""

    kind: str
    id: str
    day: date


def checked(data: Path = DATA) -> list[Checked]:
    """Everything that carries such a day, then every source, which is as old as the last look at a fact of it."""
    found: list[Checked] = []
    seen: dict[str, date] = {}
    for kind, id, entry in _entries(data):
        day = date.fromisoformat(entry["checked"])
        found.append(Checked(kind, id, day))
        for source in entry["source"]:
            seen[source] = max(day, seen.get(source, day))
    return found + [Checked("sources", id, day) for id, day in sorted(seen.items())]


def stale(found: list[Checked], today: date) -> list[Checked]:
    """Those last looked at more than a year before `today`, the oldest first."""
    before = _year_before(today)
    return sorted((each for each in found if each.day < before), key=lambda each: (each.day, each.kind, each.id))


def report(old: list[Checked], today: date) -> str:
    """In lines: one for each kind, with its ids."""
    if not old:
        return f"Nothing in data/ was last checked more than a year before {today}."
    lines = [f"Not checked for a year on {today} (read it at its place again, then write today's date into `checked`):"]
    for kind in dict.fromkeys(each.kind for each in old):
        ids = [f"{each.id} ({each.day})" for each in old if each.kind == kind]
        lines.append(f"  {kind}, {len(ids)}: {', '.join(ids)}")
    return "\n".join(lines)


def _entries(data: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    facts = compile_facts(data)
    for shelf in SHELVES:
        for id, entry in facts[shelf].items():
            yield shelf, id, entry
            for key, fact in entry.get("facts", {}).items():
                yield "factors", f"{id}/{key}", fact
    yield "tokens", "tokens", facts["tokens"]
    for id, entry in compile_lecture(data, facts)["facts"].items():
        yield "factors", f"lecture/{id}", entry


def _year_before(today: date) -> date:
    day = today.replace(day=28) if (today.month, today.day) == LEAP else today
    return day.replace(year=day.year - 1)


def main() -> None:
    """Say what is stale; with --short, only if something is, and how much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("day", nargs="?", type=date.fromisoformat, default=date.today(), help="as 2027-12-01")
    parser.add_argument("--short", action="store_true")
    asked = parser.parse_args()
    old = stale(checked(), asked.day)
    if not asked.short:
        print(report(old, asked.day))
    elif old:
        print(f"Warning: {len(old)} entries of data/ were not checked for a year; `make stale` names them")


if __name__ == "__main__":
    main()
