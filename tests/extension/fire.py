"""Firefox with the extension in a profile of its own, over Marionette, which opens the extension's own pages too."""

import contextlib
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .chrome import READ

PROGRAMS = ("firefox-esr", "firefox")
PATIENCE = 60.0
UUID = "f0f0f0f0-1111-4222-8333-444444444444"
GECKO_ID = "wattprint@wattprint.invalid"
PREFERENCES: dict[str, Any] = {
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.newtabpage.enabled": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.webextOptionalPermissionPrompts": False,  # what the reader would be asked is answered with yes
    "extensions.originControls.grantByDefault": True,
    "extensions.background.idle.timeout": 600_000,
    "extensions.webextensions.uuids": json.dumps({GECKO_ID: UUID}),
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.stricttransportsecurity.preloadlist": False,
    "security.cert_pinning.enforcement_level": 0,  # Google's names are pinned to its own keys
    "network.dns.native-is-localhost": True,
    "services.settings.server": "data:,",
    "toolkit.telemetry.server": "data:,",
    "xpinstall.signatures.required": False,
}

TRUSTED = """async () => Cc["@mozilla.org/security/certoverride;1"].getService(Ci.nsICertOverrideService)
  .setDisableAllSecurityChecksAndLetAttackersInterceptMyData(true)"""


class Fire:
    """One browser. `hosts` maps host names to the one port of this machine on which all of them are served."""

    name = "Firefox"

    def __init__(self, folder: Path, profile: Path, hosts: Mapping[str, int] | None = None, lang: str = "en") -> None:
        self.folder, self.profile, self.hosts, self.lang = folder, profile, dict(hosts or {}), lang
        self.start()

    def start(self) -> None:
        """Begin, or begin again in the same profile; the extension is installed for this run."""
        self.profile.mkdir(parents=True, exist_ok=True)
        port = _free()
        preferences = {**PREFERENCES, "marionette.port": port, "intl.locale.requested": self.lang,
                       "intl.accept_languages": self.lang}  # fmt: skip
        if self.hosts:
            preferences["network.dns.localDomains"] = ",".join(self.hosts)
            preferences["network.socket.forcePort"] = f"443={next(iter(self.hosts.values()))}"
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in preferences.items()]
        (self.profile / "user.js").write_text("\n".join(lines))
        program = next(filter(None, map(shutil.which, PROGRAMS)), None)
        if not program:
            raise RuntimeError("no Firefox here: `bash tests/browser/install.sh` installs Debian's, or says why not")
        self.process = subprocess.Popen(
            [program, "--headless", "--no-remote", "--marionette", "-remote-allow-system-access", "--profile",
             str(self.profile)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.socket = _connected(port)
        self.stream = self.socket.makefile("rb")
        self.count = 0
        self._receive()
        self.call("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": True}}})
        self.call("WebDriver:SetTimeouts", {"script": PATIENCE * 1000, "pageLoad": PATIENCE * 1000})
        self.call("Addon:Install", {"path": str(self.folder), "temporary": True})
        if self.hosts:  # acceptInsecureCerts alone does not reach our server's own certificate
            self.run(TRUSTED, chrome=True)

    def open(self, url: str) -> str:
        """A new tab at an address; its handle."""
        handle: str = self.call("WebDriver:NewWindow", {"type": "tab", "focus": True})["handle"]
        self.call("WebDriver:SwitchToWindow", {"handle": handle})
        self.call("WebDriver:Navigate", {"url": url})
        return handle

    def view(self, path: str) -> str:
        """A page of the extension in a new tab."""
        return self.open(f"moz-extension://{UUID}/{path}")

    def go(self, handle: str) -> None:
        """To another tab."""
        self.call("WebDriver:SwitchToWindow", {"handle": handle})

    def shut(self) -> None:
        """Close the tab at hand, unless it is the last."""
        handles = self.call("WebDriver:GetWindowHandles")
        if len(handles) > 1:
            self.call("WebDriver:CloseWindow")
            self.go(self.call("WebDriver:GetWindowHandles")[0])

    def run(self, function: str, argument: Any = None, chrome: bool = False) -> Any:
        """What the (async) JavaScript function returns in the tab at hand, through JSON."""
        script = f"""const [given, done] = arguments;
            (async () => JSON.stringify(await ({function})(given) ?? null))()
              .then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"""
        if chrome:
            self.call("Marionette:SetContext", {"value": "chrome"})
        try:
            made = self.call("WebDriver:ExecuteAsyncScript", {"script": script, "args": [argument], "sandbox": None})
        finally:
            if chrome:
                self.call("Marionette:SetContext", {"value": "content"})
        if "error" in made["value"]:
            raise RuntimeError(made["value"]["error"])
        return json.loads(made["value"]["value"])

    def events(self) -> list[dict[str, Any]]:
        """Everything in the store, in order of time."""
        here = self.call("WebDriver:GetWindowHandle")["value"]
        self.view("popup/popup.html")
        try:
            return self.run(READ)  # type: ignore[no-any-return]
        finally:
            self.call("WebDriver:CloseWindow")
            self.go(here)

    def picture(self, path: Path, width: int = 0) -> None:
        """A screenshot of the whole page at hand."""
        import base64

        if width:
            self.call("WebDriver:SetWindowRect", {"width": width, "height": 1000})
        made = self.call("WebDriver:TakeScreenshot", {"full": True})
        path.write_bytes(base64.b64decode(made["value"]))

    def stop_worker(self) -> None:
        """Ends the background page at once, as the browser does after half a minute of idleness."""
        self.run(
            f"""async () => {{
                const policy = WebExtensionPolicy.getByID({json.dumps(GECKO_ID)});
                await policy.extension.terminateBackground();
            }}""",
            chrome=True,
        )

    def call(self, name: str, params: dict[str, Any] | None = None) -> Any:
        """One command of the protocol."""
        self.count += 1
        text = json.dumps([0, self.count, name, params or {}])
        self.socket.sendall(f"{len(text.encode())}:{text}".encode())
        while True:
            message = self._receive()
            if message[1] == self.count:
                if message[2]:
                    raise RuntimeError(f"{name}: {message[2]['error']}: {message[2]['message']}")
                return message[3]

    def _receive(self) -> Any:
        digits = b""
        while (byte := self.stream.read(1)) != b":":
            if not byte:
                raise ConnectionError("Firefox has gone")
            digits += byte
        return json.loads(self.stream.read(int(digits)))

    def kill(self) -> None:
        """SIGKILL to this browser; its children end with it."""
        self.process.kill()
        self.process.wait(10)
        with contextlib.suppress(OSError):
            self.stream.close()
            self.socket.close()

    def close(self) -> None:
        """End it."""
        with contextlib.suppress(Exception):
            self.call("Marionette:Quit", {"flags": ["eForceQuit"]})
        with contextlib.suppress(OSError):
            self.stream.close()
            self.socket.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)


def _free() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _connected(port: int) -> socket.socket:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE * 2)
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("Firefox does not listen")
