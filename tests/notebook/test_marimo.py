"""marimo with its kernel in Chromium: the calculator is one of its inputs, and a figure shows itself."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browser.chromium import Chromium
from tests.notebook.conftest import free_port, serving

NOTEBOOK = """
import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo
    import wattprint
    from wattprint.notebook import Calculator, bars, show
    return Calculator, bars, mo, show, wattprint


@app.cell
def _(Calculator, mo):
    calculator = mo.ui.anywidget(Calculator(model="gpt-4o", zone="FRA", lang="fr"))
    calculator
    return (calculator,)


@app.cell
def _(calculator, mo):
    mo.md(f"STATE: {calculator.value['kind']} {calculator.widget.estimate.energy.median:.6f}")
    return


@app.cell
def _(show, wattprint):
    made = wattprint.estimate("gpt-4o", output_tokens=400)
    show(made, "and a text")
    return (made,)


@app.cell
def _(bars, made):
    bars({"un": made.energy, "deux": made.energy * 2}, title="Deux")
    return


if __name__ == "__main__":
    app.run()
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("marimo")
    (folder / "one.py").write_text(NOTEBOOK)
    url = f"http://127.0.0.1:{(port := free_port())}"
    command = [sys.executable, "-m", "marimo", "-q", "run", "one.py", "--headless", "--no-token", f"--port={port}"]
    own = {name: str(folder / name) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    with serving(command, f"{url}/health", folder, {**os.environ, **own, "MARIMO_SKIP_UPDATE_CHECK": "1"}):
        yield url


def test_the_calculator_is_an_input_of_marimo(app: str, chromium: Chromium) -> None:
    chromium.open(app)
    page = chromium.page
    page.set_default_timeout(90_000)  # a kernel starts, on a machine that may be busy
    page.wait_for_selector("form[data-calculator]", timeout=60_000)
    before = page.locator("text=STATE:").inner_text()
    page.locator("input[name=kind][value=code]").first.check(force=True)
    page.locator("text=STATE: code").wait_for()
    assert page.locator("text=STATE: code").inner_text() != before
    page.locator(".wattprint.card").wait_for()
    page.locator("pre", has_text="and a text").wait_for()
    assert page.locator(".wattprint.picture svg:visible").count() == 1


def test_a_refused_value_is_said_beside_its_control(app: str, chromium: Chromium) -> None:
    chromium.open(app)
    page = chromium.page
    page.set_default_timeout(90_000)  # a kernel starts, on a machine that may be busy
    page.wait_for_selector("form[data-calculator]", timeout=60_000)
    control = page.locator("input[name=output]").first
    control.fill("-3")
    control.dispatch_event("change")
    page.locator("text=/négatif/").first.wait_for()
