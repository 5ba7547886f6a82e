"""The command: answers for people and for programs, one line for every mistake."""

import json
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from wattprint.cli import main
from wattprint.facts import load
from wattprint.wording import Wording

DAY = Path(__file__).resolve().parents[2] / "data/examples/day.jsonl"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(list(arguments))
    out, err = capsys.readouterr()
    return status, out, err


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "command",
    [
        "estimate --model gpt-4o --input-tokens 300 --output-tokens 400 --zone FRA --images 1 --date 2026-11-22",
        "estimate --model zzz-9000 --output-tokens 400 --boundary device --reader FRA",
        "explain --model claude-opus-4-5 --output-tokens 400 --reasoning-tokens 2000 --cached-tokens 9000",
        "compare --output-tokens 400 --models gpt-4o,mistral-large,llama-3.1-8b",
        "compare --model gpt-4o --output-tokens 400 --methods all",
        "compare --model gpt-4o --output-tokens 400 --zones FRA,USA,POL",
        f"tally {DAY}",
        f"tally {DAY} --by model --zone FRA",
        f"tally {DAY} --by chatbot",
        "models",
        "methods",
        "zones",
        "zones France",
        "sources",
    ],
)
def test_every_command_answers_in_both_languages(capsys: pytest.CaptureFixture[str], command: str, lang: str) -> None:
    status, out, err = run(capsys, *command.split(), "--lang", lang)
    assert status == 0, err
    assert len(out.splitlines()) > 2
    assert "e-0" not in out.replace("one-0", "") or "https" in out
    if not command.startswith("explain"):
        json_status, text, _ = run(capsys, *command.split(), "--lang", lang, "--json")
        assert json_status == 0
        assert json.loads(text)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("estimate --model gpt-4o --output-tokens -5", "output_tokens"),
        ("estimate --model gpt-4o --output-tokens nan", "output_tokens"),
        ("estimate --model gpt-4o --output-tokens inf", "output_tokens"),
        ("estimate --model gpt-4o --output-tokens 1e12", "output_tokens"),
        ("estimate --model gpt-4o --output-tokens many", "output_tokens"),
        ("estimate --model gpt-4o --zone Atlantis", "zone"),
        ("estimate --model gpt-4o --method guess", "method"),
        ("estimate --model gpt-4o --boundary universe", "boundary"),
        ("estimate --model gpt-4o --date 2021-01-01", "date"),
        ("estimate --model gpt-4o --tokens 3", "--tokens"),
        ("estimate", "--model"),
        ("guess", "guess"),
        ("compare --output-tokens 3", "--models"),
        ("compare --output-tokens 3 --models gpt-4o --zones FRA", "--models"),
        ("tally /no/such/file.jsonl", "/no/such/file.jsonl"),
        ("tally /tmp", "/tmp"),
        ("tally {empty}", "events"),
    ],
)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_mistake_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str, said: str, lang: str
) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    status, out, err = run(capsys, *command.format(empty=empty).split(), "--lang", lang)
    assert status == 2
    assert out == ""
    assert len(err.splitlines()) == 1
    assert said.format(empty=empty) in err


def test_a_bad_line_is_reported_skipped_and_counted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lines = DAY.read_text(encoding="utf-8").splitlines()
    mixed = tmp_path / "mixed.jsonl"
    mixed.write_text("\n".join([lines[0], "{broken", lines[1], '{"id": 3}']), encoding="utf-8")
    status, out, err = run(capsys, "tally", str(mixed), "--json")
    assert status == 0
    made = json.loads(out)
    assert made["total"]["requests"] == 2
    assert [skipped["line"] for skipped in made["skipped"]] == [2, 4]
    assert "2" in err.splitlines()[0]
    assert "2" in err.splitlines()[-1]


def test_a_report_is_one_self_contained_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "sub/report.html"
    requests = DAY.with_name("requests.json")
    status, _, err = run(capsys, "report", str(DAY), "--requests", str(requests), "--out", str(out), "--lang", "fr")
    assert status == 0, err
    html = out.read_text(encoding="utf-8")
    assert html.count("<svg") >= 2
    assert "<script" not in html
    assert 'src="http' not in html


COMMANDS = [
    "estimate",
    "explain",
    "compare",
    "tally",
    "report",
    "import",
    "batch",
    "predict",
    "accuracy",
    "models",
    "methods",
    "zones",
    "sources",
]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_is_in_the_language_that_is_asked_for(capsys: pytest.CaptureFixture[str], command: str) -> None:
    said = {}
    for lang in ("fr", "en"):
        for arguments in (["--lang", lang, *command.split(), "--help"], [*command.split(), "--help", f"--lang={lang}"]):
            with pytest.raises(SystemExit) as ended:
                main(arguments)
            assert ended.value.code == 0
            said[lang] = " ".join(capsys.readouterr().out.split())
            assert said[lang].startswith({"fr": "utilisation : wattprint", "en": "usage: wattprint"}[lang])
    heads = {"fr": "options :", "en": "options:"}
    for lang, other in (("fr", "en"), ("en", "fr")):
        assert heads[lang] in said[lang]
        named = Wording(other).also("wattprint.cli", "cli")
        for words in (f"commands.{command or 'batch'}", "help.help", "help.lang"):
            assert " ".join(named.say(words).split()) not in said[lang]


def test_a_folder_that_cannot_be_written_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    inside = str(tmp_path / "file/made")
    for arguments in (
        ["report", str(DAY), "--out", inside],
        ["report", str(DAY), "--out", str(tmp_path)],
        ["import", str(DAY), "--out", inside],
        ["import", str(DAY), "--out", str(tmp_path / "events.jsonl"), "--drift", inside],
        ["accuracy", "--page", inside],
        ["batch", str(DAY), inside],
    ):
        for lang, words in (("fr", "wattprint :"), ("en", "wattprint:")):
            status, out, err = run(capsys, *arguments, "--lang", lang)
            assert (status, out, err.count("\n")) == (2, "", 1), err
            assert err.replace("\N{NO-BREAK SPACE}", " ").startswith(words)
            assert str(tmp_path) in err
    assert [path.name for path in tmp_path.iterdir()] == ["file"], "and nothing was read in vain"


def test_a_stop_is_said_in_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("wattprint.cli.estimate.of", stopped)
    assert run(capsys, "estimate", "--model", "gpt-4o") == (130, "", "wattprint: stopped\n")


def test_zones_have_their_carbon_intensity(capsys: pytest.CaptureFixture[str]) -> None:
    found = next(line for line in run(capsys, "zones")[1].splitlines() if line.strip().startswith("FRA"))
    assert Wording().interval(load().grid("carbon", "FRA").quantity) in found


def test_a_history_is_read_a_line_at_a_time(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Half of what it took to hold its text and the counts of each event."""
    lines = DAY.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "history.jsonl"
    events = [json.loads(lines[number % len(lines)]) | {"id": f"e-{number}"} for number in range(8_000)]
    path.write_text("".join(json.dumps(event) + "\n" for event in events))
    tracemalloc.start()
    try:
        assert run(capsys, "tally", str(path))[0] == 0
        assert tracemalloc.get_traced_memory()[1] < 4_000 * len(events)
    finally:
        tracemalloc.stop()


def test_the_command_itself_runs_and_a_closed_pipe_is_no_error() -> None:
    shell = f"{sys.executable} -m wattprint zones | head -1"
    found = subprocess.run(["bash", "-o", "pipefail", "-c", shell], capture_output=True, text=True, check=False)
    assert found.returncode == 0
    assert found.stderr == ""
