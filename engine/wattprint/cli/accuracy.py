"""`wattprint accuracy`: how sure the numbers are."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from ..wording import LANGUAGES, Wording
from .reading import written


def arguments(parser: argparse.ArgumentParser, wording: Wording) -> None:
    """Where the page goes, if one is wanted."""
    parser.add_argument("--page", metavar="DIR", help=wording.say("help.page"))


def run(options: argparse.Namespace, wording: Wording) -> Iterable[str]:
    """The anchors and the scores; or the page and its picture, in every language."""
    from .. import accuracy, scorecard  # a page of the documentation, and its picture

    anchors, scores = accuracy.anchors(), accuracy.scores()
    if not options.page:
        return scorecard.lines(anchors, scores, wording)
    for lang in LANGUAGES:
        folder, words = Path(options.page) / lang, Wording(lang)
        written(str(folder / "accuracy.md"), scorecard.page(anchors, scores, words))
        written(str(folder / scorecard.PICTURE), scorecard.picture(anchors, words) + "\n")
    return [wording.say("accuracy.written", path=options.page)]
