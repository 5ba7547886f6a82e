"""A label seen on a screen, in a log or in an archive -> the model it names, or a flagged proxy.

`Match.note` is a key with its parameters, for `wording`: "" (known), "ecologits" (known to EcoLogits alone),
"product:<label>:<model id>" (a chatbot, taken for the model it runs by default), "proxy:variant:<model id>",
"proxy:size", "proxy:family:<line>", "proxy:catalogue".
"""

from collections.abc import Callable
from math import sqrt
from typing import TYPE_CHECKING, Any

from ..records import Architecture, Match, Model, Refused, Source
from ..units import Quantity
from . import proxies
from .index import index
from .labels import normalise, relaxed, sizes

if TYPE_CHECKING:
    from .store import Facts

__all__ = ["ECOLOGITS", "LONGEST", "find", "index", "normalise", "suggestions"]

ECOLOGITS = "ecologits-0.11.3"
LONGEST = 200
SUGGESTED = 3
REMEMBERED = 10_000
_HOSTS = {"google_genai": "google", "huggingface_hub": "huggingface", "mistralai": "mistral"}

_memory: dict[tuple[str, str | None], Match] = {}
_remembers: list[object] = []
_ecologits: dict[str, Any] = {}


def find(label: str, date: str | None, facts: "Facts", ecologits: Callable[[], Any] | None = None) -> Match:
    """The model that `label` names on `date` (ISO 8601, for chatbots whose model changed; None: the latest).

    `ecologits` gives EcoLogits' models.json, read when a name is not ours. Never fails on a name: an unknown
    one is a proxy. Raises Refused for an empty label or one of more than 200 characters.
    """
    if not (_remembers and _remembers[0] is facts):
        _memory.clear()
        _remembers[:] = [facts]
    found = _memory.get((label, date))
    if found is None:
        if not isinstance(label, str) or not 0 < len(label) <= LONGEST:
            raise Refused("model", "model", label, f"a name of 1 to {LONGEST} characters")
        if len(_memory) >= REMEMBERED:
            _memory.clear()
        found = _memory[label, date] = _look_up(label, date, facts, ecologits or _verbatim)
    return found


def _look_up(label: str, date: str | None, facts: "Facts", ecologits: Callable[[], Any]) -> Match:
    compiled = facts.compiled
    if label in compiled["models"] and label not in compiled["products"]:
        return _known(label, label, facts)
    name = normalise(label)
    aliases, families = compiled["aliases"], compiled["families"]
    if product := _product(name, compiled["products"]):
        return _chatbot(label, product, date, facts)
    if name in aliases:
        return _known(label, aliases[name], facts)
    others = _ecologits_index(ecologits)
    for shape in (name, *relaxed(name)):
        if shape in aliases:
            return _known(label, aliases[shape], facts)
        if shape in others:
            return Match(_from_ecologits(others[shape], facts), label, True, "ecologits")
    if base := _variant(name, label, aliases):
        note = f"proxy:variant:{base}"
        return _known(label, base, facts)._replace(exact=False, note=note, unlisted=True)
    line = proxies.by_family(label, compiled["models"], families)
    if sized := proxies.by_size(label):
        proxy = proxies.Proxy(sized, "proxy:size", line.models if line else ())
        return Match(_stand_in(label, proxy, facts)._replace(sources=()), label, False, "proxy:size", True)
    if not line and (product := _product(name, compiled["products"], whole=False)):
        return _chatbot(label, product, date, facts)._replace(unlisted=True)
    proxy = line or proxies.by_catalogue(compiled["models"])
    return Match(_stand_in(label, proxy, facts), label, False, proxy.note, True)


def _known(label: str, key: str, facts: "Facts") -> Match:
    """A model of the catalogue; sized by its family, and flagged, when nobody says its size."""
    entry, models = facts.compiled["models"][key], facts.compiled["models"]
    if shape := entry.get("architecture"):
        parts = {**shape, "total": _range(shape["total"]), "active": _range(shape["active"])}
        return Match(_model(key, entry, Architecture(**parts), facts), label, True, "")
    proxy = proxies.by_family(key, models, facts.compiled["families"]) or proxies.by_catalogue(models)
    return Match(_model(key, entry, proxy.architecture, facts, proxy.models), label, False, proxy.note)


def _model(key: str, entry: Any, shape: Architecture, facts: "Facts", others: tuple[str, ...] = ()) -> Model:
    return Model(
        id=key,
        name=entry["name"],
        maker=entry.get("maker", entry["provider"]),
        provider=entry["provider"],
        released=entry["released"],
        architecture=shape,
        basis=entry["basis"],
        sources=_sources((*entry["source"], *_cited(others, facts)), facts),
        note=entry.get("note", ""),
    )


def _stand_in(label: str, proxy: proxies.Proxy, facts: "Facts") -> Model:
    """A model that nobody knows, made of a proxy; served like the models it was taken from."""
    models = facts.compiled["models"]
    kin = models[proxy.models[0]] if proxy.models and proxy.note != "proxy:catalogue" else {}
    return Model(
        id=proxy.note.replace(":", "-"),
        name=label,
        maker=kin.get("maker", kin.get("provider", "")),
        provider=kin.get("provider", "other"),
        released="",
        architecture=proxy.architecture,
        basis="proxy",
        sources=_sources(_cited(proxy.models, facts), facts),
    )


def _cited(keys: tuple[str, ...], facts: "Facts") -> tuple[str, ...]:
    """The publications that the sizes of these models come from."""
    return tuple(facts.compiled["models"][key]["source"][0] for key in keys)


def _sources(keys: tuple[str, ...], facts: "Facts") -> tuple[Source, ...]:
    return tuple(facts.source(key) for key in dict.fromkeys(keys))


def _range(entry: Any) -> Quantity:
    return Quantity(entry["median"], entry["low"], entry["high"])


def _product(name: str, products: Any, whole: bool = True) -> tuple[str, Any] | None:
    """The chatbot that a name is ("le-chat", "lechat") or, not `whole`, begins with ("chatgpt-plus")."""
    flat = name.replace("-", "")
    for label, runs in products.items():
        key = normalise(label)
        if flat == key.replace("-", "") or (not whole and name.startswith(f"{key}-")):
            return label, runs
    return None


def _chatbot(label: str, product: tuple[str, Any], date: str | None, facts: "Facts") -> Match:
    name, runs = product
    before = [run for run in runs if date is None or run["since"] <= date]
    run = before[-1] if before else runs[0]
    match = _known(label, run["model"], facts)
    cited = (*run["source"], *(source.id for source in match.model.sources))
    model = match.model._replace(sources=_sources(cited, facts))
    return Match(model, label, False, f"product:{name}:{run['model']}")


def _variant(name: str, label: str, aliases: dict[str, str]) -> str | None:
    """The model of which a name is a build: it begins with the model's name, and both say the same size
    ("gpt-oss-20b-mxfp4-gguf")."""
    words = name.split("-") if sizes(label) else []
    for length in range(len(words) - 1, 0, -1):
        key = aliases.get("-".join(words[:length]))
        if key and sizes(key).items() >= sizes(label).items():
            return key
    return None


def suggestions(match: Match, models: Any) -> tuple[str, ...]:
    """Names of the catalogue that are close to one that is not in it: slow, so only for one that a person reads of."""
    if not match.unlisted:
        return ()
    from difflib import get_close_matches  # needed here alone

    names = {normalise(key): key for key in models}
    return tuple(names[near] for near in get_close_matches(normalise(match.asked), names, n=SUGGESTED, cutoff=0))


def _verbatim() -> Any:
    from .store import verbatim  # `store` knows this room; only an unknown name asks for the way back

    return verbatim(ECOLOGITS, "models.json")


def _ecologits_index(read: Callable[[], Any]) -> dict[str, Any]:
    if not _ecologits:
        data = read()
        names = {(model["provider"], model["name"]): model for model in data["models"]}
        names |= {(a["provider"], a["name"]): names[a["provider"], a["alias"]] for a in data["aliases"]}
        for (_, name), model in names.items():
            _ecologits.setdefault(normalise(name), model)
    return _ecologits


def _from_ecologits(entry: Any, facts: "Facts") -> Model:
    size = entry["architecture"]["parameters"]
    split = isinstance(size, dict) and "active" in size
    total, active = (_guessed(size[part] if split else size) for part in ("total", "active"))
    provider = _HOSTS.get(entry["provider"], entry["provider"])
    maker = entry["name"].partition("/")[0] if "/" in entry["name"] else provider
    shape = Architecture(entry["architecture"]["type"], total, active)
    sources = _sources((ECOLOGITS,), facts)
    return Model(entry["name"], entry["name"], maker, provider, "", shape, "estimate", sources)


def _guessed(size: Any) -> Quantity:
    """EcoLogits gives a number or a minimum and a maximum; between these, the geometric middle."""
    if isinstance(size, dict):
        return Quantity(sqrt(size["min"] * size["max"]), size["min"], size["max"])
    return Quantity(size)
