"""Which release this is; `import wattprint` says it, too."""

VERSION = "0.1.0"
