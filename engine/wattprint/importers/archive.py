"""Files, folders and zips -> the files inside, in order. Nothing is ever unpacked to a disk.

A zip is read member by member, as a stream. One that is encrypted, that inflates beyond reason, that holds another
zip, or whose names climb out of it, is refused.
"""

import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from ..records import Refused
from .base import WRITE_AHEAD, File, Reading, unread
from .gemini_takeout import is_page

SUFFIXES = frozenset({"", ".json", ".jsonl", ".ndjson", ".db", ".sqlite", ".zip"})
"""Suffixes worth a look inside folders and archives; AI Studio's files have none."""

MOST_MEMBERS = 200_000
LARGEST = 16 << 30  # bytes of one archive, inflated
SUSPECT = 64 << 20  # a member below this may be as empty as it likes
MOST_INFLATED = 200  # times: JSON of chats shrinks by 5 to 30
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def found(paths: Iterable[str | os.PathLike[str]], reading: Reading) -> Iterator[File]:
    """The files at these paths, those of folders and zips included. Raises Refused for a path that is not there."""
    for given in paths:
        path = Path(given)
        if path.is_dir():
            for folder, folders, names in os.walk(path, onerror=lambda error: reading.refuse(_closed(error))):
                folders.sort()
                for name in sorted(names):
                    inner = Path(folder, name)
                    if _wanted(inner.as_posix()) and inner.is_file():
                        yield from opened(_on_disk(inner), reading)
        elif path.is_file():
            yield from opened(_on_disk(path), reading)
        else:
            raise Refused("no_file", "file", str(given), "the path of a file or folder that can be read")


def opened(file: File, reading: Reading) -> Iterator[File]:
    """The file itself, or the members of the zip that it is. What is refused is noted in `reading`."""
    try:
        with file.open() as stream:
            is_zip = stream.read(4) == b"PK\x03\x04"
        if not is_zip:
            yield file
            return
        yield from _members(file, reading.kept.enter_context(file.open()), reading)
    except Refused as error:
        reading.refuse(error)
    except OSError:
        reading.refuse(unread(file))


def _closed(error: OSError) -> Refused:
    """A folder that cannot be looked into."""
    return Refused("no_file", Path(error.filename).name, error.filename, "a folder that can be read")


def _on_disk(path: Path) -> File:
    found, log = path.stat(), Path(f"{path}{WRITE_AHEAD}")
    logged = log.is_file() and log.stat().st_size > 0
    return File(path.name, found.st_size, lambda: cast(BinaryIO, path.open("rb")), found.st_mtime, str(path), logged)


def _members(file: File, stream: BinaryIO, reading: Reading) -> Iterator[File]:
    try:
        archive = reading.kept.enter_context(zipfile.ZipFile(stream))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OverflowError):
        raise Refused("zip_broken", file.name, "zip", "a whole zip archive") from None
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST:
        raise Refused("zip_bomb", file.name, "zip", f"up to {LARGEST >> 30} GB in {MOST_MEMBERS:,} files")
    logs = {member.filename for member in members if member.filename.endswith(WRITE_AHEAD) and member.file_size}
    for member in members:
        name = member.filename.replace("\\", "/")
        if member.is_dir() or not _wanted(name):
            continue
        if problem := _problem(member, name):
            reading.refuse(problem)
        else:
            logged = f"{member.filename}{WRITE_AHEAD}" in logs
            yield File(
                PurePosixPath(name).name, member.file_size, _opener(archive, member), _changed(member), None, logged
            )


def _wanted(path: str) -> bool:
    """Whether a file of a folder or an archive is worth a look; a page is, to say what to ask for instead of it."""
    return PurePosixPath(path).suffix.lower() in SUFFIXES or is_page(path)


def _problem(member: zipfile.ZipInfo, name: str) -> Refused | None:
    if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
        return Refused("zip_path", "zip", "..", "plain names")
    if member.flag_bits & _ENCRYPTED or member.compress_type not in _METHODS:
        return Refused("zip_locked", PurePosixPath(name).name, "zip", "an archive without a password")
    if member.file_size > SUSPECT and member.file_size > MOST_INFLATED * max(1, member.compress_size):
        return Refused("zip_bomb", PurePosixPath(name).name, "zip", f"files that shrink up to {MOST_INFLATED} times")
    if name.lower().endswith(".zip"):
        return Refused("zip_nested", PurePosixPath(name).name, "zip", "an archive without archives inside")
    return None


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: cast(BinaryIO, _Member(archive, member))


def _changed(member: zipfile.ZipInfo) -> float | None:
    try:
        return datetime(*member.date_time, tzinfo=UTC).timestamp()
    except ValueError:
        return None


class _Member:
    """A member as a stream; what a broken archive raises becomes Refused."""

    def __init__(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
        self.name = PurePosixPath(member.filename).name
        try:
            self.stream = archive.open(member)
        except Exception as error:
            raise self._refused() from error

    def __enter__(self) -> "_Member":
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()

    def read(self, size: int = -1) -> bytes:
        try:
            return self.stream.read(size)
        except Exception as error:  # zlib.error, BadZipFile, EOFError, lzma.LZMAError...: one list per method
            raise self._refused() from error

    def readline(self, size: int = -1) -> bytes:
        try:
            return self.stream.readline(size)
        except Exception as error:
            raise self._refused() from error

    def _refused(self) -> Refused:
        return Refused("zip_broken", self.name, "zip", "a whole zip archive")
