"""The calculator as a frame: height, theme, margin, background; cards, pictures, and hosts that shut it in."""

import gzip
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Frame, Page
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.browser.quiet import AT_REST
from tests.embed.hosts import Two, two
from tests.embed.test_element import BUDGET, energy, page, paths, until

__all__ = ["page"]

FRAMED = '<!doctype html><html lang="fr"><meta charset="utf-8"><link rel="icon" href="data:,">' \
         '<body bgcolor="#00ff00">' \
         '<iframe src="{site}/embed/frame.fr.html?%s" width="700" height="400" frameborder="0"></iframe>'  # fmt: skip
MESSENGER = '<script src="{site}/embed/height.js" defer></script>'
HEIGHT = "() => document.querySelector('iframe').getBoundingClientRect().height"
CONTENT = "() => Math.ceil(document.body.getBoundingClientRect().height)"


def inner(page: Page) -> Frame:
    """The document in the frame, when its script has run."""
    frame = page.frames[1]
    frame.wait_for_function("() => !document.querySelector('fieldset')?.disabled")
    return frame


def test_the_messenger_is_small(built: Path) -> None:
    assert (built / "embed/height.js").stat().st_size <= 1024


def test_the_frame_takes_the_height_of_what_it_shows(page: Page, hosted: Two) -> None:
    page.goto(hosted.write("framed.html", FRAMED % "" + MESSENGER))
    frame = inner(page)
    whole = until(lambda: frame.evaluate(CONTENT), lambda height: abs(height - page.evaluate(HEIGHT)) <= 1)
    assert whole > 500
    frame.locator("details.more summary").click()
    until(lambda: page.evaluate(HEIGHT), lambda height: height > whole)
    assert abs(frame.evaluate(CONTENT) - page.evaluate(HEIGHT)) <= 1
    frame.locator("[name=output]").fill("777")
    frame.get_by_text(energy({"output": "777"})).filter(visible=True).first.wait_for()
    assert {"http://" + urlsplit(url).netloc for url in (f.url for f in page.frames)} == {
        hosted.site.url,
        hosted.host.url,
    }


def test_a_page_tried_from_a_file_has_its_height_too(page: Page, hosted: Two) -> None:
    hosted.write("framed.html", FRAMED % "" + MESSENGER)
    page.goto((hosted.folder / "framed.html").as_uri())
    frame = inner(page)
    until(lambda: page.evaluate(HEIGHT), lambda height: height != 400)
    until(lambda: frame.evaluate(CONTENT), lambda height: abs(height - page.evaluate(HEIGHT)) <= 1)


def test_the_height_in_firefox(firefox: Firefox, hosted: Two) -> None:
    firefox.open(hosted.write("framed.html", FRAMED % "compact=1" + MESSENGER))
    first = until(lambda: firefox.run(HEIGHT), lambda height: height != 400)
    firefox.run("() => { document.querySelector('iframe').width = 320 }")
    until(lambda: firefox.run(HEIGHT), lambda height: height > first)


def test_without_the_messenger_the_height_stays_and_it_scrolls(page: Page, hosted: Two) -> None:
    page.goto(hosted.write("framed.html", FRAMED % ""))
    frame = inner(page)
    assert page.evaluate(HEIGHT) == 400
    assert frame.evaluate("() => document.documentElement.scrollHeight > innerHeight")


def test_the_messenger_hears_its_own_site_alone(page: Page, hosted: Two) -> None:
    page.goto(hosted.write("framed.html", FRAMED % "" + MESSENGER))
    inner(page)
    height = until(lambda: page.evaluate(HEIGHT), lambda found: found != 400)
    page.evaluate("() => postMessage({ wattprint: 'height', height: 5 }, '*')")
    page.frames[1].evaluate(
        "() => { for (const height of [-1, 1e9, '9', null]) parent.postMessage({ wattprint: 'height', height }, '*') }"
    )
    page.evaluate(AT_REST)
    assert page.evaluate(HEIGHT) == height


def test_a_page_that_does_not_ask_learns_nothing(page: Page, hosted: Two) -> None:
    page.add_init_script("globalThis.heard = []; addEventListener('message', ({ data }) => heard.push(data))")
    page.goto(hosted.write("framed.html", FRAMED % ""))
    inner(page).locator("details.more summary").click()
    page.evaluate(AT_REST)
    assert page.evaluate("() => heard") == [{"wattprint": "here"}]


@pytest.mark.parametrize(("theme", "colour"), [("dark", "rgb(13, 22, 29)"), ("light", "rgb(251, 249, 244)")])
def test_a_theme_is_kept_whatever_the_reader_prefers(chromium: Chromium, hosted: Two, theme: str, colour: str) -> None:
    context = chromium.browser.new_context(color_scheme="light" if theme == "dark" else "dark")
    page = context.new_page()
    page.goto(hosted.write("framed.html", FRAMED % f"theme={theme}"))
    assert inner(page).evaluate("() => getComputedStyle(document.documentElement).backgroundColor") == colour
    context.close()


def test_no_margin_and_a_transparent_background(page: Page, hosted: Two) -> None:
    page.set_viewport_size({"width": 900, "height": 1200})
    page.goto(hosted.write("framed.html", FRAMED % "padding=0&background=transparent&compact=1" + MESSENGER))
    frame = inner(page)
    until(lambda: page.evaluate(HEIGHT), lambda height: height != 400)
    assert frame.evaluate("() => document.querySelector('form').getBoundingClientRect().left") == 0
    foot = frame.locator(".embed-foot").bounding_box()
    assert foot
    pixel = page.screenshot(
        clip={"x": foot["x"] + foot["width"] - 4, "y": foot["y"] + foot["height"] - 4, "width": 1, "height": 1}
    )
    found = page.evaluate("""async (bytes) => {
        const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)], { type: "image/png" }));
        const canvas = new OffscreenCanvas(1, 1).getContext("2d");
        canvas.drawImage(bitmap, 0, 0);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    }""", list(pixel))  # fmt: skip
    assert found[:3] == [0, 255, 0]


def test_wrong_settings_are_said(page: Page, hosted: Two) -> None:
    page.goto(hosted.write("framed.html", FRAMED % "padding=a&background=red&theme=mauve"))
    said = inner(page).locator("[data-notice]")
    said.wait_for()
    text = said.inner_text()
    for name in ("padding", "background", "theme"):
        assert f"\N{NO-BREAK SPACE}{name}\N{NO-BREAK SPACE}" in text


def test_a_hostile_address_changes_nothing(page: Page, hosted: Two) -> None:
    page.goto(
        hosted.write(
            "framed.html",
            FRAMED % "model=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&output=1e999&lang=%22%3E&x=y&padding=-1",
        )
    )
    frame = inner(page)
    frame.get_by_role("button", name="Calculer ce qu’elle demande").focus()
    frame.locator(".wrong:visible").first.wait_for()
    assert frame.evaluate("() => document.querySelectorAll('img').length") == 0
    assert "Wh" in frame.locator("[data-part=numbers]").inner_text()


def test_without_scripts_the_numbers_of_each_page_stand_in_it(chromium: Chromium, hosted: Two) -> None:
    context = chromium.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{hosted.site.url}/embed/en/claude.FRA.html")
    assert (
        page.locator("[data-part=numbers]")
        .get_by_text(energy({"model": "claude", "zone": "FRA"}, "en"))
        .first.is_visible()
    )
    with context.expect_page() as opened:
        page.get_by_text("Open the whole calculator").click()
    assert opened.value.url == f"{hosted.site.url}/en/calculator.html"
    context.close()


def test_an_engine_comes_only_when_touched(page: Page, hosted: Two) -> None:
    page.goto(hosted.write("framed.html", FRAMED % "model=claude&zone=FRA"))
    inner(page).get_by_text(energy({"model": "claude", "zone": "FRA"})).filter(visible=True).first.wait_for()
    assert "/embed/engine.html" not in paths(hosted)
    expected = ["/embed/embed.css", "/embed/fr/claude.FRA.js", "/embed/frame.fr.html", "/embed/framed.js"]
    assert sorted(paths(hosted)) == expected
    weight = sum(len(gzip.compress((hosted.built / path.lstrip("/")).read_bytes(), 9)) for path in expected)
    print(f"a frame before any intent: {weight} bytes gzip")
    assert weight <= BUDGET


class Heads(HTMLParser):
    """The links and frames of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


def card(address: str) -> dict[str, object]:
    """What a consumer of oEmbed does with an address that somebody pasted: it reads the page, then the card."""
    with urlopen(address) as answer:
        links = Heads(answer.read().decode()).of("link")
    (found,) = [link["href"] for link in links if link.get("type") == "application/json+oembed"]
    with urlopen(found) as answer:
        made: dict[str, object] = json.load(answer)
    return made


def runtime(built: Path, out: Path) -> Path:
    """What a build of embeds needs of the runtime."""
    (out / "runtime").mkdir(parents=True)
    for name in ("characters.js", "classes.js"):
        shutil.copyfile(built / "runtime" / name, out / "runtime" / name)
    return out


def test_an_address_becomes_a_card_and_the_card_a_frame_that_shuts_it_in(
    page: Page, tmp_path: Path, built: Path
) -> None:
    from builder import embed

    runtime(built, tmp_path / "site")
    with two(tmp_path / "site", tmp_path) as made:
        embed.build_embeds(tmp_path / "site", made.site.url)
        found = card(f"{made.site.url}/embed/fr/claude.html")
        assert found["version"] == "1.0"
        assert found["type"] == "rich"
        with urlopen(str(found["thumbnail_url"])) as answer:
            assert answer.read(8) == b"\x89PNG\r\n\x1a\n"
        html = str(found["html"])
        (frame,) = Heads(html).of("iframe")
        assert energy({"model": "claude"}) in html
        # What WordPress makes of the card of a site it does not know.
        secret = "Q7x2Lm9Tza"
        html = re.sub(
            r'<iframe src="([^"]+)"',
            rf'<iframe sandbox="allow-scripts" security="restricted" src="\1#?secret={secret}" data-secret="{secret}"',
            html,
        )
        html = html.replace("<blockquote>", f'<blockquote data-secret="{secret}">')
        script = (built / "embed/examples/wordpress.js").read_text()
        (tmp_path / "wordpress.js").write_text(script)
        page.goto(
            made.write(
                "blog.html", f'<!doctype html><meta charset="utf-8"><body>{html}<script src="wordpress.js"></script>'
            )
        )
        until(
            lambda: page.evaluate("() => document.querySelector('iframe').height"),
            lambda height: height != frame["height"],
        )
        assert not page.locator("blockquote").is_visible()
        inside = page.frame_locator("iframe")
        inside.get_by_text(energy({"model": "claude"})).filter(visible=True).first.wait_for()
        inside.locator(".kinds label").nth(1).click()
        inside.get_by_text("Cette page enferme ses cadres").first.wait_for()
        assert "/runtime/worker.js" not in paths(made)
        (tmp_path / "site/fr").mkdir()
        (tmp_path / "site/fr/calculator.html").write_text("<title>there</title>")
        inside.get_by_text("Ouvrir le calculateur complet").click()
        page.wait_for_url(f"{made.site.url}/fr/calculator.html*")


def test_pictures_are_the_same_twice_and_readable(built: Path, tmp_path: Path) -> None:
    from builder import embed

    embed.build_embeds(runtime(built, tmp_path))
    for path in (built / "embed/fr").glob("*.png"):
        assert path.read_bytes() == (tmp_path / "embed/fr" / path.name).read_bytes()
        assert path.stat().st_size < 120_000
    svg = (built / "embed/fr/claude.svg").read_text()
    assert energy({"model": "claude"}) in svg
    assert "var(" not in svg
    assert "style=" not in svg
