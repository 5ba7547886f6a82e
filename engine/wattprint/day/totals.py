"""The totals of days as a table for a spreadsheet: a line a day, chatbot and model."""

import csv
import io
from collections.abc import Mapping

from ..records import RESULTS
from ..wording.spreadsheet import inert
from .rows import Day

ENDS = ("median", "low", "high")
COUNTS = ("requests", "unknown", "searches", "images")


def totals(days: Mapping[str, Day]) -> str:
    """CSV; each result has its unit in its name, and its 90 % interval."""
    text = io.StringIO()
    lines = csv.writer(text)
    heads = [f"{name}_{end}_{unit}" for name, unit in RESULTS.items() for end in ENDS]
    lines.writerow(["day", "site", "model", *COUNTS, *heads])
    for day, found in days.items():
        for row in found.rows:
            numbers = [f"{getattr(row.results[name], end):.7g}" for name in RESULTS for end in ENDS]
            counts = [getattr(row, name) for name in COUNTS]
            lines.writerow([day, inert(row.site), inert(row.model), *counts, *numbers])
    return text.getvalue()
