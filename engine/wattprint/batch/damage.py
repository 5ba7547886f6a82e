"""What can still be read of Parquet files that turn out to be damaged inside: their row groups, one by one."""

from collections.abc import Iterator
from typing import NamedTuple

import duckdb

from .failure import why
from .job import Part, whole
from .mapping import path_of
from .sources import Source


class Lost(NamedTuple):
    """Rows that cannot be read: their file, the place of the first, how many, and why. Without a row and a number
    of rows it is a file that does not even say how many it has."""

    file: str
    row: int | None
    rows: int | None
    why: str


def parted(connection: duckdb.DuckDBPyConnection, part: Part) -> tuple[list[Part], list[Lost]]:
    """A part that cannot be read as it is -> the parts of it that can, in their order, and what is lost."""
    good: list[Part] = []
    bad: list[Part] = []
    faults: dict[str, str] = {}
    together: list[Source] = []
    for source in part.files:
        start, rows = (part.start, part.rows) if part.rows < whole(part) else (0, source.rows)
        groups = [(piece, _fault(connection, piece)) for piece in _groups(connection, source, start, rows)]
        if not any(fault for _, fault in groups) and rows == source.rows:
            together.append(source)
            continue
        if together:
            good.append(Part(tuple(together), 0, sum(each.rows for each in together)))
            together = []
        for piece, fault in groups:
            _follow(bad if fault else good, piece)
            if fault:
                faults.setdefault(source.origin, fault)
    if together:
        good.append(Part(tuple(together), 0, sum(each.rows for each in together)))
    return good, [Lost(origin, at + 1, n, faults[origin]) for (source,), at, n in bad for origin in [source.origin]]


def _groups(connection: duckdb.DuckDBPyConnection, source: Source, start: int, rows: int) -> Iterator[Part]:
    """The row groups of a file, as far as they are between these rows."""
    found = connection.execute(
        f"SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata({path_of(source.path)}) ORDER BY 1"
    ).fetchall()
    at = 0
    for _, size in found:
        first, last = max(at, start), min(at + size, start + rows)
        if first < last:
            yield Part((source,), first, last - first)
        at += size


def _fault(connection: duckdb.DuckDBPyConnection, piece: Part) -> str | None:
    """Why these rows cannot be read; None if they can."""
    (source,) = piece.files
    read = f"read_parquet({path_of(source.path)}, file_row_number=true)"
    between = f"file_row_number BETWEEN {piece.start} AND {piece.start + piece.rows - 1}"
    try:
        connection.execute(f"SELECT max(hash(COLUMNS(*))) FROM {read} WHERE {between}").fetchall()
    except duckdb.Error as error:
        return why(error)
    return None


def _follow(made: list[Part], piece: Part) -> None:
    """Adds a piece, to the one before it if it goes on from there."""
    before = made[-1] if made else None
    if before and before.files == piece.files and before.start + before.rows == piece.start:
        made[-1] = before._replace(rows=before.rows + piece.rows)
    else:
        made.append(piece)
