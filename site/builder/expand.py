"""`{{ ... }}` in a page: filled in with Jinja2, every fault told with its page and line."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateSyntaxError

from .content import Page
from .errors import PageError, says

HERE = "<template>"  # what Jinja calls a template that comes from a string
_LANGUAGE = Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)


def expanded(text: str, page: Page, names: Mapping[str, Any], line: int) -> str:
    """The text, which starts at `line` of the page's file, with its expressions filled in. Raises PageError."""
    if "{{" not in text and "{%" not in text:
        return text
    try:
        return _LANGUAGE.from_string(text).render(names)
    except TemplateSyntaxError as error:
        raise PageError(page.path, line + error.lineno - 1, says(error)) from error
    except PageError:
        raise
    except Exception as error:
        raise PageError(page.path, line + _line(error) - 1, says(error)) from error


def _line(error: BaseException) -> int:
    """The line of the template at which the error came up."""
    found, trace = 1, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == HERE:
            found = trace.tb_lineno
        trace = trace.tb_next
    return found
