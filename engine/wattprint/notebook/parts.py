"""What the calculator takes of the site into a notebook: beside this file in a wheel, in site/ in a checkout."""

import re
from functools import cache
from pathlib import Path

FILES = {
    "widget.mjs": "embed/widget.mjs",
    "calculator.js": "embed/calculator.js",
    "combobox.js": "embed/combobox.js",
    "clipboard.js": "embed/clipboard.js",
    "calculator.css": "embed/calculator.css",
    "tokens.css": "theme/tokens.css",
}
"""Their names in the wheel (pyproject.toml) -> where they stand in site/."""

SITE = Path(__file__).resolve().parents[3] / "site"
CARRIED = Path(__file__).with_name("parts")
REM = 16  # pixels: in a notebook `rem` is the notebook's own
OWN = """
:host { display: block; background: var(--paper); padding: 1rem; border-radius: var(--corner); }
.calculator .paste { display: none; }
"""
"""In a notebook a text is counted by Python, and what is pasted would go to the kernel."""


@cache
def part(name: str) -> str:
    """The text of a file."""
    path = SITE / FILES[name]
    return (path if path.exists() else CARRIED / name).read_text(encoding="utf-8")


@cache
def style() -> str:
    """The calculator's style, for a shadow root in somebody's page."""
    css = part("tokens.css").replace(":root", ":host") + OWN + part("calculator.css")
    return re.sub(r"(?<![\w.#])(-?\d*\.?\d+)rem\b", lambda found: f"{float(found[1]) * REM:g}px", css)
