"""Answers while the worker is killed again and again, and browsers killed outright: what was lost, doubled, or cut.

Two tabs ask at once. One is ChatGPT: some of its requests are refused, some answers are thought about first, so that
they have three names one after the other. The other is a server of the reader's own, whose answers do not say which
message they are to.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from wattprint.characters import counted

from .browsers import Chrome, chrome, until
from .chat import ANSWER, HOST, OWN, THOUGHT, Chat, chatting

PACE, PIECES = 0.01, 8
"""A tenth of a second an answer: more messages than a page may send, so that the newest of some answers wait."""

BETWEEN = 0.6
"""Seconds between two kills, at the most."""

LATE = 20
"""Seconds in which what waits in a page is said at last."""

PARTS = ("prompt", "answer", "reasoning")
MOST = 20_000
"""Questions of one run: far more than are asked."""

QUESTION = "How high is the tide?"
SETUP = "async (own) => (await import('/settings.js')).change({ own: [own] })"
READY = """async () => (await import("/api.js")).api.scripting.getRegisteredContentScripts()
    .then((all) => all.filter(({ js }) => /chatgpt|self-hosted/.test(js.join())).length)"""
ASK = "async ([question, letter]) => void (window.wrappedJSObject ?? window).ask(question, letter)"
STOP = "async () => { (window.wrappedJSObject ?? window).going = false; }"
TABS = {HOST: "u", OWN: "v"}
"""By host, the letter of the names of its questions."""

GRANTED = [f"https://{host}/*" for host in TABS]


class Outcome(NamedTuple):
    """Answers that were finished; of them those that the store lacks, and those that it has with other counts; what it
    has that was not answered; and the kills."""

    finished: int
    lost: int
    unlike: int
    doubled: int
    kills: int


def worker_killed(where: Path, kills: int, seed: int) -> Outcome:
    """Two pages ask without pause while the worker is ended at random moments, `kills` times."""
    chance = random.Random(seed)
    with chatting(where, PACE, PIECES) as chat, chrome(where, ports(chat), GRANTED) as browser:
        prepare(chat)
        view = browser.view("popup/popup.html")
        browser.run(view, SETUP, f"https://{OWN}")
        assert until(lambda: browser.run(view, READY) == len(TABS))
        pages = [browser.open(f"https://{host}/") for host in TABS]
        for page, letter in zip(pages, TABS.values(), strict=True):
            browser.run(page, ASK, [QUESTION, letter])
        for _ in range(kills):
            time.sleep(chance.uniform(0, BETWEEN))
            browser.stop_worker()
        for page in pages:
            browser.run(page, STOP)
        until(lambda: len(chat.started) == len(chat.finished))
        return judged(lambda: kept(browser), chat, kills)


def browser_killed(where: Path, rounds: int, asleep: bool = False, wait: float = 0.0) -> Outcome:
    """After each acknowledged answer, or `wait` seconds after it ended, every process gets SIGKILL."""
    with chatting(where, 0.002, PIECES) as chat, chrome(where, ports(chat), GRANTED) as browser:
        prepare(chat)
        for number in range(rounds):
            page = browser.open(f"https://{HOST}/")
            if asleep:
                browser.stop_worker()
            browser.run(page, "async ([text, id]) => { await say(text, id); }", [QUESTION, f"u{number}"])
            if not asleep:
                until(lambda: waiting(browser) == 0)
            time.sleep(wait)
            browser.kill()
            browser.start()
        return judged(lambda: kept(browser), chat, rounds)


def ports(chat: Chat) -> dict[str, int]:
    """Both names are this machine."""
    return dict.fromkeys(TABS, chat.server_port)


def prepare(chat: Chat) -> None:
    """Every seventh request is refused, every third answer of ChatGPT's is thought about first."""
    chat.refuses = {f"{letter}{n}" for letter in TABS.values() for n in range(3, MOST, 7)}
    chat.ponders = {f"u{n}" for n in range(1, MOST, 3)}


def waiting(browser: Chrome) -> int:
    """Keys that the worker has not acknowledged."""
    made: int = browser.worker().evaluate(
        "async () => Object.keys(await chrome.storage.local.get(null)).filter((key) => key.startsWith('e|')).length"
    )
    return made


def kept(browser: Chrome) -> list[dict[str, Any]]:
    """What the store has once all that waits was led in."""
    view = browser.view("popup/popup.html")
    browser.run(view, "async () => chrome.runtime.sendMessage({ do: 'refresh' })")
    view.close()
    return browser.events()


def judged(found: Callable[[], list[dict[str, Any]]], chat: Chat, kills: int) -> Outcome:
    """The store against what the server wrote to its end."""
    wanted = {id: written(chat, id) for id in chat.finished}

    def outcome() -> Outcome:
        events = found()
        there = {event["id"]: {part: event.get(part) for part in PARTS} for event in events}
        lost = sum(id not in there for id in wanted)
        unlike = sum(there.get(id, parts) != parts for id, parts in wanted.items())
        doubled = len(events) - sum(id in wanted for id in there)
        return Outcome(len(wanted), lost, unlike, doubled, kills)

    until(lambda: not any(outcome()[1:4]), LATE)
    return outcome()


def written(chat: Chat, id: str) -> dict[str, dict[str, int] | None]:
    """The counts of an answer."""
    thought = id.removeprefix("a-") in chat.ponders
    texts = {"prompt": QUESTION, "answer": ANSWER, "reasoning": THOUGHT if thought else ""}
    return {part: counted(text) if text else None for part, text in texts.items()}
