"""The small line near an answer: what it took, by the extension's count."""

from collections.abc import Iterable

from ..records import UsageEvent
from ..tally import costed
from ..wording import Wording
from .pieces import words


def line(
    events: Iterable[UsageEvent],
    id: str,
    wording: Wording,
    *,
    zone: str | None = None,
    reader: str | None = None,
    boundary: str = "hardware",
    method: str | None = None,
) -> str:
    """The line of the event `id`; the others are the conversation that it read again. "" where it is not."""
    for event, counted, cost in costed(events, zone=zone, reader=reader, boundary=boundary, method=method):
        if event.id == id:
            key = "line_unknown" if counted.unknown else "line"
            results = cost.results
            return words(wording).say(
                f"day.{key}", energy=results["energy"], carbon=wording.quantity(results["carbon"]),
                searches=wording.quantity(results["google_searches"]),
            )  # fmt: skip
    return ""
