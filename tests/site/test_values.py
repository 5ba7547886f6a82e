"""Numbers in pages are the engine's, and lead to their facts."""

import re
from html import unescape
from pathlib import Path

import pytest

import wattprint
from builder.content import Page
from builder.expand import expanded
from builder.expressions import namespace
from builder.holder import Holder
from builder.lists import written
from builder.markdown import rendered
from wattprint.facts import load
from wattprint.wording import Wording

PAGE = Page("page", "en", Path("page.md"), "T", "D", 1, "", 1, "en")


def said(expression: str, lang: str = "en") -> tuple[str, str]:
    """What an expression gives: as HTML, and as plain text."""
    holder, page = Holder(), PAGE._replace(lang=lang, written=lang)
    mark = expanded(expression, page, namespace(page, {"page": page}, holder, set(), Path()), 1)
    return holder.html(rendered(mark, lang), page), holder.plain(mark)


def test_a_fact_is_its_median_and_interval_and_leads_to_its_place() -> None:
    html, plain = said('{{ fact("request-typical-microsoft-2026") }}')
    assert plain.replace("\N{NO-BREAK SPACE}", " ") == "0.31 Wh (half of them between 0.16 and 0.6)"
    assert 'href="facts-inference.html#fact-request-typical-microsoft-2026"' in html
    assert "arXiv" in unescape(html)
    assert 'class="fact energy"' in html


def test_a_unit_that_was_asked_for_is_kept() -> None:
    assert said('{{ fact("google-search-2009").to("J") }}')[1].replace("\N{NO-BREAK SPACE}", " ") == (
        "1,080 J (between 900 and 1,260)"
    )


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", ["energy", "carbon", "water", "primary_energy", "minerals", "google_searches"])
def test_an_estimate_is_what_the_engine_says(lang: str, name: str) -> None:
    made = wattprint.estimate("gpt-4o", output_tokens=400)
    assert said(f'{{{{ estimate("gpt-4o", output_tokens=400).{name} }}}}', lang)[1] == Wording(lang).interval(
        made.results[name]
    )


@pytest.mark.parametrize(
    ("expression", "quantity"),
    [
        ('fact("pue-google") * 2', load().factor("pue-google").quantity * 2),
        ('2 * fact("pue-google")', load().factor("pue-google").quantity * 2),
        ('fact("google-search-2009") / fact("pue-google")',
         load().factor("google-search-2009").quantity / load().factor("pue-google").quantity),
        ('fact("google-search-2009") + fact("google-search-current")',
         load().factor("google-search-2009").quantity + load().factor("google-search-current").quantity),
        ('amount("smartphone-charge", 3)', load().equivalent("smartphone-charge").quantity * 3),
        ('fact("equivalent:tea-cup")', load().equivalent("tea-cup").quantity),
        ('fact("google-2025/median-prompt")', load().factor("google-2025/median-prompt").quantity),
    ],
)  # fmt: skip
def test_arithmetic_is_the_engines(expression: str, quantity: wattprint.units.Quantity) -> None:
    published = expression.startswith("fact") and not re.search("[*/+]", expression.partition(")")[2])
    assert said(f"{{{{ {expression} }}}}")[1] == Wording("en").interval(quantity, 3 if published else 2)


def test_a_number_may_stand_in_a_table_and_in_bold() -> None:
    html, _ = said('| a | b |\n|---|--:|\n| **x** | {{ fact("pue-google") }} |')
    assert '<td class="number" data-head="b"><a class="fact"' in html
    assert '<th scope="row"><strong>x</strong></th>' in html
    assert "style=" not in html


def test_a_coefficient_keeps_its_digits_however_small() -> None:
    tiny = load().factor("epoch-2025/per-input-pair").quantity
    assert written(tiny, Wording("fr")).replace("\N{NO-BREAK SPACE}", " ") == (
        "3,93 × 10⁻⁹ Wh (entre 6,56 × 10⁻¹⁰ et 6,56 × 10⁻⁹)"
    )
    search = load().factor("google-search-2009").quantity
    assert written(search, Wording("en")) == Wording("en").interval(search, 3)


def test_a_block_inside_a_line_is_refused() -> None:
    with pytest.raises(Exception, match="stands alone"):
        said('Here: {{ estimate("gpt-4o", output_tokens=400).sums }} and more')


def test_boxes() -> None:
    html, _ = said("::: question\nWhy?\n:::\n\n::: answer\nBecause.\n:::\n\n"
                   "::: then-now\n**Then:** ten\n\n**Now** one\n\nSince.\n:::")  # fmt: skip
    assert '<div class="quiz"><p class="label">Question</p>' in html
    assert '<details class="reply"><summary>Answer</summary>' in html
    assert '<p class="then" data-label="In the lecture (2025)">ten</p>' in html
    assert '<p class="now" data-label="Today">one</p>' in html
    assert '<p class="why" data-label="Why it changed">Since.</p>' in html


def test_french_is_typeset_but_code_is_not() -> None:
    html, _ = said("L'eau : « oui » ? `a : b`", "fr")
    assert "L’eau\N{NO-BREAK SPACE}: «\N{NO-BREAK SPACE}oui\N{NO-BREAK SPACE}»\N{NARROW NO-BREAK SPACE}?" in html
    assert "<code>a : b</code>" in html
