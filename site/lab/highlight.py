"""Python source -> HTML with a class per kind of token: for code that stands on a page before it is edited."""

import builtins
import io
import keyword
import tokenize
from html import escape

KINDS = {tokenize.COMMENT: "comment", tokenize.NUMBER: "number", tokenize.STRING: "string"} | {
    getattr(tokenize, name): "string"  # Python 3.12 and later cut f-strings
    for name in ("FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END")
}
CONSTANTS = ("True", "False", "None")


def highlighted(code: str) -> str:
    """The code, escaped, its keywords, strings, numbers and comments in spans."""
    lines = code.splitlines(keepends=True)
    made: list[str] = []
    row, column = 1, 0
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        (top, left), (bottom, right) = token.start, token.end
        while row < top and row <= len(lines):
            made.append(escape(lines[row - 1][column:]))
            row, column = row + 1, 0
        if row > len(lines):
            break
        made.append(escape(lines[row - 1][column:left]))
        made.append(_span(token, _between(lines, (top, left), (bottom, right))))
        row, column = bottom, right
    return "".join(made).rstrip("\n")


def _between(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    """The source itself: a token of an f-string holds its braces halved."""
    (top, left), (bottom, right) = start, end
    if top > len(lines):
        return ""
    if top == bottom:
        return lines[top - 1][left:right]
    return lines[top - 1][left:] + "".join(lines[top : bottom - 1]) + lines[bottom - 1][:right]


def _span(token: tokenize.TokenInfo, text: str) -> str:
    kind = KINDS.get(token.type, "")
    if token.type == tokenize.NAME:
        if token.string in CONSTANTS:
            kind = "number"
        elif keyword.iskeyword(token.string):
            kind = "keyword"
        elif hasattr(builtins, token.string):
            kind = "builtin"
    return f'<span class="{kind}">{escape(text)}</span>' if kind and text else escape(text)
