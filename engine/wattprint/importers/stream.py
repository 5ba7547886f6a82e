"""JSON of any size, an element at a time: arrays of gigabytes, lines, and the list inside an object.

Only the element at hand is in memory. What is broken, too deep or not UTF-8 is refused with its place, never with
its text.
"""

import codecs
import json
import re
import sys
from collections.abc import Iterator
from json import JSONDecodeError
from typing import Any, BinaryIO

from ..records import Refused
from .base import File, Reading, unread

CHUNK = 1 << 20
LONGEST = 1 << 26
"""Characters of one element, or bytes of one line: the longest conversations are far below."""

MOST_LEVELS = 400
"""Lists and objects inside each other: exports have ten or twenty."""

_IN_BROWSER = sys.platform == "emscripten"  # where too deep a nesting ends Python itself, instead of raising
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"?')
_NOT_BRACKETS = re.compile(r"[^\[\]{}]+")
_ALIKE = str.maketrans("{}", "[]")
_NEAR = 16  # characters from the end within which an error may come from the cut: \ud83d\ude00 has twelve
_LONGEST_NUMBER = 5_000  # digits: Python reads no longer one
_BLANK = " \t\n\r"


def elements(file: File, reading: Reading, *lists: str) -> Iterator[Any]:
    """The elements of the array that a file is, or of the first list called one of `lists` inside the object it is.

    An object without such a list is one element itself. Refusals are noted in `reading`: what stands before a
    broken element is yielded.
    """
    try:
        with file.open() as stream:
            text = _Text(stream, reading)
            first = text.peek()
            if first == "[":
                yield from text.array()
            elif first == "{" and lists:
                yield from text.inside(lists)
            elif first:
                yield text.value()
    except Refused as error:
        reading.refuse(Refused(error.kind, file.name, error.found, error.allowed))
    except OSError:
        reading.refuse(unread(file))


def lines(file: File, reading: Reading) -> Iterator[Any]:
    """The JSON value of each line that has one; the others are counted as unread."""
    try:
        with file.open() as stream:
            for raw in _raw_lines(stream, reading):
                if raw.isspace():
                    continue
                try:
                    text = raw.decode("utf-8-sig")
                    if _is_deep(text):
                        raise RecursionError
                    value = json.loads(text)
                except (ValueError, RecursionError):
                    reading.miss("line")
                else:
                    yield value
    except Refused as error:
        reading.refuse(Refused(error.kind, file.name, error.found, error.allowed))
    except OSError:
        reading.refuse(unread(file))


def _is_deep(text: str) -> bool:
    """Whether JSON is nested beyond reason; asked in a browser alone, since elsewhere `json` raises.

    What is cheap is tried first: a text with few brackets is not deep. Then strings go, and pairs from the inside out,
    a level at each turn.
    """
    if not _IN_BROWSER or text.count("[") + text.count("{") < MOST_LEVELS:
        return False
    left = _NOT_BRACKETS.sub("", _STRINGS.sub("", text)).translate(_ALIKE)
    for _ in range(MOST_LEVELS):
        fewer = left.replace("[]", "")
        if len(fewer) == len(left):
            return left.count("[") >= MOST_LEVELS
        left = fewer
    return True


def _raw_lines(stream: BinaryIO, reading: Reading) -> Iterator[bytes]:
    while raw := stream.readline(LONGEST):
        reading.progress(len(raw))
        if len(raw) == LONGEST and not raw.endswith(b"\n"):
            reading.miss("line")
            while (raw := stream.readline(CHUNK)) and not raw.endswith(b"\n"):
                reading.progress(len(raw))
            continue
        yield raw


class _Text:
    """A stream of UTF-8 JSON, decoded as it is needed."""

    def __init__(self, stream: BinaryIO, reading: Reading) -> None:
        self.stream = stream
        self.reading = reading
        self.decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self.text = ""
        self.place = 0
        self.before = 0  # characters dropped so far, to say where an error is
        self.ended = False
        self.read = json.JSONDecoder().raw_decode

    def more(self) -> None:
        """Reads on, as much again as is waiting, so that a long element is tried a few times only."""
        raw = self.stream.read(max(CHUNK, len(self.text) - self.place))
        self.reading.progress(len(raw))
        self.ended = not raw
        try:
            fresh = self.decoder.decode(raw, self.ended)
        except UnicodeDecodeError:
            raise Refused("encoding", "file", "other bytes", "UTF-8 text") from None
        self.before += self.place
        self.text = self.text[self.place :] + fresh
        self.place = 0
        if _is_deep(self.text):
            raise Refused("json_deep", "file", self.before, "fewer levels")

    def peek(self) -> str:
        """The next character that is not blank, "" at the end."""
        while True:
            while self.place < len(self.text) and self.text[self.place] in _BLANK:
                self.place += 1
            if self.place < len(self.text):
                return self.text[self.place]
            if self.ended:
                return ""
            self.more()

    def value(self) -> Any:
        """The value that starts here. Raises Refused."""
        self.peek()
        while True:
            try:
                value, end = self.read(self.text, self.place)
            except JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated string") or error.pos >= len(self.text) - _NEAR
                if not cut or self.ended:
                    raise self.broken() from None
            except RecursionError:
                raise Refused("json_deep", "file", self.before + self.place, "fewer levels") from None
            except ValueError:  # a number of thousands of digits
                raise self.broken() from None
            else:
                closed = isinstance(value, dict | list | str)  # a number may go on in what is still to be read
                if closed or end + _LONGEST_NUMBER < len(self.text) or self.ended:
                    self.place = end
                    return value
            if len(self.text) - self.place > LONGEST:
                raise Refused("json_long", "file", self.before + self.place, f"up to {LONGEST:,} characters")
            self.more()

    def array(self) -> Iterator[Any]:
        """The elements of the array that starts here."""
        self.place += 1
        if self.peek() == "]":
            self.place += 1
            return
        while True:
            yield self.value()
            mark = self.peek()
            self.place += 1
            if mark == "]":
                return
            if mark != ",":
                raise self.broken()

    def inside(self, lists: tuple[str, ...]) -> Iterator[Any]:
        """The elements of the lists called so in the object that starts here, else the object itself."""
        self.place += 1
        start = self.before + self.place
        whole: dict[str, Any] | None = {}
        found = False
        while self.peek() == '"':
            key = self.value()
            if self.peek() != ":":
                raise self.broken()
            self.place += 1
            if key in lists and self.peek() == "[":
                found = True
                yield from self.array()
            else:
                value = self.value()
                if whole is not None:
                    whole[key] = value
                if found or self.before + self.place - start > LONGEST:
                    whole = None  # its values are read on, for the list that may follow, and not kept
            if self.peek() != ",":
                break
            self.place += 1
        if self.peek() != "}":
            raise self.broken()
        self.place += 1
        if not found:
            if whole is None:
                raise Refused("json_long", "file", start, f"up to {LONGEST:,} characters")
            yield whole

    def broken(self) -> Refused:
        """The error of JSON that ends too early or goes wrong here."""
        return Refused("json_broken", "file", self.before + self.place, "JSON")
