"""dist/extension/{chromium,firefox}/ and the zips of the stores: one tree, two manifests, the same bytes every time.

Nothing is bundled or made small: what a reviewer reads here is what runs. Added are the engine's runtime (as `make
build` made it for the site), the content scripts that join.py puts together, the words, and the tokens of the look.
"""

import json
import shutil
import tomllib
import zipfile
from pathlib import Path
from typing import Any

from browser.bounds import bounds
from wattprint import __version__
from wattprint.wording.typography import typeset

from .icons import icons
from .join import scripts

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "extension"
RUNTIME = ROOT / "dist/site/runtime"
OUT = ROOT / "dist"
BROWSERS = ("chromium", "firefox")
LANGUAGES = ("en", "fr")
WHEN = (2026, 1, 1, 0, 0, 0)  # of every member, so that two builds are alike

PLAIN = ("*.js", "popup/*", "dashboard/*", "options/*", "welcome/*", "line/*", "adapters/list.js")
ROOM = {"chromium": ("work.js", "offscreen.html", "offscreen.js"), "firefox": ("work.js",)}
LOOK = {
    "look/tokens.css": ROOT / "site/theme/tokens.css",
    "look/fragments.css": ROOT / "engine/wattprint/fragments.css",
    "look/extension.css": HERE / "look/extension.css",
}
SOURCES = ("extension", "engine", "data", "site/theme", "site/embed", "Makefile", "pyproject.toml", "requirements.txt",
           "requirements-node.txt", "package.json", "package-lock.json", ".npmrc", "LICENSE", "LICENCES.txt",
           "README.md")  # fmt: skip
NOT_SOURCES = {"__pycache__", "recordings", "compiled", "calibration"}
STEPS = """\
How to build this extension from its sources, on Linux or macOS with Python 3.12 or later and, better, node 20:

    make build          # .venv, the engine, its runtime, and the two packages
    ls dist/wattprint-chromium.zip dist/wattprint-firefox.zip

Two builds give the same bytes. pyodide.* are those of the npm package, byte for byte (package-lock.json has its hash).
"""


def main() -> None:
    """Build both folders and all archives."""
    print("Packing the extension", flush=True)
    shared = common()
    for browser in BROWSERS:
        files = {**shared, **own(browser)}
        write_folder(OUT / "extension" / browser, files)
        archive(OUT / f"wattprint-{browser}.zip", files)
    archive(OUT / "wattprint-source.zip", {**sources(), "BUILD.txt": STEPS.encode()})
    for path in sorted(OUT.glob("wattprint-*.zip")):
        print(f"Built {path.relative_to(ROOT)} ({path.stat().st_size} bytes)")


def common() -> dict[str, bytes]:
    """What both packages hold, by its path in them."""
    files = {
        path.relative_to(HERE).as_posix(): path.read_bytes() for pattern in PLAIN for path in HERE.glob(pattern)
        if path.is_file()
    }  # fmt: skip
    files |= {name: text.encode() for name, text in scripts().items()}
    files |= {f"runtime/{path.name}": path.read_bytes() for path in RUNTIME.iterdir() if path.is_file()}
    files |= {name: path.read_bytes() for name, path in LOOK.items()}
    files |= {f"look/icon-{size}.png": picture for size, picture in icons().items()}
    words = {lang: say(lang) for lang in LANGUAGES}
    files["words.js"] = f"export const WORDS = {_json(words)};\n".encode()
    for lang, said in words.items():
        messages = {key: {"message": sentence} for key, sentence in said["store"].items()}
        files[f"_locales/{lang}/messages.json"] = (_json(messages) + "\n").encode()
    files["bounds.js"] = bounds().encode()
    files["LICENCES.txt"] = (ROOT / "LICENCES.txt").read_bytes()
    return files


def own(browser: str) -> dict[str, bytes]:
    """What only one of the two holds: its manifest and its way to the engine."""
    room = {f"room/{name}": (HERE / "room" / name).read_bytes() for name in ROOM[browser]}
    door = (HERE / f"room/door.{browser}.js").read_bytes()
    return {**room, "room/door.js": door, "manifest.json": (_json(manifest(browser)) + "\n").encode()}


def manifest(browser: str) -> dict[str, Any]:
    """The one manifest with the version, and without what the other browser alone knows."""
    made: dict[str, Any] = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))
    made["version"] = __version__
    if browser == "chromium":
        del made["browser_specific_settings"], made["background"]["scripts"]
    else:
        del made["background"]["service_worker"], made["minimum_chrome_version"]
        made["permissions"].remove("offscreen")
    return made


def say(lang: str) -> dict[str, Any]:
    """The words of the pages, with the typography of their language."""
    words: dict[str, Any] = typeset(tomllib.loads((HERE / f"words.{lang}.toml").read_text(encoding="utf-8")), lang)
    return words


def sources() -> dict[str, bytes]:
    """What a reviewer needs to make the packages again."""
    made = {}
    for name in SOURCES:
        top = ROOT / name
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.is_file() and not NOT_SOURCES & set(path.relative_to(ROOT).parts):
                made[path.relative_to(ROOT).as_posix()] = path.read_bytes()
    return made


def write_folder(folder: Path, files: dict[str, bytes]) -> None:
    """The package as a folder, to be loaded unpacked."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def archive(path: Path, files: dict[str, bytes]) -> None:
    """A zip whose bytes depend on the files alone."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, WHEN)
            member.compress_type, member.external_attr, member.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            made.writestr(member, files[name])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=False)


if __name__ == "__main__":
    main()
