"""For notebooks and for the lab: figures from quantities, words in the language chosen, and the calculator.

from wattprint.notebook import Calculator, bars, say, show, speak
speak("fr")
show(bars({"court": court.energy, "long": long.energy}, title="Deux réponses"))
Calculator(model="gpt-4o", zone="FRA")
"""

from typing import Any

from .display import say, screen, show
from .pictures import Picture, bars, ranges, timeline
from .speech import speak, words

__all__ = ["Picture", "bars", "ranges", "say", "screen", "show", "speak", "timeline", "words"]


def __getattr__(name: str) -> Any:
    """`Calculator` needs `wattprint[notebook]`, which whoever only draws may lack."""
    if name == "Calculator":
        from .calculator import Calculator

        return Calculator
    raise AttributeError(name)
