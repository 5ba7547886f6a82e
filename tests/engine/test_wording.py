"""Wording: sentences that are whole, and numbers that people can read and trust."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wattprint.records import BOUNDARIES, CRITERIA, MOST_TOKENS, RESULTS, Refused
from wattprint.units import Quantity
from wattprint.wording import LANGUAGES, Wording
from wattprint.wording.ladders import _LADDERS

HERE = Path(__file__).parent
ENGINE = HERE.parents[1] / "engine/wattprint"
MARKS = {"fr": (",", "\N{NARROW NO-BREAK SPACE}"), "en": (".", ",")}
CASES = [
    [part.strip() for part in line.split("|")]
    for line in (HERE / "fixtures/numbers.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]
values = st.floats(min_value=1e-6, max_value=1e15)


OWN = sorted({path.name.partition(".")[0]: path for path in ENGINE.rglob("*.??.toml")}.items())
"""Rooms that say something of their own: `people.fr.toml` and `people.en.toml` beside `people.py`."""
FILES = {"": ENGINE / "wording/{}.toml", **{name: path.with_name(f"{name}.{{}}.toml") for name, path in OWN}}


def words_of(lang: str, room: str = "") -> dict[str, Any]:
    return tomllib.loads(Path(str(FILES[room]).format(lang)).read_text(encoding="utf-8"))


def leaves(tree: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, f"{path}.{key}")
    elif isinstance(tree, list):
        for place, value in enumerate(tree):
            yield from leaves(value, f"{path}[{place}]")
    else:
        yield path, str(tree)


def parsed(text: str, lang: str) -> float:
    decimal, group = MARKS[lang]
    return float(text.replace(group, "").replace(decimal, ".").replace("−", "-"))


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", "~").replace("\N{NARROW NO-BREAK SPACE}", "_")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(("what", "value", "fr", "en"), CASES, ids=[f"{c[0]} {c[1]}" for c in CASES])
def test_numbers(what: str, value: str, fr: str, en: str, lang: str) -> None:
    words, expected = Wording(lang), {"fr": fr, "en": en}[lang]
    if what == "number":
        found = words.number(float(value))
    elif what == "count":
        nouns = ("requête", "requêtes") if lang == "fr" else ("request", "requests")
        found = words.count(float(value) if "." in value else int(value), *nouns)
    elif what == "quantity":
        number, unit = value.split(" ", 1)
        found = words.quantity(Quantity(float(number), unit=unit))
    else:
        median, low, high, unit = value.split(" ", 3)
        found = words.interval(Quantity(float(median), float(low), float(high), unit))
    assert plain(found).replace(" Sb", "~Sb").replace(" éq", "~éq").replace(" eq", "~eq") == expected


def test_every_language_is_listed() -> None:
    assert sorted(path.stem for path in (ENGINE / "wording").glob("*.toml")) == sorted(LANGUAGES)


@pytest.mark.parametrize("room", FILES)
def test_every_word_is_said(room: str) -> None:
    for lang in LANGUAGES:
        for key, text in leaves(words_of(lang, room)):
            assert text == text.strip() or key.startswith(".number"), key
            assert text or key in (".units.1", ".units.count", ".number.percent_space"), key
            assert "  " not in text, key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_noun_of_the_engine_has_a_name(lang: str) -> None:
    words = Wording(lang)
    for kind, ids in {"criteria": [*CRITERIA, *RESULTS], "boundaries": BOUNDARIES}.items():
        for key in ids:
            assert words.name(kind, key)
            assert words.name(kind, key, "says")
    for path in (ENGINE.parents[1] / "data/methods").glob("*.toml"):
        assert words.name("methods", path.stem), path
        assert words.name("methods", path.stem, "says").endswith("."), path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_of_the_engine_has_a_sentence(lang: str) -> None:
    words = Wording(lang)
    for path in ENGINE.rglob("*.py"):
        own = words_of(lang, path.stem).get("errors", {}) if path.stem in FILES else {}
        for kind in re.findall(r"Refused\(\s*\"(\w+)\"", path.read_text(encoding="utf-8")):
            assert kind == "count" or kind in own or words.says(f"errors.{kind}"), f"{path.name}: {kind}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_the_engine_says_exists(lang: str) -> None:
    for path in ENGINE.rglob("*.py"):
        rooms = [room for room, words in FILES.items() if words.parent == path.parent or room == path.stem]
        own = [f".{key}" for room in rooms for key in words_of(lang, room)]
        for key in re.findall(r"\bsay\(\s*\"([\w.]+)\"", path.read_text(encoding="utf-8")):
            assert Wording(lang).says(key) or f".{key.partition('.')[0]}" in own, f"{path.name}: {key}"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("found", [-3, float("nan"), float("inf"), 1e12, "many"])
def test_a_refused_count_says_what_was_found_and_what_is_allowed(found: object, lang: str) -> None:
    words = Wording(lang)
    text = words.error(Refused("count", "output_tokens", found, f"a number from 0 to {MOST_TOKENS:,}"))
    assert "output_tokens" in text
    assert str(found) in text
    assert words.count(MOST_TOKENS) in text


def test_the_ends_of_what_is_allowed_are_said_in_each_language() -> None:
    refused = Refused("count", "offset", 9999, "a whole number from -1,080 to 1,080")
    assert plain(Wording("fr").error(refused)).endswith("un nombre de −1_080 à 1_080")
    assert Wording("en").error(refused).endswith("a number from −1,080 to 1,080")
    assert "kind" in Wording("fr").error(Refused("key", "kind", None, "a value"))


def test_a_refusal_is_one_short_line() -> None:
    text = Wording("en").error(Refused("zone", "zone", "A\nB" * 1000, "a zone"))
    assert "\n" not in text
    assert len(text) < 300


def test_french_typography() -> None:
    for key, text in leaves(Wording("fr")._words):
        assert not re.search(r" [:;?!»]|« |\w'\w", text), key
        assert not re.search(r"\w[;?!»]|«\w|[^\W\d]:\s", text), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_key_names_itself(lang: str) -> None:
    words = Wording(lang)
    with pytest.raises(KeyError, match=r"report\.nowhere"):
        words.say("report.nowhere")
    for asked in (
        ("steps", "nowhere"),
        ("nowhere", "x"),
        ("notes", "nowhere:x"),
        ("criteria", "energy", "nowhere"),
    ):
        with pytest.raises(KeyError, match="nowhere"):
            words.name(*asked)
    with pytest.raises(KeyError, match=r"cli\.skipped"):
        words.say("cli.skipped")


def test_an_unknown_language_says_what_is_allowed() -> None:
    with pytest.raises(ValueError, match=r"lang: found 'de'; allowed: en, fr"):
        Wording("de")


def test_notes_are_said_of_what_follows_their_key() -> None:
    assert "claude-opus" in Wording("fr").name("notes", "proxy:family:claude-opus")
    assert "gpt-5.5-instant" in Wording("en").note("product:chatgpt:gpt-5.5-instant")
    assert "{" not in Wording("en").note("proxy:size")


def test_dates() -> None:
    fr, en = Wording("fr"), Wording("en")
    assert fr.date("2026-11-01") == "1er novembre 2026"
    assert en.date(date(2026, 11, 22)) == "22 November 2026"
    assert (fr.date("2026-02"), en.date("2026")) == ("février 2026", "2026")
    assert (fr.short_date("2026-12-25"), en.short_date("2026-12-25")) == ("25 déc.", "25 Dec")
    assert (fr.day("2026-11-22"), en.day("2026-11-22")) == ("dimanche", "Sunday")


def test_sentences_agree_with_their_number() -> None:
    assert plain(Wording("fr").say("cli.skipped", n=1)).startswith("1~ligne a été")
    assert plain(Wording("fr").say("cli.skipped", n=1200)).startswith("1_200~lignes ont")
    assert Wording("en").say("cli.skipped", n=0) == "Every line was counted."


@pytest.mark.parametrize("lang", LANGUAGES)
@given(value=values)
def test_a_number_reads_back(lang: str, value: float) -> None:
    text = Wording(lang).number(value)
    assert not re.search(r"\d[eE]", text)
    assert parsed(text, lang) == pytest.approx(value, rel=0.05)


@pytest.mark.parametrize("lang", LANGUAGES)
@given(values=st.tuples(values, values))
def test_a_larger_number_never_reads_smaller(lang: str, values: tuple[float, float]) -> None:
    small, large = sorted(values)
    assert parsed(Wording(lang).number(small), lang) <= parsed(Wording(lang).number(large), lang)


SIZES = {name: size for ladder in _LADDERS for name, size, _ in ladder}


@given(value=st.floats(min_value=1e-5, max_value=1e14), unit=st.sampled_from(["Wh", "g", "mL", "kJ", "s", "B"]))
def test_a_quantity_reads_back(value: float, unit: str) -> None:
    number, symbol = Wording("en").quantity(Quantity(value, unit=unit)).split("\N{NO-BREAK SPACE}")
    assume(not number.startswith("less"))
    names = {"m³": "m3", "day": "d", "days": "d", "year": "yr", "years": "yr", "byte": "B", "bytes": "B"}
    read = parsed(number, "en") * SIZES[names.get(symbol, symbol)] / SIZES[unit]
    assert read == pytest.approx(value, rel=0.05)


@pytest.mark.parametrize("lang", LANGUAGES)
@given(median=values, down=st.floats(1e-4, 5), up=st.floats(1e-4, 5))
def test_bounds_never_collapse_on_the_median(lang: str, median: float, down: float, up: float) -> None:
    q = Quantity(median, median / (1 + down), median * (1 + up), "1")
    text, bounds = Wording(lang).parts(q)
    low, high = re.findall(r"[\d,.\N{NARROW NO-BREAK SPACE}]+\d|\d", bounds)[-2:]
    assume("moins" not in bounds and "less" not in bounds)
    assert parsed(low, lang) < parsed(text, lang) < parsed(high, lang)


@pytest.mark.parametrize(("id", "en", "fr"), [
    ("gpt-4o", "GPT-4o", "GPT-4o"),
    ("proxy-family-gpt", "another “gpt” model", "un autre modèle « gpt »"),
    ("proxy-catalogue", "a model that nobody knows", "un modèle que personne ne connaît"),
    ("acme-large", "acme-large", "acme-large"),
])  # fmt: skip
def test_a_model_has_its_name_and_what_stands_for_one_says_so(id: str, en: str, fr: str) -> None:
    assert Wording("en").model(id) == en
    assert plain(Wording("fr").model(id)) == fr.replace("« ", "«~").replace(" »", "~»")
