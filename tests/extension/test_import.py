"""Histories dropped on the dashboard: read in a worker, nothing uploaded, nothing double, and traps refused."""

import base64
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page
from tests.extension.browsers import Chrome, Fire, until
from tests.extension.test_store import EMPTY, EVENT
from tests.importers.reading import dropped, found

from wattprint.importers import IMPORTERS, Reading, archive, in_memory, read

EXPORTS = Path(__file__).parents[1] / "importers/exports"
SEEN = 3  # lengths of the bar: a page that froze would show the first and the last
DEEP = 200_000  # levels, which end Python in a browser
EVENTS = [{**EVENT, "id": str(number)} for number in range(3)]
READ = "document.querySelector('#result').innerText"
GIVE = """(files) => {
    const given = new DataTransfer();
    for (const [name, content] of files) {
        given.items.add(new File([Uint8Array.from(atob(content), (c) => c.charCodeAt(0))], name));
    }
    document.querySelector("#result").replaceChildren();
    const input = document.querySelector("#files");
    input.files = given.files;
    input.dispatchEvent(new Event("change"));
}"""
TURNS = """() => {
    window.seen = new Set();
    const turn = () => {
        const bar = document.querySelector("#read");
        if (!bar.hidden) window.seen.add(bar.value);
        setTimeout(turn);
    };
    turn();
}"""
"""Whoever waits for a turn of the page sees how far the bar has come."""


@pytest.fixture
def page(chromium_extension: Chrome) -> Iterator[Page]:
    made = chromium_extension.view("dashboard/dashboard.html")
    chromium_extension.run(made, EMPTY)
    until(lambda: made.evaluate("document.querySelector('#view').dataset.fresh"))
    chromium_extension.requests.clear()
    yield made
    assert [url for _, url in chromium_extension.requests if url.startswith("http")] == []
    made.close()


def drop(page: Page, *files: tuple[str, bytes]) -> str:
    """What the page says of the files."""
    page.evaluate("document.querySelector('#result').replaceChildren()")
    dropped = [FilePayload(name=name, mimeType="", buffer=content) for name, content in files]
    page.set_input_files("#files", dropped)
    return str(until(lambda: page.evaluate(READ), 90)).replace("\N{NO-BREAK SPACE}", " ")


def backup(events: list[dict[str, Any]], version: int = 1) -> bytes:
    return json.dumps(
        {"wattprint": "backup", "version": version, "saved": "2026-11-22T10:00:00Z", "events": events}
    ).encode()


def chatgpt(conversations: int) -> bytes:
    """An invented export of ChatGPT."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("conversations.json", json.dumps([talk(number) for number in range(conversations)]))
    return made.getvalue()


def talk(number: int, sentences: int = 30) -> dict[str, Any]:
    """Two questions and their answers."""
    mapping: dict[str, Any] = {}
    for turn in range(4):
        message = {
            "id": f"{number}-{turn}",
            "author": {"role": "assistant" if turn % 2 else "user"},
            "create_time": 1_790_000_000 + 600 * number + turn,
            "recipient": "all",
            "content": {"content_type": "text", "parts": ["An invented sentence. " * sentences]},
            "status": "finished_successfully",
            "metadata": {"model_slug": "gpt-4o"} if turn % 2 else {},
        }
        parent = f"{number}-{turn - 1}" if turn else None
        mapping[f"{number}-{turn}"] = {"id": message["id"], "parent": parent, "children": [], "message": message}
    return {"title": "invented", "conversation_id": f"c{number}", "current_node": f"{number}-3", "mapping": mapping}


def test_an_export_is_read_as_cpython_reads_it(chromium_extension: Chrome, page: Page) -> None:
    assert "80 answers added" in drop(page, ("chatgpt.zip", chatgpt(40)))
    kept = {event["id"]: event for event in chromium_extension.events()}
    with zipfile.ZipFile(io.BytesIO(chatgpt(40))) as zipped:
        content = zipped.read("conversations.json")
    for event in read([in_memory("conversations.json", content)], Reading()):
        found = kept[event.id]
        assert (found["site"], found["at"], found["model"], found["answer"]) == (event.site, event.at, event.model, {
            name: n for name, n in (event.answer or {}).items() if n
        })  # fmt: skip
    assert "everything was already counted" in drop(page, ("again.zip", chatgpt(40)))


@pytest.mark.parametrize("format", IMPORTERS)
def test_every_format_is_read_in_the_browser_too(
    chromium_extension: Chrome, page: Page, tmp_path: Path, format: str
) -> None:
    files = dropped(format, tmp_path)
    said = drop(page, *files)
    assert "added" in said, said
    wanted = {(event.site, event.id) for event in found(files, Reading())}
    assert {(event["site"], event["id"]) for event in chromium_extension.events()} == wanted


def test_the_main_formats_are_read_in_firefox_too(firefox_extension: Fire, tmp_path: Path) -> None:
    browser = firefox_extension
    browser.view("dashboard/dashboard.html")
    browser.run(EMPTY)
    wanted = set()
    for format in ("chatgpt", "claude", "claude-code", "codex", "opencode"):
        (tmp_path / format).mkdir()
        files = dropped(format, tmp_path / format)
        browser.run(GIVE, [[name, base64.b64encode(content).decode()] for name, content in files])
        said = str(until(lambda: browser.run(f"() => {READ}"), 90))
        assert "added" in said, said
        wanted |= {(event.site, event.id) for event in found(files, Reading())}
    assert {(event["site"], event["id"]) for event in browser.events()} == wanted
    browser.shut()


def test_a_folder_is_read_as_a_terminal_reads_it(chromium_extension: Chrome, page: Page, tmp_path: Path) -> None:
    """What is no log is left alone, and a foreign table in it is no reason to refuse the rest."""
    home = tmp_path / "projects"
    shutil.copytree(EXPORTS / "claude-code/projects", home)
    (home / "notes.csv").write_text("name,age\nAda,36\n")
    (home / "picture.png").write_bytes(b"\x89PNG")
    reading = Reading()
    wanted = {(event.site, event.id) for event in read(archive.found([home], reading), reading)}
    page.evaluate("document.querySelector('#result').replaceChildren()")
    page.set_input_files("#folder", home)
    said = str(until(lambda: page.evaluate(READ), 90))
    assert "added" in said
    assert "Left out" not in said
    assert {(event["site"], event["id"]) for event in chromium_extension.events()} == wanted


def test_a_backup_comes_back_and_a_broken_or_newer_one_loses_nothing(chromium_extension: Chrome, page: Page) -> None:
    assert "3 answers added" in drop(page, ("backup.json", backup(EVENTS)))
    whole = backup([*EVENTS, {**EVENT, "id": "new"}])
    assert "1 answer added" in drop(page, ("cut.json", whole[:-2] + b', {"id": "half'))
    assert "newer Wattprint" in drop(page, ("newer.json", backup(EVENTS, 2)))
    wrong = [{**EVENT, "id": "bad", "answer": {"vowel": -5}}, {**EVENT, "id": "worse", "text": "what I wrote"}]
    assert "2 events are not valid" in drop(page, ("wrong.json", backup(wrong)))
    assert "could not be read" in drop(page, ("other.csv", b"name,age\nAda,36\n"))
    assert "could not be read" in drop(page, ("noise.bin", bytes(range(256)) * 40))
    assert len(chromium_extension.events()) == 4


def test_a_nesting_that_would_end_python_is_refused(page: Page) -> None:
    talk = chatgpt(1)
    with zipfile.ZipFile(io.BytesIO(talk)) as zipped:
        text = zipped.read("conversations.json").decode()
    trap = text[:-2] + ', "more": ' + "[" * DEEP + "]" * DEEP + "}]"
    assert "too many levels" in drop(page, ("conversations.json", trap.encode()))
    assert "2 answers added" in drop(page, ("conversations.json", text.encode())), "and the next file is read"


def test_a_large_export_does_not_freeze_the_page(page: Page) -> None:
    page.evaluate(TURNS)
    assert "6,000 answers added" in drop(page, ("chatgpt.zip", chatgpt(3000)))
    assert page.evaluate("window.seen.size") > SEEN
