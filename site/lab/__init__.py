"""The lab: pages of Python cells that a reader edits and runs (see build)."""
