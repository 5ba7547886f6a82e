"""The page that makes snippets, and the class: each in a bare page of the site."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page
from tests.browser.chromium import Chromium
from tests.browser.site import Site, serving
from tests.embed.test_element import energy, page, until

import wattprint.calculator.classroom as room
from wattprint import __version__
from wattprint.wording import Wording

__all__ = ["page"]

BARE = (
    '<!doctype html><html lang="fr"><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,">'
    '<link rel="stylesheet" href="../assets/style.css">{scripts}'
    '<body class="wattprint"><main>{part}</main></body></html>'
)


@pytest.fixture
def site(built: Path) -> Iterator[Site]:
    """The site, with the two pages in it."""
    from builder.embed import parts, snippets
    from builder.policies import PAGE

    for name, part, scripts in (
        ("embed", snippets.snippets("fr"), ("embed/wattprint.js", "embed/snippets.js")),
        ("class", parts.class_form("fr"), ("embed/class.js",)),
    ):
        tags = "".join(f'<script type="module" src="../{script}"></script>' for script in scripts)
        (built / "fr").mkdir(exist_ok=True)
        (built / f"fr/{name}.html").write_text(BARE.format(scripts=tags, part=part), encoding="utf-8")
    with serving(PAGE, {"/": built}) as made:
        yield made


def snippet(page: Page, name: str) -> str:
    return page.locator(f"[data-form={name}]").inner_text()


def test_a_snippet_follows_every_choice(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/fr/embed.html")
    page.locator("wattprint-calculator .embed").wait_for()
    for name in ("element", "iframe", "oembed", "picture", "markdown", "myst", "notebook"):
        assert snippet(page, name), name
        assert "{" not in snippet(page, name).replace('{"', "").replace("{anywidget}", ""), name
    assert f'<script src="{site.url}/embed/wattprint.js" defer></script>' in snippet(page, "element")
    page.get_by_label("Chatbot ou modèle").select_option("le-chat")
    page.get_by_label("Pays du centre de données").select_option("FRA")
    page.get_by_label("Apparence").select_option("dark")
    page.get_by_label("Sans marge").check()
    assert '<wattprint-calculator lang="fr" model="le-chat" zone="FRA" theme="dark">' in snippet(page, "element")
    assert energy({"model": "le-chat", "zone": "FRA"}) in snippet(page, "element")
    assert f'src="{site.url}/embed/fr/le-chat.FRA.html?theme=dark&amp;padding=0"' in snippet(page, "iframe")
    assert snippet(page, "oembed") == f"{site.url}/embed/fr/le-chat.FRA.html"
    assert f"({site.url}/embed/fr/le-chat.FRA.png)" in snippet(page, "markdown")
    element = page.locator("wattprint-calculator")
    element.get_by_text(energy({"model": "le-chat", "zone": "FRA"})).filter(visible=True).first.wait_for()
    assert element.get_attribute("theme") == "dark"
    assert not page.locator("[data-not-prepared]").is_visible()
    assert 'height="900"' in snippet(page, "iframe")
    page.get_by_label("L’essentiel").check()
    assert 'height="700"' in snippet(page, "iframe")
    page.get_by_label("L’essentiel").uncheck()
    page.get_by_label("Genre de requête", exact=True).select_option("code")
    assert page.locator("[data-not-prepared]").is_visible()
    assert (
        f"{site.url}/embed/frame.fr.html?model=le-chat&amp;kind=code&amp;zone=FRA&amp;theme=dark&amp;padding=0"
        in snippet(page, "iframe")
    )
    assert f'<a href="{site.url}/fr/calculator.html#model=le-chat&amp;kind=code&amp;zone=FRA">' in snippet(
        page, "element"
    )
    page.get_by_label("Garder pour toujours").click()
    page.locator("[data-not-kept]").wait_for()  # a copy that was not published keeps no version
    assert "/v/" not in snippet(page, "element")
    assert not page.get_by_label("Garder pour toujours").is_checked()
    kept = json.dumps({"latest": __version__, "versions": [__version__]})
    page.route("**/versions.json", lambda route: route.fulfill(body=kept, content_type="application/json"))
    page.get_by_label("Garder pour toujours").check()
    until(lambda: snippet(page, "element"), lambda text: f'"{site.url}/v/{__version__}/embed/wattprint.js"' in text)
    assert f'version="{__version__}"' in snippet(page, "element")
    page.get_by_label("Langue").select_option("en")
    assert '<wattprint-calculator lang="en"' in snippet(page, "element")
    assert not any(path.startswith("/runtime/") for _, path in site.asked)


def test_what_is_set_in_the_calculator_enters_the_snippet(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/fr/embed.html")
    element = page.locator("wattprint-calculator")
    element.locator(".embed").wait_for()
    page.get_by_label("Genre de requête", exact=True).select_option("code")
    assert f'src="{site.url}/embed/fr/chatgpt.code.html"' in snippet(page, "iframe")
    element.get_by_text(energy({"kind": "code"})).filter(visible=True).first.wait_for()
    element.locator("[name=output]").fill("777")
    expected = energy({"kind": "code", "output": "777"})
    until(lambda: snippet(page, "element"), lambda text: 'kind="code" output="777"' in text and expected in text)
    assert f'src="{site.url}/embed/frame.fr.html?kind=code&amp;output=777"' in snippet(page, "iframe")
    assert snippet(page, "notebook").endswith('Calculator(lang="fr", kind="code", output="777")')
    assert element.locator("[name=output]").input_value() == "777"
    element.locator("[name=zone]").fill("Norvège")
    page.keyboard.press("Enter")
    until(lambda: snippet(page, "element"), lambda text: 'zone="NOR"' in text)
    assert page.get_by_label("Pays du centre de données").locator("option:checked").inner_text() == "Norvège"
    page.get_by_label("Genre de requête", exact=True).select_option("long")
    until(lambda: snippet(page, "element"), lambda text: energy({"kind": "long", "zone": "NOR"}) in text)
    assert "777" not in snippet(page, "element")


def test_a_snippet_works_where_it_is_pasted(page: Page, site: Site, tmp_path: Path) -> None:
    page.goto(f"{site.url}/fr/embed.html")
    page.get_by_label("Chatbot ou modèle").select_option("claude")
    element, frame = snippet(page, "element"), snippet(page, "iframe")
    (tmp_path / "pasted.html").write_text(f'<!doctype html><meta charset="utf-8"><body>{element}{frame}</body>')
    with serving("object-src 'none'", {"/": tmp_path}) as host:
        page.goto(f"{host.url}/pasted.html")
        page.locator("wattprint-calculator .embed").get_by_text(energy({"model": "claude"})).filter(
            visible=True
        ).first.wait_for()
        page.frame_locator("iframe").get_by_text(energy({"model": "claude"})).filter(visible=True).first.wait_for()
        until(
            lambda: page.evaluate("() => document.querySelector('iframe').offsetHeight"), lambda height: height > 1000
        )


def test_a_snippet_is_copied(chromium: Chromium, site: Site) -> None:
    context = chromium.browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site.url}/fr/embed.html")
    page.locator("[data-copy-form=oembed]").click()
    page.get_by_text("Copié").wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()") == snippet(page, "oembed")
    context.close()


def test_a_class_is_added_up_here_and_nothing_is_sent(page: Page, chromium: Chromium, site: Site) -> None:
    page.goto(f"{site.url}/fr/class.html")
    assert not any(path.startswith("/runtime/") for _, path in site.asked)
    chromium.requests.clear()
    links = "\n".join((
        f"Zénobie {site.url}/fr/calculator.html#model=claude&day=10",
        f"Aristide : {site.url}/en/calculator.html?model=le-chat&kind=long&day=5&utm_source=mail",
        "",
        "https://example.org/autre",
        f"{site.url}/fr/calculator.html#day=-4",
        "bonjour",
        "<img src=x onerror=alert(1)> " + f"{site.url}/embed/frame.fr.html?theme=dark&model=claude&day=10",
    ))  # fmt: skip
    page.get_by_label("Les liens des élèves").fill(links)
    page.get_by_role("button", name="Additionner").click()
    page.get_by_text("La classe : 3 calculs").wait_for()
    expected = room.classroom(
        [{"line": 1, "name": "Z", "state": {"model": "claude", "day": "10"}},
         {"line": 2, "name": "A", "state": {"model": "le-chat", "kind": "long", "day": "5"}},
         {"line": 3, "name": "", "state": {"model": "claude", "day": "10"}}], Wording("fr"))  # fmt: skip
    total = expected.html.partition("jour</th>")[2].partition("<b>")[2].partition("</b>")[0]
    text = page.locator("[data-class-answer]").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert total.replace("\N{NO-BREAK SPACE}", " ") in text
    assert "Zénobie" in text
    assert "Aristide" in text
    assert "3 lignes laissées de côté" in text
    for line in (4, 5, 6):
        assert f"Ligne {line}" in text
    assert page.locator("[data-class-answer] img").count() == 0
    sent = [unquote(url.partition("#")[0]) for method, url in chromium.requests]
    assert {method for method, _ in chromium.requests} == {"GET"}
    assert not any("Zénobie" in url or "claude" in url for url in sent)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Télécharger le tableau").click()
    rows = Path(saved.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 4
    assert rows[1].startswith("1,Zénobie,claude,short,USA,10,")
    page.reload()
    page.get_by_text("La classe : 3 calculs").wait_for()
    page.get_by_label("Jours par an").fill("999")
    page.get_by_role("button", name="Additionner").click()
    page.locator("[data-wrong]").get_by_text("999").wait_for()


def test_a_whole_school_takes_its_time_and_is_not_given_up(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/fr/class.html")
    page.evaluate("async () => { (await import('/runtime/engine.js')).engine.patience.answering = 1; }")
    lines = (f"{site.url}/fr/calculator.html#kind=code&output={n}" for n in range(1, 1001))
    page.get_by_label("Les liens des élèves").fill("\n".join(lines))
    page.get_by_role("button", name="Additionner").click()
    page.get_by_text(re.compile(r"La classe\s:\s1\s?000\scalculs")).or_(
        page.locator("[data-wrong]:visible")
    ).first.wait_for()
    assert not page.locator("[data-wrong]").is_visible(), page.locator("[data-wrong]").inner_text()


def test_the_example_class_works_with_a_click(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/fr/class.html")
    page.get_by_role("button", name="Essayer avec cinq liens").click()
    page.get_by_text("La classe : 5 calculs").wait_for()
    assert page.locator(".class-wrong").count() == 0


def test_a_sum_adds_medians_and_bounds() -> None:
    line = {"line": 1, "name": "", "state": {"model": "gpt-4o", "day": "10"}}
    one, ten = (room.classroom([line] * n, Wording("en")) for n in (1, 10))
    rows = [made.csv.splitlines()[1].split(",") for made in (one, ten)]
    assert rows[0] == rows[1]
    assert ten.students == 10
    assert "The class: 10 calculations" in ten.html.replace("\N{NO-BREAK SPACE}", " ")
    students = [
        room._student(
            {**line, "line": n},
            Wording("en").also("wattprint.calculator", "calculator").also("wattprint.calculator", "classroom"),
        )
        for n in (1, 2)
    ]
    both = students[0].day["energy"] + students[1].day["energy"]
    assert both.low == pytest.approx(2 * students[0].day["energy"].low)
    assert both.high == pytest.approx(2 * students[0].day["energy"].high)


def test_a_spreadsheet_runs_nothing_that_a_student_wrote() -> None:
    made = room.classroom([{"line": 1, "name": '=HYPERLINK("x","y")', "state": {}}], Wording("fr"))
    assert made.csv.splitlines()[1].startswith('1,"\'=HYPERLINK(""x"",""y"")",chatgpt,')
    html = room.classroom([{"line": 1, "name": "<b>", "state": {}}], Wording("en")).html
    assert "&lt;b&gt;" in html
    assert "<b></" not in html
    assert html.count("<b>") == html.count("</b>")


@pytest.mark.parametrize("days", ["0", "-3", "400", "nan", "x"])
def test_a_year_has_days(days: str) -> None:
    with pytest.raises(ValueError, match="days"):
        room.classroom([], Wording("fr"), days)
