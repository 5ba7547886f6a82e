"""The same batch inside Dask: `wattprint[dask]`.

from wattprint.batch import dask
dask.estimated(dd.read_parquet("logs/")).to_parquet("estimated/")
"""

import dask.dataframe as dd
import pandas as pd
import pyarrow as pa

from .arrow import Estimator


def estimated(rows: dd.DataFrame, estimator: Estimator | None = None) -> dd.DataFrame:
    """The rows with the columns of an estimate, and `reason` where there is none."""
    chosen = estimator or Estimator()
    empty = rows._meta
    schema = chosen.schema(pa.Schema.from_pandas(empty, preserve_index=False))
    meta = pd.concat(
        [empty, schema.empty_table().to_pandas(types_mapper=pd.ArrowDtype)[schema.names[len(empty.columns) :]]], axis=1
    )
    return rows.map_partitions(_one, chosen, list(meta.columns[len(empty.columns) :]), meta=meta)


def _one(part: pd.DataFrame, estimator: Estimator, added: list[str]) -> pd.DataFrame:
    made = estimator(pa.Table.from_pandas(part, preserve_index=False)).select(added)
    return pd.concat([part, made.to_pandas(types_mapper=pd.ArrowDtype).set_axis(part.index)], axis=1)
