"""data/ -> one validated facts.json (`python -m wattprint.facts.compile`), and the published JSON Schemas.

A file that does not fit its schema, a source that is not there, a grid at zero: each stops the build
and names the file and the key.
"""

import csv
import json
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from . import models as labels
from .examples import write_lessons
from .schema import (
    FILES,
    Accelerator,
    Accuracy,
    Claim,
    Equivalent,
    Fact,
    Grid,
    Method,
    Model,
    Product,
    Provider,
    Series,
    Source,
    Strict,
    Tokens,
    Zone,
)

VERBATIM = "ecologits-0.11.3"
"""MPL-2.0 files travel as they are, beside facts.json and never inside it."""

LECTURE: dict[str, type[Strict]] = {"claims": Claim, "facts": Fact, "series": Series}
"""The files of data/lecture, by name: they go into lecture.json, which no estimate reads."""

Entry = TypeVar("Entry", bound=Strict)


class DataError(ValueError):
    """Something in data/ does not fit; the message names the file."""


def write(data: Path, out: Path) -> None:
    """Compile `data` into `out`/facts.json and lecture.json, deterministically, and copy the verbatim files there."""
    out.mkdir(parents=True, exist_ok=True)
    facts = compile_facts(data)
    for name, made in {"facts": facts, "lecture": compile_lecture(data, facts)}.items():
        text = json.dumps(made, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (out / f"{name}.json").write_text(text, encoding="utf-8")
    write_lessons(data, out)
    shutil.rmtree(out / VERBATIM, ignore_errors=True)
    shutil.copytree(data / "methods" / VERBATIM, out / VERBATIM)


def write_schemas(out: Path) -> None:
    """The JSON Schema of every kind of file in data/, for editors and for other programs."""
    out.mkdir(parents=True, exist_ok=True)
    for name, kind in FILES.items():
        text = json.dumps(kind.model_json_schema(), indent=2, ensure_ascii=False)
        (out / f"{name}.schema.json").write_text(text + "\n", encoding="utf-8")


def compile_facts(data: Path) -> dict[str, Any]:
    """All of data/ as plain, validated dictionaries. Raises DataError naming the file that does not fit."""
    models = {p.stem: _one(Model, p) | {"maker": p.parent.name} for p in sorted((data / "models").glob("*/*.toml"))}
    facts: dict[str, Any] = {
        "sources": {p.stem: _one(Source, p) for p in sorted((data / "sources").glob("*.toml"))},
        "factors": _merged(
            Fact,
            sorted((data / "factors").glob("*.toml")),
        ),
        "accuracy": _one(Accuracy, data / "accuracy.toml"),
        "accelerators": _table(Accelerator, data / "accelerators.toml"),
        "tokens": _one(Tokens, data / "tokens.toml"),
        "methods": {p.stem: _one(Method, p) for p in sorted((data / "methods").glob("*.toml"))},
        "providers": _table(Provider, data / "providers.toml"),
        "zones": _table(Zone, data / "zones.toml"),
        "grids": {p.stem: _grid(p) for p in sorted((data / "grids").glob("*.toml"))},
        "equivalents": _table(Equivalent, data / "equivalents.toml"),
        "models": models,
        "products": _products(data / "products.toml"),
        **labels.index(models),
    }
    _check_references(facts)
    return facts


def compile_lecture(data: Path, facts: dict[str, Any]) -> dict[str, Any]:
    """data/lecture as plain, validated dictionaries. Raises DataError naming the file that does not fit."""
    made = {name: _table(kind, data / f"lecture/{name}.toml") for name, kind in LECTURE.items()}
    known = {**facts["factors"], **{f"lecture/{id}": fact for id, fact in made["facts"].items()}}
    for id, fact in made["facts"].items():
        _known(f"lecture/facts.toml: {id}", fact["source"], facts["sources"])
    for id, series in made["series"].items():
        _known(f"lecture/series.toml: {id}", series["facts"], known)
    for id, claim in made["claims"].items():
        answers = [fact for answer in claim.get("today", []) for fact in answer.split(" / ")]
        _known(f"lecture/claims.toml: {id}", [*answers, *claim.get("more", [])], known)
    return made


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: {error}") from error


def _valid(kind: type[BaseModel], entry: Any, where: str) -> dict[str, Any]:
    try:
        made = kind.model_validate(entry)
    except ValidationError as error:
        lines = [f"{where}: {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise DataError("\n".join(lines)) from error
    plain: dict[str, Any] = TypeAdapter(kind).dump_python(made, mode="json", exclude_defaults=True, by_alias=True)
    return plain


def _one(kind: type[BaseModel], path: Path) -> dict[str, Any]:
    return _valid(kind, _read(path), str(path))


def _table(kind: type[BaseModel], path: Path) -> dict[str, Any]:
    return {key: _valid(kind, entry, f"{path}: {key}") for key, entry in _read(path).items()}


def _merged(kind: type[BaseModel], paths: list[Path]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for path in paths:
        table = _table(kind, path)
        if double := merged.keys() & table.keys():
            raise DataError(f"{path}: {sorted(double)} stand in another file, too")
        merged |= table
    return merged


def _products(path: Path) -> dict[str, list[dict[str, Any]]]:
    return {
        label: sorted((_valid(Product, e, f"{path}: {label}") for e in entries), key=lambda e: str(e["since"]))
        for label, entries in _read(path).items()
    }


def _grid(path: Path) -> dict[str, Any]:
    grid = _one(Grid, path)
    zones: dict[str, list[Any]] = {}
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            median, low, high = (float(row[key]) for key in ("median", "low", "high"))
            if not 0 < low <= median <= high:
                raise DataError(f"{path.with_suffix('.csv')}: {row['zone']}: 0 < low <= median <= high does not hold")
            zones[row["zone"]] = [median, low, high, *([row["note"]] if row.get("note") else [])]
    return {**grid, "zones": zones}


def _check_references(facts: dict[str, Any]) -> None:
    """Every source, zone, provider and factor that is named exists."""
    _known("tokens.toml", facts["tokens"]["source"], facts["sources"])
    for room in ("accelerators", "factors", "methods", "grids", "equivalents", "models"):
        for key, entry in facts[room].items():
            _known(f"{room}: {key}", entry["source"], facts["sources"])
            for name, fact in entry.get("facts", {}).items():
                _known(f"{room}: {key}: {name}", fact["source"], facts["sources"])
    for key, provider in facts["providers"].items():
        _known(f"providers: {key}", provider["zone_source"], facts["sources"])
        _known(f"providers: {key}", [provider["zone"]], facts["zones"])
        _known(f"providers: {key}", [provider["pue"], provider["wue"]], facts["factors"])
    for key, model in facts["models"].items():
        _known(f"models: {key}", [model["provider"]], facts["providers"])
    for key, grid in facts["grids"].items():
        _known(f"grids: {key}", grid["zones"], facts["zones"])
    for kind, entries in facts["accuracy"].items():
        _known(f"accuracy.toml: {kind}", [entry["fact"] for entry in entries], facts["factors"])
    for label, entries in facts["products"].items():
        for entry in entries:
            _known(f"products: {label}", [entry["model"]], facts["models"])
            _known(f"products: {label}", entry["source"], facts["sources"])


def _known(where: str, names: Any, shelf: dict[str, Any]) -> None:
    if missing := [name for name in names if name not in shelf]:
        raise DataError(f"data/{where}: {missing} not found")


def main() -> int:
    """Compile data/ into the package, and publish its schemas; say what does not fit."""
    here = Path(__file__).resolve()
    data = here.parents[3] / "data"
    try:
        write(data, here.parent / "compiled")
    except DataError as error:
        print(str(error).replace(f"{data.parent}/", ""), file=sys.stderr)
        return 1
    write_schemas(data / "schemas")
    return 0


if __name__ == "__main__":
    sys.exit(main())
