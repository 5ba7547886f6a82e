"""An answer that was finished is counted once, as it was, whatever is killed; a thousand kills: tests/soak."""

from pathlib import Path

from tests.extension.durability import Outcome, browser_killed, worker_killed

SEED = 20_261_122
KILLS = 50


def right(outcome: Outcome) -> bool:
    """Nothing lost, nothing doubled, nothing cut."""
    print(outcome)
    return (outcome.lost, outcome.unlike, outcome.doubled) == (0, 0, 0)


def test_a_worker_killed_at_random_loses_and_doubles_nothing(place: Path) -> None:
    outcome = worker_killed(place, KILLS, SEED)
    assert right(outcome)
    assert outcome.finished > KILLS // 2


def test_a_browser_killed_after_an_acknowledged_answer_has_it(place: Path) -> None:
    outcome = browser_killed(place, 3)
    assert right(outcome)
    assert outcome.finished == 3


def test_a_browser_killed_while_the_worker_sleeps_has_what_the_page_wrote(place: Path) -> None:
    outcome = browser_killed(place, 3, asleep=True, wait=0.3)
    assert right(outcome)
    assert outcome.finished == 3
