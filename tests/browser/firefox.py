"""Firefox over WebDriver BiDi: Debian's, as it is, with neither geckodriver nor a build of its own."""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .websocket import WebSocket

PROGRAMS = ("firefox-esr", "firefox")
PATIENCE = 60.0
SILENCE = {
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.newtabpage.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.server": "data:,",
}
"""So that what a test records is the page's own doing."""

WORKERS = """() => {
    globalThis.workersOfTest = [];
    globalThis.Worker = class extends Worker {
        constructor(...given) {
            super(...given);
            workersOfTest.push(this);
        }
    };
}"""


class Firefox:
    """One browser with one tab, in a profile of its own."""

    name = "Firefox"

    def __init__(self) -> None:
        program = next(filter(None, map(shutil.which, PROGRAMS)), None)
        if not program:
            raise RuntimeError("no Firefox here: `bash tests/browser/install.sh` installs Debian's, or says why not")
        self.profile = tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True)
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in SILENCE.items()]
        Path(self.profile.name, "user.js").write_text("\n".join(lines))
        self.process = subprocess.Popen(
            [program, "--headless", "--no-remote", "--profile", self.profile.name, "--remote-debugging-port", "0"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stderr
        for line in self.process.stderr:
            if found := re.search(r"WebDriver BiDi listening on ws://127\.0\.0\.1:(\d+)", line):
                break
        else:
            raise RuntimeError("Firefox ended before it listened")
        self.socket = WebSocket(int(found[1]), "/session", PATIENCE)
        self.count = 0
        self.requests: list[tuple[str, str]] = []
        self.call("session.new", capabilities={})
        self.tab = self.call("browsingContext.getTree")["contexts"][0]["context"]
        self.call("session.subscribe", events=["network.beforeRequestSent"])

    def open(self, url: str) -> None:
        """Go there, and wait until it has loaded."""
        self.call("browsingContext.navigate", context=self.tab, url=url, wait="complete")

    def run(self, function: str, argument: Any = None) -> Any:
        """What the (async) JavaScript function returns, through JSON."""
        wrapped = f"async () => JSON.stringify(await ({function})({json.dumps(argument)}) ?? null)"
        made = self.call("script.callFunction", functionDeclaration=wrapped, awaitPromise=True,
                         target={"context": self.tab})  # fmt: skip
        if made["type"] == "exception":
            raise RuntimeError(made["exceptionDetails"]["text"])
        return json.loads(made["result"]["value"])

    def press(self, key: str) -> None:
        """A key goes down and up, where the focus is."""
        code = {"ArrowRight": "\ue014", "ArrowLeft": "\ue012", "Tab": "\ue004"}.get(key, key)
        actions = [{"type": kind, "value": code} for kind in ("keyDown", "keyUp")]
        self.call("input.performActions", context=self.tab, actions=[{"type": "key", "id": "keys", "actions": actions}])

    @contextmanager
    def killable(self) -> Iterator[None]:
        """The workers of the pages opened meanwhile can be ended from outside: BiDi itself does not reach them here."""
        script = self.call("script.addPreloadScript", functionDeclaration=WORKERS)["script"]
        yield
        self.call("script.removePreloadScript", script=script)

    def kill_worker(self) -> None:
        """The worker ends without a word, as when the machine lacks memory."""
        self.run("() => workersOfTest.at(-1).terminate()")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """One command of the protocol; events that come meanwhile are kept."""
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": params}))
        while True:
            message = json.loads(self.socket.receive())
            if message.get("method") == "network.beforeRequestSent":
                request = message["params"]["request"]
                self.requests.append((request["method"], request["url"]))
            elif message.get("id") == self.count:
                if message["type"] == "error":
                    raise RuntimeError(f"{method}: {message['error']}: {message['message']}")
                result: dict[str, Any] = message["result"]
                return result

    def close(self) -> None:
        """End it, and only it."""
        self.socket.close()
        self.process.terminate()
        self.process.wait(10)
        assert self.process.stderr
        self.process.stderr.close()
        self.profile.cleanup()
