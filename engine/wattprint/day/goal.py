"""The goal of a day: how far today is, as a bar and as a sentence. It judges nobody."""

from ..units import Quantity
from ..wording import Wording
from .pieces import percent, say
from .rows import Row
from .view import View

WIDTH, TALL = 328, 6
"""Of the bar, in pixels; the page stretches it."""


def goal(view: View, total: Row, said: Wording) -> str:
    """A paragraph about the day that `total` sums; "" without a goal."""
    kind, most = view.goal
    if not (kind and most):
        return ""
    done = total.requests if kind == "requests" else total.results["energy"].median
    limit = said.count(most) if kind == "requests" else said.quantity(Quantity(most, unit="Wh"))
    line = say(said, f"goal_{kind}", share=percent(done / most, said), most=limit)
    reached = f" {say(said, 'goal_reached')}" if done >= most else ""
    return f'<p class="goal">{_bar(min(1, done / most))}<span>{line}{reached}</span></p>'


def _bar(share: float) -> str:
    """Full when the goal is reached; the sentence beside it says the same."""
    return (
        f'<svg viewBox="0 0 {WIDTH} {TALL}" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="rail" width="{WIDTH}" height="{TALL}"/>'
        f'<rect class="done" width="{WIDTH * share:.1f}" height="{TALL}"/></svg>'
    )
