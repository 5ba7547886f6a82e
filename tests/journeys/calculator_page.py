"""The calculator on a page as small as can be: its markup as drawn at build time, its script, the engine."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.browser.site import POLICY, ROOT, Site, serving

from wattprint.calculator import markup
from wattprint.wording import LANGUAGES, Wording

RUNTIME = ROOT / "dist/site/runtime"
SAID = {key: key for key in ("ask", "yes", "no", "loading", "ready", "declined", "missing")}
SCRIPT = """
import { ask, intent } from "./engine-start.js";
import { mount } from "../embed/calculator.js";
import { fromAddress, toAddress, watchAddress } from "../embed/address.js";
const root = document.querySelector("[data-mount]");
intent(root);
const { lang } = document.documentElement;
globalThis.calculator = mount(root, { lang, state: fromAddress(), ask, onstate: toAddress });
watchAddress((state) => calculator.set(state));
"""
GROUND = "body { margin: 0; background: var(--paper); } main { max-width: 62rem; margin: 0 auto; padding: 1rem; }"
MOODLE = "body { margin: 0; font: 15px Arial; background: #fff } main { max-width: 830px; margin: auto; padding: 9px }"


def write(out: Path) -> None:
    """{fr,en}/calculator.html, {fr,en}/moodle.html, and what they load."""
    assets = out / "assets"
    assets.mkdir(parents=True)
    shutil.copy(ROOT / "site/theme/engine-start.js", assets)
    (assets / "engine-words.js").write_text(f"export const WORDS = {json.dumps(dict.fromkeys(LANGUAGES, SAID))};\n")
    (assets / "page.js").write_text(SCRIPT)
    tokens = (ROOT / "site/theme/tokens.css").read_text(encoding="utf-8")
    for name, ground in (("calculator", GROUND), ("moodle", MOODLE)):
        (assets / f"{name}.css").write_text(f"{tokens}\n{ground}\n", encoding="utf-8")
    shutil.copytree(ROOT / "site/embed", out / "embed")
    for lang in LANGUAGES:
        (out / lang).mkdir()
        for name in ("calculator", "moodle"):
            (out / lang / f"{name}.html").write_text(page({}, lang, name), encoding="utf-8")


def page(state: Mapping[str, str], lang: str, name: str = "calculator") -> str:
    """A whole page around the calculator."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Wattprint</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="../assets/{name}.css"><link rel="stylesheet" href="../embed/calculator.css">'
        '<script type="module" src="../assets/page.js"></script></head><body><main><h1 class="hidden">Wattprint</h1>'
        f"<div data-mount>{markup(state, Wording(lang))}</div></main></body></html>"
    )


@contextmanager
def served(out: Path, policy: str = POLICY, runtime: Path = RUNTIME) -> Iterator[Site]:
    """The pages, where a browser finds them."""
    folders = {"/runtime/": runtime, "/assets/": out / "assets", "/embed/": out / "embed", "/": out}
    with serving(policy, folders=folders) as site:
        yield site
