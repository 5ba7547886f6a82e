"""A new version waits for the browser's next start: it does not cut the scripts of open pages off."""

import json
import zipfile
from pathlib import Path

from tests.extension.browsers import Chrome, fire

NEWER = "0.1.1"
INSTALL = """async (path) => {
    const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
    const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
    file.initWithPath(path);
    const install = await AddonManager.getInstallForFile(file, "application/x-xpinstall");
    const how = await new Promise((done) => {
        install.addListener({
            onInstallEnded: () => done("installed"), onInstallPostponed: () => done("postponed"),
            onInstallFailed: () => done("failed"), onInstallCancelled: () => done("cancelled"),
        });
        install.install();
    });
    const { version } = await AddonManager.getAddonByID("wattprint@wattprint.invalid");
    return [how, version];
}"""


def test_firefox_keeps_the_version_that_runs(place: Path) -> None:
    with fire(place) as browser:
        running = json.loads((browser.folder / "manifest.json").read_text())["version"]
        assert browser.run(INSTALL, newer(browser.folder, place), chrome=True) == ["postponed", running]


def test_chromium_is_told_to_wait(chromium_extension: Chrome) -> None:
    """An unpacked extension has no updates to wait for; Chromium defers them as long as somebody listens."""
    assert chromium_extension.worker().evaluate("() => chrome.runtime.onUpdateAvailable.hasListeners()")


def newer(folder: Path, place: Path) -> str:
    """The same extension under a later version."""
    path = place / "newer.xpi"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(each for each in folder.rglob("*") if each.is_file()):
            content = file.read_bytes()
            if file.name == "manifest.json":
                content = json.dumps({**json.loads(content), "version": NEWER}).encode()
            archive.writestr(file.relative_to(folder).as_posix(), content)
    return str(path)
