"""Wattprint: what a chatbot request costs in electricity, CO2e, water and Google searches.

    import wattprint
    wattprint.estimate("gpt-4o", input_tokens=300, output_tokens=400, zone="FRA").energy.median

Every answer carries its 90 % interval, its working (`.steps`) and its sources. Standard library only.
"""

from .compare import compare
from .estimate import estimate
from .methods import METHODS
from .records import Estimate, Refused, Request, UsageEvent
from .table import table
from .tally import tally
from .units import Quantity
from .version import __version__


def _drawn(estimate: Estimate) -> str:
    from .report import estimate_html  # notebooks only: drawing is not on the way to a number

    return estimate_html(estimate)


# A record knows nothing of drawing; whoever imports the package may ask it to draw itself.
Estimate._repr_html_ = _drawn  # type: ignore[attr-defined]

__all__ = [
    "METHODS",
    "Estimate",
    "Quantity",
    "Refused",
    "Request",
    "UsageEvent",
    "__version__",
    "compare",
    "estimate",
    "table",
    "tally",
]
