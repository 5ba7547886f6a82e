"""Files that a command reads, "-" for standard input."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from .. import events
from ..records import Refused, UsageEvent
from ..wording import Wording


class Events:
    """The usage events of a file, a line at a time: a history may be large. The lines that cannot be read are kept in
    `bad`, to be said."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.bad: list[events.Line] = []

    def __iter__(self) -> Iterator[UsageEvent]:
        """The good ones. Raises Refused for a file that cannot be read or holds nothing."""
        found = False
        with opened(self.path) as lines:
            for line in events.read(lines):
                found = True
                if line.event:
                    yield line.event
                else:
                    self.bad.append(line)
        if not found:
            raise Refused("empty_file", "events", self.path, "one event a line")

    def report(self, wording: Wording) -> None:
        """Each bad line with its number, and how many there were: nothing is lost in silence."""
        for line in self.bad:
            if line.refused:
                said = wording.say("cli.line", number=line.number, message=wording.error(line.refused))
                print(said, file=sys.stderr)
        if self.bad:
            print(wording.say("cli.skipped", n=len(self.bad)), file=sys.stderr)


def text(path: str) -> str:
    """The whole of a file. Raises Refused for one that cannot be read."""
    with opened(path) as file:
        return file.read()


@contextmanager
def opened(path: str) -> Iterator[TextIO]:
    """The file, whose troubles become Refused."""
    try:
        if path == "-":
            yield sys.stdin
        else:
            with Path(path).open(encoding="utf-8") as file:
                yield file
    except IsADirectoryError:
        raise Refused("folder", "file", path, "the path of a file") from None
    except UnicodeDecodeError:
        raise Refused("encoding", "file", path, "UTF-8 text") from None
    except OSError:
        raise Refused("no_file", "file", path, "the path of a file that can be read") from None


def written(path: str, text: str | Iterable[str]) -> Path:
    """A file with this text, in a folder that is made if need be. Raises OSError."""
    out = Path(path)
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8", newline="") as file:
        file.writelines([text] if isinstance(text, str) else text)
    return out
