"""The numbers that stand on pages are the engine's, asked for again through the bridge."""

import json
import re
from html import unescape
from math import log10
from pathlib import Path

import pytest

from wattprint.bridge import call
from wattprint.facts import load
from wattprint.units import Quantity
from wattprint.wording import Wording

PAGES = ("how-sure", "person-energy", "electricity", "carbon-of-a-kwh", "person-carbon", "making-and-using", "training",
         "llama", "wh-per-request", "levers-infrastructure", "conclusions", "zettabytes")  # fmt: skip
CONTENT = Path(__file__).resolve().parents[2] / "site/content"
WRITTEN = re.compile(r'\{\{ (?:fact|median)\("([\w./-]+)"(?:, digits=\d)?\)(?:\.median)? \}\}')
"""A fact that the text names as it is, with no arithmetic."""

LINK = re.compile(r'<a class="fact[^"]*" href="[^"]*#fact-([\w.-]+)"[^>]*>(.*?)</a>', re.DOTALL)
ANSWER = re.compile(r'data-part="answer"[^>]*>(.*?)</div>', re.DOTALL)
MARKS = {"fr": (",", "\N{NARROW NO-BREAK SPACE}"), "en": (".", ",")}
STEP = 3  # decimal digits from one prefix of a unit to the next
CLOSE = 0.003  # in decimal logarithms: three digits are shown


def plain(html: str) -> str:
    """The words alone."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def number(said: str, lang: str) -> float:
    """The first number of a text, as its language writes it."""
    decimal, thousands = MARKS[lang]
    text = unescape(re.sub(r"<[^>]+>", "", said)).replace(thousands, "").replace(decimal, ".")
    found = re.search(r"[\d.]+", text)
    assert found, said
    return float(found[0])


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_the_facts_of_a_page(built: Path, name: str, lang: str) -> None:
    """Each stands at its own link, in some multiple of its unit."""
    ids = set(WRITTEN.findall((CONTENT / lang / f"{name}.md").read_text(encoding="utf-8")))
    links = LINK.findall((built / lang / f"{name}.html").read_text(encoding="utf-8"))
    assert ids
    for id in ids:
        median = load().factor(id).quantity.median
        said = [number(text, lang) for linked, text in links if linked == id.replace("/", ".")]
        powers = [log10(each / median) for each in said if each]
        assert any(abs(power - STEP * round(power / STEP)) < CLOSE for power in powers), (id, median, said)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(("name", "request_"), [
    ("how-sure", {"model": "gpt-4o", "input_tokens": 100, "output_tokens": 300}),
    ("how-sure", {"model": "chatgpt", "input_tokens": 100, "output_tokens": 300}),
    ("levers-use", {"model": "chatgpt", "input_tokens": 1000, "output_tokens": 20}),
])  # fmt: skip
def test_the_estimates_of_a_page(built: Path, name: str, request_: dict[str, object], lang: str) -> None:
    html = (built / lang / f"{name}.html").read_text(encoding="utf-8")
    answer = json.loads(call(json.dumps({"do": "estimate", "request": request_, "lang": lang})))["answer"]
    energy = Quantity(**answer["energy"])
    assert plain(Wording(lang).quantity(energy)) in plain(html)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", ["person-energy", "training", "wh-per-request", "two-bills", "zettabytes"])
def test_the_answer_of_a_figure(built: Path, name: str, lang: str) -> None:
    html = (built / lang / f"{name}.html").read_text(encoding="utf-8")
    answer = json.loads(call(json.dumps({"do": "figure", "name": name, "lang": lang})))["answer"]
    (said,) = map(plain, ANSWER.findall(answer["html"]))
    assert re.search(r"\d", said)
    assert said in plain(html)
