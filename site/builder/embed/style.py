"""The style of an embedded calculator: that of the site, bent to stand in somebody else's page.

In a shadow root `:root` does not exist and `rem` is the page's own, which may be 10 pixels; what fits depends on the
column that the calculator stands in, not on the window.
"""

import re
from pathlib import Path

from ..assets import SITE, minified

STYLES = (SITE / "theme/tokens.css", SITE / "embed/calculator.css", SITE / "embed/embed.css")
REM = 16  # pixels, unless the page sets --wattprint-rem
SIZE = (
    f":root, :host {{ --rem: var(--wattprint-rem, {REM}px); }}\n"
    # Its page's day or night, unless it asks for one.
    ":host { display: block; overflow: auto; background: var(--paper); color-scheme: inherit; }\n"
)
SIZE += "".join(f':host([theme="{theme}"]) {{ color-scheme: {theme}; }}\n' for theme in ("light", "dark"))
_LENGTH = re.compile(r"(?P<condition>@[^{;]*[{;])|(?<![\w.#-])(?P<number>-?\d*\.?\d+)rem\b")
_QUERY = re.compile(r"@media\s*\((min|max)-width:\s*([\d.]+)(rem|px)\)")
_ROOT = re.compile(r":root(?![\w-])(?!,)")


def style(paths: tuple[Path, ...] = STYLES) -> str:
    """One stylesheet for the shadow root and for the frame."""
    css = minified("\n".join(path.read_text(encoding="utf-8") for path in paths))
    css = _QUERY.sub(lambda found: f"@container ({found[1]}-width: {_pixels(found[2], found[3])}px)", css)
    css = _ROOT.sub(":root, :host", css)
    return _LENGTH.sub(_length, css) + SIZE


def _length(found: re.Match[str]) -> str:
    """A length in the calculator's own rem; the condition of a query, which takes no variables, stays as it is."""
    return found["condition"] or f"calc({found['number']} * var(--rem))"


def _pixels(number: str, unit: str) -> str:
    return f"{float(number) * (REM if unit == 'rem' else 1):g}"
