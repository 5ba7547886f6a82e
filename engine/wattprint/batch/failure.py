"""What DuckDB or the system could not do, as an error for people."""

from ..records import Refused


def why(error: Exception) -> str:
    """What is said of it, in one line."""
    return str(error).strip().split("\n")[0]


def unwritten(error: Exception) -> Refused:
    """What was read is whole: the disk is full, or the memory too small."""
    return Refused("write", "OUT", why(error), "a disk with room, more --memory")
