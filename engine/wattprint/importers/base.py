"""What every export format is read through: files, and a reading that counts what it could not read.

No text is kept, logged or repeated in an error: a reading knows counts, labels, hashes and shapes.
"""

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from typing import Any, BinaryIO, NamedTuple, Protocol

from ..context import HASH
from ..records import Refused, UsageEvent
from . import drift

WRITE_AHEAD = "-wal"
"""What SQLite adds to a database's name for the file with its newest rows."""

HEAD = 131_072  # bytes in which a format is recognised: the first conversation may be long


class File(NamedTuple):
    """A file or a member of an archive: its name, its size in bytes, how to open it, from the start each time, when it
    was last changed (seconds since 1970), and where it is on this machine, if it is (databases are read in place).
    `logged`: a write-ahead log that is not empty lies beside it."""

    name: str
    size: int
    open: Callable[[], BinaryIO]
    changed: float | None = None
    path: str | None = None
    logged: bool = False

    def head(self) -> bytes:
        """Its first bytes. Raises Refused for an archive member that cannot be read."""
        with self.open() as stream:
            return stream.read(HEAD)


def in_memory(name: str, content: bytes, changed: float | None = None) -> File:
    """A file that was dropped on a page, or made by a test."""
    return File(name, len(content), lambda: io.BytesIO(content), changed)


def unread(file: File) -> Refused:
    """The error of a file that its disk does not give, or that is there no more."""
    return Refused("no_file", file.name, file.name, "a file that can be read")


class Head(NamedTuple):
    """How a file begins: the name, the raw bytes, and the names of the keys in them."""

    name: str
    raw: bytes
    keys: frozenset[str]


class Importer(Protocol):
    """One export format. `id` is what --from calls it."""

    id: str

    def knows(self, head: Head) -> bool:
        """Whether a file that begins like this is of this format."""
        ...

    def read(self, files: Iterable[File], reading: "Reading") -> Iterator[UsageEvent]:
        """The usage events of the files of one export, which share what must be compared across files."""
        ...


class Reading:
    """One import: the salt of its hashes, the reader's clock, and what could not be read.

    `salt` should be kept beside the events: with it the same conversation gets the same hash next time, and
    without it nobody can tell that a hash belongs to an address such as chatgpt.com/c/<id>. `offset` gives the
    reader's minutes east of Greenwich at an instant (seconds since 1970). `shapes` keeps the shapes of what could
    not be read, for a bug report. `progress` is told how many bytes were read.
    """

    def __init__(
        self,
        salt: bytes = b"",
        offset: Callable[[float], int] = lambda at: 0,  # noqa: ARG005
        shapes: bool = False,
        progress: Callable[[int], None] = lambda size: None,  # noqa: ARG005
    ) -> None:
        self.salt = salt
        self.offset = offset
        self.progress = progress
        self.format = ""
        self.unread: Counter[tuple[str, str]] = Counter()
        self.refused: list[Refused] = []
        self.kept = ExitStack()  # the archives whose members are still to be read
        self.shapes: dict[tuple[str, str], Any] | None = {} if shapes else None

    def hashed(self, site: str, id: str) -> str:
        """A conversation's salted hash."""
        return sha256(self.salt + f"\n{site}\n{id}".encode("utf-8", "replace")).hexdigest()[:HASH]

    def miss(self, kind: str, value: Any = None) -> None:
        """Counts something that could not be read: which `kind` of thing it is, and its shape if asked for."""
        self.unread[self.format, kind] += 1
        if self.shapes is not None and value is not None:
            key = self.format, kind
            self.shapes[key] = drift.merged(self.shapes.get(key), drift.shape(value))

    def refuse(self, error: Refused) -> None:
        """Notes a file that was given up, or a part of one; what was read of it is kept."""
        self.refused.append(error)
