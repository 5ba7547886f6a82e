"""Firefox's background page ended again and again while a page asks."""

import random
import time
from collections import Counter
from pathlib import Path

from .browsers import fire, until
from .chat import HOST, chatting
from .durability import BETWEEN, PACE, PIECES, Outcome

ASK = """async () => {
    window.going = true;
    const say = window.wrappedJSObject?.say ?? window.say;
    const ask = (n) => window.going && say("How high is the tide?", `u${n}`).then(() => ask(n + 1));
    void ask(0);
}"""


def firefox_killed(where: Path, kills: int, seed: int) -> Outcome:
    """As `durability.worker_killed`, in Firefox."""
    chance = random.Random(seed)
    with chatting(where, PACE, PIECES) as chat, fire(where, {HOST: chat.server_port}) as browser:
        browser.view("popup/popup.html")
        until(lambda: browser.run("async () => (await browser.scripting.getRegisteredContentScripts()).length"))
        page = browser.open(f"https://{HOST}/")
        browser.run(ASK)
        for _ in range(kills):
            time.sleep(chance.uniform(0, BETWEEN))
            browser.stop_worker()
        browser.run("async () => { window.going = false; }")
        until(lambda: len(chat.started) == len(chat.finished))
        browser.go(page)
        browser.view("popup/popup.html")
        browser.run("async () => browser.runtime.sendMessage({ do: 'refresh' })")
        kept = Counter(event["id"] for event in browser.events())
        doubled = sum(kept.values()) - len(set(chat.started))
        return Outcome(len(chat.finished), sum(id not in kept for id in chat.finished), max(0, doubled), kills)
