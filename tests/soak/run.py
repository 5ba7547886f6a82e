"""`make soak`: runs the long counts to their end, from where the last run stopped, and writes what came out.

tests/soak/results/<name>.json holds {"done", "of", "failures", "code", "peak_bytes"}: it is what a run resumes from,
and is committed. `code` is a hash of what was tried: where that has changed since, the count begins anew.
"""

import json
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.soak import exports, mutations
from tests.soak.count import Count, limited

RESULTS = Path(__file__).parent / "results"
EVERY = 1_000
"""Cases between two writes of the result."""

OF = 100_000
COUNTS: dict[str, Count] = {"mutations": mutations.count(OF), **exports.counts(OF)}


def soak(name: str, count: Count) -> int:
    """Runs what is left of a count; returns the number of failures so far."""
    path = RESULTS / f"{name}.json"
    state = json.loads(path.read_text()) if path.exists() else {}
    if (state.get("of"), state.get("code")) != (count.of, count.code):
        state = {"done": 0, "of": count.of, "failures": [], "code": count.code}
    start = time.monotonic()
    for number in range(state["done"], count.of):
        try:
            with limited():
                count.run(number)
        except Exception as error:
            state["failures"].append({"case": number, "error": repr(error)[:200]})
        state["done"] = number + 1
        if state["done"] % EVERY == 0 or state["done"] == count.of:
            state["peak_bytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(state, indent=2) + "\n")
            print(f"\r{name}: {state['done']:,} of {count.of:,}, {len(state['failures'])} failed, "
                  f"{time.monotonic() - start:.0f} s", end="", flush=True)  # fmt: skip
    print(f"\r{name}: {state['done']:,} of {count.of:,}, {len(state['failures'])} failed")
    return len(state["failures"])


if __name__ == "__main__":
    failed = [name for name, count in COUNTS.items() if soak(name, count)]
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)
