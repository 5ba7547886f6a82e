"""`make new-adapter NAME`, `make new-method NAME`, `make new-model MAKER/NAME`."""

import argparse
import sys
from datetime import date

from .adapter import adapter
from .draft import Wrong
from .method import method
from .model import model


def main() -> int:
    """Write the draft and say what it lacks, or say why not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=("adapter", "method", "model"))
    parser.add_argument("name")
    parser.add_argument("--host", default="", help="of a chatbot")
    asked = parser.parse_args()
    try:
        if asked.kind == "adapter":
            files, rest = adapter(asked.name, asked.host)
        else:
            files, rest = (method if asked.kind == "method" else model)(asked.name, date.today())
    except Wrong as error:
        print(error, file=sys.stderr)
        return 1
    print("Written:", *(f"  {file}" for file in files), "Now:", rest, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
