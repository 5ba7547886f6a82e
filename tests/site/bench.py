"""How long the site takes to build, and its heaviest pages: `python -m tests.site.bench`, a part of `make bench`."""

import gzip
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "site"))

from builder import build  # noqa: E402 - the folder is on the path only now
from builder.weights import Weights, elements, files, with_imports  # noqa: E402

GOALS = {"seconds": 10, "bytes": 60_000, "elements": 380, "files": 8}


def main() -> None:
    """Two rows of the table."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "dist/site"
        made = build(out)
        print(f"| full build of the site | {made.pages} pages in **{made.seconds:.1f} s** | {GOALS['seconds']} s |")
        weights = Weights(out)
        found = []
        for path in sorted(out.glob("??/*.html")):
            html = path.read_text(encoding="utf-8")
            fetched = with_imports([(path.parent / name).resolve() for name in files(html)])
            size = len(gzip.compress(html.encode(), 9)) + sum(map(weights.size, fetched))
            found.append((size, elements(html), len(fetched) + 1, f"{path.parent.name}/{path.name}"))
    for place, (key, unit) in enumerate((("bytes", "bytes gzip"), ("elements", "elements"), ("files", "requests"))):
        most = max(found, key=lambda each: each[place])
        print(f"| heaviest page before any intent, {unit} | **{most[place]:,}** ({most[3]}) | {GOALS[key]:,} |")


if __name__ == "__main__":
    main()
