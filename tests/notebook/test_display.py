"""What a notebook shows: figures from quantities, words in the language chosen, wherever it runs."""

from collections.abc import Iterator

import pytest

import wattprint
from wattprint.notebook import Picture, bars, ranges, say, screen, show, speak, timeline
from wattprint.records import Refused
from wattprint.units import Quantity

ONE, TWO = Quantity(0.5, 0.1, 2, "Wh"), Quantity(1, 0.2, 4, "Wh")


@pytest.fixture
def shown() -> Iterator[list[str]]:
    """What is shown, as HTML."""
    made: list[str] = []
    screen(made.append)
    yield made
    screen(None)
    speak("en")


def test_a_figure_is_drawn_for_a_narrow_and_for_a_wide_column(shown: list[str]) -> None:
    for picture in (bars({"a": ONE, "b": TWO}, "Two"), ranges({"a": ONE, "b": TWO}), timeline({"2026-11-22": ONE})):
        show(picture)
        assert shown.pop().count("<svg") == 2
        assert picture._repr_svg_().startswith("<svg")
        assert isinstance(picture, Picture)
    assert repr(bars({"a": ONE}, "Two")) == "Picture('Two')"


def test_titles_and_names_are_text(shown: list[str]) -> None:
    show(bars({"<b>a</b>": ONE}, "<script>"), "<i>")
    assert "<script>" not in "".join(shown)
    assert "<b>" not in "".join(shown)
    assert "<i>" not in "".join(shown)


def test_the_colour_is_that_of_the_quantity() -> None:
    for unit, tone in (("Wh", "energy"), ("kg", "carbon"), ("L", "water"), ("MJ", "hardware"), ("1", "energy")):
        assert f"var(--{tone}," in bars({"a": Quantity(1, unit=unit)}).wide


def test_everything_is_said_in_the_language_chosen(shown: list[str]) -> None:
    made = wattprint.estimate("gpt-4o", output_tokens=400)
    speak("fr")
    assert say(ONE) == "0,5\N{NO-BREAK SPACE}Wh (entre 0,1 et 2)"
    assert say(0.125, digits=3) == "0,125"
    show(made)
    assert 'lang="fr"' in shown[0]
    assert 'lang="fr"' in made._repr_html_()  # type: ignore[attr-defined]
    assert "Électricité" in say(made)
    with pytest.raises(Refused):
        speak("de")


def test_in_a_terminal_words_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    show(ONE, "text")
    assert capsys.readouterr().out == "0.5\N{NO-BREAK SPACE}Wh (between 0.1 and 2)\ntext\n"


def test_what_is_no_quantity_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        bars({"a": 3})  # type: ignore[dict-item]
    assert refused.value.field == "a"
    with pytest.raises(TypeError):
        bars({"a": ONE, "b": Quantity(1, unit="kg")})
