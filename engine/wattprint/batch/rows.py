"""The SQL of a batch: rows of a log -> drivers of `Work` -> amounts, totals, and reasons for refusal.

Every engine runs these same sentences: DuckDB on files, or inside each worker of Spark, Dask or Ray.
"""

from collections.abc import Iterable, Mapping, Sequence

from ..estimate import COUNTS
from ..facts import EARLIEST
from ..records import MOST_TOKENS
from ..wording import SHOWN, Wording
from .amounts import DRIVER_SQL, PERIODS, amount, result
from .coefficients import FOUND, MOST_LABELS, NO_TIME, RESULTS, Table, number
from .mapping import Value, literal, quoted
from .reading import as_count, as_instant

ADDED = ("model_id", "model_exact", *RESULTS)
"""The columns that stand beside those of the input."""

REJECTED = ("file", "row", "field", "kind", "reason")
"""What is said of a row that was refused."""

_COUNT = dict(zip(COUNTS, ("__i", "__k", "__a", "__r", "__g", "__s"), strict=True))
_WITHIN = {"input_tokens": "cached_tokens", "output_tokens": "reasoning_tokens"}


class Rows:
    """Rows of one schema: `source` is a table or a subquery, `values` say how to read its fields."""

    def __init__(
        self, source: str, values: Mapping[str, Value], inclusive: bool, columns: Sequence[str], text: bool = False
    ):
        self.source, self.values, self.inclusive, self.columns = source, values, inclusive, tuple(columns)
        self.text = text  # the rows were lines of text: some could not be read, and stand in `__unreadable`
        self.factors: dict[str, float] = {}
        self.fine = " AND ".join(
            (*(f"{name} BETWEEN 0 AND {MOST_TOKENS}" for name in self._counts().values()), "NOT __late")
        )

    def labels(self) -> str:
        """Distinct models, the first and last day: (label, first, last) rows."""
        time = self._time()
        good = f"{time} >= TIMESTAMP '{EARLIEST}-01-01'"
        return (
            f"SELECT {self._text('model')} AS label, CAST(min({time}) FILTER ({good}) AS DATE), "
            f"CAST(max({time}) FILTER ({good}) AS DATE) FROM {self.source} AS s GROUP BY label LIMIT {MOST_LABELS + 1}"
        )

    def prepared(self, days: Sequence[str], extra: Iterable[str] = ()) -> str:
        """The rows with their fields read, one name each; `extra` are more expressions."""
        counts = self._counts()
        fields = [f"{sql} AS {_COUNT[name]}" for name, sql in self._read().items()]
        fields += [f"0::DOUBLE AS {name}" for name in _COUNT.values() if name not in {_COUNT[n] for n in counts}]
        steps = " + ".join(f"CAST(__t >= TIMESTAMP '{day}' AS INTEGER)" for day in days[1:]) or "0"
        period = f"CASE WHEN __t IS NULL THEN {NO_TIME} ELSE {steps} END" if "time" in self.values else str(NO_TIME)
        late = f"coalesce({self._late()}, false)"
        return (
            f"SELECT s.*, {', '.join(fields)}, {self._text('model')} AS __m, {self._text('zone')} AS __z, "
            f"{self._time()} AS __t, CAST({period} AS INTEGER) AS __p, {late} AS __late"
            f"{''.join(f', {sql}' for sql in extra)} FROM {self.source} AS s"
        )

    def gathered(self, days: Sequence[str], groups: Mapping[str, str]) -> str:
        """Sums of the drivers by group and key; `__fine` says whether these rows can be estimated."""
        sums = ", ".join(f"sum({sql}) AS __d{place}" for place, sql in enumerate(DRIVER_SQL.values()) if place)
        keys = "".join(f"__by{place}, " for place in range(len(groups)))
        extra = [f"{sql} AS __by{place}" for place, sql in enumerate(groups.values())]
        return (
            f"SELECT {keys}__m, __z, __p, ({self.fine}) AS __fine, CAST(count(*) AS DOUBLE) AS __d0, {sums} "
            f"FROM ({self.prepared(days, extra)}) GROUP BY ALL"
        )

    def good(self, days: Sequence[str], made: Table, names: Mapping[str, str], clean: bool) -> str:
        """The input's columns and those of `ADDED` (under their `names`), of the rows that are fine."""
        where = "" if clean else f" WHERE {self._accepted()}"
        kept = ", ".join(self._kept(column) for column in self.columns)
        results = ", ".join(
            f"{sql} AS {quoted(names[name])}" for name, sql in zip(ADDED, self._added(made), strict=True)
        )
        return f"SELECT {kept}, {results} FROM ({self._with_amounts(days, made)}{where})"

    def marked(self, days: Sequence[str], made: Table, names: Mapping[str, str], clean: bool, wording: Wording) -> str:
        """All rows in their order: results, or nulls and a reason (the last column)."""
        added = self._added(made)
        if not clean:
            added = [f"CASE WHEN {self._accepted()} THEN {sql} END" for sql in added]
        reason = (
            "CAST(NULL AS VARCHAR)"
            if clean
            else f"CASE WHEN NOT ({self._accepted()}) THEN {self._reason(wording)[2]} END"
        )
        results = ", ".join(f"{sql} AS {quoted(names[name])}" for name, sql in zip(ADDED, added, strict=True))
        kept = ", ".join(quoted(column) for column in self.columns)
        return (
            f"SELECT {kept}, {results}, {reason} AS {quoted(names['reason'])} FROM ({self._with_amounts(days, made)})"
        )

    def rejected(self, days: Sequence[str], names: Mapping[str, str], wording: Wording) -> str:
        """The rows that are not fine, as they were, with where they stood and why they were refused."""
        kept = ", ".join(f"CAST({quoted(column)} AS VARCHAR) AS {quoted(column)}" for column in self.columns)
        field, kind, reason = self._reason(wording)
        place = dict(zip(REJECTED, ("__file", "__row", field, kind, reason), strict=True))
        place |= {"line": "__unreadable"} if self.text else {}
        results = ", ".join(f"{sql} AS {quoted(names.get(name, name))}" for name, sql in place.items())
        return (
            f"SELECT {kept}, {results} FROM (SELECT * FROM ({self.prepared(days)}) "
            f"JOIN coefficients USING (__m, __z, __p) WHERE NOT ({self._accepted()}))"
        )

    def group(self, name: str) -> str:
        """SQL of a column to group by: a field, a period of its time, or any column of the input."""
        if name in PERIODS and name not in self.columns:
            return f"date_trunc('{name}', __t)"
        if name in ("model", "zone"):
            return f"nullif({'__m' if name == 'model' else '__z'}, '')"
        return self.values[name].sql if name in self.values else quoted(name)

    def scaled(self, field: str, factor: float) -> "Rows":
        """The same rows, had they so many times the count of a field."""
        made = Rows(self.source, self.values, self.inclusive, self.columns, self.text)
        made.factors = {**self.factors, field: factor}
        return made

    def _read(self) -> dict[str, str]:
        """SQL of each count. With `inclusive`, the parts are taken out of the wholes; one larger than its whole
        makes a negative count, which is refused."""
        made = {name: as_count(self.values[name]) for name in COUNTS if name in self.values}
        if self.inclusive:
            for whole, part in _WITHIN.items():
                if whole in made and part in made:
                    made[whole] = f"({made[whole]}) - ({made[part]})"
        for name, factor in self.factors.items():
            if name in made:
                made[name] = f"({made[name]}) * {number(factor)}"
        if not self._whole():
            return made
        first = next(iter(made))
        return {**made, first: f"CASE WHEN {self._nothing()} THEN 'nan'::DOUBLE ELSE {made[first]} END"}

    def _counts(self) -> dict[str, str]:
        return {name: _COUNT[name] for name in COUNTS if name in self.values}

    def _whole(self) -> bool:
        return all(self.values[name].kind != "null" for name in self._counts())

    def _nothing(self) -> str:
        """No count at all: that row cannot be estimated, whereas one missing count among others is 0."""
        return " AND ".join(f"({self.values[name].sql}) IS NULL" for name in self._counts())

    def _text(self, field: str) -> str:
        value = self.values.get(field)
        return f"coalesce(CAST({value.sql} AS VARCHAR), '')" if value else "''"

    def _time(self) -> str:
        value = self.values.get("time")
        return as_instant(value) if value else "CAST(NULL AS TIMESTAMP)"

    def _late(self) -> str:
        """A time that cannot be read, or before the first chat models."""
        value = self.values.get("time")
        if not value:
            return "false"
        unread = f"__t IS NULL AND coalesce(trim(CAST({value.sql} AS VARCHAR)), '') <> ''"
        return (
            f"__t < TIMESTAMP '{EARLIEST}-01-01'"
            if value.kind == "time"
            else f"({unread}) OR __t < TIMESTAMP '{EARLIEST}-01-01'"
        )

    def _kept(self, column: str) -> str:
        """A column of a text file that holds a count or the time is written as such: good rows are all readable."""
        for field, value in self.values.items() if self.text else ():
            if value.column == column and value.kind == "text" and field in COUNTS:
                return f"TRY_CAST({quoted(column)} AS DOUBLE) AS {quoted(column)}"
            if value.column == column and value.kind == "text" and field == "time":
                return f"__t AS {quoted(column)}"
        return quoted(column)

    def _accepted(self) -> str:
        return f"{self.fine} AND __kind IS NULL"

    def _with_amounts(self, days: Sequence[str], made: Table) -> str:
        amounts = "".join(f", {amount(weights)} AS __x{place}" for place, weights in enumerate(made.weights))
        return f"SELECT *{amounts} FROM ({self.prepared(days)}) JOIN coefficients USING (__m, __z, __p)"

    def _added(self, made: Table) -> list[str]:
        return ["__id", "__exact", *(result(made, rank) for rank in range(len(RESULTS)))]

    def _reason(self, wording: Wording) -> tuple[str, str, str]:
        """SQL of the field, the kind and the sentence of the first thing that is wrong with a row."""
        cases: list[tuple[str, str, str, str]] = []  # when, field, kind, found
        if self.text:
            cases.append(("__unreadable IS NOT NULL", "line", "line", "__unreadable"))
        model = f"CAST({self.values['model'].sql} AS VARCHAR)"
        cases.append(("__kind = 'missing'", "model", "missing", "''"))
        if self._whole():
            cases.append((self._nothing(), next(iter(self._counts())), "missing", "''"))
        for field, name in self._counts().items():
            value = self.values[field]
            raw = f"CAST({value.sql} AS VARCHAR)"
            unread = f"isnan({name})" if value.kind != "text" else f"{raw} IS NOT NULL AND isnan({name})"
            cases.append((unread, field, "not_a_number", raw))
            part = _WITHIN.get(field)
            if self.inclusive and part and part in self.values:
                cases.append(
                    (
                        f"{name} < 0 AND {_COUNT[str(part)]} >= 0",
                        str(part),
                        "inclusive",
                        f"CAST({_COUNT[str(part)]} AS VARCHAR)",
                    )
                )
            cases.append((f"{name} < 0", field, "negative", raw))
            cases.append((f"isinf({name})", field, "infinite", raw))
            cases.append((f"{name} > {MOST_TOKENS}", field, "absurd", raw))
        if "time" in self.values:
            cases.append(("__late", "time", "date", f"CAST({self.values['time'].sql} AS VARCHAR)"))
        zone = f"CAST({self.values['zone'].sql} AS VARCHAR)" if "zone" in self.values else "''"
        field = " ".join(f"WHEN {when} THEN {literal(name)}" for when, name, _, _ in cases)
        kind = " ".join(f"WHEN {when} THEN {literal(name)}" for when, _, name, _ in cases)
        said = " ".join(
            f"WHEN {when} THEN {_sentence(wording, name, kind_, found)}" for when, name, kind_, found in cases
        )
        refused = f"CASE __field WHEN 'model' THEN {model} ELSE {zone} END"
        return (
            f"CASE {field} ELSE __field END",
            f"CASE {kind} ELSE __kind END",
            f"CASE {said} ELSE replace(__said, '{FOUND}', {_short(refused)}) END",
        )


def _template(wording: Wording, field: str, kind: str) -> str:
    """What is wrong, with FOUND where the value that was found goes."""
    key = next(key for key in (f"batch.reasons.{kind}", f"errors.{kind}", "errors.field") if wording.says(key))
    allowed = "" if kind != "field" else f"0 - {MOST_TOKENS}"
    return wording.say(key, field=field, found=FOUND, allowed=allowed, least=0, most=MOST_TOKENS)


def _sentence(wording: Wording, field: str, kind: str, found: str) -> str:
    return f"replace({literal(_template(wording, field, kind))}, '{FOUND}', {_short(found)})"


def _short(sql: str) -> str:
    return f"left(coalesce({sql}, ''), {SHOWN})"
