"""content + theme + engine -> dist/site: `python site/build.py --help`."""

import argparse
import sys
from pathlib import Path

from builder import PageError, build
from builder.data import write as write_data
from builder.live import watch
from builder.publish import Unpublishable, check, publish
from builder.serve import serve

OUT = Path(__file__).resolve().parents[1] / "dist/site"


def main() -> int:
    """Build, say how long it took, then publish or serve if asked to. An error names its page and line."""
    asked = _parser().parse_args()
    try:
        if asked.publish:
            check(asked.out, asked.publish)  # before minutes of building
        if asked.data:
            print(write_data(asked.out))
            if not asked.publish:
                return 0
        if asked.watch is not None:
            return watch(asked.out, asked.watch)
        print("Building the site", flush=True)
        print(build(asked.out, asked.site_url, release=asked.release, draft=asked.draft))
        if asked.publish:
            print(publish(asked.out, asked.publish))
    except (PageError, Unpublishable) as error:
        print(error, file=sys.stderr)
        return 1
    return serve(asked.out, asked.serve) if asked.serve is not None else 0


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--out", type=Path, default=OUT)
    made.add_argument("--site-url", default="", help="where it will stand: for canonical, hreflang, sitemap, feed")
    made.add_argument("--release", action="store_true", help="refuse a page that one language lacks")
    made.add_argument("--draft", action="store_true", help="go on where a page or a figure does not exist yet")
    made.add_argument("--data", action="store_true", help="only the tables to download, if the engine has changed")
    made.add_argument("--publish", type=Path, metavar="FOLDER", help="then copy it for a static host")
    made.add_argument("--serve", type=int, metavar="PORT", help="then serve it at http://localhost:PORT")
    made.add_argument("--watch", type=int, metavar="PORT", help="serve, build again and reload when a file changes")
    return made


if __name__ == "__main__":
    sys.exit(main())
