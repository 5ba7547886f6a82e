"""A course that is pinned to a version keeps its numbers; a newer one is offered, never taken."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.embed.conftest import KEPT, NEWER
from tests.embed.hosts import Two, two
from tests.embed.test_element import PAGE, energy, page, paths, shown

__all__ = ["page"]


@pytest.fixture
def later(published: Path, tmp_path: Path) -> Iterator[Two]:
    """A host, and a site of a later version that keeps this one."""
    with two(published, tmp_path) as made:
        yield made


def test_each_element_has_the_version_it_asks_for(page: Page, later: Two) -> None:
    pinned = f'<wattprint-calculator version="{KEPT}" model="claude"></wattprint-calculator>'
    page.goto(later.write("both.html", PAGE + pinned + "<wattprint-calculator></wattprint-calculator>"))
    first, second = page.locator("wattprint-calculator").all()
    first.get_by_text(f"Wattprint {KEPT}").wait_for()
    second.get_by_text(f"Wattprint {NEWER}").wait_for()
    assert f"/v/{KEPT}/embed/fr/claude.js" in paths(later)
    first.locator("[name=output]").fill("777")
    shown(page, energy({"model": "claude", "output": "777"}))
    assert f"/v/{KEPT}/runtime/worker.js" in paths(later)
    assert "/runtime/worker.js" not in paths(later)
    first.get_by_text("Une version plus récente existe").wait_for()
    assert first.get_by_text(f"Wattprint {KEPT}").is_visible()
    assert not second.get_by_text("Une version plus récente existe").is_visible()
    href = first.get_by_text("la voir dans un autre onglet").get_attribute("href")
    assert href == f"{later.site.url}/embed/frame.fr.html#model=claude&output=777"


def test_only_what_is_kept_may_be_pinned(built: Path, published: Path) -> None:
    known = [json.loads((folder / "versions.json").read_text()) for folder in (built, published)]
    assert known == [{"latest": KEPT, "versions": []}, {"latest": NEWER, "versions": [KEPT]}]


def test_a_script_of_a_version_stays_with_it(page: Page, later: Two) -> None:
    html = PAGE.replace("/embed/", f"/v/{KEPT}/embed/") + "<wattprint-calculator></wattprint-calculator>"
    page.goto(later.write("pinned.html", html))
    shown(page, f"Wattprint {KEPT}")
    assert all(path.startswith(f"/v/{KEPT}/") for path in paths(later))


@pytest.mark.parametrize("version", ["9.9.9", "latest", "../../x"])
def test_a_version_that_is_not_there_is_said_with_a_link(page: Page, later: Two, version: str) -> None:
    page.goto(
        later.write("none.html", PAGE + f'<wattprint-calculator version="{version}">Mes nombres</wattprint-calculator>')
    )
    place = page.locator("wattprint-calculator")
    place.get_by_text(f"La version {version} de Wattprint n’est pas disponible ici").wait_for()
    assert place.get_by_role("link").get_attribute("href") == f"{later.site.url}/fr/embed.html"
    assert page.get_by_text("Mes nombres").is_visible()
    page.evaluate(f"() => document.querySelector('wattprint-calculator').setAttribute('version', '{KEPT}')")
    shown(page, f"Wattprint {KEPT}")


def test_a_frame_goes_to_its_version_or_says_that_it_cannot(page: Page, later: Two) -> None:
    frame = '<!doctype html><meta charset="utf-8">' \
            '<iframe src="{site}/embed/frame.en.html?model=claude&version=%s" width="700"></iframe>'  # fmt: skip
    page.goto(later.write("framed.html", frame % KEPT))
    inside = page.frame_locator("iframe")
    inside.get_by_text(f"Wattprint {KEPT}").wait_for()
    inside.get_by_text(energy({"model": "claude"}, "en")).filter(visible=True).first.wait_for()
    assert page.frames[1].url.startswith(f"{later.site.url}/v/{KEPT}/embed/frame.en.html?model=claude")
    page.goto(later.write("none.html", frame % "9.9.9"))
    inside.get_by_text("Version 9.9.9 of Wattprint is not to be had here").wait_for()
    assert inside.locator("[data-part=numbers]").is_visible()
