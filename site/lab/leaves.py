"""The lab's pages as HTML: an index and one page per script, their results already in them."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import zip_longest
from typing import Any

from markdown_it import MarkdownIt

from wattprint.wording.typography import typeset

from .highlight import highlighted
from .perform import perform
from .script import Cell, Script
from .sheet import Sheet

MARKDOWN = MarkdownIt("commonmark", {"html": False})
OTHER = {"fr": "en", "en": "fr"}
Words = Mapping[str, Any]


def sheets(scripts: Sequence[Script], said: Words, lang: str, size: str) -> list[Sheet]:
    """The index, then every page, in order."""
    words = said["pages"]
    index = _sheet(lang, "index", words["title"], words["description"], _index(scripts, said, size))
    return [
        index,
        *(
            _sheet(lang, script.name, script.title, script.lead, _page(script, following, said, size))
            for script, following in zip_longest(scripts, scripts[1:])
        ),
    ]


def door(said: Mapping[str, Words]) -> str:
    """lab/index.html: two languages, two links."""
    links = "".join(
        f'<h1 lang="{lang}"><a href="{lang}/index.html" hreflang="{lang}">{escape(words["pages"]["title"])}</a></h1>'
        for lang, words in said.items()
    )
    return (
        '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Wattprint</title>\n'
        '<meta name="color-scheme" content="light dark">\n<link rel="stylesheet" href="../assets/style.css">\n'
        f'</head>\n<body class="wattprint">\n<main class="page">{links}</main>\n</body>\n</html>\n'
    )


def _sheet(lang: str, name: str, title: str, description: str, body: str) -> Sheet:
    path, other = f"lab/{lang}/{name}.html", f"lab/{OTHER[lang]}/{name}.html"
    return Sheet(lang, name, path, other, typeset(title, lang), typeset(description, lang), body, "../../")


def _index(scripts: Sequence[Script], said: Words, size: str) -> str:
    words = said["pages"]
    items = "".join(
        f'<li><h2><a href="{script.name}.html">{_say(script.title, script)}</a></h2><p>{_say(script.lead, script)}</p>'
        f"<ul>{''.join(f'<li>{_say(cell.title, script)}</li>' for cell in script.cells)}</ul></li>"
        for script in scripts
    )
    return (
        f'<p>{escape(words["lead"])}</p><p class="soft">{escape(words["size"].format(size=size))}</p>'
        f'<ol class="themes">{items}</ol>'
        f'<section class="teacher"><h2>{words["teacher"]}</h2><p>{escape(words["teacher_says"])}</p>'
        f'<p><a href="../template/{scripts[0].lang}.html" download="wattprint.html">{words["template"]}</a> · '
        f'<a href="../template/{scripts[0].lang}.zip" download>{words["project"]}</a></p></section>'
    )


def _page(script: Script, following: Script | None, said: Words, size: str) -> str:
    words = said["pages"]
    cells = "".join(
        _cell(number, cell, made, script, said)
        for number, (cell, made) in enumerate(zip(script.cells, perform(script), strict=True), 1)
    )
    after = f'<a class="next" href="{following.name}.html">{_say(following.title, script)} →</a>' if following else ""
    return (
        f'<p class="soft">{escape(words["size"].format(size=size))}</p>'
        f'<div class="cells">{cells}</div>'
        f'<div class="after"><a href="{script.name}.py" download>{words["offline"]}</a> '
        f'<span class="soft">{escape(words["offline_note"])}</span>'
        f'<p><a href="index.html">{words["all"]}</a></p>{after}</div>'
    )


def _cell(number: int, cell: Cell, made: tuple[str, str], script: Script, said: Words) -> str:
    words = said["pages"]
    code, solution = _code(cell.code), _code(cell.solution)
    return (
        f'<section class="cell" id="cell-{number}"><h2>{_inline(cell.title, script)}</h2>{_prose(cell.prose, script)}'
        f'{code}<div class="result"><p class="before">{words["printed"]}</p>{made[0]}</div>'
        f'<div class="question"><h3>{words["question"]}</h3>{_prose(cell.question, script)}</div>'
        f'<details class="solution"><summary>{words["solution"]}</summary>{solution}'
        f'<div class="result">{made[1]}</div></details></section>'
    )


def _code(source: str) -> str:
    """Code to read; a narrow screen scrolls it, so that the keyboard must reach it."""
    return f'<pre class="code" tabindex="0"><code>{highlighted(source)}</code></pre>'


def _prose(text: str, script: Script) -> str:
    return str(MARKDOWN.render(typeset(text, script.lang)))


def _inline(text: str, script: Script) -> str:
    return str(MARKDOWN.renderInline(typeset(text, script.lang)))


def _say(text: str, script: Script) -> str:
    return escape(typeset(text, script.lang))
