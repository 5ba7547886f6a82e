"""A student in the lab, in both browsers: reads, runs, edits, errs, stops, goes on; nothing leaves the page."""

import re
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.browser.site import Fault, Site
from tests.site.checkers import html_validate, violations

Browser = Chromium | Firefox
Scheme = Literal["light", "dark"]
UNFOLD = "document.querySelectorAll('details').forEach((fold) => (fold.open = true))"

# What a test does to a cell, and what it waits for.
PAGE = """
const cell = (n) => document.getElementById(`cell-${n}`);
const script = (n) => cell(n).querySelector('script[type^="py-editor"]');
const until = async (test, patience = 90_000) => {
    for (const end = performance.now() + patience; !test(); ) {
        if (performance.now() > end) throw new Error(`never: ${test}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
};
const ran = (n) => until(() => cell(n).querySelector(".result.fresh") && !cell(n).hasAttribute("aria-busy")
    && /^(Terminé|Erreur|Done|Error)/.test(cell(n).querySelector(".status").textContent));
const run = async (n) => {
    cell(n).querySelector(".status").textContent = "";
    cell(n).querySelector("button.run").click();
    await ran(n);
    return said(n);
};
const write = async (n, code) => {
    if (!script(n)) cell(n).querySelector("button.edit").click();
    await until(() => script(n)?.nextElementSibling?.querySelector(".py-editor-input"));
    await until(() => script(n).code !== undefined);
    script(n).code = code;
};
const said = (n) => ({
    text: [...cell(n).querySelectorAll(":scope > .result > .printed")].map((part) => part.textContent).join("\\n"),
    shown: cell(n).querySelectorAll(":scope > .result > .shown").length,
    failed: cell(n).querySelector(":scope > .result > .failed")?.innerText ?? "",
    status: cell(n).querySelector(".status").textContent,
});
"""


def do(browser: Browser, steps: str, argument: Any = None) -> Any:
    """What these steps of JavaScript return, on the page as it stands."""
    return browser.run(f"async (given) => {{ {PAGE} {steps} }}", argument)


@pytest.mark.parametrize("page", ["fr/lecture", "en/factor"])
def test_a_browser_s_python_says_what_the_build_said(browser: Browser, lab: Site, page: str) -> None:
    browser.open(f"{lab.url}/lab/{page}.html")
    before = do(browser, "return [1, 2, 3, 4].map(said)")
    after = do(browser, "const all = []; for (const n of [1, 2, 3, 4]) all.push(await run(n)); return all")
    for built, found in zip(before, after, strict=True):
        assert found["failed"] == ""
        assert found["text"].strip() == built["text"].strip()
        assert found["shown"] == built["shown"]


def test_nothing_is_fetched_before_a_button_is_pressed_and_nothing_from_elsewhere_ever(
    browser: Browser, lab: Site
) -> None:
    browser.open(f"{lab.url}/lab/fr/request.html")
    browser.run("() => new Promise((resolve) => setTimeout(resolve, 500))")
    before = {urlsplit(path).path for _, path in lab.asked}
    assert not [path for path in before if re.search(r"pyscript|pyodide|\.whl|\.zip|\.wasm", path)], before
    assert len(before) <= 12
    do(browser, "return run(1)")
    assert {method for method, _ in lab.asked} == {"GET"}
    home = re.compile(rf"{re.escape(lab.url)}/|blob:|data:")
    assert [url for _, url in browser.requests if not home.match(url)] == []


def test_a_cell_runs_the_cells_above_first_in_silence(chromium: Chromium, lab: Site) -> None:
    chromium.open(f"{lab.url}/lab/fr/week.html")
    found = do(chromium, "const built = said(3); return [built, await run(3), said(2)]")
    assert found[1]["failed"] == ""
    assert found[1]["text"] == found[0]["text"]
    assert found[2]["shown"] == 1  # that of the build, still


def test_errors_are_readable_in_the_language_of_the_page(browser: Browser, lab: Site) -> None:
    browser.open(f"{lab.url}/lab/fr/request.html")
    found = do(browser, """
        const all = [];
        for (const code of given) {
            await write(2, code);
            all.push(await run(2));
        }
        return all;
    """, [
        'print("avant")\nx = inconnu + 1',
        'print("sans fin',
        'wattprint.estimate("gpt-4o", output_tokens=-3)',
        'wattprint.estimate("gpt-4o", zone="Nulle part")',
        'import numpy',
        'print("<b>" + str([1 < 2]))',
    ])  # fmt: skip
    name, syntax, refused, zone, module, fine = found
    assert name["text"] == "avant"
    assert name["failed"].startswith("Ligne 2")
    assert "NameError" in name["failed"]
    assert "faute de frappe" in name["failed"]
    assert syntax["failed"].startswith("Ligne 1")
    assert "guillemet" in syntax["failed"]
    assert "est négatif" in refused["failed"]
    assert "n’est pas une zone connue" in zone["failed"]
    assert "bibliothèque standard" in module["failed"]
    assert (fine["failed"], fine["text"]) == ("", "<b>[True]")
    assert name["status"] == "Erreur"


LIBRARY = """
import base64, bisect, calendar, collections, csv, datetime, decimal, difflib, enum, fractions, functools, heapq, html
import io, itertools, json, math, operator, pathlib, pprint, random, re, sqlite3, statistics, string, textwrap, time
print(statistics.median([1, 2, 6]), random.Random(1).randint(1, 1), bool(wattprint.estimate.__doc__))
"""


def test_students_have_the_whole_standard_library(chromium: Chromium, lab: Site) -> None:
    chromium.open(f"{lab.url}/lab/en/request.html")
    found = do(chromium, "await write(1, given); return run(1)", LIBRARY)
    assert (found["failed"], found["text"]) == ("", "2 1 True")


def test_an_endless_cell_is_stopped_and_python_goes_on(browser: Browser, lab: Site) -> None:
    browser.open(f"{lab.url}/lab/en/request.html")
    found = do(browser, """
        await run(1);
        await write(2, "while True: pass");
        cell(2).querySelector("button.run").click();
        await until(() => !cell(2).querySelector("button.stop").hidden);
        cell(2).querySelector("button.stop").click();
        await until(() => script(2)?.nextElementSibling?.querySelector(".py-editor-input"));
        const kept = script(2).code;
        cell(2).querySelector("button.reset").click();
        return [kept, await run(2), await run(1)];
    """)  # fmt: skip
    assert found[0] == "while True: pass"
    assert (found[1]["failed"], found[1]["shown"]) == ("", 1)
    assert found[2]["failed"] == ""


def test_a_solution_is_copied_into_its_cell(chromium: Chromium, lab: Site) -> None:
    chromium.open(f"{lab.url}/lab/en/request.html")
    found = do(chromium, """
        cell(2).querySelector("details.solution").open = true;
        cell(2).querySelector("button.try").click();
        await ran(2);
        return [said(2), script(2).code];
    """)  # fmt: skip
    assert "answer doubled" in found[0]["text"]
    assert found[0]["shown"] == 1
    assert found[1].index("lengths =") < found[1].index("def median")


@pytest.mark.parametrize("fault", ["gone", "page"])
def test_a_network_without_python_says_so_and_a_second_try_works(browser: Browser, lab: Site, fault: Fault) -> None:
    lab.faults["pyodide.asm.wasm"] = fault
    browser.open(f"{lab.url}/lab/fr/request.html")
    found = do(browser, """
        cell(1).querySelector("button.run").click();
        await until(() => /pas pu démarrer/.test(cell(1).querySelector(".status").textContent));
        return [cell(1).querySelector("button.run").textContent, said(1).text];
    """)  # fmt: skip
    assert found[0] == "Réessayer"
    assert "Wh" in found[1]  # what stood there stands there
    lab.faults.clear()
    assert do(browser, "return run(1)")["failed"] == ""


def test_the_cells_are_downloaded_as_they_stand(chromium: Chromium, lab: Site) -> None:
    chromium.open(f"{lab.url}/lab/fr/request.html")
    do(chromium, 'await write(2, "print(2)")')
    with chromium.page.expect_download() as waiting:
        chromium.page.click("button.save")
    assert waiting.value.suggested_filename == "request.py"
    text = Path(waiting.value.path()).read_text()
    assert text.count("# %%") == 4
    assert "print(2)" in text
    assert 'wattprint.estimate(\n    "gpt-4o"' in text


def test_the_keyboard_is_enough(chromium: Chromium, lab: Site) -> None:
    chromium.open(f"{lab.url}/lab/en/request.html")
    page = chromium.page
    page.focus("#cell-1 button.run")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "edit"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.shadowRoot?.activeElement?.matches('.cm-content')")
    assert "Escape" in page.evaluate("document.activeElement.shadowRoot.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Control+A")
    page.keyboard.type("print(6 * 7)")
    page.keyboard.press("Shift+Enter")
    do(chromium, "await ran(1)")
    assert do(chromium, "return said(1)")["text"] == "42"
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "run"


@pytest.mark.parametrize(("page", "scheme"), [("fr/factor", "light"), ("en/request", "dark"), ("fr/index", "light")])
def test_axe_finds_nothing_before_and_after(chromium: Chromium, lab: Site, page: str, scheme: Scheme) -> None:
    chromium.open("about:blank")
    tab = chromium.page
    tab.emulate_media(color_scheme=scheme)
    tab.goto(f"{lab.url}/lab/{page}.html")
    tab.evaluate(UNFOLD)
    assert violations(tab) == []
    if not page.endswith("index"):
        do(chromium, 'await write(1, "print(1)\\nx = y"); return run(1)')
        tab.evaluate(UNFOLD)
        assert violations(tab) == []


def test_the_html_is_valid(built: Path) -> None:
    assert html_validate(sorted((built / "lab").glob("*/*.html"))) == []


@pytest.mark.parametrize("width", [320, 1440])
def test_a_page_fits_its_window(chromium: Chromium, lab: Site, width: int) -> None:
    chromium.open("about:blank")
    chromium.page.set_viewport_size({"width": width, "height": 800})
    for page in ("fr/index", "fr/request", "fr/factor", "en/week", "en/lecture"):
        chromium.page.goto(f"{lab.url}/lab/{page}.html")
        chromium.page.evaluate(UNFOLD)
        assert chromium.page.evaluate("document.documentElement.scrollWidth") <= width, page
