"""What is shipped: what it may do, that it is the same twice, and what the stores' own linter says of it."""

import json
import os
import re
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from browser.node import install, node
from extension import build
from wattprint import __version__
from wattprint.facts import schema

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(__file__).parent / "tools"
SOURCES = [path for path in (ROOT / "extension").rglob("*.js") if "recordings" not in path.parts]
THEIRS = re.compile(r"runtime/pyodide\.(asm\.)?mjs")
ALLOWED = {"storage", "alarms", "unlimitedStorage", "scripting", "offscreen"}


def manifest(browser: str) -> dict[str, Any]:
    with zipfile.ZipFile(ROOT / f"dist/wattprint-{browser}.zip") as archive:
        return json.loads(archive.read("manifest.json"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("browser", build.BROWSERS)
def test_nothing_is_granted_at_install_but_what_cannot_see_a_page(browser: str) -> None:
    made = manifest(browser)
    assert set(made["permissions"]) <= ALLOWED
    assert set(made["optional_permissions"]) == {"webRequest", "downloads", "notifications"}
    assert not made.keys() & {
        "host_permissions",
        "content_scripts",
        "web_accessible_resources",
        "externally_connectable",
    }
    policy = made["content_security_policy"]["extension_pages"]
    assert "connect-src 'self';" in policy
    assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", "")
    assert "unsafe-inline" not in policy


def test_firefox_is_told_that_nothing_is_collected() -> None:
    gecko = manifest("firefox")["browser_specific_settings"]["gecko"]
    assert gecko["data_collection_permissions"] == {"required": ["none"]}
    assert "offscreen" not in manifest("firefox")["permissions"]
    assert manifest("firefox")["version"] == manifest("chromium")["version"] == __version__
    assert "browser_specific_settings" not in manifest("chromium")


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    for browser in build.BROWSERS:
        again = tmp_path / f"{browser}.zip"
        build.archive(again, {**build.common(), **build.own(browser)})
        assert again.read_bytes() == (ROOT / f"dist/wattprint-{browser}.zip").read_bytes(), "run `make build`"


def test_the_source_zip_builds_the_same_bytes(tmp_path: Path) -> None:
    """As its BUILD.txt says, in an empty folder; the packages are those that are installed here."""
    with zipfile.ZipFile(ROOT / "dist/wattprint-source.zip") as archive:
        archive.extractall(tmp_path)
        for member in archive.infolist():  # as unzip does: make looks at dates
            when = datetime(*member.date_time, tzinfo=UTC).timestamp()
            os.utime(tmp_path / member.filename, (when, when))
    assert "make build" in (tmp_path / "BUILD.txt").read_text()
    for installed in (".venv", "node_modules"):
        (tmp_path / installed).symlink_to(ROOT / installed)
    subprocess.run(["make", "build"], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path / "engine")},
                   check=True, stdout=subprocess.DEVNULL)  # fmt: skip
    for name in ("chromium", "firefox", "source"):
        again, first = (folder / f"dist/wattprint-{name}.zip" for folder in (tmp_path, ROOT))
        assert again.read_bytes() == first.read_bytes(), name
    runtimes = [
        {path.name: path.read_bytes() for path in (folder / "dist/site/runtime").iterdir()}
        for folder in (tmp_path, ROOT)
    ]
    assert runtimes[0] == runtimes[1], "the site's, too"


@pytest.mark.parametrize("browser", build.BROWSERS)
def test_every_file_that_is_named_is_there(browser: str) -> None:
    with zipfile.ZipFile(ROOT / f"dist/wattprint-{browser}.zip") as archive:
        names = set(archive.namelist())
        for name in sorted(names):
            if name.startswith(("runtime/", "capture/", "page/")) or not name.endswith((".js", ".html")):
                continue
            text = archive.read(name).decode()
            for found in re.findall(r'(?:from|import|src=|href=)\s?\(?"(\.{1,2}/[^"]+)"', text):
                assert _at(name, found) in names, f"{name} asks for {found}"
        for path in (*manifest(browser)["icons"].values(), "LICENCES.txt", "_locales/fr/messages.json"):
            assert path in names
        licences = archive.read("LICENCES.txt").decode()
    assert all(word in licences for word in ("Pyodide", "pydantic", "typing_extensions", "MIT"))


def _at(name: str, relative: str) -> str:
    parts = name.split("/")[:-1]
    for part in relative.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def test_pyodide_is_that_of_npm_byte_for_byte() -> None:
    with zipfile.ZipFile(ROOT / "dist/wattprint-firefox.zip") as archive:
        for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"):
            assert archive.read(f"runtime/{name}") == (ROOT / "node_modules/pyodide" / name).read_bytes()


def test_no_store_cuts_the_description() -> None:
    assert all(len(build.say(lang)["store"]["description"]) <= 132 for lang in build.LANGUAGES)


def test_every_sentence_that_a_page_asks_for_is_there_and_every_one_is_asked_for() -> None:
    words = build.say("en")
    known = {f"{room}.{key}" for room, sentences in words.items() for key in sentences}
    text = "\n".join(path.read_text() for path in (*SOURCES, *(ROOT / "extension").rglob("*.html")))
    asked = set(re.findall(r'data-(?:say|label|title)="([a-z]+\.[a-z_0-9]+)"', text)) | set(
        re.findall(r'"([a-z]+\.[a-z_0-9]+)"', text)
    )
    files = re.compile(r"\.(js|css|html)$")
    assert {key for key in asked if key.split(".")[0] in words and not files.search(key)} <= known
    spoken = set(re.findall(r"[a-z_0-9]+", text))
    assert {key for key in known if key.split(".")[1] not in spoken} == set()


def test_the_check_of_an_event_is_the_schema_of_the_engine() -> None:
    fields = list(schema.Event.model_fields)
    order = re.search(r"ORDER = \[(.*?)\]", (ROOT / "extension/merge.js").read_text(), re.S)
    assert order
    named = set(re.findall(r'"(\w+)"', order[1])) | {
        "prompt",
        "answer",
        "reasoning",
        "attachments",
        "tokens",
        "images",
        "tools",
    }
    assert named == set(fields)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_of_javascript_keeps_the_rules(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "XMLHttpRequest(",
    ):
        assert word not in text
    assert (
        not re.search(r"https?://(?!\*|x/|localhost)[a-z0-9.-]+\.(com|org|net|io)/[^*\"]", text)
        or "adapters" in path.parts
    )


def test_the_stores_linter_finds_nothing_of_ours() -> None:
    lint = install(TOOLS) / "web-ext/bin/web-ext.js"
    source = ROOT / "dist/extension/firefox"
    made = subprocess.run([str(node(ROOT)), str(lint), "lint", "--source-dir", str(source), "--output", "json",
                           "--no-config-discovery"], capture_output=True, text=True, check=False)  # fmt: skip
    found = json.loads(made.stdout)
    ours = [
        each for kind in ("errors", "warnings") for each in found[kind] if not THEIRS.fullmatch(each.get("file") or "")
    ]
    assert ours == []
    assert found["summary"]["errors"] == 0
