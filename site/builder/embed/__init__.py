"""The calculator for other people's pages: dist/site/embed/, the examples, and the parts of our own pages about it."""

from .written import build_embeds, versions

__all__ = ["build_embeds", "versions"]
