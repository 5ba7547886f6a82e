"""Every recording in both browsers, one after the other: `python -m tests.extension.play_all [adapter ...]`.

About two minutes a browser. The tests play one of each chatbot in the browsers, and all of them in node.
"""

import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.extension.adapters.recording import UNKNOWN, Recording, expected, recordings
from tests.extension.browsers import chrome, fire, until
from tests.extension.rooms import answering
from tests.extension.test_conversations import PLAYED, Session, clockless, named, page
from tests.extension.test_store import EMPTY

PATIENCE = 15
REFRESH = "async () => (await import('/api.js')).api.runtime.sendMessage({ do: 'refresh' })"


def main(adapters: list[str]) -> int:
    """Says which are counted otherwise than is written in them; how many."""
    chosen = [each for each in recordings() if not adapters or each.name.split("/")[0] in adapters]
    chosen = [each for each in chosen if all(step["line"] != ["close"] for step in each.steps)]  # no page does that
    hosts = {urlsplit(page(each)).netloc for each in chosen}
    sockets = {urlsplit(step["line"][1]).netloc for each in chosen for step in each.steps if step["line"][0] == "WS"}
    wrong = 0
    for start in (chrome, fire):
        with tempfile.TemporaryDirectory() as folder, answering(Path(folder)) as room:
            names = dict.fromkeys(hosts | sockets, room.server_port)
            with start(Path(folder), names, [f"https://{host}/*" for host in hosts]) as browser:
                own = {each.head["site"] for each in chosen if each.head["adapter"] == "self-hosted"}
                session = Session(browser, room, own, len(hosts))
                found = [each.name for each in chosen if not right(session, each)]
                print(f"{browser.name}: {len(chosen) - len(found)} of {len(chosen)}", *found, flush=True)
                wrong += len(found)
    return wrong


def right(session: Session, recording: Recording) -> bool:
    """Whether a tab that plays it leaves its events, and no other."""
    session.inside(EMPTY)
    tab = session.browser.open(session.room.sit(recording))
    wanted = sorted((clockless(expected(event, recording.head["site"])) for event in recording.events), key=named)
    ids = {event["id"] for event in wanted}

    def found() -> list[dict[str, Any]]:
        kept = [clockless(event) for event in session.kept()]
        return sorted(({**event, "id": event["id"] if event["id"] in ids else UNKNOWN} for event in kept), key=named)

    played = until(partial(session.run, tab, PLAYED), PATIENCE) == "whole"
    made = until(lambda: found() == wanted, PATIENCE / 3)
    session.shut(tab)
    session.inside(REFRESH)  # what was said last would else be found with the next
    return bool(played and made)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) > 0)
