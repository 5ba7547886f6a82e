"""A MyST page: the real mystmd reads the directive and copies our module; a host as strict as its theme renders it.

mystmd fetches its themes from the network, so the page around the widget is not built here: what the theme does with
the node stands in myst.html.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import Chromium
from tests.browser.site import ROOT, serving

from browser.node import node

sys.path.append(str(ROOT / "site"))  # last: site/build.py must not stand for the package `build`

HOST = "object-src 'none'"
PAGE = """# Un cours

:::{anywidget} widget.mjs
{ "lang": "fr", "model": "gpt-4o", "zone": "FRA", "site": "SITE" }
:::
"""
INSIDE = "window.el?.querySelector('wattprint-calculator')?.shadowRoot"
ENERGY = f"{INSIDE}?.querySelector('dl.sums .energy dd')?.textContent"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """embed/ and runtime/."""
    from builder import assets, embed

    out: Path = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "dist/site/runtime", out / "runtime")
    assets.write(out)
    embed.build_embeds(out)
    return out


def anywidget(tree: Any) -> Iterator[dict[str, Any]]:
    """The nodes of the directive in a tree of MyST."""
    if isinstance(tree, dict):
        if tree.get("type") == "anywidget":
            yield tree
        for value in tree.values():
            yield from anywidget(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from anywidget(value)


@pytest.fixture
def made(built: Path, tmp_path: Path) -> Path:
    """The page as mystmd leaves it, before a theme: its tree, and the module under a name of its own."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "myst.yml").write_text("version: 1\nproject:\n  title: Cours\nsite:\n  title: Cours\n")
    (source / "index.md").write_text(PAGE)
    shutil.copy(built / "embed/widget.mjs", source)
    myst = ROOT / "node_modules/mystmd/dist/myst.cjs"
    subprocess.run([node(ROOT), myst, "build", "--site"], cwd=source, capture_output=True, check=False, timeout=120)
    return source / "_build/site"


def test_a_myst_page_holds_the_calculator(made: Path, built: Path, chromium: Chromium, tmp_path: Path) -> None:
    (found,) = anywidget(json.loads((made / "content/index.json").read_text()))
    assert found["model"] == {"lang": "fr", "model": "gpt-4o", "zone": "FRA", "site": "SITE"}
    copied = made / "public" / found["esm"].removeprefix("/")
    assert copied.read_bytes() == (ROOT / "site/embed/widget.mjs").read_bytes()

    page = tmp_path / "page"
    page.mkdir()
    shutil.copy(copied, page)
    shutil.copy(Path(__file__).with_name("myst.html"), page / "index.html")
    with serving(HOST, {"/": built}) as site, serving(HOST, {"/": page}) as host:
        found["model"]["site"] = site.url
        (page / "node.json").write_text(json.dumps(found))
        chromium.requests.clear()
        chromium.open(f"{host.url}/index.html")
        tab = chromium.page
        tab.wait_for_function(f"() => {ENERGY}", timeout=60_000)
        before = tab.evaluate(ENERGY)
        assert re.fullmatch(r"0,\d+\s*Wh", before)
        assert not [path for _, path in site.asked if path.endswith(".wasm")]

        tab.evaluate("model.set('kind', 'code')")  # the page's own hand, as a slider of the course may be
        tab.wait_for_function(f"() => !{INSIDE}.querySelector('[data-notice]').hidden")
        assert tab.evaluate(ENERGY) == before  # nobody has touched it yet
        tab.evaluate(f"{INSIDE}.querySelector('[data-notice] button').click()")
        tab.wait_for_function(f"(before) => {ENERGY} !== before", arg=before, timeout=90_000)
        tab.evaluate("model.set('kind', '')")
        tab.wait_for_function(f"(before) => {ENERGY} === before", arg=before, timeout=60_000)

        # The reader's hand: what is written into the model comes back, and takes nothing out of that hand.
        tab.evaluate(f"window.radio = {INSIDE}.querySelector('input[name=kind][value=long]')")
        tab.evaluate("radio.focus(); radio.click()")
        tab.wait_for_function("() => model.get('kind') === 'long'", timeout=60_000)
        tab.wait_for_function(f"(before) => {ENERGY} !== before", arg=before, timeout=60_000)
        tab.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        assert tab.evaluate(f"radio.isConnected && radio.checked && {INSIDE}.activeElement === radio")
        tab.evaluate("stop()")
        assert tab.evaluate("el.childElementCount") == 0
        home = re.compile(rf"({re.escape(site.url)}|{re.escape(host.url)})/|data:|blob:")
        assert [url for _, url in chromium.requests if not home.match(url)] == []


def test_without_a_site_the_widget_says_what_is_missing(chromium: Chromium, tmp_path: Path) -> None:
    shutil.copy(ROOT / "site/embed/widget.mjs", tmp_path)
    shutil.copy(Path(__file__).with_name("myst.html"), tmp_path / "index.html")
    (tmp_path / "node.json").write_text(json.dumps({"esm": "/widget.mjs", "model": {"lang": "fr"}}))
    with serving(HOST, {"/": tmp_path}) as host:
        said: list[str] = []
        chromium.open("about:blank")
        chromium.page.on("pageerror", lambda error: said.append(str(error)))
        with chromium.page.expect_event("pageerror"):
            chromium.page.goto(f"{host.url}/index.html")
    assert any('"site" is missing' in line for line in said)
