"""dist/site/data/: every estimate and every coefficient as tables, for those who reckon on their own.

It takes a minute, so it is a step of its own, done again only when the engine or its facts have changed.
"""

import csv
import gzip
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from wattprint.estimate import of, plan
from wattprint.facts import load
from wattprint.methods import METHODS
from wattprint.records import DRIVERS, RESULTS, Refused, Request

from .shelves import shelves

ENGINE = Path(__file__).resolve().parents[2] / "engine/wattprint"
TOKENS = {"input_tokens": 300, "output_tokens": 400}
"""The request of the table: the site's ordinary one."""

DIGITS = 4
KEY = "key.txt"
ENDS = ("", "_low", "_high")
ESTIMATES = ("model", "zone", "method", *(f"{name}{end}" for name in RESULTS for end in ENDS))
COEFFICIENTS = ("model", "zone", "method", "step", "criterion", "unit", "driver", "median", "low", "high")
FACTS = ("id", "subject", "label_en", "label_fr", "median", "low", "high", "unit", "source", "where", "checked", "note")
GRIDS = ("edition", "quantity", "unit", "zone", "median", "low", "high", "source")
SOURCES = ("id", "title", "publisher", "date", "url", "licence")
Rows = Iterable[Sequence[Any]]


def write(out: Path) -> str:
    """Write the tables if anything under them has changed, and say what they weigh."""
    folder = out / "data"
    key = _key()
    if not (folder / KEY).exists() or (folder / KEY).read_text() != key:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / KEY).unlink(missing_ok=True)
        with ProcessPoolExecutor() as pool:
            estimates = [row for rows in pool.map(_estimates, load().compiled["models"], chunksize=4) for row in rows]
        _save(folder, "estimates", ESTIMATES, estimates)
        _save(folder, "coefficients", COEFFICIENTS, list(_coefficients()))
        _save(folder, "facts", FACTS, list(_facts()))
        _save(folder, "grids", GRIDS, list(_grids()))
        _save(
            folder, "sources", SOURCES, [tuple(load().source(id)[: len(SOURCES)]) for id in load().compiled["sources"]]
        )
        (folder / KEY).write_text(key)
    total = sum(path.stat().st_size for path in folder.iterdir())
    return f"Tables to download: {folder} ({total / 1e6:.1f} MB)"


def _estimates(model: str) -> list[tuple[Any, ...]]:
    """The ordinary request to one model, in every zone, by every method that answers."""
    rows = []
    for method in METHODS:
        for zone in load().compiled["zones"]:
            try:
                made = of(Request(model, zone=zone, method=method, **TOKENS))  # type: ignore[arg-type]
            except Refused:
                continue  # a method that does not know this model or this zone says nothing of it
            values = (end for q in made.results.values() for end in (q.median, q.low, q.high))
            rows.append((model, zone, method, *map(_short, values)))
    return rows


def _coefficients() -> Iterator[tuple[Any, ...]]:
    """What one unit of each driver takes, step by step, where the provider stands."""
    for model in load().compiled["models"]:
        for method in METHODS:
            try:
                found = plan(model, None, None, None, None, "hardware", method)
            except Refused:
                continue
            for form in found.forms:
                for driver, *values in form.terms:
                    yield (model, found.zone, method, form.step, form.criterion, form.unit, DRIVERS[driver],
                           *map(_short, values))  # fmt: skip


def _facts() -> Iterator[tuple[Any, ...]]:
    for shelf in shelves():
        for fact in shelf.facts:
            q = fact.quantity
            yield (fact.id, shelf.key, fact.label["en"], fact.label["fr"], q.median, q.low, q.high, q.unit,
                   " ".join(source.id for source in fact.sources), fact.where, fact.checked, fact.note)  # fmt: skip


def _grids() -> Iterator[tuple[Any, ...]]:
    for edition, grid in load().compiled["grids"].items():
        for zone, row in grid["zones"].items():
            yield (edition, grid["quantity"], grid["unit"], zone, *row[:3], " ".join(grid["source"]))


def _save(folder: Path, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """One table twice: CSV (compressed) and Parquet. The same bytes each time."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    (folder / f"{name}.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
    arrays = {column: pa.array(values) for column, values in zip(columns, zip(*rows, strict=True), strict=True)}
    pq.write_table(pa.table(arrays), folder / f"{name}.parquet", compression="zstd")


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def _key() -> str:
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted((*ENGINE.glob("*.py"), *ENGINE.glob("methods/*.py"), *ENGINE.glob("facts/*.py"))):
        digest.update(path.read_bytes())
    digest.update((ENGINE / "facts/compiled/facts.json").read_bytes())
    return digest.hexdigest()
