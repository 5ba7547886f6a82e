"""Which release this is; `import wattprint` says it, too."""

__version__ = "0.1.0"
"""Three numbers, as 0.1.0."""
