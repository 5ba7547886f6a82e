"""What a reader has chosen: flat text, as an address holds it, checked and completed.

A value that cannot be is refused with its field, what was found and what is allowed; a count that is not given is
the usual one of the kind of request.
"""

from collections.abc import Callable, Mapping
from math import isfinite, isnan, nan
from typing import Any, NamedTuple

from ..equivalents import names
from ..facts import load
from ..methods import DEFAULT, METHODS
from ..records import BOUNDARIES, MOST_TOKENS, Refused, Request
from ..wording import Wording
from .count import Count, end, parsed, plain
from .kinds import A_DAY, COUNTS, KINDS, usual

MOST_A_DAY = 1_000_000
"""The requests of a whole company; a country's are for the report."""

MOST_IMAGES = 1_000
MOST_COMPARED = 6  # beside the first: more rows are a table, not a comparison
MOST_THINGS = 8
LONGEST = 200  # characters of a name

CHATBOTS = ("claude", "gemini", "le-chat")
"""Beside the chatbot that was chosen, until the reader chooses others."""

THINGS = ("led-hour", "petrol-car-km", "water-glass")
"""What a request is compared with, until the reader chooses others."""


class State(NamedTuple):
    """A request as the calculator asks for it. "" is the default of a place: the provider's, or nowhere."""

    model: str = "chatgpt"
    kind: str = "short"
    input: float = 0
    output: float = 0
    reasoning: float = 0
    images: float = 0
    day: float = 0
    zone: str = ""
    reader: str = ""
    boundary: str = "hardware"
    method: str = DEFAULT
    compare: tuple[str, ...] = CHATBOTS
    things: tuple[str, ...] = THINGS

    @property
    def counts(self) -> dict[str, float]:
        """The counts by name."""
        return {name: getattr(self, name) for name in COUNTS}

    @property
    def ranges(self) -> bool:
        """Whether a count is known within a range only."""
        return any(isinstance(count, Count) for count in self.counts.values())

    def request(self, model: str = "", of: str = "") -> Request:
        """The request, or the same to another model; with its counts at their "low" or "high" end."""
        counts = (end(count, of) if of else float(count) for count in self.counts.values())
        read, written, thought, images = counts
        return Request(
            model or self.model, read, 0, written, thought, images,
            zone=self.zone or None, reader=self.reader or None, boundary=self.boundary, method=self.method,
        )  # fmt: skip


def read(given: Mapping[str, str], wording: Wording) -> State:
    """The state that this text says. Raises Refused for the first field that cannot be."""
    for key, value in given.items():
        if key not in State._fields:
            raise _refused("key", "address", key, ", ".join(State._fields), wording)
        if not isinstance(value, str):
            raise _refused("label", key, value, "a text", wording)
    kind = given.get("kind", State().kind)
    if kind not in KINDS:
        raise _refused("key", "kind", kind, ", ".join(KINDS), wording)
    before: dict[str, Any] = start(kind, given.get("reader", ""))._asdict()
    after: dict[str, Any] = {key: READERS[key](key, value, wording) for key, value in given.items()}
    return State(**{**before, **after})


def start(kind: str, reader: str = "") -> State:
    """The default state of a kind of request; who names their country counts their own device, too."""
    day = load().factor(A_DAY).quantity.median
    boundary = BOUNDARIES[-1] if reader.strip() else State().boundary
    return State(kind=kind, **usual(kind), day=day, boundary=boundary)  # type: ignore[arg-type]


def written(state: State) -> dict[str, str]:
    """The whole state as text."""
    return {key: _text(value) for key, value in state._asdict().items()}


def changed(state: State) -> dict[str, str]:
    """What differs from the default, in the order of the fields: the address of this state."""
    usually = {**written(start(state.kind, state.reader)), "kind": State().kind}
    return {key: value for key, value in written(state).items() if value != usually[key]}


def _text(value: str | float | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    return value if isinstance(value, str) else plain(value)


def _refused(kind: str, field: str, found: object, allowed: str, wording: Wording) -> Refused:
    return Refused(kind, field, found, allowed, wording.say(f"fields.{field}"))


def _count(most: int) -> Callable[[str, str, Wording], float]:
    def count(field: str, value: str, wording: Wording) -> float:
        try:
            found = parsed(value) if len(value) <= LONGEST and "_" not in value else nan
        except ValueError:
            found = nan
        highest = end(found, "high")
        if not (isfinite(found) and found >= 0 and highest <= most):
            large = isfinite(highest) and highest > most
            said = plain(highest) if large else value if isnan(found) else int(found) if found.is_integer() else found
            raise _refused("large" if large else "count", field, said, f"a number from 0 to {most:,}", wording)
        return found if isinstance(found, Count) else found + 0.0  # no minus zero

    return count


def _model(field: str, value: str, wording: Wording) -> str:
    """A chatbot or a model by its id where the name is known, else as it was written."""
    name = " ".join(value.split())
    if not 0 < len(name) <= LONGEST:
        raise _refused("model", field, name, f"a name of 1 to {LONGEST} characters", wording)
    match = load().model(name)
    sort, _, about = match.note.partition(":")
    if sort == "product":
        return about.partition(":")[0]
    return match.model.id if match.exact and match.model.id in load().compiled["models"] else name


def _zone(field: str, value: str, wording: Wording) -> str:
    if not value.strip():
        return ""
    try:
        return load().zone(value, field)
    except Refused as error:
        raise _refused("place", field, error.found, error.allowed, wording) from None


def _one_of(allowed: tuple[str, ...], kind: str) -> Callable[[str, str, Wording], str]:
    def one(field: str, value: str, wording: Wording) -> str:
        if value not in allowed:
            raise _refused(kind, field, value, ", ".join(allowed), wording)
        return value

    return one


def _models(field: str, value: str, wording: Wording) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(_model(field, name, wording) for name in value.split(",") if name.strip()))
    if len(found) > MOST_COMPARED:
        raise _refused("most", field, len(found), str(MOST_COMPARED), wording)
    return found


def _things(field: str, value: str, wording: Wording) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(id.strip() for id in value.split(",") if id.strip()))
    known = names()
    for id in found:
        if id not in known:
            raise _refused("key", field, id, ", ".join(known), wording)
    if len(found) > MOST_THINGS:
        raise _refused("most", field, len(found), str(MOST_THINGS), wording)
    return found


READERS: dict[str, Callable[[str, str, Wording], object]] = {
    "model": _model,
    "kind": _one_of(tuple(KINDS), "key"),
    "input": _count(MOST_TOKENS),
    "output": _count(MOST_TOKENS),
    "reasoning": _count(MOST_TOKENS),
    "images": _count(MOST_IMAGES),
    "day": _count(MOST_A_DAY),
    "zone": _zone,
    "reader": _zone,
    "boundary": _one_of(BOUNDARIES, "boundary"),
    "method": _one_of(tuple(METHODS), "method"),
    "compare": _models,
    "things": _things,
}
