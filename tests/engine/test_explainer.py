"""The figures of the site: every one drawn in both languages at any state, and saying what its facts say."""

import json
import re
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wattprint import bridge, explainer
from wattprint.explainer import FIGURES, controls, figure, module, named, redrawn, worded
from wattprint.explainer.base import WIDTHS, Drawn, placed, settled
from wattprint.explainer.counts import said
from wattprint.explainer.levers import LEVERS, World, bill, start
from wattprint.explainer.precise import Precise
from wattprint.explainer.series import of_a_year, series, yearly
from wattprint.explainer.setting import energy
from wattprint.facts import load
from wattprint.figures.text import width as width_of
from wattprint.records import Refused
from wattprint.units import Quantity
from wattprint.wording import LANGUAGES, Wording

ROOT = Path(__file__).resolve().parents[2]
ROOM = ROOT / "engine/wattprint/explainer"
SVG = "{http://www.w3.org/2000/svg}"
FRENCH, ENGLISH = Wording("fr"), Wording("en")
each_figure = pytest.mark.parametrize("name", FIGURES)
each_lang = pytest.mark.parametrize("lang", LANGUAGES)


def drawn(name: str, lang: str = "fr", **state: str) -> Drawn:
    """A figure at a state."""
    found = named(name)
    return found.draw(settled(found.CONTROLS, state), worded(name, Wording(lang)))


def plain(html: str) -> str:
    """The words of HTML."""
    return re.sub(r"<[^>]+>", "", html)


def states(name: str) -> st.SearchStrategy[dict[str, str]]:
    """Any state of a figure that its controls allow."""
    chosen = {}
    for control in named(name).CONTROLS:
        if isinstance(control, controls.Choice):
            chosen[control.name] = st.sampled_from(list(control.listed(worded(name, ENGLISH))))
        elif isinstance(control, controls.Slider):
            chosen[control.name] = st.sampled_from(control.stops)
        elif isinstance(control, controls.Switch):
            chosen[control.name] = st.sampled_from(["on", "off"])
        elif isinstance(control, controls.Cells):
            size = control.across * control.down
            digits = "".join(map(str, range(control.tones)))
            chosen[control.name] = st.one_of(st.just(control.default), st.text(digits, min_size=size, max_size=size))
        elif isinstance(control, controls.Counter):
            chosen[control.name] = st.integers(0, controls.MOST_COUNTED).map(str)
        elif isinstance(control, controls.Typed):
            chosen[control.name] = st.one_of(st.just(control.default), st.text(max_size=control.longest))
    return st.fixed_dictionaries({}, optional=chosen)


def pictures(made: Drawn) -> list[ET.Element]:
    """The SVGs of a drawing."""
    found = [svg for html in made.pictures.values() for svg in re.findall(r"<svg.*?</svg>", html, re.DOTALL)]
    return [ET.fromstring(svg) for svg in found]


def check(made: Drawn) -> None:
    """What holds of any drawing."""
    assert list(made.pictures) == list(WIDTHS)
    found = pictures(made)
    ids = [element.get("id") for root in found for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), "an id stands twice on the page"
    for root in found:
        titled = {element.get("id"): element.text for element in root if element.get("id")}
        if root.get("role") == "img":
            assert (root.get("aria-labelledby") or "").split() == [id for id in titled if id]
            assert all((text or "").strip() for text in titled.values())
        for element in root.iter():
            assert element.get("style") is None, "the policy of the site forbids it"
            for key in ("fill", "stroke"):
                value = element.get(key)
                assert value in (None, "none", "currentColor") or value.startswith(("var(--", "url(#")), value
            if element.tag == f"{SVG}rect":
                assert float(element.get("width") or 0) >= 0
                assert float(element.get("height") or 0) >= 0
    assert made.answer.strip()
    assert made.table.rows
    assert all(len(row) == len(made.table.heads) for row in made.table.rows)
    whole = "".join(made.pictures.values()) + made.answer + "".join(made.notes)
    assert "{" not in plain(whole), "a blank that nobody filled in"
    assert "nan" not in plain(whole).lower().split()


@each_figure
@each_lang
def test_a_figure_draws_at_its_start(name: str, lang: str) -> None:
    made = drawn(name, lang)
    check(made)
    html = figure(name, {}, Wording(lang))
    assert f'<wattprint-figure name="{name}" lang="{lang}" id="{name}"' in html
    assert "<script" not in html
    assert " style=" not in html
    assert figure(name, {}, Wording(lang)) == html


@each_figure
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_a_figure_draws_at_any_state(name: str, data: st.DataObject) -> None:
    state = data.draw(states(name))
    for lang in LANGUAGES:
        made = drawn(name, lang, **state)
        check(made)
        assert made == drawn(name, lang, **state)


MOVED = {
    "methods": ({"model": "gpt-4o"}, {"view": "history"}, {"kind": "reasoning"}),
    "person-energy": ({"requests": "100"}, {"kind": "image"}),
    "electricity": (
        {"year": "2019"},
        {"view": "exchanges"},
        {"view": "exchanges", "year": "2022"},
        {"view": "exchanges", "year": "2020"},
    ),
    "carbon-of-a-kwh": ({"one": "POL"}, {"two": "NOR"}, {"view": "france"}),
    "person-carbon": ({"requests": "100"}, {"where": "france"}),
    "making-and-using": ({"device": "gpu"}, {"zone": "POL"}, {"months": "120"}),
    "zettabytes": ({"size": "3"},),
    "two-bills": ({"requests": "1000000000"}, {"model": "llama405"}, {"kind": "reasoning"}),
    "training": ({"view": "electricity"}, {"view": "carbon"}, {"view": "carbon", "model": "grok4"}),
    "llama": ({"size": "8b"}, {"hall": "pue-world"}, {"zone": "POL"}),
    "model-size": ({"bits": "4"}, {"model": "gpt3"}),
    "wh-per-request": ({"kind": "video"}, {"when": "then"}),
    "levers": ({"smaller": "on"}, {"grid": "on"}, {"criterion": "energy"}),
    "your-year": ({"short": "100"}, {"where": "FRA"}),
}
"""For the figures of this file: what moves last, and must change the answer."""


@pytest.mark.parametrize(("name", "moved"), [(name, moved) for name, every in MOVED.items() for moved in every])
def test_the_answer_changes_with_what_matters(name: str, moved: dict[str, str]) -> None:
    assert drawn(name, **moved).answer != drawn(name, **dict([*moved.items()][:-1])).answer


@pytest.mark.parametrize("name", MOVED)
@each_lang
def test_what_is_drawn_is_tabled(name: str, lang: str) -> None:
    made = drawn(name, lang)
    shown = {text.text or "" for root in pictures(made) for text in root.iter(f"{SVG}text")}
    described = " ".join([*("".join(root.itertext()) for root in pictures(made)), made.answer, *made.notes])
    medians = [cell.partition(" (")[0] for row in made.table.rows for cell in row[1:] if cell[:1].isdigit()]
    assert medians
    missing = [median for median in medians if median not in shown and median not in described]
    curves = name in ("making-and-using", "two-bills", "zettabytes")  # their points are read on a scale
    assert not missing or curves, missing


@pytest.mark.parametrize("name", MOVED)
@pytest.mark.parametrize("kind", WIDTHS)
def test_no_word_leaves_its_figure_or_lies_on_another(name: str, kind: str) -> None:
    for lang in LANGUAGES:
        root = ET.fromstring(drawn(name, lang).pictures[kind])
        across, down = (float(root.get(key, "0")) for key in ("width", "height"))
        boxes = []
        for text in root.iter(f"{SVG}text"):
            size, words = int(float(text.get("font-size", "0"))), text.text or ""
            wide = width_of(words, size, bold=text.get("font-weight") is not None)
            left = (
                float(text.get("x", "0"))
                - {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")] * wide
            )
            base = float(text.get("y", "0"))
            assert left >= -1, (lang, words)
            assert left + wide <= across + 1, (lang, words)
            assert base <= down + 1, (lang, words)
            boxes.append((left, base - 0.75 * size, left + wide, base + 0.2 * size, words))
        for one, other in combinations(boxes, 2):
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (name, lang, one, other)


def test_numbers_of_figures_are_those_of_the_facts() -> None:
    cell = {row[0]: row[1] for row in drawn("person-energy", "en").table.rows}
    assert cell["Total final energy (energy use)"] == "22,500\N{NO-BREAK SPACE}kWh (between 21,500 and 23,700)"
    assert "68.1%" in drawn("electricity", "en").answer
    assert "552\N{NO-BREAK SPACE}t (between 502 and 552)" in drawn("training", "en", view="carbon").answer
    assert "16.1\N{NO-BREAK SPACE}GB" in drawn("model-size", "en").answer
    assert "**9.7 searches**" in drawn("wh-per-request", "en", when="then").answer
    then = {row[0]: row[1:] for row in drawn("training", "en").table.rows}
    lecture_said, today = then["Electricity of the homes of 1,000 people"]
    assert lecture_said == "32.5\N{NO-BREAK SPACE}t"
    assert today.startswith("119\N{NO-BREAK SPACE}t")
    footprint = {row[0]: row[2] for row in drawn("person-carbon", "en").table.rows}
    assert footprint["Official total, 2024"] == "8.2\N{NO-BREAK SPACE}t"


@pytest.mark.parametrize(
    ("name", "state", "id"),
    [
        ("methods", {"view": "history"}, "request-history"),
        ("person-energy", {}, "person-energy"),
        ("person-carbon", {}, "person-carbon"),
        ("person-carbon", {"view": "detail"}, "person-carbon-detail"),
        ("carbon-of-a-kwh", {"view": "ipcc"}, "kwh-ipcc"),
        ("carbon-of-a-kwh", {"view": "ademe"}, "kwh-ademe"),
        ("carbon-of-a-kwh", {"view": "unece"}, "kwh-unece"),
        ("training", {"view": "carbon"}, "training"),
        ("training", {"view": "carbon"}, "training-people"),
        ("training", {"view": "electricity"}, "training-electricity"),
        ("wh-per-request", {}, "wh-per-request"),
        ("wh-per-request", {"when": "then"}, "wh-per-request-then"),
    ],
)
def test_a_figure_tables_every_fact_of_its_series(name: str, state: dict[str, str], id: str) -> None:
    words = Wording("en") if name in ("methods", "wh-per-request") else Precise(Wording("en"))
    cells = [cell for row in drawn(name, "en", **state).table.rows for cell in row[1:]]
    for factor in series(id):
        said_ = words.interval(of_a_year(yearly(factor.quantity)))
        alike = {said_, words.interval(factor.quantity), words.interval(yearly(factor.quantity))}
        alike |= {re.sub(r"/(person·)?year", "", each) for each in alike}  # where the head of the table says so
        assert alike & set(cells), (factor.id, said_)


@pytest.mark.parametrize("size", ["8b", "70b"])
def test_the_bill_of_llama_is_that_of_its_facts(size: str) -> None:
    made = drawn("llama", "en", size=size)
    split = {f.id: f for f in series("training-split") if f"-{size}-" in f.id}
    machines = split[f"training-llama-3-{size}-hardware"].quantity
    assert made.values["machines"].median == pytest.approx(machines.to("t").median)
    published = load().factor(f"training-llama3-{size[:-1]}-carbon").quantity
    assert made.values["carbon"].median == pytest.approx(published.to("t").median)
    assert made.values["whole"].median == pytest.approx((published + machines).to("t").median)
    assert split.keys() <= {f.id for f in made.factors}


def test_two_bills_meet_where_they_are_equal() -> None:
    made = drawn("two-bills", "en", model="llama405", requests="1000000000")
    trained = load().factor("training-llama31-405-electricity").quantity
    one = explainer.named("two-bills")
    assert one
    days = float(re.findall(r"\*\*([\d.]+)", made.answer)[0])
    daily = Quantity(float(re.findall(r"takes ([\d,.]+)", made.answer)[0].replace(",", "")), unit="MWh")
    assert trained.median / daily.median == pytest.approx(days, rel=0.1)


def test_no_lever_makes_what_it_should_save_larger() -> None:
    first = start()
    for group, levers in LEVERS.items():
        for name, lever in levers.items():
            for criterion in ("energy", "carbon"):
                before, after = bill(first, criterion).median, bill(lever(first), criterion).median
                assert after <= before, (group, name)
    assert bill(LEVERS["used"]["fewer"](first), "energy").median > bill(first, "energy").median / 2, "training stays"


def test_levers_follow_the_physics() -> None:
    first: World = start()
    one, _ = energy(first.setting)
    assert 1 < one.median < 30, "a long answer of a very large dense model in small batches takes some Wh"
    batch, _ = energy(LEVERS["served"]["batching"](first).setting)
    assert batch.median < one.median
    own = LEVERS["served"]["own"](first)
    assert own == first, "405 billion parameters fit into no gaming card"
    small = LEVERS["served"]["own"](LEVERS["model"]["distilled"](first))
    assert small.setting.own


@each_figure
def test_a_link_holds_what_differs_and_nothing_else(name: str) -> None:
    start_ = redrawn(name, ENGLISH, state={})
    assert start_["link"] == {}
    for control in named(name).CONTROLS:
        if isinstance(control, controls.Slider):
            other = next(stop for stop in control.stops if stop != control.default)
            moved = redrawn(name, ENGLISH, state={control.name: other})
            assert moved["link"] == {control.name: other}
            form = {c.name: moved["controls"][c.name]["value"] for c in named(name).CONTROLS}
            form = {key: value for key, value in form.items() if value != "off"}
            assert redrawn(name, ENGLISH, form=form)["state"] == moved["state"]
            back = redrawn(name, ENGLISH, state={}, start={control.name: other})
            assert back["state"][control.name] == other
            assert back["link"] == {}


@each_figure
def test_a_wrong_value_is_refused_by_the_name_of_its_control(name: str) -> None:
    for control in named(name).CONTROLS:
        bad = "x" * (control.longest + 1) if isinstance(control, controls.Typed) else "no such value"
        with pytest.raises(Refused) as refused:
            settled(named(name).CONTROLS, {control.name: bad})
        assert refused.value.field == control.name
        assert refused.value.allowed
    with pytest.raises(Refused) as refused:
        settled(named(name).CONTROLS, {"nonsense": "1"})
    assert refused.value.field == "nonsense"


def test_a_form_leaves_out_what_is_off() -> None:
    switches = (controls.Switch("one"), controls.Switch("two", True))
    assert placed(switches, {}) == {"one": "off", "two": "off"}
    assert settled(switches, {}) == {"one": "off", "two": "on"}


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"name": "nonsense"}, "name"),
        ({"name": 3}, "name"),
        ({}, "name"),
        ({"name": "levers", "state": []}, "state"),
        ({"name": "levers", "state": {"grid": 3}}, "grid"),
        ({"name": "levers", "form": {"grid": None}}, "grid"),
        ({"name": "levers", "state": {"grid": "maybe"}}, "grid"),
        ({"name": "levers", "more": 1}, "more"),
    ],
)
def test_the_door_names_what_is_wrong(asked: dict[str, object], field: str) -> None:
    answer = json.loads(bridge.call(json.dumps({"do": "figure", **asked})))
    assert answer["error"]["field"] == field
    assert answer["error"]["message"]


def test_the_door_answers_in_the_language_asked() -> None:
    asked = {
        "do": "figure",
        "name": "levers",
        "form": {"criterion": "carbon", "grid": "on"},
        "lang": "fr",
        "lists": True,
    }
    answer = json.loads(bridge.call(json.dumps(asked)))["answer"]
    assert set(answer) == {"html", "state", "link", "controls", "lists"}
    assert answer["state"]["grid"] == "on"
    assert answer["state"]["smaller"] == "off"
    assert "au lieu de" in answer["html"]


def test_a_long_list_is_filled_on_demand() -> None:
    html = figure("carbon-of-a-kwh", {}, FRENCH)
    assert html.count("<option") == 2
    lists = redrawn("carbon-of-a-kwh", FRENCH, state={}, lists=True)["lists"]
    assert len(lists["one"]) > 200
    assert lists["one"]["FRA"] == "France"


def test_a_page_may_start_elsewhere() -> None:
    html = figure("person-energy", {"requests": "100"}, FRENCH)
    assert 'data-start="{&quot;requests&quot;: &quot;100&quot;}"' in html
    assert "100\N{NO-BREAK SPACE}questions" in plain(html)


def test_texts_of_a_reader_are_escaped() -> None:
    for name in FIGURES:
        for control in named(name).CONTROLS:
            if isinstance(control, controls.Typed):
                made = redrawn(name, ENGLISH, state={control.name: "<script>alert(1)</script>"[: control.longest]})
                assert "<script" not in made["html"]


def test_the_list_names_every_file_and_every_file_has_its_words() -> None:
    modules = {module(name) for name in FIGURES}
    own = {path.stem for path in ROOM.glob("*.py")}
    assert modules <= own
    for name in modules:
        for lang in LANGUAGES:
            assert (ROOM / f"{name}.{lang}.toml").exists(), name
    for name in FIGURES:
        for wording in (FRENCH, ENGLISH):
            words = worded(name, wording)
            assert all(words.says(key) for key in ("title", "question", "caption"))


def test_counts_are_said_as_people_say_them() -> None:
    assert said(2.5e9, ENGLISH.also("wattprint.explainer", "figure")) == "2.5\N{NO-BREAK SPACE}billion"
    assert said(36e15, ENGLISH.also("wattprint.explainer", "figure")) == "36\N{NO-BREAK SPACE}quadrillion"
    french = FRENCH.also("wattprint.explainer", "figure")
    assert said(15e12, french) == "15\N{NARROW NO-BREAK SPACE}000\N{NO-BREAK SPACE}milliards de"
    assert said(1000, FRENCH.also("wattprint.explainer", "figure")) == "1\N{NARROW NO-BREAK SPACE}000"


def test_an_estimate_reads_nothing_of_the_lecture() -> None:
    import subprocess
    import sys

    code = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'engine')!r}); import wattprint.bridge as b; "
        'b.call(\'{"do":"estimate","request":{"model":"gpt-4o","output_tokens":400}}\'); '
        "from wattprint.facts import lecture; assert not lecture.cache_info().currsize; "
        "assert not [m for m in sys.modules if m.startswith(('wattprint.explainer', 'wattprint.lessons'))]"
    )
    subprocess.run([sys.executable, "-I", "-c", code], check=True)
