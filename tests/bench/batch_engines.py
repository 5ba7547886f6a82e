"""The map phase of one engine: `batch_engines.py spark|dask|ray WORKERS LOGS SCRATCH` prints its seconds."""

import logging
import os
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from wattprint.batch.arrow import Estimator

TRIES = 3
BLOCKS = 16  # Ray reads eight small files as two blocks: two tasks of unlike length


def best(work: Callable[[], object]) -> float:
    """The first try starts the workers; the best of the next ones is what they take."""
    times = []
    for _ in range(TRIES + 1):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times[1:])


def spark(workers: int, logs: str, scratch: Path) -> float:
    import pyspark
    from tests.batch.java import home

    os.environ |= {
        "JAVA_HOME": str(home(scratch / f"java-{os.getpid()}")), "SPARK_HOME": pyspark.__path__[0],
        "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost", "SPARK_PUBLIC_DNS": "localhost",
        "SPARK_WORKER_DIR": str(scratch / "work"),
        "PYSPARK_PYTHON": sys.executable,
    }  # fmt: skip
    from pyspark.sql import SparkSession

    from wattprint.batch.spark import estimated

    session = (
        SparkSession.builder.master(f"local-cluster[{workers},1,2048]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "localhost")
        .config("spark.executor.memory", "2g")
        .config("spark.sql.files.maxPartitionBytes", "16m")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "100000")
        .getOrCreate()
    )
    made = estimated(session.read.parquet(logs), Estimator())
    took = best(lambda: made.write.format("noop").mode("overwrite").save())
    session.stop()
    return took


def dask(workers: int, logs: str, scratch: Path) -> float:
    import dask.dataframe as dd
    from distributed import Client, LocalCluster

    from wattprint.batch.dask import estimated

    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=None, local_directory=str(scratch)
        ) as cluster,
        Client(cluster) as client,
    ):
        rows = dd.read_parquet(logs)
        return best(lambda: client.compute(estimated(rows, Estimator()).map_partitions(len)).result())


def ray(workers: int, logs: str, scratch: Path) -> float:  # noqa: ARG001 - engines are called alike
    os.environ |= {"RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0", "RAY_USAGE_STATS_ENABLED": "0"}
    import ray as engine
    import ray.data

    from wattprint.batch.ray import estimated

    with TemporaryDirectory(prefix="ray-", dir="/tmp", ignore_cleanup_errors=True) as short:
        engine.init(
            num_cpus=workers, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR, _temp_dir=short
        )
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.op_resource_reservation_enabled = False  # of two workers, Ray Data would hold one back
        rows = ray.data.read_parquet(logs).repartition(BLOCKS).materialize()
        took = best(lambda: estimated(rows, Estimator()).materialize())
        engine.shutdown()
    return took


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    name, count, where, folder = sys.argv[1:]
    # A worker of one thread is a core: else one worker of Spark reads on a second core while it computes.
    os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[: int(count)]))
    print({"spark": spark, "dask": dask, "ray": ray}[name](int(count), where, Path(folder)))
