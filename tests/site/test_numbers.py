"""The numbers that stand on pages are the engine's, asked for again through the bridge."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from wattprint.bridge import call
from wattprint.facts import load
from wattprint.wording import Wording

PAGES = ("how-sure", "person-energy", "electricity", "carbon-of-a-kwh", "person-carbon", "making-and-using", "training",
         "llama", "wh-per-request", "levers-infrastructure", "conclusions", "zettabytes")  # fmt: skip
FACT = re.compile(r'<a class="fact[^"]*" href="[^"]*#fact-([\w./-]+)"[^>]*>(.*?)</a>', re.DOTALL)
ANSWER = re.compile(r'data-part="answer"[^>]*>(.*?)</div>', re.DOTALL)
DIGITS = (3, 4)  # a page may ask for one more


def plain(html: str) -> str:
    """The words alone."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def sayings(id: str, lang: str) -> set[str]:
    """All that a page may say of a fact."""
    quantity, words = load().factor(id).quantity, Wording(lang)
    return {
        plain(text)
        for digits in DIGITS
        for text in (words.interval(quantity, digits), words.quantity(quantity, digits))
    }


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_the_facts_of_a_page(built: Path, name: str, lang: str) -> None:
    found = FACT.findall((built / lang / f"{name}.html").read_text(encoding="utf-8"))
    assert found
    for id, said in found:
        assert plain(said) in sayings(id, lang), id


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_estimates_of_a_page(built: Path, lang: str) -> None:
    html = (built / lang / "levers-use.html").read_text(encoding="utf-8")
    for tokens in (100, 1000):
        request = {"model": "gpt-4o", "output_tokens": tokens}
        answer = json.loads(call(json.dumps({"do": "estimate", "request": request, "lang": lang})))["answer"]
        assert plain(answer["sentence"]) in plain(html)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", ["person-energy", "training", "wh-per-request", "two-bills", "zettabytes"])
def test_the_answer_of_a_figure(built: Path, name: str, lang: str) -> None:
    html = (built / lang / f"{name}.html").read_text(encoding="utf-8")
    answer = json.loads(call(json.dumps({"do": "figure", "name": name, "lang": lang})))["answer"]
    (said,) = map(plain, ANSWER.findall(answer["html"]))
    assert re.search(r"\d", said)
    assert said in plain(html)
