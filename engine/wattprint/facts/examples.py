"""data/lecture/drawings.toml, texts/*.toml and turing.toml -> one validated lessons.json: what the small models learn.

Apart from facts.json, so that an estimate never reads a drawing.
"""

import json
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from .schema import Id, Strict, Text

Lang = Literal["fr", "en"]
Rows = Annotated[str, Field(pattern=r"^([.\-+*#]{12}\n){12}$", description="twelve rows of twelve cells")]


class Drawing(Strict):
    """One entry of data/lecture/drawings.toml."""

    kind: Id
    pose: Id
    rows: Rows


class Passage(Strict):
    """data/lecture/texts/<id>.toml: a text to count words in, ours or in the public domain."""

    lang: Lang
    title: Text
    author: Text
    year: int
    licence: Text
    url: Annotated[str, Field(pattern=r"^(https?://\S+|)$")] = ""
    prompt: Annotated[Text, Field(description="the first words that the figure proposes to continue")]
    text: Text


class Hand(Strict):
    """Who wrote a text of the game, and where it stands. `machine` is left out where the n-gram model writes."""

    text: Text
    credit: Text


class Round(Strict):
    """A pair of the game: the same subject by a person, and by a machine. `order` asks our own model, trained on
    `learnt`, for the machine's text, begun with `prompt`."""

    lang: Lang
    subject: Text
    human: Hand
    machine: Hand | None = None
    order: Annotated[int, Field(ge=0, le=5)] | None = None
    learnt: Id | None = None
    prompt: str = ""
    seed: int = 1


def compile_lessons(data: Path) -> dict[str, Any]:
    """The drawings, the texts and the rounds of the game, by id. Raises ValueError naming what does not fit."""
    lecture = data / "lecture"
    made: dict[str, Any] = {}
    for name, kind, found in (
        ("drawings", Drawing, _read(lecture / "drawings.toml")),
        ("texts", Passage, {path.stem: _read(path) for path in sorted((lecture / "texts").glob("*.toml"))}),
        ("turing", Round, _read(lecture / "turing.toml")),
    ):
        shelf: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, kind])  # type: ignore[valid-type]
        try:
            made[name] = shelf.dump_python(shelf.validate_python(found), mode="json", exclude_none=True)
        except ValidationError as error:
            raise ValueError(f"{lecture}: {name}: {error}") from error
    return made


def write_lessons(data: Path, out: Path) -> None:
    """Beside facts.json, deterministically."""
    text = json.dumps(compile_lessons(data), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (out / "lessons.json").write_text(text, encoding="utf-8")


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
