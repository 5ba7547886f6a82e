"""One's chatbot days: what the extension counted, as totals that can be kept, and as the views that show them.

    made = days(events, ["2026-11-22"])          # per day: rows by chatbot and model; kept by the extension
    popup(View(made, today="2026-11-22"), wording)

Events come in, totals of days go out and come back; a year of totals is drawn in a fraction of a second, while its
events would take a minute.
"""

from .card import card
from .dashboard import dashboard
from .entries import entries
from .ledger import days
from .line import line
from .popup import popup
from .view import View, view

__all__ = ["View", "card", "dashboard", "days", "entries", "line", "popup", "view"]
