"""How accuracy reads: lines for a terminal, a page in Markdown, a picture."""

from collections.abc import Iterable, Mapping, Sequence

from .accuracy import Anchor
from .figures import Row, ranges
from .terminal import table
from .units import Quantity
from .wording import Wording

PICTURE = "accuracy.svg"
Scores = Mapping[str, Mapping[str, float]]


def lines(anchors: Sequence[Anchor], scores: Scores, wording: Wording) -> Iterable[str]:
    """The two tables, for a terminal."""
    yield wording.say("accuracy.anchors")
    yield from table([_head(wording), *(_cells(anchor, wording) for anchor in anchors)], head=True)
    yield ""
    yield wording.say("accuracy.scores")
    yield from table([_score_head(wording), *_score_rows(scores, wording)], head=True)
    yield ""
    yield wording.say("accuracy.unknown")


def page(anchors: Sequence[Anchor], scores: Scores, wording: Wording) -> str:
    """The page, in Markdown; it names its picture `PICTURE`, beside it."""
    say = wording.say
    parts = [
        f"# {say('accuracy.title')}",
        say("accuracy.lead"),
        f"![{say('accuracy.picture')}]({PICTURE})",
        f"## {say('accuracy.anchors')}",
        _markdown([_head(wording), *(_cells(anchor, wording) for anchor in anchors)]),
        say("accuracy.anchors_note"),
        f"## {say('accuracy.scores')}",
        _markdown([_score_head(wording), *_score_rows(scores, wording)]),
        say("accuracy.scores_note"),
        f"## {say('accuracy.unknown_title')}",
        say("accuracy.unknown"),
        say("accuracy.generated"),
    ]
    return "\n\n".join(parts) + "\n"


def picture(anchors: Sequence[Anchor], wording: Wording, width: int = 720) -> str:
    """Each published figure above our estimate of it, on a logarithmic scale: an SVG."""
    rows = [
        row
        for anchor in anchors
        if anchor.published.quantity.unit == "Wh"
        for row in (
            Row(wording.label(anchor.published), anchor.published.quantity, wording.say("accuracy.published")),
            Row("Wattprint", anchor.ours, anchor.assumed[wording.lang]),
        )
    ]
    return ranges(rows, wording, title=wording.say("accuracy.picture"), name="accuracy", width=width)


def _head(wording: Wording) -> list[str]:
    keys = ("figure", "published", "ours", "factor", "inside", "peer", "peer_factor")
    return [wording.say(f"accuracy.{key}") for key in keys]


def _cells(anchor: Anchor, wording: Wording) -> list[str]:
    none = wording.say("accuracy.none")
    return [
        wording.label(anchor.published),
        wording.interval(anchor.published.quantity),
        wording.interval(anchor.ours),
        f"×{wording.number(anchor.factor)}",
        wording.say("accuracy.yes" if anchor.inside else "accuracy.no"),
        wording.interval(anchor.peer) if anchor.peer else none,
        f"×{wording.number(anchor.peer_factor)}" if anchor.peer_factor else none,
    ]


def _score_head(wording: Wording) -> list[str]:
    return [wording.say(f"accuracy.{key}") for key in ("what", "rows", *_COLUMNS.values())]


def _score_rows(scores: Scores, wording: Wording) -> list[list[str]]:
    none = wording.say("accuracy.none")
    return [
        [
            wording.say(f"accuracy.sections.{section}"),
            wording.count(values.get("rows", values.get("groups", 0))),
            *(_score(key, values[key], wording) if key in values else none for key in _COLUMNS),
        ]
        for section, values in scores.items()
    ]


_COLUMNS = {
    "macro": "macro",
    "bias": "bias",
    "within-1.5": "within_half",
    "within-2": "within_double",
    "cover": "cover",
    "width": "width",
    "peer": "peer",
}
_SHARES = ("within-1.5", "within-2", "cover")
_DIGITS = 3


def _score(key: str, value: float, wording: Wording) -> str:
    if key in _SHARES:
        return wording.quantity(Quantity(value).to("%"))
    return f"×{wording.number(value, _DIGITS)}"


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    head, *body = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body])
