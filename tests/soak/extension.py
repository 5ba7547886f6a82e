"""A thousand kills of the extension's worker at random moments, and browsers killed outright, in both browsers.

python -m tests.soak.extension [kills]         prints one line a part; nothing lost, nothing doubled, or it fails
"""

import sys
import tempfile
from pathlib import Path

from tests.extension.durability import Outcome, browser_killed, worker_killed
from tests.extension.fire_kills import firefox_killed

KILLS, PART, ROUNDS = 1000, 100, 20
SEED = 7


def main() -> int:
    """Run, and say how it went."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    failed = 0
    for part in range(0, wanted, PART):
        failed += _report(
            f"worker killed, seed {SEED + part}", worker_killed(_place(), min(PART, wanted - part), SEED + part)
        )
    failed += _report("browser killed after an acknowledged answer", browser_killed(_place(), ROUNDS))
    failed += _report("browser killed while the worker slept", browser_killed(_place(), ROUNDS, asleep=True, wait=0.1))
    failed += _report("Firefox: background ended at random", firefox_killed(_place(), PART, SEED))
    return failed


def _place() -> Path:
    return Path(tempfile.mkdtemp(prefix="wattprint-soak-"))


def _report(name: str, outcome: Outcome) -> int:
    wrong = outcome.lost + outcome.doubled
    print(f"{name}: {outcome.kills} kills, {outcome.finished} answers, {outcome.lost} lost, {outcome.doubled} doubled",
          flush=True)  # fmt: skip
    return wrong


if __name__ == "__main__":
    sys.exit(main())
