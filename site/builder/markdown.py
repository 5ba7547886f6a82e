"""Markdown -> HTML as the house wants it: print typography, tables that fold, questions, answers, then and now."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from .words import set_type, words

BOXES = ("question", "answer", "then-now", "note", "lesson", "wide")
"""What `::: name` may open; `:::` closes it."""

PARTS = ("then", "now", "why")
TAGS = re.compile(r"</?(kbd|sub|sup|q)>")


class Unclosed(ValueError):
    """A `:::` that opens what does not exist, at a line of the body (from 0)."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


def rendered(text: str, lang: str) -> str:
    """The HTML of a page's body. Raises Unclosed."""
    check_boxes(text)
    return str(_parser(lang).render(text, {"lang": lang}))


def check_boxes(text: str) -> None:
    """Raises Unclosed for an unknown box, one that is not closed, or a close without an open."""
    opened: list[int] = []
    fenced = False
    for number, line in enumerate(text.splitlines()):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        found = None if fenced else re.fullmatch(r"\s*:{3,}\s*([\w-]*)\s*", line)
        if not found:
            continue
        if not found[1]:
            if not opened:
                raise Unclosed(number, "::: closes nothing")
            opened.pop()
        elif found[1] not in BOXES:
            raise Unclosed(number, f"no box {found[1]!r}; boxes: {', '.join(BOXES)}")
        else:
            opened.append(number)
    if opened:
        raise Unclosed(opened[-1], "this box is not closed by a line of :::")


def _parser(lang: str) -> MarkdownIt:
    made = _PARSERS.get(lang)
    if made is None:
        made = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("html_block")
        made.use(footnote_plugin).use(deflist_plugin)
        for box in BOXES:
            made.use(container_plugin, box, render=_box)
        made.core.ruler.push("tags", _tags)
        made.core.ruler.push("print", _print)
        made.core.ruler.push("headings", _headings)
        made.core.ruler.push("tables", _tables)
        made.core.ruler.push("then_now", _then_now)
        made.add_render_rule("footnote_block_open", _notes_open)
        made.add_render_rule("footnote_anchor", _note_back)
        _PARSERS[lang] = made
    return made


_PARSERS: dict[str, MarkdownIt] = {}


def _tags(state: StateCore) -> None:
    """Raises Unclosed for HTML other than TAGS."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "html_inline" and not TAGS.fullmatch(child.content):
                raise Unclosed(token.map[0] if token.map else 0, f"no HTML here but {TAGS.pattern}: {child.content}")


def _print(state: StateCore) -> None:
    """Spaces and apostrophes of print, in text but not in code."""
    lang = state.env["lang"]
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = set_type(child.content, lang)


def _headings(state: StateCore) -> None:
    """Every heading has an anchor made of its words."""
    seen: set[str] = set()
    for token, inside in zip(state.tokens, state.tokens[1:], strict=False):
        if token.type == "heading_open":
            words_ = "".join(child.content for child in inside.children or () if child.type in ("text", "code_inline"))
            plain = unicodedata.normalize("NFKD", words_).encode("ascii", "ignore").decode().lower()
            slug = base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "section"
            number = 1
            while slug in seen:
                number += 1
                slug = f"{base}-{number}"
            seen.add(slug)
            token.attrSet("id", slug)


def _tables(state: StateCore) -> None:
    """Head cells name their column; each row's first cell names the row; the others carry their head, for narrow
    screens; alignment becomes a class."""
    heads: list[str] = []
    column = 0
    for place, token in enumerate(state.tokens):
        if token.type == "table_open":
            heads = []
        elif token.type == "tr_open":
            column = 0
        elif token.type in ("th_open", "td_open"):
            if "right" in str(token.attrs.pop("style", "")):
                token.attrSet("class", "number")
            if token.type == "th_open":
                token.attrSet("scope", "col")
                heads.append(_plain(state.tokens[place + 1]))
            elif column == 0:
                token.tag = "th"
                token.attrSet("scope", "row")
                state.tokens[place + 2].tag = "th"
            else:
                token.attrSet("data-head", heads[column] if column < len(heads) else "")
            column += 1


def _then_now(state: StateCore) -> None:
    """The three paragraphs of a then-now box: the lecture's number, today's, and why."""
    inside = 0
    part = 0
    for place, token in enumerate(state.tokens):
        if token.type == "container_then-now_open":
            inside, part = token.level + 1, 0
        elif token.type == "container_then-now_close":
            inside = 0
        elif inside and token.level == inside and token.type == "paragraph_open" and part < len(PARTS):
            token.attrSet("class", PARTS[part])
            token.attrSet("data-label", words(state.env["lang"]).say(f"site.{PARTS[part]}"))
            part += 1
            _unlabelled(state.tokens[place + 1])


def _unlabelled(inline: Token) -> None:
    """A first word in bold is the author's own label: the layout has one."""
    kinds = [child.type for child in (inline.children or ())[:4]]
    if "strong_open" in kinds[:2] and "strong_close" in kinds:
        del inline.children[: kinds.index("strong_close") + 1]  # type: ignore[union-attr]
        if inline.children and inline.children[0].type == "text":
            inline.children[0].content = inline.children[0].content.lstrip(" :")


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))


def _box(self: RendererHTML, tokens: Sequence[Token], place: int, options: Any, env: dict[str, Any]) -> str:  # noqa: ARG001
    token = tokens[place]
    kind = token.type.removeprefix("container_").rpartition("_")[0]
    opens = token.nesting == 1
    label = words(env["lang"]).say(f"site.{kind}") if kind in ("question", "answer", "note", "lesson") else ""
    if kind == "answer":
        return f'<details class="reply"><summary>{label}</summary>\n' if opens else "</details>\n"
    if kind == "wide":
        return '<div class="broad">\n' if opens else "</div>\n"
    head = f'<p class="label">{label}</p>\n' if label else ""
    shown = {"question": "quiz", "then-now": "then-now"}.get(kind, f"box {kind}")
    return f'<div class="{shown}">{head}\n' if opens else "</div>\n"


def _notes_open(self: RendererHTML, tokens: Sequence[Token], place: int, options: Any, env: dict[str, Any]) -> str:  # noqa: ARG001
    title = words(env["lang"]).say("site.footnotes")
    return f'<section class="footnotes"><h2>{title}</h2>\n<ol class="footnotes-list">\n'


def _note_back(self: RendererHTML, tokens: Sequence[Token], place: int, options: Any, env: dict[str, Any]) -> str:
    target = self.rules["footnote_anchor_name"](tokens, place, options, env)
    return f' <a href="#fnref{target}" class="footnote-backref" aria-label="↩">↩</a>'
