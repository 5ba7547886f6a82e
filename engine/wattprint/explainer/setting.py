"""A way to serve a model, as the physics of the default method sees it: what the levers pull at."""

from functools import reduce
from operator import mul
from typing import NamedTuple

from .. import serving
from ..facts import load
from ..records import Factor
from ..units import Quantity, spread

METHOD = "serving-2026"
WALL = (f"{METHOD}/server-per-accelerator", f"{METHOD}/idle-machines", "pue-hyperscale")
"""From the accelerators to the wall of the data centre."""

OWN_WALL = (f"{METHOD}/server-per-accelerator",)


class Setting(NamedTuple):
    """A model (parameters in billions), the machines that serve it, and what is asked of it."""

    kind: str
    total: float
    active: float
    bytes: float  # per weight
    accelerator: str
    batch: float
    prompt: float
    answer: float
    own: bool = False  # on the reader's own machine, one request at a time


def energy(setting: Setting) -> tuple[Quantity, tuple[Factor, ...]]:
    """Electricity of one request at the wall, with the interval of a known deployment, and the facts under it."""
    facts = load()
    wall = tuple(map(facts.factor, OWN_WALL if setting.own else WALL))
    fit = facts.factor(f"{METHOD}/interval-given-{setting.kind}")
    own = spread(_joules(setting), fit.quantity.down, fit.quantity.up, "J")
    return reduce(mul, (factor.quantity for factor in wall), own).to("Wh"), (fit, *wall)


def fits(setting: Setting) -> bool:
    """Whether the weights fit into one of these accelerators."""
    constants = load().method(METHOD)["fit"]["constants"]
    memory: float = load().compiled["accelerators"][setting.accelerator]["memory"]
    return bool(setting.total * setting.bytes <= memory * constants["usable_memory"])


def _joules(setting: Setting) -> float:
    fit, accelerators = load().method(METHOD)["fit"], load().compiled["accelerators"]
    constants, one = fit["constants"], accelerators[setting.accelerator]
    model = serving.shape(setting.kind, setting.total, setting.active, fit["shape"], constants["giga"])
    devices = 1 if setting.own else serving.sized(model, one, setting.bytes, fit)
    served = serving.serve(one, devices, setting.batch, setting.bytes, constants)
    rates = serving.rates(serving.terms(model, served, constants), fit["coefficients"])
    return serving.energy(serving.work(setting.prompt, setting.answer, 0, constants), rates)
