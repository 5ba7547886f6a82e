"""How to load the extension by hand in both browsers: `make run` prints this."""

from pathlib import Path

BUILT = Path(__file__).resolve().parents[1] / "dist/extension"


def main() -> None:
    """Print it."""
    print(f"""\
The extension, in Chromium, Chrome, Edge or Brave:
  1. open chrome://extensions and switch on "Developer mode"
  2. "Load unpacked", and choose {BUILT / "chromium"}
In Firefox 140 or later, until it is closed:
  1. open about:debugging#/runtime/this-firefox
  2. "Load Temporary Add-on...", and choose {BUILT / "firefox/manifest.json"}
Its first page asks which sites it may count.
For the stores: dist/wattprint-chromium.zip, dist/wattprint-firefox.zip and dist/wattprint-source.zip""")


if __name__ == "__main__":
    main()
