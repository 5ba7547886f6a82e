"""The SQL of amounts: gathered drivers and rows x the table `coefficients`."""

from collections.abc import Mapping, Sequence

from ..records import DRIVERS
from .coefficients import MOST_KEYS, RESULTS, Table, number
from .mapping import quoted

FORMATS = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}
PERIODS = tuple(FORMATS)

DRIVER_SQL = {
    "requests": "1", "prefill": "__i", "attention": "__i * (__k + __i / 2)", "cached": "__k", "decode": "(__a + __r)",
    "context": "(__a + __r) * (__k + __i + (__a + __r) / 2)", "shown": "__a", "images": "__g", "searches": "__s",
}  # fmt: skip
"""Each driver of `Work`, from the counts of a row."""

IN_ORDER = "SET disabled_optimizers = 'join_order,build_side_probe_side'"
"""The coefficients are always the side that is hashed, so that rows stay in the order of the input."""

KEYS = f"SELECT DISTINCT __m, __z, __p FROM gathered LIMIT {MOST_KEYS + 1}"
SUMS = (
    f"SELECT {', '.join(f'sum(__d{driver}) FILTER (__fine)' for driver in range(len(DRIVERS)))}, "
    "coalesce(bool_and(__fine), true) FROM gathered"
)


def idle_drivers(sums: Sequence[float | None]) -> tuple[set[int], bool]:
    """The drivers that no row has, and whether every row is fine, from the answer to `SUMS`."""
    return {driver for driver, total in enumerate(sums[:-1]) if not total}, bool(sums[-1])


def amount(weights: Mapping[int, str]) -> str:
    """SQL of the weighted drivers of a row, as `table` computes them."""
    return " + ".join(f"{DRIVER_SQL[DRIVERS[driver]]} * {sql}" for driver, sql in weights.items()) or number(0.0)


def result(made: Table, rank: int) -> str:
    """SQL of a result: for each term, its amount x its ratio."""
    return " + ".join(f"__x{place} * {ratios[rank]}" for place, ratios in enumerate(made.ratios)) or number(0.0)


def totals(groups: Mapping[str, str], made: Table, results: Sequence[str] = RESULTS) -> str:
    """Gathered drivers, now in the table `gathered`, x coefficients -> totals by group."""
    sums = {
        "requests": "CAST(sum(__d0) AS BIGINT)",
        "proxies": "CAST(coalesce(sum(__d0) FILTER (NOT __exact), 0) AS BIGINT)",
        "input_tokens": "sum(__d1)", "cached_tokens": "sum(__d3)", "output_tokens": "sum(__d6)",
        "reasoning_tokens": "sum(__d4 - __d6)", "images": "sum(__d7)",
    }  # fmt: skip
    amounts = "".join(
        f", {' + '.join(f'__d{driver} * {sql}' for driver, sql in weights.items()) or number(0.0)} AS __x{place}"
        for place, weights in enumerate(made.weights)
    )
    shown = ", ".join(
        [f"{_written(name, place, sql)} AS {quoted(name)}" for place, (name, sql) in enumerate(groups.items())]
        + [f"{sql} AS {name}" for name, sql in sums.items()]
        + [f"sum({result(made, rank)}) AS {name}" for rank, name in enumerate(results)]
    )
    by = ", ".join(f"__by{place}" for place in range(len(groups)))
    return (
        f"SELECT {shown} FROM (SELECT *{amounts} FROM gathered JOIN coefficients USING (__m, __z, __p) "
        f"WHERE __fine AND __kind IS NULL) {f'GROUP BY {by}' if by else ''}"
    )


def _written(name: str, place: int, sql: str) -> str:
    return f"strftime(__by{place}, '{FORMATS[name]}')" if sql.startswith("date_trunc") else f"__by{place}"
