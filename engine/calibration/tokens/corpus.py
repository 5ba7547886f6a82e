"""The passages: Debian packages (and the Declaration of Human Rights) -> one JSON line per passage.

`python -m calibration.tokens.corpus WORK` reads what `rebuild.sh` unpacked into WORK/root and writes
WORK/passages.jsonl: language, source, text. Deterministic: files in sorted order, one seeded generator per
source. Nothing of these texts enters the repository; only fitted coefficients do.
"""

import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from .readers import catalogue, english_catalogue, formulas, fortune, html, joined, lyx, man, plain

Reader = Callable[[Path, int], list[str]]
LANGUAGES = (  # ISO 639-1
    "en", "fr", "de", "es", "pt", "it", "pl", "ja", "zh", "ru", "nl", "ko", "tr",
    "ar", "hi", "cs", "uk", "vi", "el", "he", "sv", "fi", "hu", "ro", "id",
)  # fmt: skip

PER_SOURCE = 160  # passages kept of one source in one language
SHORTEST, LONGEST = 200, 4000  # characters; lengths are drawn evenly on a logarithmic scale

# Scripts that tell at once whether a paragraph was translated at all.
SCRIPTS = {
    "ru": "Ѐ-ӿ", "uk": "Ѐ-ӿ", "bg": "Ѐ-ӿ", "el": "Ͱ-Ͽ", "ar": "؀-ۿ", "fa": "؀-ۿ", "he": "֐-׿", "hi": "ऀ-ॿ",
    "ja": "぀-ヿ一-鿿", "zh": "一-鿿", "zh-tw": "一-鿿", "ko": "가-힯", "ta": "஀-௿", "th": "฀-๿",
}  # fmt: skip
ENGLISH = re.compile(r"\b(?:the|of|and|to|is|that|with|for|you|this|are|be)\b", re.I)


def sources() -> Iterator[tuple[str, str, str, Reader]]:
    """Language, source, pattern of files below WORK/root, reader."""
    doc, share, lib = "usr/share/doc", "usr/share", "usr/lib/python3/dist-packages"
    office = f"{share}/libreoffice/help/*/text/**/*.html"
    handbook, gnome = f"debian-handbook/{doc}/debian-handbook/html", f"gnome-user-docs/{share}/help"
    wesnoth, lyx_doc = f"wesnoth-1.16-data/{share}/games/wesnoth/1.16/locale", f"lyx-common/{share}/lyx/doc"
    guide, quotes = f"installation-guide-amd64/{doc}/installation-guide-amd64", f"{share}/games/fortunes"
    for code in LANGUAGES:
        local = {"pt": "pt_BR", "zh": "zh_CN"}.get(code, code)
        low = local.replace("_", "-").lower()
        pages = "manpages*" if code == "en" else f"manpages-{'zh' if code == 'zh' else low}*"
        yield code, "man", f"{pages}/{share}/man/{'' if code == 'en' else local + '/'}man[1-8]/*.gz", man
        yield code, "libreoffice-help", f"libreoffice-help-{'en-us' if code == 'en' else low}/{office}", html
        yield code, "debian-handbook", f"{handbook}/{code}-*/*.html", html
        yield code, "installation-guide", f"{guide}/{local}/*.html", html
        yield code, "gnome-user-docs", f"{gnome}/{'C' if code == 'en' else local}/**/*.page", html
        for book in ("maint-guide", "debian-reference", "aptitude-doc", "debian-faq"):
            yield code, "debian-manuals", f"{book}*/{share}/**/*.{'pt*' if code == 'pt' else low}.html", html
        yield code, "debian-manuals", f"aptitude-doc-{code}/{doc}/aptitude/html/{code}/*.html", html
        for name in sorted({code, local}):
            yield code, "wesnoth", f"{wesnoth}/{name}/LC_MESSAGES/*.mo", catalogue
        folder = {"en": "", "zh": "zh_CN/"}.get(code, f"{code}/")
        yield code, "lyx", f"{lyx_doc}/{folder}*.lyx", lyx
        package = {"pt": "fortunes-br", "en": "fortunes"}.get(code, f"fortunes-{code}")
        # The other Chinese quotations are classical verse.
        yield code, "fortunes", f"{package}/{quotes}/{'chinese' if code == 'zh' else '**/*'}", fortune
        yield code, "declaration", f"declaration/{code}.html", html
    yield "zh-tw", "debian-handbook", f"{handbook}/zh-TW/*.html", html
    yield "zh-tw", "libreoffice-help", f"libreoffice-help-zh-tw/{office}", html
    yield "zh-tw", "wesnoth", f"{wesnoth}/zh_TW/LC_MESSAGES/*.mo", catalogue
    yield "zh-tw", "declaration", "declaration/zh-tw.html", html
    yield "scripts", "declaration", "declaration/scripts-*.html", html
    yield "en", "wesnoth", f"{wesnoth}/fr/LC_MESSAGES/*.mo", english_catalogue
    yield "en", "jargon", f"jargon-text/{doc}/jargon-text/jargon.txt.gz", joined
    yield "markdown", "readme", f"*/{doc}/*/*.md*", plain
    yield "markdown", "readme", "../node_modules/**/*.md", plain
    yield "markdown", "nodejs", f"nodejs-doc/{doc}/**/*.md*", plain
    yield "maths", "papers", f"texlive-publishers-doc/{doc}/**/*.tex.gz", formulas
    yield "maths", "manuals", f"texlive-*-doc/{doc}/texlive-doc/[gl]*/[abcdmnrt]*/*.tex.gz", formulas
    yield "maths", "sklearn", f"python-sklearn-doc/{doc}/**/modules/*.rst.txt", formulas
    yield "maths", "docstrings", f"python3-*/{lib}/**/*.py", formulas
    yield "maths", "lyx", f"{lyx_doc}/Math.lyx", lyx
    yield "python", "numpy", f"python3-numpy/{lib}/numpy/**/*.py", plain
    yield "python", "sympy", f"python3-sympy/{lib}/sympy/**/*.py", plain
    yield "python", "sklearn", f"python-sklearn-doc/{doc}/**/auto_examples/**/*.py", plain
    yield "javascript", "lodash", f"node-lodash*/{share}/nodejs/**/*.js", plain
    yield "javascript", "undici", f"node-undici/{share}/nodejs/**/*.js", plain
    yield "javascript", "react", f"node-react/{share}/nodejs/**/*.development.js", plain
    yield "javascript", "gpt-tokenizer", "../node_modules/gpt-tokenizer/src/**/*.ts", plain


def translated(language: str, block: str) -> bool:
    """Whether a paragraph is in its language: half-translated manuals fall back to English."""
    letters = sum(map(str.isalpha, block)) or 1
    if language in SCRIPTS:
        return len(re.findall(f"[{SCRIPTS[language]}]", block)) / letters > 0.5
    if language in ("en", "scripts", "markdown", "maths", "python", "javascript"):
        return True
    return len(ENGLISH.findall(block)) / (len(block.split()) or 1) < 0.06


def passages(documents: list[list[str]], language: str, chance: random.Random) -> Iterator[str]:
    """Pieces of the documents of one language, of lengths drawn from `chance`, cut between words."""
    for blocks in documents:
        text, goal = "", 0.0
        for block in blocks:
            if not translated(language, block):
                continue
            goal = goal or SHORTEST * (LONGEST / SHORTEST) ** chance.random()
            text += ("\n\n" if text else "") + block
            if len(text) >= goal:
                cut = text[: int(goal)]
                yield cut[: cut.rfind(" ")] if cut.rfind(" ") > SHORTEST else cut
                text, goal = "", 0.0
        if len(text) >= SHORTEST:
            yield text


def main(work: Path) -> None:
    """Write passages.jsonl: at most so many passages of each source, none twice."""
    found: dict[tuple[str, str], list[list[str]]] = {}
    for language, source, pattern, reader in sources():
        paths = sorted((work / "root").glob(pattern))
        files = [p for p in paths if p.is_file() and not p.is_symlink() and p.suffix not in (".dat", ".u8")]
        random.Random(source).shuffle(files)
        for turn, path in enumerate(files[:400]):
            found.setdefault((language, source), []).append(reader(path, turn))
    seen: set[str] = set()
    with (work / "passages.jsonl").open("w") as out:
        for (language, source), documents in sorted(found.items()):
            chance = random.Random(f"{language} {source}")
            kept = []
            for text in passages(documents, language, chance):
                if text[:150] not in seen:
                    seen.add(text[:150])
                    kept.append(text)
            for text in chance.sample(kept, min(PER_SOURCE, len(kept))):
                out.write(json.dumps({"language": language, "source": source, "text": text}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
