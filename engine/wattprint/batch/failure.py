"""What DuckDB or the system could not do, as an error for people."""

import duckdb

from ..records import Refused

ROOM = (duckdb.IOException, duckdb.OutOfMemoryException)
"""What DuckDB raises where a disk or the memory is too small, once it is known that what it reads is whole."""


def why(error: Exception) -> str:
    """What is said of it, in one line."""
    return str(error).strip().split("\n")[0]


def failed(error: duckdb.Error) -> Refused:
    """The error of a run whose files can all be read: no room, or columns that do not go together."""
    if isinstance(error, ROOM):
        return Refused("write", "OUT", why(error), "a disk with room, more --memory")
    return Refused("unreadable", "IN", why(error), "files whose columns go together")
