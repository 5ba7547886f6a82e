"""A conversation on every chatbot, on its own host name, in both browsers: the store has the recording's events."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.extension.adapters.recording import FOLDER, expected, read
from tests.extension.browsers import Chrome, Fire, chrome, fire, until
from tests.extension.player import PLAY, Player, playing

CHOSEN = {
    "chatgpt": "search", "claude": "thinking", "gemini": "thinking", "le-chat": "reasoning", "deepseek": "thinking",
    "perplexity": "search", "copilot": "two-turns", "grok": "search", "huggingchat": "think-tags", "poe": "two-turns",
    "meta": "graphql",
}  # fmt: skip
SELF_HOSTED = {"open-webui", "librechat", "openai"}
RECORDINGS = {adapter: read(FOLDER / adapter / f"{name}.txt") for adapter, name in CHOSEN.items()}
MORE = ("tch12345.tch.poe.com",)
HOSTS = {
    recording.head.get("page", f"https://{recording.head['site']}/").split("/")[2] for recording in RECORDINGS.values()
}


@pytest.fixture(scope="module")
def player(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    with playing(tmp_path_factory.mktemp("player")) as made:
        yield made


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def browser(
    request: pytest.FixtureRequest, player: Player, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Chrome | Fire]:
    start = chrome if request.param == "chromium" else fire
    hosts = dict.fromkeys((*HOSTS, *MORE), player.server_port)
    where = tmp_path_factory.mktemp(str(request.param))
    with start(where, hosts=hosts, granted=[f"https://{host}/*" for host in HOSTS]) as made:
        yield made


def test_a_conversation_of_every_chatbot_is_chosen() -> None:
    assert set(CHOSEN) == {path.name for path in FOLDER.iterdir() if path.is_dir()} - SELF_HOSTED


@pytest.mark.parametrize("adapter", CHOSEN)
def test_a_conversation_is_counted(browser: Chrome | Fire, player: Player, adapter: str) -> None:
    recording = RECORDINGS[adapter]
    site = recording.head["site"]
    player.load(recording)
    page = browser.open(recording.head.get("page", f"https://{site}/"))
    steps: Any = json.loads(json.dumps(recording.steps))
    for step in steps:
        if step["line"][0] in ("GET", "POST") and recording.head["how"] == "xhr":
            step["line"] = [*step["line"][:2], "xhr"]
    if isinstance(browser, Fire):
        browser.run(PLAY, steps)
    else:
        browser.run(page, PLAY, steps)  # type: ignore[arg-type]
    wanted = {event["id"]: expected(event, site) for event in recording.events}

    def found() -> dict[str, Any]:
        return {event["id"]: shape(event) for event in browser.events() if event["site"] == site}

    until(lambda: found() == {id: shape(event) for id, event in wanted.items()}, 20)
    assert found() == {id: shape(event) for id, event in wanted.items()}


def shape(event: dict[str, Any]) -> dict[str, Any]:
    """Without the clock and the hashes, whose salt is the browser's own."""
    return {
        key: value for key, value in event.items() if key not in ("at", "offset", "conversation", "parent") and value
    }
