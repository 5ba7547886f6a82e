"""The fit: tokenized passages -> data/tokens.toml.

`python -m calibration.tokens.fit WORK` counts every passage of WORK/tokenized.jsonl with the rules of
classes.toml, finds the non-negative share of a token that each count is worth, and scores it on sources it
has not seen: each source (manual pages, a handbook, game stories, ...) is left out in turn, in all
languages at once.

Loss: squared relative error per passage, plus squared mean relative error per language, so that no language
pays for another. Languages weigh by WEIGHTS; within a language, technical writing and general prose (stories,
quotations) weigh one half each, since a chatbot writes both and general prose has more tokens per letter.
"""

import json
import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls  # type: ignore[import-untyped]

from wattprint.tokens import Rules, count

HERE = Path(__file__).parent
WEIGHTS = dict.fromkeys(
    ["en", "fr", "de", "es", "pt", "it", "pl", "ja", "zh", "ru", "code", "maths", "markdown"], 1.0
)  # the ones to reach
WEIGHTS |= dict.fromkeys(["nl", "ko", "tr", "ar", "hi", "cs", "uk"], 0.5)
OTHER = 0.25
GENERAL = {"wesnoth", "fortunes", "declaration", "jargon"}  # the other sources are technical
PULL = 4.0  # how much a language's mean error counts against the scatter of its passages
FEW = 40  # a source with fewer passages weighs less
LEVEL = 0.95  # found on few sources, so that 90 % of the passages of another source are held

Vector = NDArray[Any]


class Passages:
    """Counts (one row per passage), true tokens, language and source of each."""

    def __init__(self, work: Path, rules: Rules) -> None:
        place = {name: column for column, name in enumerate(rules.shares)}
        found = [json.loads(line) for line in (work / "tokenized.jsonl").read_text().splitlines()]
        code = ("python", "javascript")
        self.names = list(place)
        self.language = np.array(["code" if p["language"] in code else p["language"] for p in found])
        self.source = np.array([p["source"] for p in found])
        self.tokens = np.array([p["tokens"] for p in found], float)
        self.characters = np.array([len(p["text"]) for p in found], float)
        self.counts = np.zeros((len(found), len(place)))
        for row, passage in enumerate(found):
            for name, number in count(passage["text"], rules)[0].items():
                self.counts[row, place[name]] = number
        self.weight = self._weights()

    def _weights(self) -> Vector:
        size: dict[tuple[str, str], int] = defaultdict(int)
        for pair in zip(self.language, self.source, strict=True):
            size[pair] += 1
        whole: dict[tuple[str, bool], float] = defaultdict(float)
        for (language, source), number in size.items():
            whole[language, source in GENERAL] += min(1, number / FEW)
        weights = []
        for language, source in zip(self.language, self.source, strict=True):
            both = (language, True) in whole and (language, False) in whole
            share = min(1, size[language, source] / FEW) / whole[language, source in GENERAL]
            weights.append(WEIGHTS.get(language, OTHER) * share / (1 + both) / size[language, source])
        return np.array(weights)


def fit(passages: Passages, rows: Vector) -> Vector:
    """The share of a token that each count is worth, from the passages of `rows` (a mask)."""
    ratio = passages.counts[rows] / passages.tokens[rows, None]
    weight = passages.weight[rows] / passages.weight[rows].mean()
    blocks, goals = [ratio * np.sqrt(weight)[:, None]], [np.sqrt(weight)]
    languages = sorted(set(passages.language))
    total = sum(WEIGHTS.get(language, OTHER) for language in languages)
    for language in languages:
        these = passages.language[rows] == language
        if these.any():
            strength = np.sqrt(PULL * rows.sum() * WEIGHTS.get(language, OTHER) / total)
            blocks.append(strength * np.average(ratio[these], axis=0, weights=weight[these])[None])
            goals.append(np.array([strength]))
    matrix, goal = np.vstack(blocks), np.concatenate(goals)
    scale = np.sqrt((matrix**2).sum(0)) + 1e-12
    # The normal equations, as a triangle: the same answer from 28 rows instead of 20,000.
    triangle = np.linalg.cholesky((matrix / scale).T @ (matrix / scale) + 1e-9 * np.eye(len(scale)))
    shares: Vector = nnls(triangle.T, np.linalg.solve(triangle, (matrix / scale).T @ goal))[0] / scale
    return shares


def hold_out(passages: Passages) -> Vector:
    """Tokens of every passage, estimated by a fit that has not seen its source."""
    estimate = np.zeros(len(passages.tokens))
    for source in sorted(set(passages.source)):
        out = passages.source == source
        estimate[out] = passages.counts[out] @ fit(passages, ~out)
    return estimate


def weighted_quantile(values: Vector, weight: Vector, level: float) -> float:
    """The value below which `level` of the weight lies."""
    order = np.argsort(values)
    return float(values[order][np.searchsorted(np.cumsum(weight[order]) / weight.sum(), level)])


def spreads(
    passages: Passages, estimate: Vector, rows: Vector, scripts: dict[str, str], shares: Vector
) -> tuple[Vector, float]:
    """Width of the 90 % interval (log-distance) of each count, by its script, and the grain of short texts.

    Found on the passages of `rows`. A script's width is what its least predictable language to reach needs
    for 90 % of its passages.
    """
    error = np.log(estimate / passages.tokens)
    # Within one source the style is shared; what still scatters, and shrinks with length, is the grain.
    pieces = []
    for pair in sorted(set(zip(passages.language, passages.source, strict=True))):
        these = rows & (passages.language == pair[0]) & (passages.source == pair[1])
        if these.sum() >= FEW:
            pieces.append((1 / passages.tokens[these], (error[these] - error[these].mean()) ** 2))
    inverse, square = np.hstack(pieces)
    usual = square < np.quantile(square, 0.98)
    slope = np.polyfit(inverse[usual], square[usual], 1)[0]
    grain = float(np.ceil(164.5 * np.sqrt(max(slope, 0.0))) / 100)  # 1.645 standard deviations hold 90 %
    distance = np.sqrt(np.maximum(error**2 - grain**2 / estimate, 0))

    contribution = passages.counts * shares
    widths = dict.fromkeys(["latin", *sorted(set(scripts.values()) - {"latin"})], 0.0)
    part: dict[str, dict[str, float]] = {}
    for language in WEIGHTS:
        mine = contribution[passages.language == language].sum(0)
        part[language] = {
            script: mine[[scripts[name] == script for name in passages.names]].sum() / mine.sum() for script in widths
        }
    # A quarter of the tokens is enough to name the script: spaces and marks, common to all, count as Latin.
    own = {name: max(widths, key=lambda s: 0.25 if s == "latin" else part[name][s]) for name in WEIGHTS}
    for language in sorted(WEIGHTS, key=lambda name: own[name] != "latin"):
        these, script = rows & (passages.language == language), own[language]
        if not these.any():
            continue
        needed = weighted_quantile(distance[these], passages.weight[these], LEVEL)
        if script != "latin":  # ... and dilute the width of another script: make up for it
            needed = (needed - widths["latin"] * (1 - part[language][script])) / part[language][script]
        widths[script] = max(widths[script], needed)
    return np.array([np.ceil(100 * widths[scripts[name]]) / 100 for name in passages.names]), grain


def score(passages: Passages, estimate: Vector, low: Vector, high: Vector) -> list[dict[str, Any]]:
    """Bias and coverage of an estimate by language, each source counting once, as data/tokens.toml keeps them."""
    inside = (low <= passages.tokens) & (passages.tokens <= high)
    table = []
    for language in sorted(set(passages.language), key=lambda name: (-WEIGHTS.get(name, OTHER), name)):
        these = passages.language == language
        sources = sorted(set(passages.source[these]))
        bias, heavy = [], []
        for source in sources:
            rows = these & (passages.source == source)
            bias.append(estimate[rows].sum() / passages.tokens[rows].sum() - 1)
            heavy.append(passages.weight[rows].sum())
        genres = {}
        for genre, general in (("technical", False), ("general", True)):
            of = [i for i, source in enumerate(sources) if (source in GENERAL) == general]
            if of:
                found = np.average([bias[i] for i in of], weights=[heavy[i] for i in of])
                genres[genre] = round(float(found), 3)
        quarter = passages.characters[these].sum() / 4 / passages.tokens[these].sum() - 1
        table.append({
            "language": language, "sources": len(sources), "passages": int(these.sum()),
            "bias": round(float(np.average(bias, weights=heavy)), 3),
            **genres,
            "coverage": round(float(np.average(inside[these], weights=passages.weight[these])), 3),
            "quarter_rule": round(float(quarter), 3),
        })  # fmt: skip
    return table


def main(work: Path) -> None:
    """Fit the worth of each class, hold out every source in turn, and write data/tokens.toml."""
    draft_text = (HERE / "classes.toml").read_text()
    draft = tomllib.loads(draft_text)
    entries = draft["class"] + draft["event"]
    scripts = {entry["name"]: entry.get("script", "latin") for entry in entries}
    for entry in entries:
        entry |= {"tokens": 0.0, "spread": 0.0}
    rules = Rules(draft | {"grain": 0.0})
    passages = Passages(work, rules)

    shares = np.round(fit(passages, np.ones(len(passages.tokens), bool)), 3)
    estimate = hold_out(passages)
    every = np.ones(len(passages.tokens), bool)
    widths, grain = spreads(passages, estimate, every, scripts, shares)
    contribution = passages.counts * shares
    distance = np.zeros(len(estimate))
    for source in sorted(set(passages.source)):  # the interval, too, is scored on sources it has not seen
        out = passages.source == source
        unseen, grit = spreads(passages, estimate, ~out, scripts, shares)
        share = contribution[out] @ unseen / contribution[out].sum(1)
        distance[out] = np.hypot(share, grit / np.sqrt(estimate[out]))
    table = score(passages, estimate, estimate * np.exp(-distance), estimate * np.exp(distance))

    worth = dict(zip(passages.names, shares, strict=True))
    spread = dict(zip(passages.names, widths, strict=True))
    body = []
    for line in draft_text[draft_text.index("rest =") :].splitlines():
        if line.startswith("script ="):
            continue
        body.append(line)
        if line.startswith("name ="):
            name = line.split('"')[1]
            body.append(f"tokens = {worth[name]:.3f}")
            body.append(f"spread = {spread[name]:.2f}")
    scores = [
        "[[score]]\n" + "\n".join(f"{key} = {json.dumps(value)}" for key, value in row.items()) + "\n" for row in table
    ]
    legend = [line for line in draft_text.splitlines()[2:8] if not line.startswith("# `script`")]
    header = (HERE / "header.toml").read_text()
    (HERE.parents[2] / "data/tokens.toml").write_text(
        header.replace("[label]", f"grain = {grain:.2f}\n{body[0]}\n\n[label]")
        + "\n".join(legend + body[1:])
        + "\n\n"
        + "\n".join(scores)
    )
    for row in table:
        print("  ".join(f"{value!s:>9}" for value in row.values()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
