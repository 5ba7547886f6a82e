"""The report: one file, well formed, complete, and in colours that can be read by day and by night."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from wattprint import report
from wattprint.records import (
    RESULTS,
    Architecture,
    Estimate,
    Factor,
    Match,
    Model,
    Request,
    Source,
    Step,
)
from wattprint.report import estimate_html, report_html
from wattprint.tally import Tally, Total
from wattprint.units import Quantity
from wattprint.wording import Wording

ROOT = Path(__file__).parents[2]
TOKENS = (ROOT / "site/theme/tokens.css").read_text(encoding="utf-8")
STYLE = report.style()
MEMBER = Source("ember-2025", "Yearly electricity data", "Ember", "https://ember-energy.org/data/", "2025", "CC BY 4.0")
HOSTILE = Source("odd", "<b>Odd</b> & co", "Someone", "javascript:alert(1)", "2026", "facts")
VOID = {"meta", "link", "br", "hr", "img", "input"}


def an_estimate(name: str = "GPT-4o", energy: float = 0.48, note: str = "", zone: str | None = None) -> Estimate:
    """An invented estimate with every part filled in."""
    size = Quantity(200, 100, 400)
    model = Model(name, name, "openai", "openai", "2024-05", Architecture("moe", size, size), "estimate", (MEMBER,))
    results = {
        "energy": Quantity(energy, energy * 0.27, energy * 4.6, "Wh"),
        "carbon": Quantity(energy * 0.44, energy * 0.11, energy * 2.1, "g"),
        "water": Quantity(energy * 3.6, energy * 0.8, energy * 17, "mL"),
        "primary_energy": Quantity(energy * 9.9, energy * 2.5, energy * 46, "kJ"),
        "minerals": Quantity(energy * 2.1e-4, energy * 4e-5, energy * 1e-3, "mg Sb eq"),
        "google_searches": Quantity(energy / 0.3, energy / 1.2, energy / 0.08, "count"),
    }
    label = {"fr": "Carbone de l'électricité, États-Unis", "en": "Carbon of electricity, USA"}
    grid = Factor("grid", Quantity(384, 350, 420, "g/kWh"), (MEMBER,), "row USA", "2026-11-20", label)
    odd = Factor("odd", Quantity(1.14, unit="1"), (HOSTILE,), "<i>p. 3</i>", "2026-11-20", {"fr": "PUE", "en": "PUE"})
    steps = (
        Step("prefill", results["energy"] * 0.2, (odd,)),
        Step("decode", results["energy"] * 0.8, (odd,)),
        Step("usage_carbon", results["carbon"] * 0.9, (grid,)),
        Step("hardware_carbon", results["carbon"] * 0.1, (grid, odd)),
        Step("usage_water_grid", results["water"], (grid,)),
        Step("google_searches", results["google_searches"]),
    )
    request = Request(name, input_tokens=300, output_tokens=400, zone=zone)
    match = Match(model, name.lower(), not note, note)
    return Estimate(request, match, "serving-2026", zone or "USA", "hardware", **results, steps=steps)


def a_tally(by: str = "day") -> Tally:
    """Three days (or models), one of them far busier."""
    keys = ("2026-11-20", "2026-11-21", "2026-11-23") if by == "day" else ("gpt-4o", "claude-opus-4-8", "o3")
    groups = {
        key: Total(n, 0, 0, {name: q * n for name, q in an_estimate().results.items()})
        for key, n in zip(keys, (12, 31, 4), strict=True)
    }
    total = Total(47, 2, 1, {name: q * 47 for name, q in an_estimate().results.items()})
    return Tally(by, groups, total, 3)


class Reader(HTMLParser):
    """Checks that tags close in order, and keeps the ids, links and words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [value or "" for key, value in attrs if key == "id"]
        self.links += [value or "" for key, value in attrs if key == "href"]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open
    assert len(reader.ids) == len(set(reader.ids))
    return reader


@pytest.fixture(autouse=True)
def zones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of zones without compiled facts."""
    monkeypatch.setattr(report, "zone_name", lambda zone, wording: f"{zone} ({wording.lang})")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("tally", [None, a_tally("day"), a_tally("model")])
def test_a_whole_report(lang: str, tally: Tally | None) -> None:
    words = Wording(lang)
    made = [an_estimate(), an_estimate("o3", 40, note="proxy:family:o1", zone="USA"), an_estimate("A<b>")]
    html = report_html(made, tally, words)
    reader = read(html)
    text = " ".join(reader.words)
    assert html == report_html(made, tally, words)
    assert words.interval(made[0].energy).split(" (")[0] in text
    assert words.note("proxy:family:o1") in text
    assert "A<b>" in text
    assert "<i>p. 3</i>" in text
    assert "https://ember-energy.org/data/" in reader.links
    assert not [link for link in reader.links if not link.startswith(("#source-", "https://"))]
    assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)
    assert html.count("<svg") == (4 if tally else 2)


def test_every_interval_of_the_table_is_shown() -> None:
    words, made = Wording("en"), [an_estimate(), an_estimate("o3", 3)]
    text = " ".join(read(report_html(made, None, words)).words)
    for estimate in made:
        for name in report.SHOWN:
            assert words.parts(estimate.results[name], form="range")[1] in text


def test_the_sums_of_a_tally_say_what_is_not_known_well() -> None:
    text = " ".join(read(report_html([], a_tally(), Wording("en"))).words)
    for said in (
        "47 requests together",
        "2 requests had no known length",
        "1 request went to",
        "3 events were",
    ):
        assert said in text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_nothing_to_report_is_said(lang: str) -> None:
    words = Wording(lang)
    assert words.say("report.nothing") in " ".join(read(report_html([], None, words)).words)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_card_for_notebooks(lang: str) -> None:
    html = estimate_html(an_estimate(note="product:chatgpt:gpt-4o"), Wording(lang))
    text = " ".join(read(html).words)
    assert "gpt-4o" in text
    assert not re.search(r"^(body|html|:root|\*)", STYLE.replace("body.wattprint", ""), re.MULTILINE)
    assert an_estimate()._repr_html_() == estimate_html(an_estimate())  # type: ignore[attr-defined]


def test_the_report_needs_nothing_from_elsewhere() -> None:
    html = report_html([an_estimate()], a_tally(), Wording("fr"))
    assert not re.search(r"<script|<link|@import|url\(|src=", html)


def test_every_criterion_has_a_place() -> None:
    assert set(report.SHOWN) <= set(RESULTS)


def declared(css: str) -> dict[str, str]:
    return dict(re.findall(r"^\s*(--[\w-]+):\s*(.+?);", css, re.MULTILINE))


def test_the_report_wears_the_tokens_of_the_site() -> None:
    tokens, own = declared(TOKENS), declared(STYLE.split("@media print")[0])
    assert own
    assert {name: tokens.get(name) for name in own} == own
    assert set(re.findall(r"var\((--[\w-]+)", STYLE)) <= set(own)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize(
    ("ink", "grounds", "least"),
    [
        *[
            (ink, ("paper", "sheet"), 4.5)
            for ink in ("ink", "ink-soft", "link", "energy", "carbon", "water", "hardware")
        ],
        ("deep-ink", ("deep", "abyss"), 4.5),
        ("deep-ink-soft", ("deep", "abyss"), 4.5),
        ("surface", ("paper", "sheet"), 3),
    ],
)
def test_contrast(mode: int, ink: str, grounds: tuple[str, ...], least: float) -> None:
    tokens = declared(TOKENS)

    def colour(name: str) -> str:
        shades: list[str] = re.findall(r"#[0-9a-f]{6}", tokens[f"--{name}"])
        return shades[mode % len(shades)]

    for ground in grounds:
        assert contrast(colour(ink), colour(ground)) >= least
