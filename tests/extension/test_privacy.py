"""What is typed and answered is neither kept nor sent: searched in all that the browser wrote and asked for."""

import contextlib
import zlib
from pathlib import Path

from tests.extension.browsers import chrome, until
from tests.extension.chat import HOST, chatting
from tests.extension.durability import waiting

TYPED = "zanzibarcanarytyped quagmire"
ANSWERED = "The tide is high: zanzibarcanaryanswered oboe. " * 4
CANARIES = ("zanzibarcanarytyped", "zanzibarcanaryanswered")


def test_no_canary_is_in_the_profile_nor_in_the_traffic(place: Path) -> None:
    with (
        chatting(place, 0.01, 6, ANSWERED) as chat,
        chrome(place, {HOST: chat.server_port}, also=("webRequest",)) as browser,
    ):
        page = browser.open(f"https://{HOST}/")
        for number in range(3):
            assert "zanzibarcanaryanswered" in page.evaluate(
                "([text, id]) => window.say(text, id)", [TYPED, f"c{number}"]
            )
        until(lambda: waiting(browser) == 0)
        browser.view("dashboard/dashboard.html")
        assert len(until(lambda: len(found := browser.events()) == 3 and found)) == 3
        profile = browser.profile
        sent = [url for _, url in browser.requests]
        assert len(chat.asked) == 3, "the page asked once each time, and nobody else"
    assert {url.split("/")[2] for url in sent if url.startswith("http")} == {HOST}
    found = [str(path.relative_to(profile)) for path in profile.rglob("*") if path.is_file() and holds(path)]
    assert found == []


def holds(path: Path) -> bool:
    """Whether a file has a canary in it, as it is, in UTF-16, or deflated."""
    content = path.read_bytes()
    if any(word.encode(code) in content for word in CANARIES for code in ("utf-8", "utf-16-le", "utf-16-be")):
        return True
    return any(word.encode() in part for part in _inflated(content) for word in CANARIES)


def _inflated(content: bytes) -> list[bytes]:
    made, start = [], 0
    while (start := content.find(b"\x1f\x8b\x08", start)) >= 0:
        with contextlib.suppress(zlib.error):
            made.append(zlib.decompressobj(31).decompress(content[start:], 1 << 22))
        start += 1
    return made
