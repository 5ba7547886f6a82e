"""A person at a terminal, who sees what a command draws on standard error."""

import os
import pty
import sys
import threading

import pytest

from wattprint.cli import main


def seen(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What a terminal is given on standard error."""
    reader, writer = pty.openpty()
    said: list[bytes] = []

    def read() -> None:
        try:
            while piece := os.read(reader, 65_536):
                said.append(piece)
        except OSError:  # how a terminal ends
            pass

    thread = threading.Thread(target=read)
    thread.start()
    with os.fdopen(writer, "w", encoding="utf-8") as terminal, monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", terminal)
        assert main(arguments) == 0
    thread.join()
    os.close(reader)
    return b"".join(said).decode().replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
