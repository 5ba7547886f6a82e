"""What a page may not be, each told with its file and line."""

import re
from pathlib import Path

import pytest

from builder import PageError, content, links
from builder.assets import Assets
from builder.content import LANGUAGES
from builder.pages import Site, html

GOOD = '+++\ntitle = "T"\ndescription = "D"\npart = 1\norder = 2\n+++\n\nText.\n'
ROOT = Path(__file__).resolve().parents[2]


def pages(folder: Path, fr: str | None = GOOD, en: str | None = GOOD) -> Path:
    for lang, text in (("fr", fr), ("en", en)):
        (folder / lang).mkdir()
        if text is not None:
            (folder / lang / "page.md").write_text(text, encoding="utf-8")
    return folder


def refused(folder: Path, **texts: str | None) -> str:
    with pytest.raises(PageError) as error:
        content.read(pages(folder, **texts), release=True)
    return str(error.value).replace(str(folder), "")


def test_a_page_reads_its_front_matter(tmp_path: Path) -> None:
    page = content.read(pages(tmp_path))["fr"]["page"]
    assert (page.title, page.part, page.order, page.body.strip(), page.line) == ("T", 1, 2, "Text.", 7)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("order", "ordre"), "/fr/page.md:5: unknown key 'ordre'"),
        (GOOD.replace('title = "T"\n', ""), "/fr/page.md:1: the front matter lacks 'title'"),
        (GOOD.replace("part = 1", "part = 9"), "/fr/page.md:4: part is one of 0, 1, 2"),
        (GOOD.replace("order = 2", 'order = "2"'), "/fr/page.md:5: order has a value of the wrong kind"),
        (GOOD.replace('"D"', '"D'), "/fr/page.md:2: "),
        ("Text without a title.\n", "/fr/page.md:1: a page starts with"),
        (GOOD.replace("\n+++\n\n", "\n\n"), "/fr/page.md:1: the front matter has no closing line"),
    ],
)
def test_a_bad_page_is_refused_at_its_line(tmp_path: Path, text: str, said: str) -> None:
    assert refused(tmp_path, fr=text).startswith(said)


def test_a_release_has_every_page_in_both_languages(tmp_path: Path) -> None:
    assert "this page has no en translation (content/en/page.md)" in refused(tmp_path, en=None)


def test_a_draft_falls_back_and_says_so(tmp_path: Path) -> None:
    page = content.read(pages(tmp_path, en=None))["en"]["page"]
    assert (page.lang, page.written, page.fallback) == ("en", "fr", True)


def test_both_languages_stand_in_one_order(tmp_path: Path) -> None:
    assert "part, order and layout differ" in refused(tmp_path, en=GOOD.replace("order = 2", "order = 3"))


def test_a_page_for_a_forge_has_its_title_and_lead_in_the_text(tmp_path: Path) -> None:
    page = content.read(pages(tmp_path, *["# A title\n\nThe *lead*.\n\nThe text.\n"] * 2))["en"]["page"]
    assert (page.title, page.description, page.body.strip(), page.line) == ("A title", "The lead.", "The text.", 5)


def test_no_heading_stands_above_nothing() -> None:
    empty = [
        f"{path.relative_to(ROOT)}: {head}"
        for path in (ROOT / "site/content").glob("*/*.md")
        for head in re.findall(r"^(## .*)\n+(?=## |\Z)", path.read_text(encoding="utf-8"), re.M)
    ]
    assert empty == [], "write what the heading promises"


def test_french_and_english_have_the_same_pages() -> None:
    names = {lang: {path.name for path in (ROOT / f"site/content/{lang}").glob("*.md")} for lang in LANGUAGES}
    assert names["fr"] == names["en"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{{ fact("pue-gogle") }}', "no fact 'pue-gogle'; near it: pue-google"),
        ('{{ page("nowhere") }}', "no page 'nowhere'"),
        ('{{ estimate(model="gpt-4o", output_tokens=-1).energy }}', "output_tokens: found -1"),
        ("{{ unknown }}", "'unknown' is undefined"),
        ("{{ fact( }}", "unexpected"),
        ('{{ fact("pue-google").colour }}', "has no attribute 'colour'"),
        ("::: secret\n:::", "no box 'secret'"),
        ("::: note", "this box is not closed"),
        ("<script>1</script>", "no HTML here but"),
        ("[there](nowhere.html)", "the link nowhere.html leads nowhere"),
        ("[there](page.html#nowhere)", "the link page.html#nowhere has no such anchor"),
        ("[there](/page.html)", "the link /page.html is not relative"),
    ],
)
def test_a_fault_in_the_text_is_told_with_its_line(tmp_path: Path, built: Path, line: str, said: str) -> None:
    source = pages(tmp_path, fr=GOOD + f"\nMore.\n\n{line}\n")
    found = content.read(source)
    site = Site("", found, Assets(built))

    def written() -> dict[str, str]:
        return {f"{lang}/page.html": html(found[lang]["page"], site) for lang in LANGUAGES}

    with pytest.raises(PageError) as error:
        links.check(written(), found, built)
    assert str(error.value).startswith(f"{source}/fr/page.md:12: ")
    assert said in str(error.value)
