"""Ours: the physics of a serving cluster, calibrated on published measurements (see `serving`, engine/calibration).

Nobody outside knows the deployment, so the accelerators' energy is the centre of a prior over deployments, its
interval calibrated on model families held out of the fit, wider where the size of the model is a range. Then
the rest of the server, the machines that wait, and the PUE lead to the wall of the data centre.
"""

from collections.abc import Callable, Mapping
from functools import reduce
from math import hypot, log
from operator import mul
from typing import Any

from .. import serving
from ..facts import Facts
from ..records import CRITERIA, Architecture, Factor, Match, Rate, Refused
from ..units import Quantity, spread
from .base import STEPS, Method

PARAMETERS = "Gparameter"
_LOCAL = "q4_k"  # what the common local runners fetch when nobody says


class Serving(Method):
    """Energy per unit of every driver of text; images and searches are `attached`."""

    id = "serving-2026"

    def rates(self, match: Match, zone: str, facts: Facts) -> tuple[Rate, ...]:  # noqa: ARG002 - same in every zone
        """Accelerators (prior over deployments) x whole server x waiting machines x PUE, and x real load where a
        provider is not known to pool the requests of many users."""
        fit, accelerators = facts.method(self.id)["fit"], facts.compiled["accelerators"]
        weight = _released(match.model.architecture, fit)

        def joules(model: serving.Shape) -> dict[str, float]:
            return serving.typical(model, weight, accelerators, fit)

        provider = facts.provider(match.model.provider)
        beyond = ("server-per-accelerator", "idle-machines", *(() if provider["fleet"] else ("load",)))
        return self._rates(match, joules, "interval-blind", beyond, (facts.factor(provider["pue"]),), facts)

    def own(self, match: Match, on: str, facts: Facts) -> tuple[Rate, ...]:
        """The reader's own accelerator, one request at a time, weights at about four bits, x whole machine.

        Raises Refused for an accelerator that is unknown or whose memory the weights do not fit.
        """
        fit = facts.method(self.id)["fit"]
        accelerator, power = facts.accelerator(on)
        weight = min(fit["precisions"][_LOCAL], _released(match.model.architecture, fit))
        memory = accelerator["memory"] * fit["constants"]["giga"] * fit["constants"]["usable_memory"]
        if _shape(match.model.architecture, "median", fit).total * weight > memory:
            raise Refused(
                "too_large", "on", accelerator["name"], f"a model whose weights fit into {accelerator['memory']:g} GB"
            )

        def joules(model: serving.Shape) -> dict[str, float]:
            served = serving.serve(accelerator, 1, 1, weight, fit["constants"])
            return serving.rates(serving.terms(model, served, fit["constants"]), fit["coefficients"])

        return self._rates(
            match,
            joules,
            f"interval-given-{match.model.architecture.kind}",
            ("server-per-accelerator",),
            (power,),
            facts,
        )

    def _rates(
        self,
        match: Match,
        joules: Callable[[serving.Shape], dict[str, float]],
        interval: str,
        beyond: tuple[str, ...],
        more: tuple[Factor, ...],
        facts: Facts,
    ) -> tuple[Rate, ...]:
        """Joules of the accelerators by driver, with the interval of the method and of the model's size; then
        the factors that lead from the accelerators to the wall."""
        model, fit = match.model.architecture, facts.method(self.id)["fit"]
        middle, smaller, larger = (joules(_shape(model, end, fit)) for end in ("median", "low", "high"))
        calibrated, *own = (facts.factor(f"{self.id}/{name}") for name in (interval, *beyond))
        down = hypot(calibrated.quantity.down, log(middle["decode"] / smaller["decode"]))
        up = hypot(calibrated.quantity.up, log(larger["decode"] / middle["decode"]))
        used = (_size(match, facts), calibrated, *own, *more)
        wall = reduce(mul, (factor.quantity for factor in used[2:] if factor.quantity.unit == "1"), Quantity(1))
        centre = calibrated.quantity.median  # 1, unless someone asks: what if?
        return tuple(
            Rate(
                STEPS[driver],
                "energy",
                driver,
                (spread(centre * each, down, up, "J") * wall).to(CRITERIA["energy"]),
                used,
            )
            for driver, each in middle.items()
        )


def _shape(model: Architecture, end: str, fit: Mapping[str, Any]) -> serving.Shape:
    """The model at the "median", "low" or "high" of its parameters, its layers and cache by the fitted rule."""
    total, active = getattr(model.total, end), getattr(model.active, end)
    return serving.shape(model.kind, max(total, active), active, fit["shape"], fit["constants"]["giga"])


def _released(model: Architecture, fit: Mapping[str, Any]) -> float:
    """Bytes per weight: as the model was released, else 16 bits."""
    full: float = fit["constants"]["full_bytes"]
    return full if model.bits is None else model.bits / fit["constants"]["bits_per_byte"]


def _size(match: Match, facts: Facts) -> Factor:
    """The parameters at work for each token, as a factor with the sources of the model."""
    model = match.model
    entry = facts.compiled["models"].get(model.id, {})
    return Factor(
        id=f"model/{model.id}",
        quantity=Quantity(
            model.architecture.active.median, model.architecture.active.low, model.architecture.active.high, PARAMETERS
        ),
        sources=model.sources,
        where=entry.get("where", match.note),
        checked=entry.get("checked", ""),
        label={"fr": model.name, "en": model.name},
        note=model.note,
    )


METHOD = Serving()
