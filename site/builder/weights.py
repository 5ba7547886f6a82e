"""What a page weighs, said at its foot: bytes as they travel, files, elements, and the energy of carrying them."""

import gzip
import re
from html import escape, unescape
from pathlib import Path

from wattprint.facts import load
from wattprint.units import Quantity
from wattprint.wording import Wording

from .shelves import cited, place

MARK = "<!--weight-->"
NETWORK = "network-electricity"
LEVEL = 9
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^>]*?(/?)>")
_UNMADE = re.compile(r"<(noscript|template)\b.*?</\1>", re.DOTALL)
_FILE = re.compile(r'<(?:link[^>]*rel="(?:stylesheet|icon)"[^>]*href|script[^>]*src|img[^>]*src)="([^"]+)"')


def elements(html: str) -> int:
    """Elements as EcoIndex counts them: those inside an SVG apart, and what a browser with scripts does not make."""
    count = inside = 0
    for close, name, alone in _TAG.findall(_UNMADE.sub(r"<\1>", html)):
        svg = name.lower() == "svg"
        if svg:
            inside += -1 if close else 1
            count += not close
        elif not close and not inside:
            count += 1
        if svg and alone:
            inside -= 1
    return count


def files(html: str) -> list[str]:
    """What a browser fetches with the page, before a reader does anything."""
    return list(dict.fromkeys(unescape(found) for found in _FILE.findall(html)))


class Weights:
    """Compressed sizes of the files that pages share, each weighed once."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._sizes: dict[Path, int] = {}

    def size(self, path: Path) -> int:
        """Bytes of one file, compressed; of a module, with those it imports at once."""
        if path not in self._sizes:
            self._sizes[path] = 0
            if path.exists():
                self._sizes[path] = len(gzip.compress(path.read_bytes(), LEVEL))
        return self._sizes[path]

    def said(self, html: str, folder: Path, wording: Wording) -> str:
        """The page with its own weight in place of MARK."""
        fetched = with_imports([(folder / name).resolve() for name in files(html)])
        total = len(gzip.compress(html.encode(), LEVEL)) + sum(map(self.size, fetched))
        return html.replace(MARK, _line(total, len(fetched) + 1, elements(html), wording))


def with_imports(paths: list[Path]) -> list[Path]:
    """The files, and the modules that they import before anything happens."""
    found = list(paths)
    for path in found:
        if path.suffix == ".js" and path.exists():
            for name in re.findall(r'^\s*(?:import|export)\s[^;]*?from\s*"(\.[^"]+)"|^import\s*"(\.[^"]+)"',
                                   path.read_text(encoding="utf-8"), re.MULTILINE):  # fmt: skip
                imported = (path.parent / next(filter(None, name))).resolve()
                if imported not in found:
                    found.append(imported)
    return found


def _line(total: int, requests: int, nodes: int, wording: Wording) -> str:
    network = load().factor(NETWORK)
    size = Quantity(total, unit="B")
    energy = size * network.quantity
    says = wording.say("weight.says", size=wording.quantity(size.to("kB")), requests=requests, nodes=nodes)
    carries = wording.say("weight.energy", energy=energy)
    title = wording.say("weight.title", label=wording.label(network),
                        source=wording.say("site.and").join(source.title for source in network.sources),
                        where=cited(network, wording).rpartition("; ")[2].rstrip(")"))  # fmt: skip
    return f'{escape(says)} <a href="{escape(place(network))}" title="{escape(title)}">{escape(carries)}</a>'
