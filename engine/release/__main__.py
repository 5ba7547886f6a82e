"""`make release VERSION=0.2.0`: check, build twice, compare byte for byte, and say what is left to do by hand."""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from . import build, ready

ROOT = Path(__file__).resolve().parents[2]
SUMS = "SHA256SUMS"


def main() -> int:
    """0 when dist/release/<version> is complete."""
    asked = _parser().parse_args()
    if found := ready.obstacles(asked.version):
        print(f"Not released. Before {asked.version}:", *(f"  - {each}" for each in found), sep="\n", file=sys.stderr)
        return 1
    out = ROOT / "dist/release" / asked.version
    with tempfile.TemporaryDirectory(prefix="wattprint-release-") as folder:
        built = []
        for place, count in (("a", "first"), ("b", "second")):
            print(f"The {count} of two builds, from the commit, in a folder of its own (some minutes):", flush=True)
            try:
                built.append(build.archives("HEAD", Path(folder) / place, asked.version, asked.site_url, _say))
            except subprocess.CalledProcessError as error:
                print(error.stdout, error.stderr, f"Not released: {error.cmd} failed", sep="\n", file=sys.stderr)
                return 1
        if apart := build.different(*built):
            print("Not released: two builds of the same commit differ in", *apart, sep="\n  ", file=sys.stderr)
            return 1
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        for name, path in built[0].items():
            shutil.copyfile(path, out / name)
    sums = {path.name: build.digest(path) for path in sorted(out.iterdir())}
    (out / SUMS).write_text("".join(f"{digest}  {name}\n" for name, digest in sums.items()), encoding="utf-8")
    print(_last_word(asked.version, out, sums))
    return 0


def _say(line: str) -> None:
    print(line, flush=True)


def _last_word(version: str, out: Path, sums: dict[str, str]) -> str:
    listed = "\n".join(
        f"  {digest[:12]}…  {(out / name).stat().st_size:>11,} bytes  {name}" for name, digest in sums.items()
    )
    return f"""\
Both builds are alike, byte for byte. {out.relative_to(ROOT)} holds:
{listed}
  and {SUMS}, which names them all.

What is left to do, in this order (CONTRIBUTING.md, "A release", says how):
  1. git tag --annotate v{version} --message "Wattprint {version}" && git push origin v{version}
  2. wheel and sdist: to the package index
  3. wattprint-{version}-site.zip: its content to the host of the site, over the folder v/ that is there
  4. wattprint-{version}-chromium.zip to the Chrome Web Store; -firefox.zip to addons.mozilla.org, with -source.zip
  5. a release of the forge with all these files, which an archive with a DOI then takes (Zenodo, or by hand)
  6. the DOI into CITATION.cff, committed for the next release"""


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="make release", description=__doc__)
    made.add_argument("version", help="three numbers, as 0.2.0")
    made.add_argument("--site-url", default="", help="where the site will stand")
    return made


if __name__ == "__main__":
    sys.exit(main())
