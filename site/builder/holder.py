"""Holds what Markdown must not see: each piece of HTML stands in the text as a mark of private characters."""

import re
from html import escape

from .errors import PageError

OPEN, CLOSE = "\ue000", "\ue001"
ZERO = 0xE010  # the digits of a mark, in the private use area: no typography touches them
_MARK = re.compile(f"{OPEN}([\ue010-\ue019]+){CLOSE}")
_ALONE = re.compile(f"<p>{OPEN}([\ue010-\ue019]+){CLOSE}</p>")


class Holder:
    """The pieces of one page, in the order they were made."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, str, bool]] = []

    def inline(self, html: str, plain: str) -> str:
        """A mark for a piece inside a line; `plain` stands for it where there is no HTML."""
        return self._hold(html, plain, block=False)

    def block(self, html: str) -> str:
        """A mark for a piece that stands alone, between empty lines."""
        return self._hold(html, "", block=True)

    def text(self, value: str) -> str:
        """A mark for words that Markdown must not read."""
        return self._hold(escape(value), value, block=False)

    def html(self, rendered: str, page: object) -> str:
        """Rendered Markdown with its pieces put in. Raises PageError for a block inside a line."""
        rendered = _ALONE.sub(lambda found: self._pieces[_number(found[1])][0], rendered)

        def put(found: re.Match[str]) -> str:
            html, _, block = self._pieces[_number(found[1])]
            if block:
                raise PageError(getattr(page, "path", ""), getattr(page, "line", 1),
                                f"this stands alone between empty lines, not inside a line: {html[:60]}")  # fmt: skip
            return html

        return _MARK.sub(put, rendered)

    def plain(self, text: str) -> str:
        """Text with its pieces as text."""
        return _MARK.sub(lambda found: self._pieces[_number(found[1])][1], text)

    def _hold(self, html: str, plain: str, *, block: bool) -> str:
        self._pieces.append((html, plain, block))
        digits = "".join(chr(ZERO + int(digit)) for digit in str(len(self._pieces) - 1))
        return f"{OPEN}{digits}{CLOSE}"


def _number(digits: str) -> int:
    return int("".join(str(ord(digit) - ZERO) for digit in digits))
