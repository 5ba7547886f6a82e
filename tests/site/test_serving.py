"""`make run`, `make publish`: served to this machine only, with types and a policy; a folder that any host can show."""

import gzip
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path

import pytest

import wattprint
from builder import publish
from builder.serve import HOST, addresses

ROOT = Path(__file__).resolve().parents[2]


def head(url: str) -> tuple[int, Message]:
    with urllib.request.urlopen(url) as answer:
        return answer.status, answer.headers


@pytest.mark.parametrize(
    ("path", "type"),
    [
        ("/fr/index.html", "text/html; charset=utf-8"), ("/assets/site.js", "text/javascript"),
        ("/assets/style.css", "text/css"), ("/runtime/pyodide.asm.wasm", "application/wasm"),
        ("/runtime/pyodide.asm.mjs", "text/javascript"), ("/assets/icon.svg", "image/svg+xml"),
        ("/fr/changes.atom", "application/atom+xml"), ("/manifest.webmanifest", "application/manifest+json"),
    ],
)  # fmt: skip
def test_types_policy_and_cache(address: str, path: str, type: str) -> None:
    status, headers = head(address + path)
    assert (status, headers["Content-Type"]) == (200, type)
    assert "script-src 'self' 'wasm-unsafe-eval'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == ("max-age=3600" if path.startswith("/runtime/") else "no-cache")


def test_texts_travel_compressed_where_the_browser_knows_how(address: str, built: Path) -> None:
    asked = urllib.request.Request(f"{address}/fr/index.html", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.read()) == (built / "fr/index.html").read_bytes()


def test_what_is_not_there_has_the_sites_own_page(address: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(f"{address}/fr/nowhere.html")
    assert error.value.code == 404
    assert "Nothing here" in error.value.read().decode()


def test_the_addresses_are_those_of_what_is_there(built: Path) -> None:
    said = addresses(built, 8000)
    for path in re.findall(r"http://localhost:8000/(\S+)", said):
        assert (built / path).exists()
    for path in ("fr/index.html", "en/index.html", "fr/calculator.html"):
        assert f"http://localhost:8000/{path}" in said


PATIENCE = 120  # seconds, on a machine that may be busy


def start(out: Path, port: int) -> subprocess.Popen[str]:
    code = f"import sys, pathlib, builder.serve; sys.exit(builder.serve.serve(pathlib.Path({str(out)!r}), {port}))"
    paths = os.pathsep.join((str(ROOT / "site"), str(ROOT / "engine")))
    return subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": paths}, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip


def test_ctrl_c_ends_it_cleanly_and_a_taken_port_is_said(built: Path) -> None:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    with start(built, port) as first:
        try:
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end:
                try:
                    if head(f"http://{HOST}:{port}/fr/index.html")[0] == 200:
                        break
                except OSError:
                    time.sleep(0.1)
            with start(built, port) as second:
                out, wrong = second.communicate(timeout=PATIENCE)
            assert (second.returncode, out) == (1, "")
            assert wrong == f"Port {port} is taken: choose another, as in `make run PORT={port + 1}`.\n"
            first.send_signal(signal.SIGINT)
            out, wrong = first.communicate(timeout=PATIENCE)
        finally:
            first.kill()
    assert (first.returncode, wrong) == (0, "")
    assert out.endswith("Stopped.\n")


def test_a_published_folder_keeps_earlier_versions(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "host"
    publish.publish(built, folder)
    old = folder / "v/0.0.9/embed"
    old.mkdir(parents=True)
    (old / "wattprint.js").write_text("old")
    (folder / "stale.html").write_text("gone")
    publish.publish(built, folder)
    pinned = folder / "v" / wattprint.__version__
    assert (old / "wattprint.js").read_text() == "old"
    assert not (folder / "stale.html").exists()
    for name in publish.VERSIONED:
        assert {path.name for path in (built / name).iterdir()} <= {path.name for path in (pinned / name).iterdir()}
    assert json.loads((folder / "versions.json").read_text())["versions"] == ["0.0.9", wattprint.__version__]
    page = folder / "fr/index.html"
    assert gzip.decompress((folder / "fr/index.html.gz").read_bytes()) == page.read_bytes()


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", ["notes.txt", "versions.json"])
def test_a_folder_of_somebody_else_is_not_touched(built: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "thesis"
    (folder / "src").mkdir(parents=True)
    (folder / name).write_text('{"thesis": "the only copy"}')
    (folder / "src/main.py").write_text("print()")
    (folder / ".git").mkdir()
    before = snapshot(folder)
    with pytest.raises(publish.Unpublishable, match="thesis is not empty and holds no published site"):
        publish.publish(built, folder)
    assert snapshot(folder) == before


@pytest.mark.parametrize("place", [".", "..", "fr", "../../.."])
def test_a_build_is_not_published_onto_itself(built: Path, place: str) -> None:
    with pytest.raises(publish.Unpublishable, match="holds the build itself"):
        publish.publish(built, built / place)
    assert (built / "fr/index.html").exists()


def test_a_new_repository_for_pages_is_as_good_as_empty(built: Path, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text("[core]")
    (tmp_path / "CNAME").write_text("example.org")
    publish.check(built, tmp_path)


@pytest.mark.parametrize("file", ["embed/fr/claude.html", "runtime/engine.js", "embed/fr/new.html"])
def test_numbers_of_a_version_that_courses_may_have_pinned_do_not_move(built: Path, tmp_path: Path, file: str) -> None:
    folder = tmp_path / "host"
    publish.publish(built, folder)
    version = wattprint.__version__
    kept = folder / "v" / version / file
    kept.write_text("as it was published")
    before = snapshot(folder)
    with pytest.raises(publish.Unpublishable, match=f"{file}, 1 in all.*raise the version"):
        publish.publish(built, folder)
    assert snapshot(folder) == before


def test_make_publish_says_so_in_one_sentence_before_it_builds(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    command = [sys.executable, str(ROOT / "site/build.py"), "--data", "--publish", str(tmp_path)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (made.returncode, made.stdout, made.stderr.count("\n")) == (1, "", 1)
    assert made.stderr.startswith(f"{tmp_path} is not empty")
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_two_builds_publish_the_same_bytes(built: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        publish.publish(built, tmp_path / name)
    one, two = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("one", "two")
    )
    assert one == two
    shutil.rmtree(tmp_path / "two")
