"""The readers: one file of a package -> its paragraphs, as a person or a chatbot would write them.

Each takes the path and its turn, its place in a shuffled list: every second page becomes markdown, and every
eighth has emoji.
"""

import gettext
import gzip
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

BLOCKS = {"p", "li", "dt", "dd", "pre", "blockquote", "title", "screen", "tr", "item"}
BLOCKS |= {f"h{level}" for level in range(1, 7)}
SKIPPED = {"script", "style", "head", "nav", "info", "svg", "select", "button"}
MARKS = {"b": "**", "strong": "**", "em": "*", "i": "*", "code": "`", "tt": "`", "kbd": "`", "cmd": "`"}

FORMULA = re.compile(
    r"\\(?:frac|sum|int|sqrt|alpha|beta|gamma|lambda|mu|sigma|theta|omega|mathbb|mathcal|partial|left|infty"
    r"|leq?|geq?|in|to|cdot|times|ldots|phi|pi|log|sin|cos|lim|mathbf)\b|\$[^$]+\$"
)
BREAK = re.compile(r"[.']\s*(?:SH|SS|P|PP|LP|TP|IP|HP|br|sp|RS|RE|Pp|Sh|It|Bl|nf|fi|EX|EE)\b")  # of roff
# Manuals have none, chatbots love them.
EMOJI = ["✅", "🚀", "💡", "📌", "⚠️", "🎯", "👉", "❌", "📝", "🔥", "✨", "👍", "📊", "❤️", "🌍", "🏆"]


class Blocks(HTMLParser):
    """Paragraphs of a page, as plain text or as the markdown a chatbot would write."""

    def __init__(self, markdown: bool, emoji: bool) -> None:
        super().__init__()
        self.markdown, self.emoji, self.text = markdown, emoji, ""
        self.blocks: list[str] = []
        self.skipped, self.verbatim = 0, False

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        self.skipped += tag in SKIPPED
        if tag in BLOCKS:
            self.close_block()
            self.verbatim = tag in ("pre", "screen")
            if self.markdown:
                self.text = {"li": "- ", "item": "- ", "dd": "- ", "blockquote": "> "}.get(tag, "")
                if re.fullmatch(r"h\d", tag) or tag == "title":
                    self.text = "## "
                if self.emoji and self.text:
                    self.text += EMOJI[len(self.blocks) % len(EMOJI)] + " "
        self.mark(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in SKIPPED:
            self.skipped = max(0, self.skipped - 1)
        self.mark(tag)
        if tag in BLOCKS:
            self.close_block()
            self.verbatim = False

    def mark(self, tag: str) -> None:
        if self.markdown and not self.verbatim:
            self.text += MARKS.get(tag, "")

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.text += data if self.verbatim else re.sub(r"\s+", " ", data)

    def close_block(self) -> None:
        text = self.text.strip() if not self.verbatim else self.text.strip("\n")
        if text.strip("#-> *`"):
            self.blocks.append(f"```\n{text}\n```" if self.verbatim and self.markdown else text)
        self.text = ""


def read(path: Path) -> str:
    """The text of a file, unpacked, in NFC and without the codes of a terminal; "" where it is not UTF-8."""
    data = path.read_bytes()
    data = gzip.decompress(data) if path.suffix == ".gz" else data
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return ""  # old fortunes in Latin-1: too few to guess at
    return unicodedata.normalize("NFC", re.sub(r"\x1b\[\d*m", "", text))


def html(path: Path, turn: int) -> list[str]:
    """Paragraphs of a page, every other page as Markdown."""
    page = Blocks(markdown=bool(turn % 2), emoji=turn % 8 == 1)
    page.feed(read(path))
    page.close_block()
    return page.blocks


def man(path: Path, _turn: int) -> list[str]:
    """A manual page as prose: no macros, no fonts, lines of a paragraph joined."""
    blocks: list[str] = []
    current: list[str] = []
    for line in read(path).splitlines():
        if re.match(r"[.']\s*(?:B|I|BR|IR|RB|RI|BI|IB|SM)\s", line):
            line = re.sub(r"^[.']\s*\w+\s+", "", line).replace('"', "")
        elif not line or BREAK.match(line):
            blocks.append(" ".join(current))
            current = []
            continue
        elif line[:1] in ".'":
            continue
        line = re.sub(r"\\f(?:\(..|\[[^]]*\]|.)|\\s[-+]?\d|\\[&/,:|^%]", "", line)
        line = re.sub(r"\\\((?:aq|cq|oq)", "'", re.sub(r"\\\((?:lq|rq|dq)", '"', line))
        line = re.sub(r"\\\[[^]]*\]|\\\*?\(..", "", line)
        current.append(re.sub(r"\\(.)", r"\1", line.replace("\\e", "\\\\")).strip())
    blocks.append(" ".join(current))
    return [block for block in blocks if len(block) > 40]


def catalogue(path: Path, _turn: int) -> list[str]:
    """Translated paragraphs of a message catalogue: game stories, descriptions, help."""
    with path.open("rb") as file:
        messages = gettext.GNUTranslations(file)._catalog.items()  # type: ignore[attr-defined]
    pairs = ((key.split("\x04")[-1] if isinstance(key, str) else "", text) for key, text in messages)
    return [re.sub(r"</?\w[^>]*>", "", text) for key, text in pairs if len(text) > 90 and text != key and key]


def english_catalogue(path: Path, _turn: int) -> list[str]:
    """The English paragraphs of a message catalogue: its keys, without their contexts."""
    with path.open("rb") as file:
        messages = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    keys = (key.split("\x04")[-1].split("^")[-1] for key in messages if isinstance(key, str))
    return [re.sub(r"</?\w[^>]*>", "", key) for key in keys if len(key) > 90]


def fortune(path: Path, turn: int) -> list[str]:
    """Quotations; prose lines are joined, since nobody wraps a chat message by hand."""
    quotes = read(path).replace("\r", "").split("\n%\n")
    between = " " if turn % 2 else "\n"
    return [re.sub(r"\s*\n\s*", between, quote).strip() for quote in quotes if len(quote) > 40]


def lyx(path: Path, _turn: int) -> list[str]:
    """Paragraphs of a LyX document, formulas kept as LaTeX."""
    blocks, current, depth = list[str](), "", 0
    for line in read(path).splitlines():
        if line.startswith("\\begin_inset"):
            depth += 1
            if line.startswith("\\begin_inset Formula"):
                current += line.removeprefix("\\begin_inset Formula ") + "\n" * (not line.endswith("$"))
                depth -= 1 if not line.endswith("$") else 0
        elif line.startswith("\\end_inset"):
            depth = max(0, depth - 1)
        elif line.startswith("\\end_layout") and not depth:
            blocks.append(re.sub(r" +", " ", current).strip())
            current = ""
        elif not depth and not re.match(r"\\(?:begin_|end_|[a-z]+ \w+$|[a-z_]+$)", line):
            current += re.sub(r"\\SpecialChar \w+", "", line)
    return [block for block in blocks if len(block) > 40]


def plain(path: Path, _turn: int) -> list[str]:
    """Paragraphs of a plain text, as they are wrapped."""
    return [block for block in re.split(r"\n{2,}", read(path)) if len(block.strip()) > 20]


def joined(path: Path, turn: int) -> list[str]:
    """Plain text wrapped by hand, as paragraphs."""
    return [re.sub(r"\s*\n\s*", " ", block).strip() for block in plain(path, turn)]


def formulas(path: Path, _turn: int) -> list[str]:
    """Paragraphs with a formula every hundred characters, as in an answer about maths."""
    text = re.sub(r"(?m)^%.*\n|(?<!\\)%.*$", "", read(path))
    blocks = [block.strip("\n") for block in re.split(r"\n\s*\n", text)]
    return [block for block in blocks if len(block) > 60 and len(FORMULA.findall(block)) > len(block) / 100]
