"""Gemini's activity, as Google Takeout gives it in JSON: a title with the prompt, the answer as HTML.

[{header, title, time, products, safeHtmlItem: [{html}]}]. The title begins with a word in the reader's language
("Prompted ..."), and the header names the product in it, which is all that is said of the model.
"""

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from ..records import UsageEvent
from .base import File, Head, Reading
from .stream import elements
from .turn import Turn, parts

SITE = "gemini.google.com"
PRODUCTS = ("gemini", "bard")
PREFIXES = (
    "Prompted ", "Asked ", "Said ",
    "Requête : ", "Requête\N{NO-BREAK SPACE}: ", "Requête ", "Vous avez demandé ", "A demandé ", "Invite : ",
    "Eingegebener Prompt: ", "Prompt: ", "Gefragt: ", "Aufforderung: ",
    "Petición: ", "Has preguntado ", "Preguntaste ", "Instrucción: ",
    "Richiesta: ", "Hai chiesto ", "Prompt inserito: ",
    "Comando: ", "Você perguntou ", "Perguntou ", "Pediu ",
    "Gevraagd: ", "Prompt gegeven: ", "Zapytano: ",
)  # fmt: skip
"""How titles of prompts begin, by language; another beginning is counted with the prompt, a word or two."""

PAGES = ("myactivit", "monactivit", "mesactivit", "meineaktivit", "miactividad", "misactividades", "mijnactiviteit",
         "etkinli")  # fmt: skip
"""How the names of activities begin, by language, small and without spaces."""

_TAG = re.compile(r"<[^<>]*>")


class GeminiTakeout:
    """An activity log, one entry per prompt."""

    id = "gemini-takeout"

    def knows(self, head: Head) -> bool:
        """An activity of the product, whatever the language of its title."""
        start = head.raw.lower()
        return {"header", "title", "time", "products"} <= head.keys and any(p.encode() in start for p in PRODUCTS)

    def read(self, files: Iterable[File], reading: Reading) -> Iterator[UsageEvent]:
        """One event per prompt; entries of other products and other deeds are no requests."""
        for file in files:
            for entry in elements(file, reading):
                if not isinstance(entry, dict) or not isinstance(entry.get("title"), str):
                    reading.miss("entry", entry)
                    continue
                if (turn := _turn(entry)) and (made := turn.event(SITE, None, None, reading)):
                    yield made


def is_page(path: str) -> bool:
    """Whether a file is an activity as HTML, which Takeout gives unless JSON is asked for."""
    place = PurePosixPath(path.lower())
    named = place.name.replace(" ", "").startswith(PAGES)
    return place.suffix == ".html" and (named or any(product in place.parent.name for product in PRODUCTS))


def _turn(entry: dict[str, Any]) -> Turn | None:
    header = str(entry.get("header"))
    if not any(product in header.lower() for product in PRODUCTS):
        return None
    title = str(entry["title"])
    prefix = next((prefix for prefix in PREFIXES if title.startswith(prefix)), "")
    answers = parts(entry, "safeHtmlItem")
    if not prefix and not answers:
        return None
    turn = Turn()
    turn.when(entry.get("time"))
    turn.called(
        next(header[(place := header.lower().index(p)) : place + len(p)] for p in PRODUCTS if p in header.lower())
    )
    turn.add("prompt", title[len(prefix) :])
    for answer in answers:
        if isinstance(answer.get("html"), str):
            turn.add("answer", html.unescape(_TAG.sub("", answer["html"])))
    return turn
