"""What stops a build: a page, a line in it, and what is wrong there."""

from difflib import get_close_matches
from pathlib import Path

from wattprint.records import Refused


class PageError(Exception):
    """`path`:`line`: what is wrong."""

    def __init__(self, path: Path | str, line: int, message: str) -> None:
        self.path, self.line, self.message = path, line, message
        super().__init__(f"{path}:{line}: {message}")


class Unknown(LookupError):
    """A name that a page uses and that does not exist; says which come near."""

    def __init__(self, kind: str, name: str, known: object) -> None:
        names = [str(each) for each in known] if hasattr(known, "__iter__") else []
        near = get_close_matches(name, names, n=3, cutoff=0.5)
        super().__init__(f"no {kind} {name!r}" + (f"; near it: {', '.join(near)}" if near else ""))


def says(error: BaseException) -> str:
    """The error in one line."""
    if isinstance(error, Refused):
        return f"{error.field}: found {error.found!r}; allowed: {error.allowed}"
    return " ".join(f"{error.args[0] if error.args else type(error).__name__}".split())
