"""pydantic models of every file in data/: strict, an unknown key is an error.

Read at build time, in tests and when something foreign is imported; never on the way from a request
to an estimate.
"""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")]
Text = Annotated[str, Field(min_length=1)]
Number = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Day = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="year, month or day")]


class Strict(BaseModel):
    """Base of all: no unknown key, no coercion."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Bounded(Strict):
    """A median with its 90 % interval, or with the published range."""

    median: Number
    low: Number
    high: Number

    @model_validator(mode="after")
    def ordered(self) -> Self:
        if not self.low <= self.median <= self.high:
            raise ValueError(f"low <= median <= high does not hold: {self.low}, {self.median}, {self.high}")
        return self


class Label(Strict):
    """The same few words in both languages."""

    fr: Text
    en: Text


class Source(Strict):
    """data/sources/<id>.toml: one publication."""

    title: Text
    publisher: Text
    url: Annotated[str, Field(pattern=r"^(https?://\S+|)$")]
    date: Annotated[str, Field(description="as precise as the publication says")]
    licence: Text
    attribution: Annotated[str, Field(description="the line that the licence asks to show with the data")] = ""
    elsewhere: Annotated[str, Field(description="without a url: why, and where to find it")] = ""

    @model_validator(mode="after")
    def found(self) -> Self:
        if bool(self.url) == bool(self.elsewhere):
            raise ValueError("a source has a `url`, or `elsewhere` says why not and where to find it")
        return self


class Sourced(Strict):
    """What every fact carries: where it was read, and the day someone last checked it."""

    source: Annotated[list[Id], Field(min_length=1)]
    where: Annotated[Text, Field(description="the place in the source: page, table, key, or the arithmetic")]
    checked: date
    check: Literal["dataset", "page-text", "secondary", "derived"]
    note: str = ""


class Fact(Sourced, Bounded):
    """One entry of data/factors/<subject>.toml."""

    label: Label
    unit: Text
    year: int | None = None
    place: str = "world"
    quartiles: Annotated[bool, Field(description="low and high are quartiles: half of the cases, not nine in ten")] = (
        False
    )
    accounting: Literal["location-based", "market-based", "none"] = "none"


class Range(Bounded):
    """A number of parameters, in billions; all equal where it is disclosed."""


class Architecture(Strict):
    """Public config facts; left out where nothing is sourced."""

    kind: Literal["dense", "moe", "hybrid"]
    total: Range
    active: Range
    layers: int | None = None
    width: int | None = None
    heads: int | None = None
    kv_heads: int | None = None
    head_size: int | None = None
    experts: int | None = None
    experts_per_token: int | None = None
    bits: Annotated[float | None, Field(description="bits per weight as released")] = None


class Model(Sourced):
    """data/models/<maker>/<id>.toml: one chat model; the file name is its id."""

    name: Text
    provider: Annotated[Id, Field(description="who serves it by default: a key of data/providers.toml")]
    released: Day
    released_basis: str = ""
    open_weights: bool
    reasoning: bool = False
    aliases: list[Text] = []
    basis: Literal["disclosed", "derived-from-config", "estimate", "proxy", "family"]
    architecture: Annotated[Architecture | None, Field(description="absent: sized by its family")] = None


class Provider(Strict):
    """One entry of data/providers.toml: where a provider serves from and how efficient its halls are."""

    name: Text
    zone: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    zone_source: Annotated[list[Id], Field(min_length=1)]
    zone_where: Text
    pue: Annotated[Id, Field(description="a fact of data/factors/datacentres.toml")]
    wue: Annotated[Id, Field(description="a fact of data/factors/datacentres.toml")]
    fleet: Annotated[bool, Field(description="shared by so many users that its machines stay busy")]


class Product(Strict):
    """One entry of data/products.toml: the label of a chatbot, and the model that it ran, since when."""

    since: Day
    model: Id
    source: Annotated[list[Id], Field(min_length=1)]
    where: Text


class Zone(Strict):
    """One entry of data/zones.toml: ISO 3166-1 alpha-3 (or WOR), its alpha-2 and names."""

    iso2: str
    name: Label


class Grid(Sourced):
    """data/grids/<publisher>-<year>.toml, beside the CSV of the same name (zone,median,low,high,note)."""

    publisher: Text
    year: int
    label: Label
    quantity: Literal["carbon", "water", "primary_energy", "minerals"]
    unit: Text
    scope: Label
    accounting: Literal["location-based"]
    default: bool = False


class Equivalent(Sourced, Bounded):
    """One entry of data/equivalents.toml: what one unit of an everyday thing takes."""

    label: Annotated[Label, Field(description="one of it")]
    many: Annotated[Label, Field(description="several of it")]
    criterion: Literal["energy", "carbon", "water"]
    unit: Text


class Anchor(Strict):
    """A published figure that the default method is held against, and the request that comes nearest."""

    fact: Annotated[Id, Field(description="the fact that states the figure")]
    criterion: Literal["energy", "carbon", "water", "minerals"]
    request: dict[str, str | int]
    assumed: Label


class Accuracy(Strict):
    """data/accuracy.toml: anchors, never targets."""

    disclosure: list[Anchor]
    typical: Annotated[list[Anchor], Field(description="per token, accelerators only")]


class Port(Strict):
    """Which version of someone's method was ported, and what differs on purpose."""

    version: Text
    date: Day
    differences: list[Label] = []


class Accelerator(Sourced):
    """One entry of data/accelerators.toml: a chip that serves models."""

    name: Text
    match: Annotated[list[Text], Field(description="words by which a label names it; the longest wins")]
    tdp: Annotated[float, Field(gt=0, description="thermal design power, W")]
    bandwidth: Annotated[float, Field(gt=0, description="of its memory, GB/s")]
    memory: Annotated[float, Field(gt=0, description="GB")]
    flops16: Annotated[float, Field(gt=0, description="dense peak at 16 bits, TFLOP/s")]


class Method(Strict):
    """data/methods/<id>.toml: the numbers of one method, and the notes of its port.

    `facts` are single figures with their places; `fit` holds what `engine/calibration` wrote.
    """

    source: Annotated[list[Id], Field(min_length=1)]
    checked: date
    port: Port | None = None
    facts: dict[Id, Fact] = {}
    fit: dict[str, Any] = {}


Class = Literal[
    "vowel", "consonant", "rare", "capital", "umlaut", "accent", "extended", "vietnamese", "russian", "cyrillic",
    "arabic", "script", "hangul", "han", "kana", "digit", "space", "newline", "backslash", "mark", "emoji", "symbol",
]  # fmt: skip
Transition = Literal["word", "ending", "double", "group", "sign"]
"""What may be counted of a text; a test holds both to data/tokens.toml."""


class Counted(Strict):
    """One character class, or one transition between characters, of data/tokens.toml."""

    name: Class | Transition
    tokens: Annotated[Number, Field(description="what one of it is worth")]
    spread: Annotated[Number, Field(description="log-distance of the 90 % interval")]
    run: Annotated[str | None, Field(description="adjacent characters of one run continue it")] = None
    ranges: Annotated[list[list[int]] | None, Field(description="first and last code point of each range")] = None
    when: Literal["start", "end", "double"] | None = None
    of: list[Class] | None = None
    start: int | None = None
    every: int | None = None
    longer: int | None = None


class Score(Strict):
    """How the token rule did on a language, on sources left out of the fit; shares, not per cent."""

    language: Text
    sources: int
    passages: int
    bias: float
    technical: float | None = None
    general: float | None = None
    coverage: float
    quarter_rule: float


class Tokens(Sourced):
    """data/tokens.toml: counts of characters -> tokens, written by engine/calibration/tokens."""

    label: Label
    unit: Text
    grain: Number
    rest: Class
    kinds: Annotated[list[Counted], Field(alias="class")]
    event: list[Counted]
    score: list[Score]


FACT = r"^(lecture/)?[a-z0-9]+([.-][a-z0-9]+)*$"
FactId = Annotated[str, Field(pattern=FACT)]
"""A fact of data/factors, or "lecture/..." of data/lecture/facts.toml."""


AnswerId = Annotated[str, Field(pattern=FACT[:-1] + "( / " + FACT[1:-1] + ")?$")]
"""A fact, or the ratio of two: "lecture/llama-3-training-tokens / lecture/gpt-3-wikipedia"."""


class Series(Strict):
    """One entry of data/lecture/series.toml: the facts that one figure of the site shows, in its order."""

    label: Label
    facts: Annotated[list[FactId], Field(min_length=1)]


class Claim(Strict):
    """One entry of data/lecture/claims.toml: what the lecture said, and what holds today."""

    said: Annotated[Label, Field(description="the claim, in our words")]
    part: Literal["measuring", "orders", "learning", "cost", "levers", "conclusions"]
    verdict: Literal["right", "right-order", "outdated", "wrong", "simplification", "unverifiable", "lost"]
    page: Annotated[Id, Field(description="the page of the site that tells it")]
    then: Annotated[list[Number], Field(description="the numbers of the lecture")] = []
    unit: Annotated[Text | None, Field(description="of these numbers")] = None
    origin: Annotated[Label | None, Field(description="where the lecture had it from")] = None
    today: Annotated[
        list[AnswerId], Field(description="the same things today, number for number where `then` has any")
    ] = []
    more: Annotated[list[FactId], Field(description="facts to read beside them")] = []
    why: Annotated[Label, Field(description="why it holds, or no longer does")]

    @model_validator(mode="after")
    def measured(self) -> Self:
        if bool(self.then) != (self.unit is not None):
            raise ValueError("`then` and `unit` come together")
        return self


Count = Annotated[int, Field(ge=0, le=10_000_000)]
Characters = Annotated[
    dict[Class | Transition, Annotated[int, Field(ge=0, le=100_000_000)]], Field(description="by class")
]
Words = Annotated[str, Field(min_length=1, max_length=200)]
Minutes = Annotated[int, Field(ge=-840, le=840, description="the reader's clock, minutes east of UTC")]


class Event(Strict):
    """One line of EVENTS.jsonl: one answer of a chatbot, as numbers; the text never leaves the page."""

    id: Words
    site: Annotated[Words, Field(description="host name of the chatbot, or the name of the program")]
    kind: Literal["text", "image", "voice", "video", "research", "other"]
    at: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z$", description="UTC")]
    offset: Minutes = 0
    model: Annotated[Words | None, Field(description="as resolved by the stream")] = None
    conversation: Annotated[Words | None, Field(description="a salted hash")] = None
    parent: Annotated[Words | None, Field(description="a salted hash")] = None
    prompt: Characters | None = None
    answer: Annotated[Characters | None, Field(description="None: the length is unknown")] = None
    reasoning: Characters | None = None
    attachments: Characters | None = None
    tokens: Annotated[
        dict[Literal["input", "cached", "output", "reasoning"], Count] | None,
        Field(description="exact counts, where a log gives them; they win over the characters"),
    ] = None
    images: Count = 0
    tools: Count = 0


FILES: dict[str, type[BaseModel]] = {
    "accelerator": Accelerator,
    "accuracy": Accuracy,
    "claim": Claim,
    "equivalent": Equivalent,
    "event": Event,
    "fact": Fact,
    "grid": Grid,
    "method": Method,
    "model": Model,
    "product": Product,
    "provider": Provider,
    "series": Series,
    "source": Source,
    "tokens": Tokens,
    "zone": Zone,
}
"""What is published as JSON Schema, by name."""
