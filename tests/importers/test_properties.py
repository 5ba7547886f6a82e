"""The fast counts equal the plain ones; a seeded sample of the long counts; memory stays bounded."""

import io
import json
import random
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.soak import exports
from tests.soak.count import limited

from wattprint.characters import counted
from wattprint.facts import load
from wattprint.importers import IMPORTERS, Reading, in_memory, stream
from wattprint.importers.base import File
from wattprint.importers.drift import merged, shape
from wattprint.tokens import Rules, count

SAMPLE, OF = 1_000, 100_000
RULES = Rules(load().compiled["tokens"])
LETTERS = st.text(alphabet=st.sampled_from("aeioubcdjkzAéüß 12345\n.,’—漢字かна😀\x00\x85\\"), max_size=200)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-1e9, 1e9) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(st.one_of(LETTERS, st.text(max_size=200)))
def test_fast_counts_are_the_plain_counts(text: str) -> None:
    assert counted(text) == count(text, RULES)[0]


@given(st.lists(JSON, max_size=6), st.booleans(), st.integers(1, 7))
def test_a_stream_gives_the_elements_of_the_array(values: list[Any], spaced: bool, chunk: int) -> None:
    text = json.dumps(values, indent=1 if spaced else None, ensure_ascii=not spaced)
    before, stream.CHUNK = stream.CHUNK, chunk
    try:
        reading = Reading()
        content = text.encode("utf-8", "surrogatepass")
        if "\\ud" not in text:
            assert list(stream.elements(in_memory("x", content), reading)) == values
            assert not reading.refused
    finally:
        stream.CHUNK = before


@given(JSON, JSON)
def test_shapes_merge_whatever_they_are(one: Any, other: Any) -> None:
    both = merged(shape(one), shape(other))
    assert merged(both, shape(one)) == both
    assert len(json.dumps(both)) < 10_000


@pytest.mark.parametrize("format", IMPORTERS)
def test_mutated_exports_are_all_answered(format: str) -> None:
    chance = random.Random(format)
    for _ in range(SAMPLE):
        with limited():
            exports.run(format, chance.randrange(OF))


def test_a_large_export_is_never_whole_in_memory() -> None:
    one = json.dumps({"mapping": {"a": {"parent": None, "message": None}}, "create_time": 1, "x": "y" * 50_000})
    pieces = b"[" + (one.encode() + b",") * 1_500 + one.encode() + b"]"
    file = File("conversations.json", len(pieces), lambda: io.BytesIO(pieces))
    tracemalloc.start()
    try:
        assert sum(1 for _ in stream.elements(file, Reading())) == 1_501
        assert tracemalloc.get_traced_memory()[1] < 20_000_000 < len(pieces)
    finally:
        tracemalloc.stop()


def test_what_stands_beside_a_list_is_not_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LONGEST", 1 << 20)
    beside = b",".join(b'"k%d": "%s"' % (number, b"y" * 100_000) for number in range(400))
    for inside, kinds in ((b', "events": [1, 2]', []), (b"", ["json_long"])):
        content = b"{" + beside + inside + b"}"
        reading = Reading()
        tracemalloc.start()
        try:
            found = list(stream.elements(in_memory("x", content), reading, "events"))
            assert tracemalloc.get_traced_memory()[1] < 15_000_000 < len(content)
        finally:
            tracemalloc.stop()
        assert [error.kind for error in reading.refused] == kinds
        assert found == ([] if kinds else [1, 2])
