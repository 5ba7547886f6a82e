"""The drafts: what they write, where a name is refused, and that nothing is written then."""

import json
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.extension.adapters.recording import read

from browser.node import node
from skeletons.adapter import LIST, adapter
from skeletons.draft import Wrong
from skeletons.method import EXAMPLES, WORDS, method
from skeletons.method import LIST as METHODS
from skeletons.model import model
from wattprint.facts.compile import DataError, _one
from wattprint.facts.schema import Method, Model

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 12, 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the lists that drafts put a line into, and of a few neighbours."""
    for name in (LIST, METHODS, EXAMPLES, WORDS.format(lang="fr"), WORDS.format(lang="en"),
                 "data/models/openai/gpt-4o.toml", "extension/adapters/deepseek.js"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def everything(root: Path) -> dict[str, str]:
    return {str(path): path.read_text() for path in root.rglob("*") if path.is_file()}


def test_an_adapter_is_listed_and_its_recording_can_be_read(root: Path) -> None:
    files, rest = adapter("le-robot", "chat.robot.example", root)
    assert files == ["extension/adapters/le-robot.js", "extension/recordings/le-robot/new-chat.txt", LIST]
    assert "export const leRobot = {" in (root / files[0]).read_text()
    recording = read(root / files[1])
    assert recording.head["adapter"] == "le-robot"
    assert recording.events
    said = f"import {{ SITES }} from {json.dumps(str(root / LIST))}; console.log(JSON.stringify(SITES.at(-1)))"
    made = subprocess.run([str(node(ROOT)), "--input-type=module", "--eval", said], check=True, capture_output=True)
    assert json.loads(made.stdout)["origins"] == ["https://chat.robot.example/*"]
    assert "twelve" in rest


def test_a_method_has_every_file_and_line_and_lacks_only_its_figures(root: Path) -> None:
    files, _ = method("acme-2.1", TODAY, root)
    assert len(files) == 8
    text = (root / METHODS).read_text()
    assert "from .acme_2_1 import METHOD as ACME_2_1\n" in text
    assert ", ACME_2_1)" in text
    compile(text, METHODS, "exec")
    for lang in ("fr", "en"):
        words = tomllib.loads((root / WORDS.format(lang=lang)).read_text())
        assert words["methods"]["acme-2.1"] == {"name": "Acme 2.1", "says": ""}
        assert words["steps"]
    assert tomllib.loads((root / EXAMPLES).read_text())["example"][-1]["request"]["method"] == "acme-2.1"
    with pytest.raises(DataError) as error:
        _one(Method, root / "data/methods/acme-2.1.toml")
    said = str(error.value)
    for key in ("source", "port.version", "facts.per-request.label.fr", "facts.per-request.median",
                "facts.per-request.low", "facts.per-request.high", "facts.per-request.where"):  # fmt: skip
        assert f"acme-2.1.toml: {key}: " in said, key


def test_a_model_lacks_only_what_nobody_can_guess(root: Path) -> None:
    (file,), _ = model("acme/acme-large-2", TODAY, root)
    with pytest.raises(DataError) as error:
        _one(Model, root / file)
    for key in ("name", "provider", "released", "basis", "source", "where", "architecture.kind"):
        assert f"acme-large-2.toml: {key}: " in str(error.value), key


@pytest.mark.parametrize("name", ["Kimi", "le chat", "../kimi", "kimi_2", "2kimi", "", "kimi-"])
def test_a_bad_name_of_an_adapter_is_refused(root: Path, name: str) -> None:
    before = everything(root)
    with pytest.raises(Wrong, match="small letters"):
        adapter(name, "", root)
    assert everything(root) == before


REFUSED: dict[str, Callable[[Path], object]] = {
    "there already": lambda root: adapter("deepseek", "chat.other.example", root),
    "follows it already": lambda root: adapter("other", "chat.deepseek.com", root),
    "HOST=https": lambda root: adapter("other", "https://x.example/", root),
    "as acme-2026": lambda root: method("acme", TODAY, root),
    "has it already": lambda root: method("google-2025", TODAY, root),
    "as acme/acme-large-2": lambda root: model("acme", TODAY, root),
    "has this id already": lambda root: model("acme/gpt-4o", TODAY, root),
}


@pytest.mark.parametrize("said", REFUSED)
def test_what_is_there_or_is_no_name_is_refused_and_nothing_written(root: Path, said: str) -> None:
    before = everything(root)
    with pytest.raises(Wrong, match=said):
        REFUSED[said](root)
    assert everything(root) == before
