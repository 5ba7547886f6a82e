"""An estimate as a page uses it: every criterion as a value, linked to the page of its method."""

from collections.abc import Mapping

from wattprint.facts import load
from wattprint.records import RESULTS, Estimate
from wattprint.report import sums
from wattprint.units import Quantity
from wattprint.wording import Wording

from .content import Page
from .errors import Unknown
from .holder import Holder
from .values import Value

COUNTED = {
    "input": "input_tokens",
    "cached": "cached_tokens",
    "reasoning": "reasoning_tokens",
    "output": "output_tokens",
}
ONE_YEAR = Quantity(1, unit="yr")


class Estimated:
    """`.energy`, `.carbon`... of one request, or of so many `a_day`, all year: a sum, whose bounds add."""

    def __init__(
        self, made: Estimate, wording: Wording, holder: Holder, pages: Mapping[str, Page], a_day: float = 0
    ) -> None:
        self._made, self._wording, self._holder, self._a_day = made, wording, holder, a_day
        self._href = f"method-{made.method}.html" if f"method-{made.method}" in pages else "sources.html"

    def __getattr__(self, name: str) -> Value:
        if name not in self._made.results:
            raise Unknown("criterion", name, self._made.results)
        found: Quantity = self._made.results[name]
        if self._a_day:
            found = (found * Quantity(self._a_day, unit="1/d") * ONE_YEAR).to(RESULTS.get(name, found.unit))
        return Value(found, (), self._wording, self._holder, href=self._href, title=self._title)

    @property
    def sums(self) -> str:
        """The results in large figures, each with its interval (a block)."""
        return self._holder.block(f'<div class="deep sheet">{sums(self._made.results, self._wording)}</div>')

    @property
    def model(self) -> str:
        """The name of the model that answers."""
        return self._holder.text(self._made.match.model.name)

    @property
    def zone(self) -> str:
        """Where it is served from."""
        return self._holder.text(load().compiled["zones"][self._made.zone]["name"][self._wording.lang])

    @property
    def _title(self) -> str:
        request = self._made.request
        said = [
            self._wording.say(f"report.tokens_{name}", n=getattr(request, field))
            for name, field in COUNTED.items()
            if getattr(request, field)
        ]
        if request.images:
            said.append(self._wording.say("report.images", n=request.images))
        return self._wording.say(
            "site.estimated", model=self._made.match.model.name, counts=", ".join(said),
            method=self._wording.name("methods", self._made.method),
            zone=load().compiled["zones"][self._made.zone]["name"][self._wording.lang],
        )  # fmt: skip
