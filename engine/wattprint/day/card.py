"""A card to share: the sums of a period as one picture, with no word of any conversation, no model and no site."""

from html import escape

from ..wording import Wording
from .dashboard import title
from .pieces import words
from .rows import summed
from .view import View

WIDTH, TALL = 1200, 630
LEFT = 80
WATERLINE = 236
SHOWN = ("energy", "carbon", "google_searches")
COLOURS = {
    "paper": "#fbf9f4", "ink": "#16232d", "soft": "#56636c", "surface": "#2a7fa3", "deep": "#124560",
    "abyss": "#0a2a3d", "light": "#f3f7f8", "pale": "#b4cdd9",
}  # fmt: skip
"""Those of the design tokens, by day: a picture cannot ask for them."""

SERIF = "Iowan Old Style, Palatino Linotype, Palatino, Georgia, serif"
SANS = "system-ui, -apple-system, Segoe UI, Roboto, sans-serif"


def card(view: View, wording: Wording) -> str:
    """The SVG of the card."""
    said = words(wording)
    total = summed(view.rows)
    body = [
        _words(LEFT, 78, "WATTPRINT", 22, "surface", SANS, weight=600, space=3),
        _words(LEFT, 138, title(view, said), 40, "ink", SERIF),
        _words(LEFT, 196, said.say("day.card_lead", n=total.requests), 30, "soft", SANS),
    ]
    step = (WIDTH - 2 * LEFT) / len(SHOWN)
    for place, name in enumerate(SHOWN):
        x = LEFT + place * step
        median, bounds = said.parts(total.results[name])
        body += [
            _words(x, 340, said.name("criteria", name, "short"), 26, "pale", SANS),
            _words(x, 416, median, 58, "light", SERIF),
            _words(x, 462, bounds, 24, "pale", SANS),
        ]
    body.append(_words(LEFT, 570, said.say("day.card_foot"), 22, "pale", SANS))
    label = escape(f"{title(view, said)}: {said.say('day.card_lead', n=total.requests)}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{TALL}" viewBox="0 0 {WIDTH} {TALL}"'
        f' role="img" aria-label="{label}"><defs><linearGradient id="sea" x2="0" y2="1">'
        f'<stop stop-color="{COLOURS["deep"]}"/><stop offset="1" stop-color="{COLOURS["abyss"]}"/>'
        "</linearGradient></defs>"
        f'<rect width="{WIDTH}" height="{TALL}" fill="{COLOURS["paper"]}"/>'
        f'<rect y="{WATERLINE}" width="{WIDTH}" height="{TALL - WATERLINE}" fill="url(#sea)"/>'
        f'<rect y="{WATERLINE}" width="{WIDTH}" height="4" fill="{COLOURS["surface"]}"/>{"".join(body)}</svg>'
    )


def _words(
    x: float, y: float, text: str, size: int, colour: str, family: str, weight: int = 400, space: int = 0
) -> str:
    spaced = f' letter-spacing="{space}"' if space else ""
    return (
        f'<text x="{x:.0f}" y="{y}" font-family="{family}" font-size="{size}" font-weight="{weight}"{spaced}'
        f' fill="{COLOURS[colour]}">{escape(text)}</text>'
    )
