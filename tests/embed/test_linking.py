"""What a classic script and a shadow root ask for: modules linked into one, a style that stands anywhere."""

import re
from pathlib import Path

import pytest
from tests.embed.hosts import ROOT


def linked(folder: Path, **files: str) -> str:
    from builder.embed.script import script

    for name, text in files.items():
        (folder / f"{name}.js").write_text(text)
    return script(folder / "main.js", {"GIVEN": "3"}, folder / "runtime")


def test_modules_become_one_script_in_the_order_they_are_needed(tmp_path: Path) -> None:
    made = linked(
        tmp_path,
        main='import { a as b } from "./one.js";\nexport const c = b + GIVEN;\nconst d = () => import("./two.js");\n',
        one="// why\nexport function a() {\n  return 1;\n}\n",
        two="export class Two {}\n",
    )
    assert made.index("_one = (() =>") < made.index("_main = (() =>")
    assert re.search(r"const \{ a: b \} = \w+_one;", made)
    assert re.search(r"Promise\.resolve\(\w+_two\)", made)
    assert "import" not in made
    assert "why" not in made


@pytest.mark.parametrize(
    "text",
    ['import x from "./one.js";\n', "export default 3\n", "const a = import.meta.url;\n", 'export * from "./one.js";\n',
     "import(name);\n", 'import { a } from "./main.js";\n'],
)  # fmt: skip
def test_what_cannot_be_linked_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match=r"main\.js"):
        linked(tmp_path, main=text, one="export const x = 1;\n")


def test_the_style_stands_in_a_shadow_root_whatever_the_page(tmp_path: Path) -> None:
    from builder.embed.style import style

    (tmp_path / "a.css").write_text(
        ":root { --gap: 1rem; }\n@media (min-width: 45rem) { p { margin: 0.5rem var(--gap); } }\n"
        ".x1rem { top: -2rem; }\n"
    )
    made = style((tmp_path / "a.css",))
    assert ":root, :host { --gap: calc(1 * var(--rem)); }" in made
    assert "@container (min-width: 720px)" in made
    assert "calc(0.5 * var(--rem))" in made
    assert ".x1rem { top: calc(-2 * var(--rem)); }" in made
    whole = style()
    assert "url(" not in whole
    assert "@import" not in whole
    assert "{site}" not in whole


def test_what_travels_is_what_the_scripts_need(built: Path) -> None:
    for name in ("wattprint.js", "framed.js"):
        script = (built / f"embed/{name}").read_text()
        assert "innerHTML" not in script.replace("#innerHTML", "")
        assert "eval(" not in script
        assert "localStorage" not in script
        assert "http:" not in script.replace("http://www.w3.org", "")


def test_examples_need_nothing_from_elsewhere(built: Path) -> None:
    pages = sorted((built / "embed/examples").glob("*.html"))
    assert len(pages) >= 14
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "http" not in text, page.name
        assert "style=" not in text, page.name
        assert "{" not in text, page.name
    assert {path.name for path in (ROOT / "site/embed/examples").glob("*.html")} == {
        f"{name}.html" for name in {path.name.split(".")[0] for path in pages} - {"index"}
    }
