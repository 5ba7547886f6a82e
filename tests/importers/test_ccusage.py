"""The tokens of agents' logs, against `ccusage`: equal to the token, for every agent that both read.

Where it cannot run these tests fail: an oracle that nobody hears is none.
"""

import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from tests.importers import homes

from browser.node import install, node
from wattprint.importers import Reading, archive, read

ROOT = Path(__file__).resolve().parents[2]
SITES = {"claude": "claude-code", "codex": "codex", "gemini": "gemini-cli", "opencode": "opencode", "pi": "pi"}


def theirs(home: Path) -> dict[str, Counter[str]]:
    program = install(ROOT) / "ccusage/src/cli.js"
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CLAUDE", "CODEX", "XDG"))}
    found = subprocess.run(
        [str(node(ROOT)), str(program), "daily", "--json", "--offline", "--by-agent", "--no-cost", "-z", "UTC"],
        env={**kept, "HOME": str(home)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    totals: dict[str, Counter[str]] = {}
    for day in json.loads(found.stdout)["daily"]:
        for agent in day["agents"]:
            counts = {"input": agent["inputTokens"] + agent["cacheCreationTokens"], "cached": agent["cacheReadTokens"],
                      "all": agent["totalTokens"]}  # fmt: skip
            totals.setdefault(SITES[agent["agent"]], Counter()).update(counts)
    return totals


def ours(home: Path) -> dict[str, Counter[str]]:
    reading = Reading(b"salt")
    totals: dict[str, Counter[str]] = {}
    for event in read(archive.found([home], reading), reading):
        counts = event.tokens or {}
        own = {"input": counts["input"], "cached": counts.get("cached", 0), "all": sum(counts.values())}
        totals.setdefault(event.site, Counter()).update(own)
    assert not reading.refused
    return totals


def test_the_invented_logs_of_every_agent(tmp_path: Path) -> None:
    home = homes.invented(tmp_path)
    assert ours(home) == theirs(home)
    assert set(ours(home)) == set(SITES.values())


@pytest.mark.parametrize("seed", range(8))
def test_repeated_lines_sidechains_resumed_and_forked_sessions(tmp_path: Path, seed: int) -> None:
    home = homes.at_random(tmp_path, seed)
    assert ours(home) == theirs(home)
