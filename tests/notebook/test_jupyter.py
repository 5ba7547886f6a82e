"""JupyterLab with its kernel in Chromium: the calculator, the card of an estimate, a figure."""

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import Chromium
from tests.notebook.conftest import free_port, serving

CELLS = (
    'import wattprint\nfrom wattprint.notebook import Calculator, bars, show\n'
    'calculator = Calculator(model="gpt-4o", zone="FRA", lang="fr")\ncalculator',
    'made = wattprint.estimate("gpt-4o", output_tokens=400)\nmade',
    'bars({"un": made.energy, "deux": made.energy * 2}, title="Deux")',
    'show(made)\nprint("shown")',
    'print("NOW", calculator.kind, calculator.estimate.energy.median)',
    'calculator.set_trait("zone", "POL")\nprint("moved")',
)  # fmt: skip
RUN = """async (cells) => {
    const { commands, shell } = window.jupyterapp;
    await shell.currentWidget.sessionContext.ready;
    await shell.currentWidget.sessionContext.session.kernel.info;
    for (const cell of cells) {
        shell.currentWidget.content.activeCellIndex = cell;
        await commands.execute("notebook:run-cell");
    }
}"""
ENERGY = "dl.sums .energy dd"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("jupyter")
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "id": str(n), "metadata": {}, "execution_count": None, "outputs": [], "source": source}
        for n, source in enumerate(CELLS)
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (folder / "one.ipynb").write_text(json.dumps(notebook))
    port = free_port()
    own = {
        name: str(folder / name)
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
        "--IdentityProvider.token=", "--ServerApp.password=", "--expose-app-in-browser",
        f"--ServerApp.root_dir={folder}",
        "--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    with serving(command, f"{url}/api", folder, {**os.environ, **own}):
        yield url


def test_a_notebook_shows_calculator_card_and_figure_and_python_answers(lab: str, chromium: Chromium) -> None:
    chromium.open(f"{lab}/lab/tree/one.ipynb")
    page = chromium.page
    page.set_default_timeout(90_000)  # a kernel starts, on a machine that may be busy
    page.wait_for_function(
        "() => window.jupyterapp?.commands.hasCommand('notebook:run-cell-and-select-next')", timeout=60_000
    )
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
    page.wait_for_selector("text=Python 3", timeout=60_000)
    chromium.run(RUN, [0, 1, 2, 3])
    page.locator(".jp-OutputArea", has_text="shown").wait_for(state="attached")
    page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0")  # JupyterLab hides what is far
    page.wait_for_selector("form[data-calculator]", timeout=60_000)
    before = str(page.locator(ENERGY).first.text_content())
    assert re.fullmatch(r"0,\d+\s*Wh", before)
    assert page.locator(".jp-OutputArea .wattprint.card").count() == 2  # shown by itself, and by show()
    assert page.locator(".jp-OutputArea .wattprint.picture").count() == 1
    label = page.locator(".wattprint.card dl.sums dt").first
    assert label.evaluate("({ offsetHeight, parentElement }) => offsetHeight < parentElement.offsetHeight / 2"), (
        "floats"
    )

    page.locator("input[name=kind][value=code]").first.check(force=True)
    page.wait_for_function(f"(before) => {VISIBLE}[0] !== before", arg=before)
    said = page.locator(".jp-OutputArea pre", has_text="NOW")
    for _ in range(20):  # what the reader chose is on its way to the kernel
        chromium.run(RUN, [4])
        said.wait_for(state="attached")
        if "NOW code" in str(said.text_content()):
            break
    assert "NOW code" in str(said.text_content())

    after = str(page.locator(ENERGY).first.text_content())
    carbon = page.evaluate(CARBON)
    chromium.run(RUN, [5])  # Python moves the machines to Poland
    page.wait_for_function(f"(before) => {CARBON} !== before", arg=carbon)
    assert str(page.locator(ENERGY).first.text_content()) == after
    assert [url for _, url in chromium.requests if not re.match(r"(http://127\.0\.0\.1|data:|blob:)", url)] == []


HOST = "[...document.querySelectorAll('.jp-OutputArea *')].find(({ shadowRoot }) => shadowRoot?.querySelector('form'))"
VISIBLE = f"[...{HOST}.shadowRoot.querySelectorAll('{ENERGY}')].map(({{ textContent }}) => textContent)"
CARBON = f"{HOST}.shadowRoot.querySelector('dl.sums .carbon dd').textContent"
