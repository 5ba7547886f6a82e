"""The calculator's room: its numbers are the engine's, its states hold, and no text gets through as markup."""

import gzip
import json
import re
from html.parser import HTMLParser
from math import hypot, log
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wattprint
from wattprint.bridge import call
from wattprint.calculator import ANSWERS, PARTS, State, answer, changed, markup, read, served, written
from wattprint.calculator.answer import said, start
from wattprint.calculator.choices import choices
from wattprint.calculator.kinds import A_DAY, KINDS
from wattprint.calculator.levers import ranked
from wattprint.characters import counted
from wattprint.equivalents import equivalent
from wattprint.facts import load
from wattprint.records import BOUNDARIES, Refused
from wattprint.wording import LANGUAGES, Wording

WORDS = {lang: said(Wording(lang)) for lang in LANGUAGES}
LISTS = choices(WORDS["en"])
MODELS = [value for value, *_ in LISTS["model"]]
ZONES = [value for value, *_ in LISTS["zone"]]
THINGS = [value for value, *_ in LISTS["things"]]
EXACT = 1e-12
UNTIMED = settings(deadline=None)  # a machine that does much else is no fault
LINEAR = [id for id in wattprint.METHODS if not id.startswith("ecologits")]

counts = st.one_of(st.integers(0, 200_000).map(str), st.just(""), st.floats(0, 1e5).map(repr)).filter(bool)
states = st.fixed_dictionaries(
    {},
    optional={
        "model": st.sampled_from(MODELS),
        "kind": st.sampled_from(list(KINDS)),
        "input": counts,
        "output": counts,
        "reasoning": counts,
        "images": st.integers(0, 20).map(str),
        "day": st.integers(0, 500).map(str),
        "zone": st.sampled_from(["", *ZONES]),
        "reader": st.sampled_from(["", *ZONES]),
        "boundary": st.sampled_from(BOUNDARIES),
        "method": st.sampled_from(LINEAR),
        "compare": st.lists(st.sampled_from(MODELS), max_size=6).map(",".join),
        "things": st.lists(st.sampled_from(THINGS), max_size=8).map(",".join),
    },
)
foreign = st.dictionaries(
    st.one_of(st.sampled_from(State._fields), st.text(max_size=12)), st.text(max_size=40), max_size=4
)


class Read(HTMLParser):
    """The tags and the attributes of a fragment, and its text."""

    def __init__(self, html: str):
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.options: list[int] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag in ("ul", "select"):
            self.options.append(0)
        if tag in ("li", "option") and self.options:
            self.options[-1] += 1

    def handle_data(self, data: str) -> None:
        self.words += data


def spans(state: dict[str, str]) -> dict[str, Any]:
    """The numbers behind a state, as `Copy: JSON` gives them."""
    found: dict[str, Any] = json.loads(answer(state, Wording("en"), "json").html)
    return found


@UNTIMED
@given(states)
def test_the_numbers_are_those_of_the_engine(state: dict[str, str]) -> None:
    found = spans(state)
    full = found["state"]
    asked = {
        "model": full["model"],
        **{f"{name}_tokens": float(full[name]) for name in ("input", "output", "reasoning")},
        "images": float(full["images"]),
        "zone": full["zone"] or None,
        "reader": full["reader"] or None,
        "boundary": full["boundary"],
        "method": full["method"],
    }
    single = wattprint.estimate(**asked)
    columns = wattprint.table([asked])
    day = float(full["day"])
    for name, quantity in single.results.items():
        for span, n in (("request", 1.0), ("day", day), ("year", day * 365.25)):
            shown = found["spans"][span]["results"][name]
            assert shown["unit"] == quantity.unit
            for end, column in (("median", name), ("low", f"{name}_low"), ("high", f"{name}_high")):
                assert shown[end] == pytest.approx(n * getattr(quantity, end), rel=EXACT)
                assert shown[end] == pytest.approx(n * columns[column][0], rel=EXACT)
    for id in filter(None, full["things"].split(",")):
        times = equivalent(id, single.results).times
        assert found["spans"]["request"]["results"][id]["median"] == pytest.approx(times.median, rel=EXACT)


@UNTIMED
@given(states)
def test_a_state_survives_its_address(state: dict[str, str]) -> None:
    first = read(state, WORDS["en"])
    assert read(written(first), WORDS["fr"]) == first
    assert read(changed(first), WORDS["fr"]) == first
    assert changed(read({}, WORDS["en"])) == {}


@UNTIMED
@given(foreign)
def test_no_text_raises_anything_but_a_sentence(state: dict[str, str]) -> None:
    for lang in LANGUAGES:
        made = json.loads(call(json.dumps({"do": "calculator", "state": state, "lang": lang})))
        if "error" in made:
            assert made["error"]["field"]
            assert len(made["error"]["message"]) < 3000
            assert "\n" not in made["error"]["message"]
        else:
            assert made["answer"]["state"].keys() == set(State._fields)


HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>"\' style="x'


@pytest.mark.parametrize("part", ANSWERS)
def test_what_a_reader_writes_never_becomes_markup(part: str) -> None:
    made = answer({"model": HOSTILE, "compare": f"gpt-4o,{HOSTILE}"}, Wording("fr"), part)
    if part in PARTS:
        found = Read(made.html)
        assert not {"script", "img"} & set(found.tags)
        assert not {"style", "onerror"} & found.attributes
    assert "\u2028" not in made.html


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("model", ""), ("model", "x" * 201), ("kind", "poem"), ("input", "abc"), ("output", "-1"), ("output", "nan"),
        ("output", "1e400"), ("reasoning", "99999999999"), ("output", "9" * 400), ("images", "1001"), ("day", "2e6"),
        ("day", "1_0"), ("zone", "Mordor"), ("reader", "<b>"), ("boundary", "moon"), ("method", "magic"),
        ("compare", "a,b,c,d,e,f,g"), ("things", "unicorn"), ("things", ",".join(THINGS[:9])), ("compare", "x" * 300),
    ],
)  # fmt: skip
def test_a_bad_value_names_its_field_as_the_form_does(lang: str, field: str, value: str) -> None:
    with pytest.raises(Refused) as caught:
        answer({field: value}, Wording(lang))
    assert caught.value.field == field
    sentence = Wording(lang).error(caught.value)
    assert sentence.startswith(WORDS[lang].say(f"fields.{field}"))
    assert len(sentence) < 3000


def test_an_unknown_key_is_said_of_the_link() -> None:
    for key in ("colour", "", "\n", "x" * 10_000):
        with pytest.raises(Refused) as caught:
            answer({key: "blue"}, Wording("en"))
        assert (caught.value.field, caught.value.found) == ("address", key)
        assert Wording("en").error(caught.value).startswith("This link: ")


def test_a_method_that_does_not_know_the_model_says_so_beside_the_field() -> None:
    with pytest.raises(Refused) as caught:
        answer({"method": "ecologits-0.11.3", "model": "nobody's model"}, Wording("en"))
    assert caught.value.field == "model"
    state = {"method": "ecologits-0.11.3", "model": "gpt-4o", "compare": "gpt-5,nobody"}
    assert "nobody" in answer(state, Wording("en"), "compare").html


@settings(UNTIMED, max_examples=15)  # eight parts at a time
@given(states, st.sampled_from(LANGUAGES))
def test_every_part_can_be_drawn(state: dict[str, str], lang: str) -> None:
    for part in ANSWERS:
        assert answer(state, Wording(lang), part).html


@UNTIMED
@given(states)
def test_a_lever_saves_what_it_says(state: dict[str, str]) -> None:
    words = WORDS["en"]
    found = read(state, words)
    made = served(found, words)
    shares = [lever.shares["carbon"] for lever in ranked(made, words) if lever.id != "all"]
    assert shares == sorted(shares, reverse=True)
    before = spans(written(found))["spans"]
    span = "day" if found.day else "request"
    for lever in ranked(made, words):
        after = read({**written(found), **lever.sets}, words)
        new = spans(written(after))["spans"]["day" if found.day else "request"]
        for name, share in lever.shares.items():
            old = before[span]["results"][name]["median"]
            assert new["results"][name]["median"] == pytest.approx(old * (1 - share), rel=1e-9, abs=old * 1e-12)
        assert lever.shares["carbon"] > 0


def test_a_french_reader_is_told_of_france_and_of_nowhere_better() -> None:
    words = WORDS["fr"]
    ids = {lever.id: lever for lever in ranked(served(read({"reader": "FRA"}, words), words), words)}
    assert ids["zone"].sets == {"zone": "FRA"}
    assert "zone" not in {lever.id for lever in ranked(served(read({"zone": "FRA"}, words), words), words)}


def test_who_names_their_country_counts_their_device_unless_they_say_otherwise() -> None:
    words = WORDS["en"]
    assert read({"reader": "FRA"}, words).boundary == "device"
    assert read({"reader": "FRA", "boundary": "serving"}, words).boundary == "serving"
    assert read({}, words).boundary == "hardware"


def test_lengths_are_facts() -> None:
    for kind in KINDS.values():
        for id in filter(None, (kind.input, kind.output, kind.reasoning)):
            assert load().factor(id).quantity.unit == "token"
            assert load().factor(id).sources
    assert load().factor(A_DAY).quantity.unit == "request/d"
    html = answer({"kind": "reasoning"}, Wording("en"), "working").html
    assert load().factor("reasoning-tokens").label["en"] in html


def test_every_entry_of_the_lists_can_be_chosen() -> None:
    assert len(LISTS["model"]) == len(load().compiled["models"]) + 10
    assert len(LISTS["zone"]) == len(load().compiled["zones"])
    for lang in LANGUAGES:
        for value, name, _ in choices(WORDS[lang])["model"]:
            assert read({"model": value}, WORDS[lang]).model == value, name
    for zone in ZONES:
        assert read({"zone": zone}, WORDS["en"]).zone == zone
    assert read({"zone": "Allemagne", "model": "Le Chat"}, WORDS["fr"])[0] == "le-chat"


def test_a_pasted_text_is_worth_its_tokens() -> None:
    text = "Combien d'énergie pour une question ? " * 40
    asked = {"do": "calculator", "part": "pasted", "counts": counted(text), "lang": "fr"}
    made = json.loads(call(json.dumps(asked)))["answer"]
    low, median, high = map(int, made["tokens"].split("-"))
    assert 200 < low < median < high < 600
    assert "jetons" in made["says"]
    for bad in ({"vowel": -1}, {"poem": 3}, {"vowel": True}, {"vowel": 1.5}, [1], {"vowel": 10**400}):
        assert "error" in json.loads(call(json.dumps({**asked, "counts": bad})))
    assert (
        json.loads(call(json.dumps({**asked, "counts": {"han": 10**9}})))["answer"]["tokens"]
        == "10000000-10000000-10000000"
    )
    nothing = json.loads(call(json.dumps({**asked, "counts": {}})))["answer"]
    assert nothing["tokens"] == "0"


def test_a_count_within_a_range_widens_what_depends_on_it_and_moves_no_median() -> None:
    words = WORDS["en"]
    exact, ranged = (served(read({"kind": "summary", "input": text}, words), words).estimate for text in
                     ("40000", "30000-40000-55000"))  # fmt: skip
    ends = [served(read({"kind": "summary", "input": text}, words), words).estimate for text in ("30000", "55000")]
    for name, wide in ranged.results.items():
        narrow, fewer, more = exact.results[name], *(end.results[name].median for end in ends)
        assert wide.median == pytest.approx(narrow.median)
        assert wide.down == pytest.approx(hypot(narrow.down, log(narrow.median / fewer)))
        assert wide.up == pytest.approx(hypot(narrow.up, log(more / narrow.median)))
        assert wide.low < narrow.low < narrow.high < wide.high
    assert [step.id for step in ranged.steps] == [step.id for step in exact.steps]
    wider = [a.result.high > b.result.high for a, b in zip(ranged.steps, exact.steps, strict=True)]
    assert any(wider)


def test_a_count_within_a_range_is_a_state_like_others() -> None:
    state = {"kind": "summary", "input": "3091-3739-4523"}
    made = answer(state, WORDS["fr"])
    assert made.changed == state
    assert made.shown["input"] == "3739"
    assert 'value="3739"' in markup(state, Wording("fr"))
    for part in PARTS:
        assert answer(state, WORDS["fr"], part).html
    more = [answer({**state, "input": text}, WORDS["fr"], "compare").html for text in ("3739", "1000-3739-9000")]
    assert more[0] != more[1]
    for bad in ("3-2-1", "0-1-2", "1-2", "1-2-3-4", "-1-2-3", "1-2-99999999", "1e3-2e3-3e3", "1-2-nan"):
        with pytest.raises(Refused) as refused:
            read({"input": bad}, WORDS["fr"])
        assert refused.value.field == "input"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_before_any_intent_is_light_and_clean(lang: str) -> None:
    html = markup({}, Wording(lang))
    assert len(gzip.compress(html.encode())) < 16_000
    found = Read(html)
    assert not {"style", "onclick"} & found.attributes
    assert not {"script", "style"} & set(found.tags)
    seen = re.sub(r"<noscript>.*?</noscript>|(?<=<svg).*?(?=</svg>)", ">", html, flags=re.S)
    assert max(Read(seen).options) <= 30
    assert len(Read(seen).tags) <= 320
    assert len(re.findall(r' id="([^"]+)"', html)) == len(set(re.findall(r' id="([^"]+)"', html)))


def test_a_count_below_nothing_is_said_to_be_negative() -> None:
    with pytest.raises(Refused) as refused:
        start(Wording("en"), {"output": "-3"})
    assert "-3 is negative" in Wording("en").error(refused.value)
