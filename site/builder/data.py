"""dist/site/data/: every estimate and every coefficient as tables, for those who reckon on their own.

All but the estimates are made with the pages; these take a minute or two, so they are a step of their own. Both are
done again only when the engine or its facts have changed.
"""

import csv
import gzip
import hashlib
import io
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from inspect import getdoc
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from wattprint import __version__
from wattprint.facts import load
from wattprint.records import Work

from . import tables
from .tables import LICENCES, TABLES

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "engine/wattprint"
LONG = "estimates"
README = "README.txt"
KEYS = {"": "key.txt", LONG: "estimates.key.txt"}


def write(out: Path) -> str:
    """Write all tables whose engine or facts have changed, and say what they weigh."""
    folder = write_short(out)
    if _changed(folder, LONG):
        print("Making the table of estimates (a minute or two)", flush=True)
        with ProcessPoolExecutor() as pool:
            made = pool.map(tables.estimates, load().compiled["models"], chunksize=4)
            _save(folder, LONG, [row for rows in made for row in rows])
        _done(folder, LONG)
    total = sum(path.stat().st_size for path in folder.iterdir())
    return f"Tables to download: {folder} ({total / 1e6:.1f} MB)"


def write_short(out: Path) -> Path:
    """The tables that take a moment, and what is said of all of them; returns their folder."""
    folder = out / "data"
    folder.mkdir(parents=True, exist_ok=True)
    if _changed(folder, ""):
        for name, table in TABLES.items():
            if name != LONG:
                _save(folder, name, list(table.rows()))
        (folder / README).write_text(readme(), encoding="utf-8")
        _done(folder, "")
    return folder


def readme() -> str:
    """What each table and each column holds, under which licence, and the notices that go with the data."""
    said = [f"Wattprint {__version__}: tables", "Every table is there as CSV (compressed by gzip) and as Parquet."]
    for name, table in TABLES.items():
        columns = "\n".join(f"  {column}{': ' if says else ''}{says}" for column, says in table.columns.items())
        said.append(f"{name}\n{'-' * len(name)}\nLicence: {LICENCES[name]}.\n{columns}")
    said.append(f"The drivers of the coefficients. {getdoc(Work)}")
    lines = [f"  {title}: {line}" for title, line in attributions()]
    said.append("\n".join(["These publishers ask to be named with their data:", *lines]))
    said.append((ROOT / "data/grids/electricitymaps-NOTICE.md").read_text(encoding="utf-8").strip())
    return "\n\n".join(said) + "\n"


def attributions() -> list[tuple[str, str]]:
    """The publications that ask to be named, each with its line."""
    found = map(load().source, load().compiled["sources"])
    return [(source.title, source.attribution) for source in found if source.attribution]


def _save(folder: Path, name: str, rows: Sequence[Sequence[Any]]) -> None:
    """One table twice: CSV (compressed) and Parquet. The same bytes each time."""
    columns = list(TABLES[name].columns)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    (folder / f"{name}.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
    arrays = {column: pa.array(values) for column, values in zip(columns, zip(*rows, strict=True), strict=True)}
    made = pa.table(arrays).replace_schema_metadata({"wattprint": __version__, "licence": LICENCES[name]})
    pq.write_table(made, folder / f"{name}.parquet", compression="zstd")


def _changed(folder: Path, which: str) -> bool:
    """Whether these tables are of another engine; then they count as not made until `_done`."""
    mark = folder / KEYS[which]
    if mark.exists() and mark.read_text() == _key():
        return False
    mark.unlink(missing_ok=True)
    if which:
        for path in folder.glob(f"{which}.*"):
            path.unlink()
    return True


def _done(folder: Path, which: str) -> None:
    (folder / KEYS[which]).write_text(_key())


def _key() -> str:
    here = Path(__file__).resolve()
    digest = hashlib.sha256(__version__.encode())
    for path in (here, here.with_name("tables.py"), *sorted((*ENGINE.glob("*.py"), *ENGINE.glob("methods/*.py"),
                                                             *ENGINE.glob("facts/*.py")))):  # fmt: skip
        digest.update(path.read_bytes())
    digest.update((ENGINE / "facts/compiled/facts.json").read_bytes())
    return digest.hexdigest()
