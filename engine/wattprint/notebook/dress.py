"""The style of what stands in a notebook: that of the report, against the notebook's own."""

from functools import cache
from importlib.resources import files

from ..report import style


@cache
def dress() -> str:
    """Style for a card or a picture, which it carries itself."""
    return style() + files(__package__).joinpath("notebook.css").read_text(encoding="utf-8")
