"""How sure are we: the default method against published figures and typical measured values, and its scores.

The anchors are in data/accuracy.toml; nothing is fitted on them. The scores are those that the calibration
wrote beside its coefficients, every one out of fold.
"""

from typing import Any, NamedTuple

from .estimate import of
from .facts import load
from .methods import DEFAULT
from .predict import predict_rows
from .records import Factor, Refused, Request
from .units import Quantity

PEER = "ecologits-0.11.3"
SECTIONS = (
    "headline", "blind", "typical-blind", "older-stack", "known-input", "by-rate", "server", "video", "image",
)  # fmt: skip


class Anchor(NamedTuple):
    """A published figure, what the default method says of the nearest request, and what EcoLogits says of it
    (None where it does not know the model). `assumed` tells, by language, what was not published."""

    kind: str
    published: Factor
    assumed: dict[str, str]
    ours: Quantity
    peer: Quantity | None

    @property
    def factor(self) -> float:
        """How many times too high or too low our median is (>= 1)."""
        return _apart(self.ours, self.published.quantity)

    @property
    def peer_factor(self) -> float | None:
        """The same for EcoLogits."""
        return _apart(self.peer, self.published.quantity) if self.peer else None

    @property
    def inside(self) -> bool:
        """Whether the published figure lies in our 90 % interval."""
        return _holds(self.ours, self.published.quantity)


def anchors() -> list[Anchor]:
    """Every anchor of data/accuracy.toml, disclosures first, then typical measured values."""
    entries = load().compiled["accuracy"]
    return [_disclosure(entry) for entry in entries["disclosure"]] + [_typical(entry) for entry in entries["typical"]]


def scores() -> dict[str, dict[str, float]]:
    """The out-of-fold scores of the default method by section of the measured table, families held out:
    rows, macro (error factor), bias, within-1.5, within-2, cover, width; `peer`: EcoLogits' error factor."""
    found = load().method(DEFAULT)["fit"]["scores"]
    peer = found["ecologits"]
    ours = found["by-family"]
    return {
        section: ours[section] | ({"peer": peer[section]["macro"]} if section in peer else {})
        for section in SECTIONS
        if section in ours
    }


def _disclosure(entry: dict[str, Any]) -> Anchor:
    request = Request(**entry["request"])
    return _anchor("disclosure", entry, of(request).results[entry["criterion"]], request)


def _typical(entry: dict[str, Any]) -> Anchor:
    """One token of a saturated accelerator, the deployment unknown: what `predict --blind` says of it."""
    request = Request(**entry["request"])
    facts = load()
    model = facts.model(request.model).model.architecture
    answer = facts.factor("typical-answer").quantity.median
    row = {
        "kind": "llm",
        "model": request.model,
        "arch": model.kind,
        "total_params_b": str(model.total.median),
        "active_params_b": str(model.active.median),
        "out_tokens": str(answer),
    }
    (found,) = predict_rows([row], True, facts.method(DEFAULT), facts.compiled["accelerators"], facts.released)
    if found.energy is None or found.low is None or found.high is None:
        raise Refused("model", "model", request.model, found.reason)
    ours = Quantity(found.energy, found.low, found.high, "Wh") / answer
    return _anchor("typical", entry, ours, request._replace(boundary="serving"))


def _anchor(kind: str, entry: dict[str, Any], ours: Quantity, request: Request) -> Anchor:
    published = load().factor(entry["fact"])
    try:
        peer = of(request._replace(method=PEER)).results[entry["criterion"]]
    except Refused:
        peer = None
    unit = published.quantity.unit
    return Anchor(kind, published, entry["assumed"], ours.to(unit), peer.to(unit) if peer else None)


def _apart(one: Quantity, other: Quantity) -> float:
    ratio = one.median / other.median
    return max(ratio, 1 / ratio)


def _holds(ours: Quantity, published: Quantity) -> bool:
    return ours.low <= published.median <= ours.high
