"""A chatbot that the extension follows: its adapter, a first recording, its line in the list."""

import re
from pathlib import Path

from .draft import ROOT, Wrong, allowed, inserted, write

HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
LIST = "extension/adapters/list.js"
END = "]; // prettier-ignore"


def adapter(name: str, host: str = "", root: Path = ROOT) -> tuple[list[str], str]:
    """Write them; returns the files and what to do next. Raises Wrong."""
    slug = allowed(name, re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*"), "le-chat")
    host = host or f"{slug.replace('-', '')}.example"
    if not HOST.fullmatch(host):
        raise Wrong(f"HOST={host}: the name of the site's host, as chat.example.org")
    if f'"{host}"' in (root / LIST).read_text(encoding="utf-8"):
        raise Wrong(f"HOST={host}: {LIST} follows it already")
    first, *rest = slug.split("-")
    title = slug.replace("-", " ").title()
    blanks = {"slug": slug, "host": host, "constant": first + "".join(each.title() for each in rest)}
    files = {
        f"extension/adapters/{slug}.js": "adapter.js",
        f"extension/recordings/{slug}/new-chat.txt": "recording.txt",
    }
    made = write(files, blanks, root)
    line = f'  site("{host}", "{title}", "{slug}", ["{host}"], to("^/api/chat$")),\n'
    made.append(inserted(LIST, END, line, root))
    return (
        made,
        f"""\
  1. extension/adapters/{slug}.js: how the site asks and answers (it starts as a stream like OpenAI's)
  2. extension/recordings/{slug}/: twelve shapes of a conversation (README.md beside them says how)
  3. {LIST}: the requests that carry a question, in the line that was added
  4. tests/extension/test_conversations.py: which recording is played in both browsers
  5. data/products.toml: the model that answers as "{slug}", since when
What is missing is said by: make test PYTEST="tests/extension/test_adapters.py \\
  tests/extension/test_conversations.py\"""",
    )
