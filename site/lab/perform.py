"""A page's cells, run once by the build: what they print and show stands in the page before any Python is fetched."""

import io
import re
from contextlib import redirect_stdout
from html import escape
from typing import Any

from wattprint.notebook import screen, speak

from .script import Script

STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


class Stage:
    """Where cells run: one set of names for a page, and what each cell put on the screen, in order."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self.shown: list[str] = []
        self.printed = io.StringIO()

    def run(self, code: str, place: str) -> str:
        """The HTML of one cell's output. An error of the cell is the build's."""
        self.shown, self.printed = [], io.StringIO()
        screen(self.show)
        try:
            with redirect_stdout(self.printed):
                exec(compile(code, place, "exec"), self.names)
        finally:
            screen(None)
        self.flush()
        return "".join(self.shown)

    def show(self, html: str) -> None:
        """A figure or a card; the page has its style already."""
        self.flush()
        self.shown.append(f'<div class="shown">{STYLE.sub("", html)}</div>')

    def flush(self) -> None:
        """What was printed so far, above what follows."""
        if text := self.printed.getvalue().rstrip("\n"):
            self.shown.append(f'<pre class="printed">{escape(text)}</pre>')
        self.printed.seek(0)
        self.printed.truncate()


def perform(script: Script) -> list[tuple[str, str]]:
    """(output, output of the solution) of every cell, in order."""
    stage = Stage(script)
    speak(script.lang)
    try:
        return [
            (stage.run(cell.code, f"{script.path}:{n}"), stage.run(cell.solution, f"{script.path}:{n} solution"))
            for n, cell in enumerate(script.cells, 1)
        ]
    finally:
        speak("en")
