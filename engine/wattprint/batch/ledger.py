"""What a run has finished, so that a run that was killed goes on where it was.

A folder beside OUT holds the parts and `ledger.jsonl`: first the run's own description, then one line per finished
piece of work, written only after its files are in place. Files that are not finished bear another name. A database
of DuckDB stands guard, since one process at a time may have it open, and a kill lets go of it.
"""

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import duckdb

from ..records import Refused


class Ledger:
    """The folder of a run. `describe` is anything that makes another run another run, which is refused, or
    thrown away if `again`. Raises Refused while another process is at it."""

    def __init__(self, folder: Path, describe: dict[str, Any], again: bool):
        self.folder = folder
        self._file = folder / "ledger.jsonl"
        folder.mkdir(parents=True, exist_ok=True)
        guard = folder / "guard.duckdb"
        try:
            self._guard = duckdb.connect(guard)
        except duckdb.IOException:
            raise Refused("running", "OUT", str(folder), "one run at a time") from None
        lines = self._lines()
        if lines and lines[0] != json.loads(json.dumps(describe)):
            if not again:
                self._guard.close()
                raise Refused("other_run", "OUT", str(folder), "the command that began it, or --overwrite")
            for path in folder.iterdir():
                if not path.name.startswith(guard.name):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
            lines = []
        if not lines:
            self._append(describe, "w")
        self._done = {line["work"]: line["made"] for line in lines[1:]}

    def made(self, work: str) -> Any:
        """What a finished piece of work gave; None if it is still to do."""
        return self._done.get(work)

    def finish(self, work: str, made: Any) -> None:
        """Remembers that a piece of work is done, on the disk itself."""
        self._done[work] = made
        self._append({"work": work, "made": made}, "a")

    def close(self) -> None:
        """The run is over: its folder goes."""
        self._guard.close()
        shutil.rmtree(self.folder)

    def _lines(self) -> list[Any]:
        """The lines that were written whole; a kill may have cut the last one."""
        if not self._file.exists():
            return []
        text = self._file.read_text(encoding="utf-8")
        lines = [json.loads(line) for line in text.split("\n")[:-1]]
        whole = text[: text.rfind("\n") + 1]
        if whole != text:
            self._file.write_text(whole, encoding="utf-8")
        return lines

    def _append(self, line: dict[str, Any], mode: str) -> None:
        with self._file.open(mode, encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())


def hash_of(value: Any) -> str:
    """What tells two values of plain JSON apart."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
