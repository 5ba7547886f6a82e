"""Which files a log is made of; lines of text become Parquet once, so that everything after reads columns."""

import os
from collections.abc import Callable, Iterable
from glob import glob, has_magic
from pathlib import Path
from typing import NamedTuple

import duckdb

from ..records import Refused
from .failure import failed
from .mapping import literal, path_of, quoted

PARQUET = (".parquet", ".pq")
CSV = (".csv", ".tsv", ".csv.gz", ".tsv.gz", ".csv.zst", ".tsv.zst")
JSONL = (".jsonl", ".ndjson", ".json", ".jsonl.gz", ".ndjson.gz", ".json.gz", ".jsonl.zst", ".ndjson.zst", ".json.zst")
EVERY = (*PARQUET, *CSV, *JSONL)

_START = 64  # bytes in which a file shows that it is JSON
_LONGEST_LINE = 8_000_000
_BUFFER = 4 * _LONGEST_LINE
_STAGED = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1"


class Source(NamedTuple):
    """A Parquet file to read, and the file its rows come from. `text`: it was made of lines of text."""

    path: str
    origin: str
    rows: int
    text: bool = False


def found(given: str, apart: Iterable[str] = ()) -> list[str]:
    """The files of a path, folder or glob, in order, without those under `apart`. Raises Refused."""
    if has_magic(given) and not os.path.exists(given):
        names = [name for name in glob(given, recursive=True) if os.path.isfile(name)]
    elif os.path.isdir(given):
        names = [
            str(path) for path in Path(given).rglob("*") if path.is_file() and not path.name.startswith(("_", "."))
        ]
    else:
        names = [given] if os.path.isfile(given) else []
    away = [os.path.abspath(path) for path in apart]
    kept = [name for name in names if not any(_under(os.path.abspath(name), path) for path in away)]
    if len(kept) > 1 or kept != [given]:
        kept = [name for name in kept if name.lower().endswith(EVERY)]
    if not kept:
        raise Refused(
            "no_input",
            "IN",
            given,
            "a file, folder or glob of .parquet, .csv, .tsv or .jsonl (or .gz, .zst of the last three)",
        )
    return sorted(kept)


def is_parquet(path: str) -> bool:
    """By its name, else by its first bytes."""
    name = path.lower()
    if name.endswith(EVERY):
        return name.endswith(PARQUET)
    with open(path, "rb") as file:
        return file.read(len(b"PAR1")) == b"PAR1"


def count(connection: duckdb.DuckDBPyConnection, path: str) -> int:
    """Rows of a Parquet file, as its footer says. Raises duckdb.Error for a file that is not whole."""
    rows = connection.execute(f"SELECT num_rows FROM parquet_file_metadata({path_of(path)})").fetchall()[0]
    return int(rows[0])


def passes(path: str) -> int:
    """How many times a file of lines is read: JSON once for its keys, and again."""
    return 2 if _is_json(path) else 1


def stage(
    connection: duckdb.DuckDBPyConnection, path: str, folder: Path, number: int, passed: Callable[[], object]
) -> list[Source]:
    """A file of lines as Parquet: its columns as text, `__row`, and what could not be read in `__unreadable`.

    `passed` is called when it has been read once and is read again.

    Raises duckdb.Error for a file that cannot be read at all, Refused where a disk or the memory is too small.
    """
    lines = _is_json(path)
    staged = folder / f"{number:06}.parquet"
    unfinished = f"{staged}.unfinished"
    if lines:
        sql = _json(connection, path)
        passed()
    else:
        connection.execute("DROP TABLE IF EXISTS __errors; DROP TABLE IF EXISTS __scans")
        sql = (
            f"SELECT *, CAST(NULL AS VARCHAR) AS __unreadable FROM read_csv({path_of(path)}, all_varchar=true, "
            "store_rejects=true, rejects_table='__errors', rejects_scan='__scans', rejects_limit=0, "
            f"max_line_size={_LONGEST_LINE}, buffer_size={_BUFFER})"
        )
    _copy(connection, sql, unfinished)
    os.replace(unfinished, staged)
    sources = [Source(str(staged), path, count(connection, str(staged)), True)]
    return sources if lines else sources + _bad_lines(connection, path, staged, folder / f"{number:06}-bad.parquet")


def _bad_lines(connection: duckdb.DuckDBPyConnection, path: str, staged: Path, bad: Path) -> list[Source]:
    """The lines that DuckDB's CSV reader put aside, each once, numbered without the head."""
    unfinished = f"{bad}.unfinished"
    columns = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({path_of(str(staged))})").fetchall()
    empty = "".join(f"CAST(NULL AS VARCHAR) AS {quoted(name)}, " for name, *_ in columns if not name.startswith("__"))
    _copy(
        connection,
        f"SELECT {empty}coalesce(any_value(csv_line), '') AS __unreadable, CAST(line - 1 AS BIGINT) AS __row "
        "FROM __errors GROUP BY line ORDER BY line",
        unfinished,
    )
    rows = count(connection, unfinished)
    os.replace(unfinished, bad)
    if not rows:
        return []
    _numbered(connection, staged, bad)
    return [Source(str(bad), path, rows, True)]


def _numbered(connection: duckdb.DuckDBPyConnection, staged: Path, bad: Path) -> None:
    """Gives each good row its place in the file: the bad ones before it count."""
    unfinished = f"{staged}.unfinished"
    _copy(
        connection,
        "SELECT good.* EXCLUDE (file_row_number), file_row_number + 1 + coalesce(before, 0) AS __row "
        f"FROM read_parquet({path_of(str(staged))}, file_row_number=true) AS good ASOF LEFT JOIN ("
        "SELECT __row - before AS since, max(before) AS before FROM ("
        f"SELECT __row, row_number() OVER (ORDER BY __row) AS before FROM read_parquet({path_of(str(bad))})) "
        "GROUP BY since) ON file_row_number >= since ORDER BY __row",
        unfinished,
    )
    os.replace(unfinished, staged)


def _copy(connection: duckdb.DuckDBPyConnection, sql: str, path: str) -> None:
    """Rows to a file. Raises duckdb.Error where they cannot be read, Refused where they cannot be written."""
    try:
        connection.execute(f"COPY ({sql}) TO {literal(path)} ({_STAGED})")
    except duckdb.OutOfMemoryException as error:
        raise failed(error) from error
    except duckdb.Error as error:
        connection.execute(f"SELECT count(*) FROM ({sql})").fetchall()
        raise failed(error) from error


def _json(connection: duckdb.DuckDBPyConnection, path: str) -> str:
    """Each line, or element of an array, with the keys of all of them as columns, nested values as JSON text."""
    array = f"read_json_objects({path_of(path)}, format='array')"
    lines = f"SELECT CAST(json AS VARCHAR) AS line FROM {array}"
    if not _is_read(connection, array):
        lines = (
            f"SELECT line FROM read_csv({path_of(path)}, columns={{'line': 'VARCHAR'}}, delim='\x01', quote='', "
            "escape='', header=false, auto_detect=false, strict_mode=false, "
            f"max_line_size={_LONGEST_LINE}, buffer_size={_BUFFER}) WHERE trim(line) <> ''"
        )
    marked = f"SELECT line, coalesce(TRY(json_type(line)) = 'OBJECT', false) AS good FROM ({lines})"
    counted = (
        f"SELECT key, count(*) AS n FROM (SELECT unnest(json_keys(line)) AS key FROM ({marked}) WHERE good) "
        "GROUP BY key ORDER BY n DESC, key"
    )
    keys = [row[0] for row in connection.execute(counted).fetchall()]
    read = ", ".join(literal("/" + key.replace("~", "~0").replace("/", "~1")) for key in keys)
    names = _distinct(keys)
    values = "".join(f"found[{place}] AS {quoted(name)}, " for place, name in enumerate(names, 1))
    found_ = f"json_extract_string(CASE WHEN good THEN line ELSE '{{}}' END, [{read}])" if keys else "[]"
    return (
        f"SELECT {values}CASE WHEN NOT good THEN line END AS __unreadable "
        f"FROM (SELECT line, good, {found_} AS found FROM ({marked}))"
    )


def _is_read(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether a table function reads the start of its file: one of arrays refuses lines, and says so at once."""
    try:
        connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall()
    except duckdb.Error:
        return False
    return True


def _distinct(keys: list[str]) -> list[str]:
    """Names of columns: DuckDB does not tell "Model" from "model"."""
    names: dict[str, str] = {}
    for key in keys:
        name = key
        while name.lower() in names:
            name += "_"
        names[name.lower()] = name
    return list(names.values())


def _is_json(path: str) -> bool:
    """By its name, else by its first bytes."""
    if path.lower().endswith(EVERY):
        return path.lower().endswith(JSONL)
    with open(path, "rb") as file:
        return file.read(_START).lstrip()[:1] in (b"{", b"[")


def _under(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + os.sep)
