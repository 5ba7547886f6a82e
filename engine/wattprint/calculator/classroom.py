"""A class: the calculators that students send as links, added up for a day and for a year.

A line that cannot be read is named with its reason and changes nothing. Sums follow the rule of `units`: medians add
and bounds add, because all requests share the same uncertain factors.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from html import escape
from math import isfinite
from operator import add
from typing import NamedTuple

from ..figures import Row, bars
from ..records import Refused
from ..units import Quantity
from ..wording import Wording
from ..wording.spreadsheet import inert
from .count import plain
from .names import model_name
from .served import Served, served
from .state import read

SHOWN = ("energy", "carbon", "water", "google_searches")
WIDTHS = {"narrow": 288, "wide": 720}  # a figure is drawn twice, and the style shows one of them
MOST = 1_000
"""Lines of one class, or of a school."""

MOST_BARS = 40  # beyond it a figure is a list
LONGEST = 80  # characters of a student's name
DAYS = 366
CELL_ENDS = ("median", "low", "high")


class Student(NamedTuple):
    """A line that could be read: its place, what it is called, and what a day takes."""

    line: int
    name: str
    made: Served
    day: dict[str, Quantity]


class Classroom(NamedTuple):
    """The sums as HTML and as a table for other programs; how many lines were read, and which were not and why."""

    html: str
    csv: str
    students: int
    wrong: list[dict[str, object]]


def classroom(lines: Sequence[Mapping[str, object]], wording: Wording, days: str = "", id: str = "class") -> Classroom:
    """The class. Each line is {"line": 3, "name": "Ada", "state": {...} or None}. Raises Refused for too many lines
    or for `days` that are no number of days of a year. `id` begins the ids of its figure."""
    words = wording.also(__package__, "calculator").also(__package__, "classroom")
    if len(lines) > MOST:
        raise Refused("most", "lines", len(lines), str(MOST))
    year = _days(days, words)
    students, wrong = [], []
    for line in lines:
        try:
            students.append(_student(line, words))
        except Refused as error:
            wrong.append({"line": line.get("line"), "message": words.error(error)})
    html = "".join((_wrong(wrong, words), _sums(students, year, words, id) if students else ""))
    return Classroom(html, _csv(students), len(students), wrong)


def _student(line: Mapping[str, object], words: Wording) -> Student:
    number, name, state = line.get("line"), line.get("name", ""), line.get("state")
    if not isinstance(number, int) or not isinstance(name, str):
        raise Refused("line", "lines", number, '{"line", "name", "state"}')
    if not isinstance(state, Mapping):
        raise Refused("link", "lines", line.get("found", ""), "", words.say("class.link"))
    made = served(read(state, words), words)
    called = " ".join(name.split())[:LONGEST] or words.say("class.unnamed", line=number)
    return Student(number, called, made, {key: made.estimate.results[key] * made.day for key in SHOWN})


def _days(days: str, words: Wording) -> float:
    """How many days a year has for this class: all, or those that the teacher says."""
    if not days.strip():
        return Quantity(1, unit="yr").to("d").median
    try:
        found = float(days)
    except ValueError:
        found = -1.0
    if not (isfinite(found) and 0 < found <= DAYS):
        raise Refused("field", "days", days, words.say("class.days_allowed", most=DAYS), words.say("class.days"))
    return found


def _sums(students: list[Student], year: float, words: Wording, id: str) -> str:
    day = {name: reduce(add, (student.day[name] for student in students)) for name in SHOWN}
    requests = sum(student.made.day for student in students)
    rows = {
        "student": ({name: total * (1 / len(students)) for name, total in day.items()}, requests / len(students)),
        "day": (day, requests),
        "year": ({name: total * year for name, total in day.items()}, requests * year),
    }
    heads = "".join(
        f'<th scope="col" class="number">{escape(words.name("criteria", name, "short"))}</th>' for name in SHOWN
    )
    top = (
        f'<tr><th scope="col">{_say(words, "who")}</th>'
        f'<th scope="col" class="number">{_say(words, "requests")}</th>{heads}</tr>'
    )
    totals = "".join(
        _row(words.say(f"class.{key}", n=round(year)), words.count(_round(n)), results, words)
        for key, (results, n) in rows.items()
    )
    each = "".join(_row(s.name, words.count(_round(s.made.day)), s.day, words, _under(s, words)) for s in students)
    return (
        f'<section class="class-sums"><h2>{escape(words.say("class.title", n=len(students)))}</h2>'
        f"<p>{escape(words.say('class.said', n=len(students), energy=day['energy'], carbon=day['carbon']))}</p>"
        f'<table class="spans"><caption>{_say(words, "sums_caption")}</caption><thead>{top}</thead>'
        f"<tbody>{totals}</tbody></table></section>"
        f'<section class="class-students"><h2>{_say(words, "students_title")}</h2>{_figure(students, words, id)}'
        f'<table class="spans"><caption>{_say(words, "students_caption")}</caption><thead>{top}</thead>'
        f"<tbody>{each}</tbody></table></section>"
    )


def _figure(students: list[Student], words: Wording, id: str) -> str:
    rows = [Row(s.name, s.day["energy"], model_name(s.made.state.model, words)) for s in students]
    rows = sorted(rows, key=lambda row: -row.quantity.median)
    title = words.say("class.figure")
    drawn = "".join(
        f'<div class="{kind}">{bars(rows[:MOST_BARS], words, title=title, name=f"{id}-{kind}", width=width)}</div>'
        for kind, width in WIDTHS.items()
    )
    key = "figure_caption_most" if len(rows) > MOST_BARS else "figure_caption"
    caption = words.say(f"class.{key}", most=MOST_BARS)
    return f"<figure>{drawn}<figcaption>{escape(caption)}</figcaption></figure>"


def _row(name: str, count: str, results: Mapping[str, Quantity], words: Wording, under: str = "") -> str:
    cells = [f'<td class="number" data-head="{_say(words, "requests")}"><span>{escape(count)}</span></td>']
    for key in SHOWN:
        median, bounds = (escape(part) for part in words.parts(results[key], form="range"))
        small = f' <span class="soft">{bounds}</span>' if bounds else ""
        head = escape(words.name("criteria", key, "short"))
        cells.append(f'<td class="{key}" data-head="{head}"><span><b>{median}</b>{small}</span></td>')
    small = f' <span class="soft">{escape(under)}</span>' if under else ""
    return f'<tr><th scope="row">{escape(name)}{small}</th>{"".join(cells)}</tr>'


def _under(student: Student, words: Wording) -> str:
    state = student.made.state
    return f"{model_name(state.model, words)}, {words.say(f'kinds.{state.kind}.says')}"


def _wrong(wrong: list[dict[str, object]], words: Wording) -> str:
    if not wrong:
        return ""
    items = "".join(
        f"<li>{escape(words.say('class.wrong_line', line=each['line'], message=each['message']))}</li>"
        for each in wrong
    )
    title = escape(words.say("class.wrong", n=len(wrong)))
    return f'<section class="class-wrong"><h2>{title}</h2><ul>{items}</ul></section>'


def _csv(students: list[Student]) -> str:
    """One line per student, units in the heads, numbers as programs read them."""
    units = {name: students[0].day[name].unit for name in SHOWN} if students else dict.fromkeys(SHOWN, "")
    heads = ["line", "name", "model", "kind", "zone", "requests_a_day"]
    heads += [f"{name}_{end} ({units[name]})" for name in SHOWN for end in CELL_ENDS]
    rows = [
        [str(s.line), s.name, s.made.state.model, s.made.state.kind, s.made.estimate.zone, plain(s.made.day)]
        + [repr(getattr(s.day[name], end)) for name in SHOWN for end in CELL_ENDS]
        for s in students
    ]
    return "".join(",".join(map(_cell, row)) + "\r\n" for row in [heads, *rows])


def _cell(text: str) -> str:
    """A cell; what a spreadsheet would run as a formula is kept a text."""
    safe = inert(text)
    return '"' + safe.replace('"', '""') + '"' if set(safe) & set(',"\r\n') else safe


def _round(n: float) -> float:
    return round(n) if n >= 1 else n


def _say(words: Wording, key: str) -> str:
    return escape(words.say(f"class.{key}"))
