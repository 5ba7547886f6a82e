"""The nouns of the engine: what goes in, what comes out, and the facts in between."""

from typing import NamedTuple

from .units import Quantity

BOUNDARIES = ("serving", "hardware", "training", "device")
"""What an estimate includes, each one all that stand before it:

serving   accelerators, host, idle machines, cooling (PUE)
hardware  a share of making the servers (embodied GWP, ADPe, primary energy)
training  a share of training the model
device    the network and the reader's own device
"""

CRITERIA = {"energy": "Wh", "carbon": "g", "water": "mL", "primary_energy": "kJ", "minerals": "mg Sb eq"}
"""The five criteria and the unit each is given in: electricity used, GWP 100 (CO2e), water consumed,
primary energy, abiotic depletion of elements (ADPe, antimony equivalents)."""


RESULTS = {**CRITERIA, "google_searches": "count"}
"""What every estimate answers: the criteria, and how many Google searches take the same energy."""

MOST_TOKENS = 10_000_000
"""More than the longest context window that a vendor has published: beyond it, a count is a mistake."""


class Refused(ValueError):
    """Bad input: which `field`, what was `found`, what is `allowed`. `kind` names the sentence in `wording`;
    `label` is what people call the field, where they read another name for it."""

    def __init__(self, kind: str, field: str, found: object, allowed: str, label: str = ""):
        self.kind, self.field, self.found, self.allowed, self.label = kind, field, found, allowed, label
        super().__init__(f"{field}: found {found!r}; allowed: {allowed}")


class Source(NamedTuple):
    """A publication. `licence` says what allows us to carry its figures, `attribution` the line that it asks for, and
    `elsewhere` where to find one that has no address."""

    id: str
    title: str
    publisher: str
    url: str
    date: str
    licence: str
    attribution: str = ""
    elsewhere: str = ""


class Factor(NamedTuple):
    """A fact: a quantity, the publications it comes from, the place in them, and who checked it when."""

    id: str
    quantity: Quantity
    sources: tuple[Source, ...]
    where: str
    checked: str
    label: dict[str, str]
    note: str = ""
    quartiles: bool = False  # low and high hold half of the cases, not nine in ten


class Architecture(NamedTuple):
    """What the physics needs to know of a model; parameters in billions, `None` where nothing is sourced."""

    kind: str  # "dense", "moe" or "hybrid"
    total: Quantity
    active: Quantity
    layers: int | None = None
    width: int | None = None
    heads: int | None = None
    kv_heads: int | None = None
    head_size: int | None = None
    experts: int | None = None
    experts_per_token: int | None = None
    bits: float | None = None


class Model(NamedTuple):
    """A model that can be estimated. `basis` says how its size is known: "disclosed", "estimate"..."""

    id: str
    name: str
    maker: str
    provider: str
    released: str
    architecture: Architecture
    basis: str
    sources: tuple[Source, ...]
    note: str = ""


class Match(NamedTuple):
    """The model found for a label seen somewhere. `exact` is False for a proxy; `note` says why. `unlisted`: the
    label names no model and no chatbot that is known, so that one of the `suggestions` of `facts` may be meant."""

    model: Model
    asked: str
    exact: bool
    note: str
    unlisted: bool = False


class Request(NamedTuple):
    """One chat request: the functional unit of the engine.

    Tokens are counts. `input_tokens` are those read afresh (prefill), `cached_tokens` those re-read from
    a prompt cache, `reasoning_tokens` are decoded before the `output_tokens` that are shown.
    `zone` is where the data centre stands (ISO 3166-1 alpha-3; None: the provider's region), `reader`
    where the reader's own device draws its electricity. `date` is ISO 8601; `grid` names a publisher's
    edition of the carbon intensity. `on` names the accelerator of the reader's own machine ("RTX 4090") when
    the model runs there, one request at a time, instead of in a data centre.
    """

    model: str
    input_tokens: float = 0
    cached_tokens: float = 0
    output_tokens: float = 0
    reasoning_tokens: float = 0
    images: float = 0
    searches: float = 0
    zone: str | None = None
    reader: str | None = None
    grid: str | None = None
    date: str | None = None
    boundary: str = "hardware"
    method: str | None = None
    on: str | None = None


class Work(NamedTuple):
    """What a request asks of the servers. Every method is linear in these drivers, which is what lets
    `table` and `batch` apply a method to many requests as a few products.

    prefill    input tokens computed
    attention  pairs of tokens attended to during prefill: input x (cached + input / 2)
    cached     tokens whose keys and values are loaded from a prompt cache
    decode     tokens generated, reasoning included
    context    pairs of tokens attended to during decoding: decode x (cached + input + decode / 2)
    shown      tokens that reach the reader
    """

    requests: float = 1
    prefill: float = 0
    attention: float = 0
    cached: float = 0
    decode: float = 0
    context: float = 0
    shown: float = 0
    images: float = 0
    searches: float = 0


DRIVERS = Work._fields


class Rate(NamedTuple):
    """What one unit of a driver of `Work` takes of a criterion (in the unit of `CRITERIA`), at which step."""

    step: str
    criterion: str
    driver: str
    quantity: Quantity
    factors: tuple[Factor, ...] = ()


class Step(NamedTuple):
    """One line of the working: a named result and the factors it was computed with."""

    id: str
    result: Quantity
    factors: tuple[Factor, ...] = ()


class Estimate(NamedTuple):
    """The answer: five criteria and Google searches, each with its 90 % interval, and the working."""

    request: Request
    match: Match
    method: str
    zone: str
    boundary: str
    energy: Quantity
    carbon: Quantity
    water: Quantity
    primary_energy: Quantity
    minerals: Quantity
    google_searches: Quantity
    steps: tuple[Step, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The publications under the numbers, in the order of the working, each once."""
        factors = {factor.id: factor for step in self.steps for factor in step.factors}
        return tuple({source.id: source for factor in factors.values() for source in factor.sources}.values())

    @property
    def results(self) -> dict[str, Quantity]:
        """The answer by name, in the order of `RESULTS`."""
        return {name: getattr(self, name) for name in RESULTS}


class UsageEvent(NamedTuple):
    """One answer of a chatbot, as the extension and the importers count it: numbers, never text.

    `conversation` is a salted hash, `parent` is `context.link` of it and of the id of the answer before.
    `prompt`, `answer`, `reasoning` and `attachments` are counts by character class, or None when the length
    is unknown; `tokens` (input, cached, output, reasoning) wins over them where a log gives exact counts.
    `at` is UTC, `offset` the reader's minutes east of it.
    """

    id: str
    site: str
    kind: str
    at: str
    offset: int = 0
    model: str | None = None
    conversation: str | None = None
    parent: str | None = None
    prompt: dict[str, int] | None = None
    answer: dict[str, int] | None = None
    reasoning: dict[str, int] | None = None
    attachments: dict[str, int] | None = None
    tokens: dict[str, int] | None = None
    images: int = 0
    tools: int = 0
