"""The make commands of the README, exactly as they are printed there. `make run` is left when all it names answers."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30 * 60  # seconds: the first time everything is installed
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)
ADDRESS = re.compile(r"http://localhost:\d+/\S*")


def main() -> int:
    """0 when every command did what it says."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [line for block in BLOCK.findall(text) for line in block.splitlines() if line.startswith("make ")]
    if not commands:
        print("README.md prints no make command", file=sys.stderr)
        return 1
    for command in commands:
        print(f"$ {command}", flush=True)
        served = command.split()[1] == "run"
        if status := serve(command) if served else subprocess.run(["bash", "-c", command], cwd=ROOT).returncode:
            print(f"`{command}` of README.md failed ({status}); what it said stands above", file=sys.stderr)
            return status
    return 0


def serve(command: str) -> int:
    """Start it, ask for every address that it prints, and end it as Ctrl-C does."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(["bash", "-c", f"exec {command}"], cwd=ROOT, env={**os.environ, "PORT": str(port)},
                               stdout=subprocess.PIPE, text=True, start_new_session=True)  # fmt: skip
    lines: list[str] = []
    assert process.stdout
    threading.Thread(target=lambda: lines.extend(iter(process.stdout.readline, "")), daemon=True).start()  # type: ignore[union-attr, arg-type]
    shown, end = 0, time.monotonic() + PATIENCE
    while not any("Ctrl-C" in line for line in lines[:shown]) and process.poll() is None and time.monotonic() < end:
        time.sleep(1)
        for line in lines[shown:]:
            print(line, end="", flush=True)
        shown = len(lines)
    addresses = ADDRESS.findall("".join(lines))
    try:
        for address in addresses:
            with urlopen(address, timeout=30) as answer:
                print(answer.status, address, flush=True)
        return 0 if addresses else process.poll() or 1
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(30)


if __name__ == "__main__":
    sys.exit(main())
