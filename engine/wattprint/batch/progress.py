"""A line on the terminal that says how far a run is."""

import sys
import threading
import time
from collections.abc import Callable
from typing import TextIO

import duckdb

from ..wording import Wording

WIDTH = 30
EVERY = 0.2  # seconds


class Progress:
    """`of` rows, or bytes, in all; `at` those before the part that `connection` is working on, which has `part`.

    `key` names the sentence of a line, which is told amounts by `amount`."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        of: int,
        shown: bool,
        wording: Wording,
        key: str = "rows",
        amount: Callable[[float], str] | None = None,
        out: TextIO | None = None,
    ):
        self.connection, self.of, self.shown, self.wording, self.key = connection, of, shown, wording, key
        self.amount = amount or (lambda n: wording.count(int(n)))
        self.out = out or sys.stderr
        self.at = self.part = 0.0
        self._passes, self._most = 1, 0.0
        self._began, self._skipped = time.monotonic(), 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._draw, daemon=True)

    def __enter__(self) -> "Progress":
        if self.shown:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self.shown:
            self._thread.join()
            self.out.write("\r\033[K")
            self.out.flush()

    def part_of(self, size: float, passes: int = 1) -> None:
        """A part of this size begins, which is read so many times."""
        self.part, self._passes = size, passes

    def passed(self) -> None:
        """The part has been read once more."""
        if self._passes > 1:
            once = self.part / self._passes
            self.at, self.part, self._passes = self.at + once, self.part - once, self._passes - 1

    def part_done(self, skipped: bool) -> None:
        """The part is done, or was by an earlier run."""
        self.at += self.part
        self._skipped += self.part if skipped else 0
        self.part, self._passes = 0.0, 1

    def line(self, inside: float) -> str:
        """[=====>    ] 42 %  12,300,000 rows, 3,100,000 a second, 14 s left"""
        done = self.at + self.part / self._passes * min(max(inside, 0.0), 1.0)
        done = self._most = max(done, self._most)  # a short query between two long ones does not lead back
        share = done / self.of if self.of else 1.0
        new, took = done - self._skipped, time.monotonic() - self._began
        speed = new / took if took else 0.0
        said = [self.wording.say(f"batch.progress.{self.key}", done=self.amount(done), speed=self.amount(speed))]
        if speed:
            said.append(self.wording.say("batch.progress.left", left=int((self.of - done) / speed)))
        bar = ("=" * int(share * WIDTH)).ljust(WIDTH)
        percent = self.wording.say("batch.share", share=int(100 * share))
        return f"[{bar}] {percent}  {', '.join(said)}"

    def _draw(self) -> None:
        while not self._over.wait(EVERY):
            try:
                inside = self.connection.query_progress() / 100
            except (duckdb.Error, RuntimeError):
                inside = 0.0
            self.out.write("\r\033[K" + self.line(inside))
            self.out.flush()
