"""Answers while the worker is killed again and again, and browsers killed outright: what was lost, what was doubled."""

import random
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from .browsers import Chrome, chrome, until
from .chat import HOST, Chat, chatting

PACE, PIECES = 0.01, 8
"""A tenth of a second an answer: more than twenty messages a second, of which a page may send as many and no more."""

BETWEEN = 0.6
"""Seconds between two kills, at the most."""


class Outcome(NamedTuple):
    """Answers that were finished, those of them that the store lacks, those that it has twice, and the kills."""

    finished: int
    lost: int
    doubled: int
    kills: int


def worker_killed(where: Path, kills: int, seed: int) -> Outcome:
    """A page asks without pause while the worker is ended at random moments, `kills` times."""
    chance = random.Random(seed)
    with chatting(where, PACE, PIECES) as chat, chrome(where, {HOST: chat.server_port}) as browser:
        page = browser.open(f"https://{HOST}/")
        keep_asking = """() => {
            window.going = true;
            const ask = (n) => window.going && window.say("How high is the tide?", `u${n}`).then(() => ask(n + 1));
            void ask(0);
        }"""
        browser.run(page, keep_asking)
        for _ in range(kills):
            time.sleep(chance.uniform(0, BETWEEN))
            browser.stop_worker()
        page.evaluate("() => void (window.going = false)")
        until(lambda: len(chat.started) == len(chat.finished))
        return _judged(browser, chat, kills)


def browser_killed(where: Path, rounds: int, asleep: bool = False, wait: float = 0.0) -> Outcome:
    """After each acknowledged answer, or `wait` seconds after an answer began, every process gets SIGKILL."""
    with chatting(where, pace=0.002, pieces=8) as chat, chrome(where, {HOST: chat.server_port}) as browser:
        for number in range(rounds):
            page = browser.open(f"https://{HOST}/")
            if asleep:
                browser.stop_worker()
            browser.run(page, "async (id) => { await window.say('And when does it turn?', id); }", f"k{number}")
            if not asleep:
                until(lambda: waiting(browser) == 0)
            time.sleep(wait)
            browser.kill()
            browser.start()
        return _judged(browser, chat, rounds)


def waiting(browser: Chrome) -> int:
    """Keys that the worker has not acknowledged."""
    made: int = browser.worker().evaluate(
        "async () => Object.keys(await chrome.storage.local.get(null)).filter((key) => key.startsWith('e|')).length"
    )
    return made


def _judged(browser: Chrome, chat: Chat, kills: int) -> Outcome:
    """The store against what the server wrote to its end, once all that waits was led in."""

    def found() -> Counter[str]:
        view = browser.view("popup/popup.html")
        browser.run(view, "async () => chrome.runtime.sendMessage({ do: 'refresh' })")
        view.close()
        return Counter(event["id"] for event in browser.events())

    kept = until(lambda: (now := found()) and all(id in now for id in chat.finished) and now, 20) or found()
    doubled = sum(kept.values()) - len(set(chat.started))
    return Outcome(len(chat.finished), sum(id not in kept for id in chat.finished), max(0, doubled), kills)
