"""Firefox's background page ended again and again while two pages ask."""

import random
import time
from pathlib import Path
from typing import Any

from .browsers import Fire, fire, until
from .chat import OWN, chatting
from .durability import (
    ASK,
    BETWEEN,
    GRANTED,
    PACE,
    PIECES,
    QUESTION,
    READY,
    SETUP,
    STOP,
    TABS,
    Outcome,
    judged,
    ports,
    prepare,
)


def firefox_killed(where: Path, kills: int, seed: int) -> Outcome:
    """As `durability.worker_killed`, in Firefox."""
    chance = random.Random(seed)
    with chatting(where, PACE, PIECES) as chat, fire(where, ports(chat), GRANTED) as browser:
        prepare(chat)
        view = browser.view("popup/popup.html")
        browser.run(SETUP, f"https://{OWN}")
        assert until(lambda: browser.run(READY) == len(TABS))
        pages = [browser.open(f"https://{host}/") for host in TABS]
        for page, letter in zip(pages, TABS.values(), strict=True):
            browser.go(page)
            browser.run(ASK, [QUESTION, letter])
        for _ in range(kills):
            time.sleep(chance.uniform(0, BETWEEN))
            browser.stop_worker()
        for page in pages:
            browser.go(page)
            browser.run(STOP)
        until(lambda: len(chat.started) == len(chat.finished))
        browser.go(view)
        return judged(lambda: kept(browser), chat, kills)


def kept(browser: Fire) -> list[dict[str, Any]]:
    """What the store has once all that waits was led in."""
    browser.run("async () => browser.runtime.sendMessage({ do: 'refresh' })")
    return browser.events()
