"""Labels find their model; a name nobody knows is a flagged proxy, never an error and never silent."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wattprint.facts import proxies
from wattprint.facts.compile import compile_facts
from wattprint.facts.labels import sizes
from wattprint.facts.models import LONGEST, find, index, normalise
from wattprint.facts.store import Facts
from wattprint.records import Match, Refused

ROOT = Path(__file__).resolve().parents[2]
ECOLOGITS: Any = json.loads((ROOT / "data/methods/ecologits-0.11.3/models.json").read_text(encoding="utf-8"))
ECOLOGITS_NAMES = [entry["name"] for kind in ("models", "aliases") for entry in ECOLOGITS[kind]]
LABELS = [
    tuple(part.strip() for part in line.split("|"))
    for line in (ROOT / "tests/engine/fixtures/labels.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
MAKERS = {
    "ai2", "alibaba", "amazon", "anthropic", "cohere", "deepseek", "google", "meta", "microsoft", "minimax",
    "mistral", "moonshot", "nvidia", "openai", "perplexity", "swiss-ai", "xai", "zai",
}  # fmt: skip


@cache
def facts() -> Facts:
    return Facts(compile_facts(ROOT / "data"))


def found(label: str, date: str | None = None) -> Match:
    return find(label, date, facts(), lambda: ECOLOGITS)


@pytest.mark.parametrize(("label", "model", "note"), LABELS)
def test_labels_people_see(label: str, model: str, note: str) -> None:
    match = found(label)
    assert (match.model.id, match.note) == (model, note)
    assert match.exact == (note in ("", "ecologits"))
    assert match.asked == label


@pytest.mark.parametrize("name", ECOLOGITS_NAMES)
def test_every_name_of_ecologits_is_known(name: str) -> None:
    assert found(name).exact


def test_names_known_to_ecologits_alone_have_its_parameters() -> None:
    for entry in ECOLOGITS["models"]:
        match = found(entry["name"])
        if match.note == "ecologits":
            size = entry["architecture"]["parameters"]
            active = size.get("active", size) if isinstance(size, dict) else size
            bounds = (active["min"], active["max"]) if isinstance(active, dict) else (active, active)
            assert (match.model.architecture.active.low, match.model.architecture.active.high) == bounds


def test_the_catalogue_is_large_and_has_every_maker() -> None:
    files = list((ROOT / "data/models").glob("*/*.toml"))
    assert len(files) >= 180
    assert len({path.stem for path in files}) == len(files)
    assert {path.parent.name for path in files} >= MAKERS


def test_every_model_is_found_by_its_id_and_by_its_aliases() -> None:
    for key, entry in facts().compiled["models"].items():
        for label in (key, entry["name"], *entry.get("aliases", ())):
            assert found(label).model.id == key


def test_two_models_cannot_claim_one_name() -> None:
    entry = {"name": "One", "released": "2024", "aliases": ["Same thing"]}
    with pytest.raises(ValueError, match=r"same_thing.*first and second"):
        index({"first": entry, "second": {**entry, "name": "Two", "aliases": ["same_thing"]}})


def test_a_setting_or_a_date_is_dropped_only_where_it_means_one_model() -> None:
    models = {
        "a-2024-01-01": {"name": "A one", "released": "2024"},
        "a-2025-01-01": {"name": "A two", "released": "2025"},
        "b-2025-01-01": {"name": "B one", "released": "2025"},
    }
    aliases = index(models)["aliases"]
    assert "a" not in aliases
    assert aliases["b"] == "b-2025-01-01"


def test_a_model_without_size_is_flagged_and_wider_than_any_of_its_family() -> None:
    models, members = facts().compiled["models"], facts().compiled["families"]["members"]
    unsized = [key for key, entry in models.items() if "architecture" not in entry]
    assert len(unsized) > 10
    for key in unsized:
        match = found(key)
        assert match.model.id == key
        assert not match.exact
        assert match.model.basis == "family"
        line = match.note.removeprefix("proxy:family:")
        for part in ("total", "active"):
            mine = getattr(match.model.architecture, part)
            for member in members.get(line, ()):
                other = models[member]["architecture"][part]
                assert mine.low < other["low"]
                assert mine.high > other["high"]


def test_every_architecture_is_possible() -> None:
    for key in facts().compiled["models"]:
        shape = found(key).model.architecture
        assert shape.total.median >= shape.active.median, key
        assert shape.total.high >= shape.active.low, key
        if shape.heads and shape.kv_heads:
            assert shape.heads % shape.kv_heads == 0, key
        if shape.experts and shape.experts_per_token:
            assert shape.experts_per_token < shape.experts, key


def test_a_written_size_agrees_with_the_parameters() -> None:
    """The file says what its own name says, to the rounding people use in names."""
    for key, entry in facts().compiled["models"].items():
        written = sizes(key)
        if "architecture" not in entry or "experts" in written or "effective" in written:
            continue
        known = [entry["architecture"][part]["median"] for part in ("total", "active")]
        for span in written.values():
            assert any(span.low * 0.8 <= size <= span.high * 1.25 for size in known), key


def test_sizes_in_names() -> None:
    assert sizes("qwen2.5-1.5b")["total"].median == 1.5
    assert sizes("SmolLM2-135M")["total"].median == 0.135
    assert sizes("qwen3.8-2.4t-a95b")["active"].median == 95
    assert sizes("Qwen3.8-2.4T-A95B")["total"].median == 2400
    assert sizes("claude-sonnet-4-1m") == {}
    assert sizes("0b") == {}
    shape = proxies.by_size("mixtral-8x7b")
    assert shape is not None
    assert shape.active.low < 12.9 < shape.active.high
    assert shape.total.low < 46.7 < shape.total.high


def test_a_chatbot_is_the_model_it_ran_that_day() -> None:
    assert found("ChatGPT", "2023-01-01").note == "product:chatgpt:gpt-3.5-turbo"
    assert found("ChatGPT", "2025-09-01").note == "product:chatgpt:gpt-5"
    assert found("ChatGPT").note == "product:chatgpt:gpt-5.5-instant"
    assert not found("ChatGPT").exact


def test_a_proxy_suggests_names_and_cites_what_it_stands_on() -> None:
    match = found("claude-opus-9")
    close = facts().suggestions(match)
    assert len(close) == 3
    assert "claude-opus-5" in close
    assert match.model.provider == "anthropic"
    assert match.model.sources
    assert facts().suggestions(found("gpt-4o")) == ()
    assert found("nobody knows this").model.provider == "other"


@pytest.mark.parametrize("label", ["", "x" * (LONGEST + 1)])
def test_an_empty_or_endless_label_is_refused(label: str) -> None:
    with pytest.raises(Refused, match=r"^model: found"):
        found(label)


@given(st.text(min_size=1, max_size=LONGEST))
def test_any_text_is_a_match(label: str) -> None:
    match = found(label)
    assert match.asked == label
    assert match.model.architecture.active.low > 0
    assert match.exact or match.note


PIECES = ("gpt", "chat", "chatgpt", "openai", "mistral", "us.", "meta", "ai", "/", "-", "4", "o", "p5", "+")
NAMES = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(st.one_of(st.text(max_size=LONGEST), NAMES))
def test_normalise_is_idempotent(label: str) -> None:
    assert normalise(normalise(label)) == normalise(label)


@given(st.sampled_from([label for label, _, note in LABELS if not note]), st.data())
def test_case_and_separators_do_not_matter(label: str, data: st.DataObject) -> None:
    assume("/" not in label and "p5" not in label)
    other = "".join(data.draw(st.sampled_from((c.upper(), c.lower()))) for c in label)
    for old in " _-":
        other = other.replace(old, data.draw(st.sampled_from((" ", "_", "-"))))
    assert found(other).model == found(label)._replace(asked=other).model


def test_what_is_not_from_a_dataset_says_so() -> None:
    """Every file says how it was checked; a disclosed size has no interval, a guess has one."""
    bases = Counter(entry["basis"] for entry in facts().compiled["models"].values())
    assert bases["disclosed"] > 70
    for key, entry in facts().compiled["models"].items():
        if entry["basis"] == "disclosed":
            active = entry["architecture"]["active"]
            assert active["low"] == active["median"] == active["high"], key
        if entry["basis"] == "estimate":
            active = entry["architecture"]["active"]
            assert active["low"] < active["high"], key


def test_a_name_that_nobody_reads_of_is_not_compared_with_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("difflib.get_close_matches", lambda *_, **__: pytest.fail("slow, and for people only"))
    assert found("a model that no log has had before").unlisted
