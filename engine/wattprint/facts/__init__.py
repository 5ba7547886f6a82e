"""The only room that opens data/: facts with their sources, models, grids, equivalents."""

from .grids import WORLD
from .store import EARLIEST, Facts, changed, lecture, lessons, load, verbatim

__all__ = ["EARLIEST", "WORLD", "Facts", "changed", "lecture", "lessons", "load", "verbatim"]
