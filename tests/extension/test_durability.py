"""An answer that was finished is counted once, whatever is killed; a thousand kills: tests/soak/extension.py."""

from pathlib import Path

from tests.extension.durability import browser_killed, worker_killed

SEED = 20_261_122
KILLS = 50


def test_a_worker_killed_at_random_loses_and_doubles_nothing(place: Path) -> None:
    outcome = worker_killed(place, KILLS, SEED)
    print(outcome)
    assert outcome.finished > KILLS // 2
    assert (outcome.lost, outcome.doubled) == (0, 0)


def test_a_browser_killed_after_an_acknowledged_answer_has_it(place: Path) -> None:
    outcome = browser_killed(place, 3)
    print(outcome)
    assert (outcome.finished, outcome.lost, outcome.doubled) == (3, 0, 0)


def test_a_browser_killed_while_the_worker_sleeps_has_what_the_page_wrote(place: Path) -> None:
    outcome = browser_killed(place, 3, asleep=True, wait=0.3)
    print(outcome)
    assert (outcome.finished, outcome.lost, outcome.doubled) == (3, 0, 0)
